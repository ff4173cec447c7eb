#include "snake.h"

#include <cmath>

using namespace glia;
using graph::Value;

namespace {

// One pass over the elements. The attributes carry the frequency.
template <class T>
void snake_kernel(const graph::KernelCall& call) {
  const auto* x = static_cast<const T*>(call.inputs[0].data);
  auto* y = static_cast<T*>(call.output.data);
  const T a = static_cast<T>(call.attributes->number);
  for (int64_t i = 0; i < call.output.count(); ++i) {
    const T sine = std::sin(a * x[i]);
    y[i] = x[i] + sine * sine / a;
  }
}

// dy/dx = 1 + sin(2 a x), times `factor`. Built of ops, so it can be differentiated again.
Value scaled_slope(Value y, Value factor) {
  const Value x = y.graph().value(y.node().inputs[0]);
  const Value angle = x * (2 * y.node().attributes.number);
  return factor * (graph::sin(angle) + 1.0);
}

graph::Op make_snake() {
  graph::Op op{};
  op.name = "snake";
  op.doc = "x + sin^2(a x) / a. Ziyin, Hartwig and Ueda 2020";
  op.kind = graph::OpKind::kKernel;
  op.arity = 1;
  op.infer = [](const graph::Op&, const std::vector<Value>& inputs,
                const graph::Attributes& given) {
    if (!(given.number > 0)) throw Error(ErrorKind::kUsage, "snake: the frequency must be above 0");
    return graph::Inferred{inputs[0].shape(), Type::kReal};
  };
  op.kernel_float = snake_kernel<float>;
  op.kernel_double = snake_kernel<double>;
  op.gradient = [](Value y, Value upstream) -> std::vector<Value> {
    return {scaled_slope(y, upstream)};
  };
  op.tangent = [](Value y, const std::vector<Value>& tangents) {
    return scaled_slope(y, tangents[0]);
  };
  return op;
}

// The recipe: reads its options, declares its variables by path, adds nodes.
Value build_snake_dense(graph::Graph& graph, const nn::LayerSpec& spec,
                        const std::vector<Value>& inputs) {
  const auto units = std::get<int64_t>(spec.options.at("units"));
  const int64_t in = inputs[0].shape()[1].size();
  const Value weight =
      graph.variable(spec.name + ".weight", {in, units}, nn::he_uniform(in, units));
  const Value bias = graph.variable(spec.name + ".bias", {units}, nn::constant(0));
  return snake(graph::matmul(inputs[0], weight) + bias,
               std::get<double>(spec.options.at("frequency")));
}

}  // namespace

Value snake(Value x, double frequency) {
  static const graph::Op op = make_snake();
  graph::Attributes attributes;
  attributes.number = frequency;
  return x.graph().add(op, {x}, attributes);
}

void add_snake_layer() {
  nn::add_layer_kind(
      {"snake_dense",
       "snake(x W + b): [rows, in] -> [rows, units]",
       1,
       {{"units", "outputs", int64_t{1}, true}, {"frequency", "a of snake, above 0", 1.0}},
       build_snake_dense});
}
