// The inputs of a program: their memory, their values and the sizes that these give to symbols.
#include <algorithm>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"
#include "glia/program/compiled.h"
#include "glia/program/program.h"

namespace glia::program {

using graph::Node;

void Program::declare_inputs() {
  for (const std::string& name : main_->plan.symbols()) add_symbols({Dim::symbol(name)});
  for (const int node : graph_->inputs()) {
    const Shape& shape = graph_->node(node).shape;
    add_symbols(shape);
    Input input;
    input.node = node;
    input.type = graph_->node(node).type;
    input.live = main_->plan.nodes()[static_cast<size_t>(node)].live;
    input.copied = main_->plan.nodes()[static_cast<size_t>(node)].copied;
    input.scalar = shape.rank() == 0 && graph_->node(node).type == Type::kReal;
    for (int axis = 1; axis < shape.rank(); ++axis)
      if (!shape[axis].is_symbol()) input.row_width *= shape[axis].size();
    std::fill(input.symbols, input.symbols + kMaxRank, -1);
    for (int axis = 0; axis < shape.rank(); ++axis) {
      input.sizes[axis] = shape[axis].size();
      for (size_t k = 0; k < symbols_.size(); ++k) {
        if (!shape[axis].is_symbol() || symbols_[k].name != shape[axis].name()) continue;
        input.symbols[axis] = static_cast<int>(k);
        symbols_[k].read = symbols_[k].read || input.live;
      }
    }
    reserve_input(input);
    inputs_.push_back(std::move(input));
  }
  if (const graph::Value step = graph_->find_input("step");
      step && step.type() == Type::kI64 && step.shape().rank() == 0)
    step_input_ = input("step");
}

int Program::input(std::string_view name) const {
  for (size_t i = 0; i < inputs_.size(); ++i)
    if (graph_->input_name(inputs_[i].node) == name) return static_cast<int>(i);
  fail(ErrorKind::kUsage, say("program: no input is named {}", name));
}

bool Program::has_input(std::string_view name) const {
  return std::any_of(inputs_.begin(), inputs_.end(),
                     [&](const Input& input) { return graph_->input_name(input.node) == name; });
}

Program::Input& Program::input_at(int i) {
  if (i < 0 || i >= static_cast<int>(inputs_.size())) {
    fail(ErrorKind::kUsage,
         say("program: there is no input {}; the graph has {}", i, inputs_.size()));
  }
  return inputs_[static_cast<size_t>(i)];
}

void Program::add_symbols(const Shape& shape) {
  for (const Dim& dim : shape.dims()) {
    const bool known = std::any_of(symbols_.begin(), symbols_.end(),
                                   [&](const Symbol& symbol) { return symbol.name == dim.name(); });
    if (dim.is_symbol() && !known)
      symbols_.push_back({dim.name(), -1, std::max<int64_t>(1, options_.capacity)});
  }
}

// Memory for the input at the capacity of its symbols, for every thread where each has a copy.
void Program::reserve_input(Input& input) {
  const Node& node = graph_->node(input.node);
  int64_t count = 1;
  for (int axis = 0; axis < node.shape.rank(); ++axis) {
    const int symbol = input.symbols[axis];
    count *= symbol < 0 ? node.shape[axis].size() : symbols_[static_cast<size_t>(symbol)].capacity;
  }
  constexpr size_t kLine = 64;
  const size_t elements = static_cast<size_t>(count) * type_size(node.type, options_.real);
  const size_t bytes = std::max<size_t>(elements + kLine - 1, kLine) / kLine * kLine;
  const int threads = options_.pool->threads();
  const bool copied = input.copied && input.bound && threads > 1;
  const size_t all = copied ? bytes * static_cast<size_t>(threads) : bytes;
  if (input.data.size() >= all) return;
  AlignedBuffer grown(all);
  if (!input.data.empty()) std::memcpy(grown.data(), input.data.data(), input.data.size());
  input.data = std::move(grown);
  memory_->inputs[static_cast<size_t>(input.node)] = input.data.data();
  input.copy_bytes = copied ? static_cast<int64_t>(bytes) : 0;
  memory_->copy_bytes[static_cast<size_t>(input.node)] = input.copy_bytes;
  main_->bindings.clear();
  if (plain_) plain_->bindings.clear();
  last_ = nullptr;
  ++sizes_given_;
}

// Takes the extents of a value just given; numbers are checked before any symbol changes.
void Program::set_sizes(Input& input, const int64_t* sizes) {
  const Shape& shape = graph_->node(input.node).shape;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    if (shape[axis].is_symbol() || shape[axis].is(sizes[axis])) continue;
    fail(ErrorKind::kUsage,
         say("program: input {} has shape {}; axis {} can't have size {}",
             graph_->input_name(input.node), shape.to_string(), axis, sizes[axis]));
  }
  bool grew = false;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    if (input.symbols[axis] < 0 || sizes[axis] < 0) continue;
    Symbol& symbol = symbols_[static_cast<size_t>(input.symbols[axis])];
    sizes_given_ += input.sizes[axis] != sizes[axis] ? 1 : 0;
    input.sizes[axis] = sizes[axis];
    if (input.live || !symbol.read) symbol.size = sizes[axis];
    grew = grew || sizes[axis] > symbol.capacity;
    symbol.capacity = std::max(symbol.capacity, sizes[axis]);
  }
  if (grew)
    for (Input& each : inputs_) reserve_input(each);
}

