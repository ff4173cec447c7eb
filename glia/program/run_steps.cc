// Steps over rows of bound sources: gather, run, report, without touching the heap.
#include <algorithm>
#include <cstring>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"
#include "glia/kernels/copy.h"
#include "glia/program/banded_variables.h"
#include "glia/program/compiled.h"
#include "glia/program/program.h"

namespace glia::program {
namespace {

template <class From>
void gather_real(const RowSource& source, int64_t width, std::span<const int64_t> rows, Real real,
                 void* to) {
  const auto* from = static_cast<const From*>(source.data);
  const auto count = static_cast<int64_t>(rows.size());
  if (real == Real::kFloat) {
    kernels::gather_convert_rows<From, float>(from, width, rows.data(), count, source.scale,
                                              source.shift, static_cast<float*>(to));
  } else {
    kernels::gather_convert_rows<From, double>(from, width, rows.data(), count, source.scale,
                                               source.shift, static_cast<double*>(to));
  }
}

// Real inputs from this many elements on are gathered by all threads.
constexpr int64_t kSharedGather = 16384;
// Memory is asked for so many rows ahead, as no hardware foresees which row comes next: 32 of
// 60,000 images take 15 us in place of 22 on one thread.
constexpr int64_t kRowsAhead = 4;
// Below this many, a loop here is faster than the calls that are made for long rows.
constexpr int64_t kFewElements = 32;

bool as_it_is(const RowSource& source, Real real) {
  return source.type == RowSource::Type::kFloat && real == Real::kFloat && source.scale == 1 &&
         source.shift == 0;
}

template <class From>
void gather_integer(const RowSource& source, int64_t width, std::span<const int64_t> rows,
                    int64_t* to) {
  const auto* from = static_cast<const From*>(source.data);
  for (const int64_t row : rows)
    for (int64_t i = 0; i < width; ++i) *to++ = static_cast<int64_t>(from[row * width + i]);
}

template <class From>
void gather_from(const RowSource& source, Type type, int64_t width, std::span<const int64_t> rows,
                 Real real, void* to, ThreadPool& pool) {
  if (type != Type::kReal)
    return gather_integer<From>(source, width, rows, static_cast<int64_t*>(to));
  const auto count = static_cast<int64_t>(rows.size());
  if (count * width < kSharedGather) return gather_real<From>(source, width, rows, real, to);
  const auto row_bytes = static_cast<size_t>(width) * type_size(Type::kReal, real);
  pool.run(count, [&](int64_t k, int) {
    const auto row = static_cast<size_t>(k);
    if (k + kRowsAhead < count) {
      kernels::fetch(static_cast<const From*>(source.data) + rows[row + kRowsAhead] * width,
                     width * static_cast<int64_t>(sizeof(From)));
    }
    gather_real<From>(source, width, rows.subspan(row, 1), real,
                      static_cast<std::byte*>(to) + row * row_bytes);
  });
}

}  // namespace

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
}

void Program::gather(const Input& input, std::span<const int64_t> rows) {
  const RowSource& source = input.source;
  for (const int64_t row : rows)
    if (row < 0 || row >= source.rows) fail_row(input, row);
  void* const to = memory_->inputs[static_cast<size_t>(input.node)];
  const Real real = options_.real;
  if (static_cast<int64_t>(rows.size()) * input.row_width <= kFewElements &&
      as_it_is(source, real)) {
    auto* next = static_cast<float*>(to);
    for (const int64_t row : rows)
      for (int64_t k = 0; k < input.row_width; ++k)
        *next++ = static_cast<const float*>(source.data)[row * input.row_width + k];
    return;
  }
  const Type type = graph_->node(input.node).type;
  ThreadPool& pool = *options_.pool;
  switch (source.type) {
    case RowSource::Type::kU8:
      return gather_from<uint8_t>(source, type, input.row_width, rows, real, to, pool);
    case RowSource::Type::kI32:
      return gather_from<int32_t>(source, type, input.row_width, rows, real, to, pool);
    case RowSource::Type::kI64:
      return gather_from<int64_t>(source, type, input.row_width, rows, real, to, pool);
    case RowSource::Type::kFloat:
      return gather_from<float>(source, type, input.row_width, rows, real, to, pool);
    case RowSource::Type::kDouble:
      return gather_from<double>(source, type, input.row_width, rows, real, to, pool);
  }
}

void Program::fail_row(const Input& input, int64_t row) const {
  fail(ErrorKind::kUsage, say("program: row {} is asked of input {}, which is bound to {} rows",
                              row, graph_->input_name(input.node), input.source.rows));
}

// Whether it pays to put variables in bands and back for these steps.
bool Program::runs_in_bands(const StepRange& range) {
  constexpr int64_t kLeastSteps = 8;
  constexpr int64_t kLeastRows = 8;  // below that a step may be one kernel, or hardly a product
  if (!range.keeps_variables || observer_ || main_->plan.banded().empty()) return false;
  if (options_.pool->threads() == 1 || range.batch < kLeastRows) return false;
  return static_cast<int64_t>(range.rows.size()) / range.batch >= kLeastSteps;
}

int64_t Program::run_steps(const StepRange& range, AfterStep after) {
  GLIA_ASSERT(range.batch > 0);
  const bool in_bands = runs_in_bands(range);
  std::optional<BandedVariables> banded;
  if (in_bands) banded.emplace(main_->plan, *memory_);
  const FlushDenormals flush;
  const auto count = static_cast<int64_t>(range.rows.size());
  int64_t done = 0;
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
    const auto rows = range.rows.subspan(static_cast<size_t>(first), static_cast<size_t>(size));
    for (const Input& input : inputs_)
      if (input.bound) gather(input, rows);
    if (step_input_ >= 0)
      *inputs_[static_cast<size_t>(step_input_)].data.as<int64_t>() = range.first_step + done;
    if (!run_prepared(*plan)) return done;
    ++done;
    if (after && !after(range.first_step + done - 1, size)) return done;
  }
  return done;
}

}  // namespace glia::program
