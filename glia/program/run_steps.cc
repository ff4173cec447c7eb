// Steps over rows of bound sources: gather, run, report, without touching the heap.
#include <algorithm>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"
#include "glia/program/banded_variables.h"
#include "glia/program/compiled.h"
#include "glia/program/gather.h"
#include "glia/program/program.h"

namespace glia::program {
void Program::bind(int i, RowSource source) {
  Input& input = input_at(i);
  const graph::Node& node = graph_->node(input.node);
  bool one_symbol = node.shape.rank() > 0 && node.shape[0].is_symbol();
  for (int axis = 1; axis < node.shape.rank(); ++axis)
    one_symbol = one_symbol && !node.shape[axis].is_symbol();
  const bool real_to_integer = node.type == Type::kI64 && (source.type == RowSource::Type::kFloat ||
                                                           source.type == RowSource::Type::kDouble);
  if (!one_symbol || real_to_integer || (node.type != Type::kReal && node.type != Type::kI64)) {
    fail(ErrorKind::kUsage,
         say("program: rows can't be bound to input {} of {} {}", graph_->input_name(input.node),
             type_name(node.type), node.shape.to_string()));
  }
  input.source = source;
  input.bound = true;
  input.taken_as_it_is = node.type == Type::kReal && source.type == RowSource::Type::kFloat &&
                         options_.real == Real::kFloat && source.scale == 1 && source.shift == 0;
  reserve_input(input);
}

void Program::copy_short_rows(Input& input, std::span<const int64_t> rows) {
  auto* next = input.data.as<float>();
  for (const int64_t row : rows)
    for (int64_t k = 0; k < input.row_width; ++k)
      *next++ = static_cast<const float*>(input.source.data)[row * input.row_width + k];
}

void Program::check_rows(const Input& input, std::span<const int64_t> rows) const {
  const int64_t* const missing = first_missing(input.source, rows);
  if (missing == nullptr) return;
  fail(ErrorKind::kUsage, say("program: row {} is asked of input {}, which is bound to {} rows",
                              *missing, graph_->input_name(input.node), input.source.rows));
}

// Whether it pays to put variables in bands and back for these steps.
bool Program::runs_in_bands(const StepRange& range) {
  constexpr int64_t kLeastSteps = 8;
  constexpr int64_t kLeastRows = 8;  // below that a step may be one kernel, or hardly a product
  if (!range.keeps_variables || observer_ || main_->plan.banded().empty()) return false;
  if (options_.pool->threads() == 1 || range.batch < kLeastRows) return false;
  return static_cast<int64_t>(range.rows.size()) / range.batch >= kLeastSteps;
}

// The bound inputs' values of the first of these batches; then those of the next are begun.
void Program::gather_batch(std::span<const int64_t> rows, int64_t batch, bool in_bands,
                           RowsAhead& ahead) {
  const auto size = std::min(static_cast<size_t>(batch), rows.size());
  const auto now = rows.first(size);
  const auto next = rows.subspan(size, std::min(static_cast<size_t>(batch), rows.size() - size));
  for (size_t i = 0; i < inputs_.size(); ++i) {
    Input& input = inputs_[i];
    if (!input.bound) continue;
    check_rows(input, now);
    if (input.row_width <= kShortRow && input.copy_bytes == 0 && input.taken_as_it_is) {
      copy_short_rows(input, now);
      continue;
    }
    const int id = static_cast<int>(i);
    SourceRows from{&input.source, input.row_width, now};
    gather(ahead.finish(id, from),
           {input.data.data(), input.type, options_.real, in_bands ? input.copy_bytes : 0},
           *options_.pool);
    from.rows = next;
    ahead.begin(id, from);
  }
}

int64_t Program::run_steps(const StepRange& range, AfterStep after) {
  GLIA_ASSERT(range.batch > 0);
  const bool in_bands = runs_in_bands(range);
  std::optional<BandedVariables> banded;
  if (in_bands) banded.emplace(main_->plan, *memory_);
  const FlushDenormals flush;
  const auto count = static_cast<int64_t>(range.rows.size());
  int64_t done = 0;
  RowsAhead ahead(*options_.pool, memory_->ahead);
  // What the sizes decide is looked up when they change, not at each step: a step of a small
  // network takes less time than looking.
  if (step_input_ >= 0) inputs_[static_cast<size_t>(step_input_)].given = true;
  BoundPlan* plan = nullptr;
  int64_t sizes_seen = 0;
  int64_t planned_rows = 0;
  for (int64_t first = 0; first < count; first += range.batch) {
    const int64_t size = std::min(range.batch, count - first);
    if (size != planned_rows) {
      for (size_t i = 0; i < inputs_.size(); ++i)
        if (inputs_[i].bound) rows(static_cast<int>(i), size);
      planned_rows = size;
    }
    if (plan == nullptr || sizes_given_ != sizes_seen) {
      plan = &prepare(in_bands);
      sizes_seen = sizes_given_;
    }
    gather_batch(range.rows.subspan(static_cast<size_t>(first)), range.batch, in_bands, ahead);
    if (step_input_ >= 0)
      *inputs_[static_cast<size_t>(step_input_)].data.as<int64_t>() = range.first_step + done;
    if (!run_prepared(*plan)) return done;
    ++done;
    if (after && !after(range.first_step + done - 1, size)) return done;
  }
  return done;
}

}  // namespace glia::program
