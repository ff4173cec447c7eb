// Steps over rows of bound sources: gather, run, report, without touching the heap.
#include <algorithm>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/graph/graph.h"
#include "glia/kernels/copy.h"
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
    gather_real<From>(source, width, rows.subspan(row, 1), real,
                      static_cast<std::byte*>(to) + row * row_bytes);
  });
}

}  // namespace

void Program::bind(int i, RowSource source) {
  Input& input = input_at(i);
  const graph::Node& node = graph_->node(input.node);
  const bool real_to_integer = node.type == Type::kI64 && (source.type == RowSource::Type::kFloat ||
                                                           source.type == RowSource::Type::kDouble);
  if (node.shape.rank() < 1 || !node.shape[0].is_symbol() || real_to_integer ||
      (node.type != Type::kReal && node.type != Type::kI64)) {
    fail(ErrorKind::kUsage,
         fmt::format("program: rows can't be bound to input {} of {} {}",
                     graph_->input_name(input.node), type_name(node.type), node.shape.to_string()));
  }
  input.source = source;
  input.bound = true;
}

void Program::gather(int i, std::span<const int64_t> rows) {
  void* to = this->rows(i, static_cast<int64_t>(rows.size()));
  const Input& input = inputs_[static_cast<size_t>(i)];
  const graph::Node& node = graph_->node(input.node);
  for (const int64_t row : rows) {
    if (row >= 0 && row < input.source.rows) continue;
    fail(ErrorKind::kUsage,
         fmt::format("program: row {} is asked of input {}, which is bound to {} "
                     "rows",
                     row, graph_->input_name(input.node), input.source.rows));
  }
  int64_t width = 1;
  for (int axis = 1; axis < node.shape.rank(); ++axis) width *= node.shape[axis].size();
  ThreadPool& pool = *options_.pool;
  switch (input.source.type) {
    case RowSource::Type::kU8:
      return gather_from<uint8_t>(input.source, node.type, width, rows, options_.real, to, pool);
    case RowSource::Type::kI32:
      return gather_from<int32_t>(input.source, node.type, width, rows, options_.real, to, pool);
    case RowSource::Type::kI64:
      return gather_from<int64_t>(input.source, node.type, width, rows, options_.real, to, pool);
    case RowSource::Type::kFloat:
      return gather_from<float>(input.source, node.type, width, rows, options_.real, to, pool);
    case RowSource::Type::kDouble:
      return gather_from<double>(input.source, node.type, width, rows, options_.real, to, pool);
  }
}

int64_t Program::run_steps(const StepRange& range, AfterStep after) {
  GLIA_ASSERT(range.batch > 0);
  const auto count = static_cast<int64_t>(range.rows.size());
  int64_t done = 0;
  for (int64_t first = 0; first < count; first += range.batch) {
    const int64_t size = std::min(range.batch, count - first);
    const auto rows = range.rows.subspan(static_cast<size_t>(first), static_cast<size_t>(size));
    for (size_t i = 0; i < inputs_.size(); ++i)
      if (inputs_[i].bound) gather(static_cast<int>(i), rows);
    if (step_input_ >= 0) set_integer(step_input_, range.first_step + done);
    if (!step()) return done;
    ++done;
    if (after && !after(range.first_step + done - 1, size)) return done;
  }
  return done;
}

}  // namespace glia::program
