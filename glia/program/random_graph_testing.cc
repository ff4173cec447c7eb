#include "glia/program/random_graph_testing.h"

#include <algorithm>
#include <iterator>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"

namespace glia::program {

using graph::Value;

namespace {

constexpr int64_t kWidths[] = {1, 2, 3, 5, 8, 17, 33};

void small_numbers(std::span<double> values, uint64_t seed, uint64_t stream) {
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = uniform01(random_word(seed, stream, 0, i)) - 0.5;
}

bool leads_with_rows(const Shape& shape) { return shape.rank() > 0 && shape[0].is_symbol(); }

int64_t numbers_of(const Shape& shape) {
  int64_t count = 1;
  for (const Dim& dim : shape.dims())
    if (!dim.is_symbol()) count *= dim.size();
  return count;
}

}  // namespace

RandomGraph::RandomGraph(uint64_t seed, RandomKind kind) : seed_(seed), kind_(kind) {
  const auto width = [&] { return kWidths[pick(std::size(kWidths))]; };
  graph::randomness(graph);
  pool_.push_back(graph.input("x", {batch(), width()}));
  pool_.push_back(graph.input("y", {batch(), width()}));
  pool_.push_back(graph.input("s", {}));
  pool_.push_back(new_variable({width()}));
  const size_t target = 15 + pick(40);
  while (pool_.size() < target) grow();
  choose_outputs();
  if (!row_wise()) add_updates();
}

size_t RandomGraph::pick(size_t n) {
  return random_word(seed_, hash_path("random graph"), 0, drawn_++) % n;
}

// Rather a recent value: chains get long.
Value RandomGraph::any() {
  const size_t recent = std::min<size_t>(pool_.size(), 6);
  return pick(3) == 0 ? pool_[pick(pool_.size())] : pool_[pool_.size() - 1 - pick(recent)];
}

Value RandomGraph::new_variable(const Shape& shape) {
  weights_.push_back(graph.variable(fmt::format("w{}", weights_.size()), shape, small_numbers));
  return weights_.back();
}

bool RandomGraph::fits(const Shape& shape) const {
  const auto symbols = std::count_if(shape.dims().begin(), shape.dims().end(),
                                     [](const Dim& dim) { return dim.is_symbol(); });
  const bool rows_lead = !row_wise() || symbols == 0 || leads_with_rows(shape);
  return symbols <= 1 && rows_lead && numbers_of(shape) <= 600 && shape.rank() <= 4;
}

void RandomGraph::grow() {
  const Value x = any();
  Value made;
  try {
    switch (pick(12)) {
      case 0:
      case 1:
        made = unary(x);
        break;
      case 2:
      case 3:
      case 4:
        made = binary(x, any());
        break;
      case 5:
      case 6:
        made = layout(x);
        break;
      case 7:
        made = reduction(x);
        break;
      case 8:
        made = product(x);
        break;
      case 9:
        if (row_wise() && leads_with_rows(x.shape()) && x.shape().rank() == 1) return;
        made = pick(2) == 0 ? graph::softmax(x) : graph::log_softmax(x);
        break;
      case 10:
        made = lookup(x);
        break;
      default:
        if (row_wise()) return;
        made = graph::dropout(x,
                              pick(2) == 0 ? graph.constant(0.4)
                                           : graph::stop_gradient(graph::sigmoid(graph::sum(x))),
                              fmt::format("dropout{}", pool_.size()));
    }
  } catch (const Error&) {
    return;  // shapes that do not go together
  }
  if (made && fits(made.shape())) pool_.push_back(made);
}

Value RandomGraph::unary(Value x) {
  using Unary = Value (*)(Value);
  constexpr Unary kChoices[] = {graph::neg,  graph::abs, graph::sign,     graph::tanh,
                                graph::sin,  graph::cos, graph::sigmoid,  graph::relu,
                                graph::step, graph::erf, graph::softplus, graph::stop_gradient};
  return kChoices[pick(std::size(kChoices))](x);
}

Value RandomGraph::binary(Value a, Value b) {
  switch (pick(8)) {
    case 0:
      return a + b;
    case 1:
      return a - b;
    case 2:
      return graph::tanh(a * b);
    case 3:
      return a / (graph::square(b) + 1.0);
    case 4:
      return graph::minimum(a, b);
    case 5:
      return graph::maximum(a, b);
    case 6:
      return graph::select(graph::less(a, b), a, graph::neg(b));
    default:
      return graph::cast(graph::logical_or(graph::greater(a, b), graph::equal(a, b)), Type::kReal);
  }
}

Value RandomGraph::layout(Value x) {
  const Shape& shape = x.shape();
  const bool rows = leads_with_rows(shape);
  const int rank = shape.rank();
  switch (pick(6)) {
    case 0: {  // axes, those of rows kept in front where they must
      if (row_wise() && rows && rank < 3) return {};
      std::vector<int64_t> axes;
      for (int axis = rank - 1; axis >= 0; --axis) axes.push_back(axis);
      if (row_wise() && rows) std::rotate(axes.begin(), axes.end() - 1, axes.end());
      return graph::transpose(x, axes);
    }
    case 1: {  // flat
      Shape flat;
      if (rows) flat.push_back(shape[0]);
      flat.push_back(numbers_of(shape));
      return graph::reshape(x, flat);
    }
    case 2: {  // the last axis in two
      if (rank == 0 || shape[rank - 1].is_symbol()) return {};
      Shape split = shape;
      const int64_t size = shape[rank - 1].size();
      const int64_t factor = size % 2 == 0 ? 2 : size % 3 == 0 ? 3 : 1;
      split[rank - 1] = factor;
      split.push_back(size / factor);
      return graph::reshape(x, split);
    }
    case 3: {  // a part of an axis
      if (rank == 0) return {};
      const int axis = rank - 1 - static_cast<int>(pick(static_cast<size_t>(rank)));
      if (shape[axis].is_symbol()) return {};
      const auto size = static_cast<size_t>(shape[axis].size());
      const size_t begin = pick(size + 1);
      return graph::slice(x, axis, static_cast<int64_t>(begin),
                          static_cast<int64_t>(begin + pick(size - begin + 1)));
    }
    case 4: {  // repeated
      Shape wide = shape;
      if (rows || rank == 0) {
        wide.push_back(2);
        Shape before = shape;
        before.push_back(1);
        return graph::broadcast_to(graph::reshape(x, before), wide);
      }
      return graph::broadcast_to(x, Shape{3} == Shape{shape[0]} ? Shape{2, 3} : shape);
    }
    default: {
      if (rank == 0 || shape[rank - 1].is_symbol()) return {};
      return pick(2) == 0 ? graph::pad(x, rank - 1, 1, 2) : graph::concat({x, x}, rank - 1);
    }
  }
}

Value RandomGraph::reduction(Value x) {
  const int rank = x.shape().rank();
  if (rank == 0) return {};
  const int first = row_wise() && leads_with_rows(x.shape()) ? 1 : 0;
  if (first >= rank) return {};
  const int axis = first + static_cast<int>(pick(static_cast<size_t>(rank - first)));
  const bool keep = pick(2) == 0;
  switch (pick(3)) {
    case 0:
      if (!x.shape()[axis].is(0)) return graph::mean(x, {axis}, keep);
      [[fallthrough]];  // the mean of nothing is not finite
    case 1:
      return graph::tanh(graph::sum(x, {axis}, keep));
    default:
      return graph::max(x, axis, keep);
  }
}

Value RandomGraph::product(Value x) {
  if (x.shape().rank() != 2) return {};
  if (!row_wise() && pick(2) == 0) {
    const Value other = any();
    const Value product = pick(2) == 0 ? graph::matmul(graph::transpose(x), other)
                                       : graph::matmul(x, graph::transpose(other));
    return graph::tanh(product);
  }
  if (x.shape()[1].is_symbol()) return {};
  const Value w = new_variable({x.shape()[1], kWidths[pick(std::size(kWidths))]});
  const Value product = graph::matmul(x, w);
  return pick(2) == 0 ? product : graph::relu(product + new_variable({w.shape()[1]}));
}

// By index: the largest, its one-hot, rows of a table.
Value RandomGraph::lookup(Value x) {
  const int rank = x.shape().rank();
  if (rank == 0 || (rank == 1 && row_wise() && leads_with_rows(x.shape()))) return {};
  const Value index = graph::argmax(x, rank - 1);
  const Dim& width = x.shape()[rank - 1];
  if (index.shape().rank() == 1 && !width.is_symbol() && pick(2) == 0)
    return graph::gather(new_variable({width, kWidths[pick(4)]}), index);
  return graph::one_hot(index, 4);
}

void RandomGraph::choose_outputs() {
  for (int i = 0; i < 5; ++i) {
    const Value output = i == 0 ? pool_.back() : any();
    if (!row_wise() || leads_with_rows(output.shape())) outputs.push_back(output);
  }
  if (outputs.empty()) outputs.push_back(pool_[0]);
  if (row_wise()) return;
  loss = graph.constant(0);
  for (int i = 0; i < 4; ++i) loss = loss + graph::sum(graph::square(graph::tanh(any())));
  outputs.push_back(loss);
}

void RandomGraph::add_updates() {
  const std::vector<Value> gradients = graph::grad(loss, weights_);
  const graph::Scope update(graph, "update", graph::Stage::kUpdate);
  const auto state = [&](const std::string& name, const Shape& shape) {
    return graph.variable(name, shape, nullptr, graph::VariableKind::kState);
  };
  std::vector<char> done(weights_.size(), 0);
  for (size_t i = 0; i < weights_.size(); ++i) {
    if (done[i] != 0) continue;
    const Value w = weights_[i];
    const Value change = graph::tanh(gradients[i]) * 0.1;
    switch (pick(6)) {
      case 0: {  // two variables that change places
        size_t other = i + 1;
        while (other < weights_.size() && !(weights_[other].shape() == w.shape())) ++other;
        if (other < weights_.size()) {
          graph.assign(w, weights_[other]);
          graph.assign(weights_[other], w - change);
          done[other] = 1;
        }
        break;
      }
      case 1: {  // momentum; the new slot is read again
        const Value m = state(fmt::format("m{}", i), w.shape());
        const Value next = m * 0.9 + change;
        graph.assign(m, next);
        graph.assign(w, w - next);
        break;
      }
      case 2:  // through a view of itself
        if (w.shape().rank() == 2 && w.shape()[0] == w.shape()[1])
          graph.assign(w, graph::transpose(w) - change);
        else
          graph.assign(w, w - change + graph::sum(w) * 0.01);
        break;
      case 3: {  // another variable remembers the old value
        graph.assign(state(fmt::format("old{}", i), w.shape()), w);
        graph.assign(w, w * 0.99 - change);
        outputs.push_back(w);
        break;
      }
      case 4: {  // the new value is an output
        const Value next = w - change;
        graph.assign(w, next);
        outputs.push_back(next);
        break;
      }
      default:
        graph.assign(w, w - change);
    }
  }
  const Value count = state("count", {});
  graph.assign(count, count + 1.0);
}

void RandomGraph::feed(Program& program, int64_t first, int64_t rows, int64_t step) const {
  for (const char* name : {"x", "y"}) {
    const int input = program.input(name);
    const int64_t width = graph.node(graph.inputs()[static_cast<size_t>(input)]).shape[1].size();
    Tensor value({rows, width}, Type::kReal);
    for (int64_t i = 0; i < value.count(); ++i) {
      const auto at = static_cast<uint64_t>(first * width + i);
      value.set(i, 4 * uniform01(random_word(seed_, hash_path(name), 1, at)) - 2);
    }
    program.set(input, value);
  }
  program.set(program.input("s"), 0.7);
  program.set_integer(program.input("seed"), 5);
  program.set_integer(program.input("step"), step);
}

}  // namespace glia::program