// A symbol has the size that was given last; every input that is read must have been given it.
void Program::check_sizes() const {
  for (const Input& input : inputs_) {
    if (!input.live || !input.given) continue;
    const Shape& shape = graph_->node(input.node).shape;
    for (int axis = 0; axis < shape.rank(); ++axis) {
      if (input.symbols[axis] < 0) continue;
      const Symbol& symbol = symbols_[static_cast<size_t>(input.symbols[axis])];
      if (input.sizes[axis] == symbol.size || input.sizes[axis] < 0) continue;
      fail(ErrorKind::kUsage,
           say("program: {} is {} in input {} {}, but {} in the input given last", symbol.name,
               input.sizes[axis], graph_->input_name(input.node), shape.to_string(), symbol.size));
    }
  }
}

void Program::set(int i, const Tensor& value) {
  Input& input = input_at(i);
  const Node& node = graph_->node(input.node);
  if (value.shape().rank() != node.shape.rank()) {
    fail(ErrorKind::kUsage,
         say("program: input {} has shape {}, the given value {}", graph_->input_name(input.node),
             node.shape.to_string(), value.shape().to_string()));
  }
  int64_t sizes[kMaxRank];
  for (int axis = 0; axis < node.shape.rank(); ++axis) sizes[axis] = value.shape()[axis].size();
  set_sizes(input, sizes);
  Tensor own(value.shape(), node.type, options_.real);
  for (int64_t k = 0; k < own.count(); ++k) own.set(k, value.at(k));
  if (own.bytes() > 0) std::memcpy(input.data.data(), own.data(), own.bytes());
  input.given = true;
}

void Program::set(int i, double scalar) {
  Input& input = input_at(i);
  if (!input.scalar) return set(i, Tensor::scalar(scalar));
  if (options_.real == Real::kFloat)
    *input.data.as<float>() = static_cast<float>(scalar);
  else
    *input.data.as<double>() = scalar;
  input.given = true;
}

void Program::set_integer(int i, int64_t scalar) {
  Input& input = input_at(i);
  const Node& node = graph_->node(input.node);
  GLIA_ASSERT(node.type == Type::kI64 && node.shape.rank() == 0);
  *input.data.as<int64_t>() = scalar;
  input.given = true;
}

void* Program::rows(int i, int64_t rows) {
  Input& input = input_at(i);
  GLIA_ASSERT(graph_->node(input.node).shape.rank() > 0 && rows >= 0);
  int64_t sizes[kMaxRank];
  for (int axis = 0; axis < kMaxRank; ++axis) {
    const int symbol = input.symbols[axis];
    sizes[axis] = symbol < 0 ? input.sizes[axis] : symbols_[static_cast<size_t>(symbol)].size;
  }
  sizes[0] = rows;
  set_sizes(input, sizes);
  input.given = true;
  return input.data.data();
}

}  // namespace glia::program
