#include "glia/graph/derivative.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"

namespace glia::graph {
namespace {

// marked[i]: node i depends on one of `values` (which are marked themselves). Nodes only refer to
// earlier nodes, so one pass in order is enough.
std::vector<char> depends_on(const Graph& graph, const std::vector<Value>& values, int last) {
  std::vector<char> marked(static_cast<size_t>(last) + 1, 0);
  for (const Value& value : values)
    if (value.id() <= last) marked[static_cast<size_t>(value.id())] = 1;
  for (int id = 0; id <= last; ++id) {
    const Node& node = graph.node(id);
    if (node.op->flat) continue;
    for (const int input : node.inputs)
      if (marked[static_cast<size_t>(input)] != 0) marked[static_cast<size_t>(id)] = 1;
  }
  return marked;
}

Value zeros_like(Value value) { return broadcast_to(value.graph().constant(0), value.shape()); }

void expect_same_graph(const char* what, Value output, const std::vector<Value>& values) {
  if (!output) fail(ErrorKind::kUsage, say("{}: the output is empty", what));
  for (const Value& value : values) {
    if (!value || &value.graph() != &output.graph())
      fail(ErrorKind::kUsage, say("{}: a value belongs to another graph", what));
  }
}

// Fails if the derivative goes through the one input that the op has none by.
template <class Asked>
void expect_derivable(const char* what, const Node& node, const Asked& asked) {
  if (node.op->underivable < 0) return;
  const auto at = static_cast<size_t>(node.op->underivable);
  if (!asked(node.inputs[at])) return;
  fail(ErrorKind::kUsage,
       say("{}: the op {} (in {}) has no derivative by its input {}; stop_gradient makes it "
           "a constant",
           what, node.op->name, node.scope.empty() ? "no layer" : node.scope, at));
}

void add_to(Value& sum, Value term) { sum = sum ? sum + term : term; }

}  // namespace

std::vector<Value> grad(Value output, const std::vector<Value>& values, Value seed) {
  expect_same_graph("grad", output, values);
  Graph& graph = output.graph();
  if (output.type() != Type::kReal)
    fail(ErrorKind::kUsage, say("grad: the output is {}, expected real", type_name(output.type())));
  if (!seed && output.shape().rank() != 0) {
    fail(ErrorKind::kUsage, say("grad: the output has shape {}; take a sum or mean first, "
                                "or give a seed of that shape",
                                output.shape().to_string()));
  }
  if (seed && !(seed.shape() == output.shape())) {
    fail(ErrorKind::kUsage, say("grad: the seed has shape {}, the output {}",
                                seed.shape().to_string(), output.shape().to_string()));
  }

  const std::vector<char> marked = depends_on(graph, values, output.id());
  std::vector<Value> adjoints(static_cast<size_t>(output.id()) + 1);
  adjoints.back() = seed ? seed : graph.constant(1);
  for (int id = output.id(); id >= 0; --id) {
    const Value adjoint = adjoints[static_cast<size_t>(id)];
    const Node& node = graph.node(id);
    const bool open = marked[static_cast<size_t>(id)] != 0 && !node.op->flat;
    if (!adjoint || !open || node.inputs.empty()) continue;
    bool inputs_matter = false;
    for (const int input : node.inputs)
      inputs_matter = inputs_matter || marked[static_cast<size_t>(input)] != 0;
    if (!inputs_matter) continue;
    if (node.op->gradient == nullptr) {
      fail(ErrorKind::kUsage, say("grad: the op {} (in {}) has no gradient", node.op->name,
                                  node.scope.empty() ? "no layer" : node.scope));
    }
    expect_derivable("grad", node,
                     [&](int input) { return marked[static_cast<size_t>(input)] != 0; });
    const Scope scope(graph, node.scope, Stage::kBackward);
    const std::vector<Value> parts = node.op->gradient(graph.value(id), adjoint);
    for (size_t i = 0; i < parts.size(); ++i) {
      const auto input = static_cast<size_t>(graph.node(id).inputs[i]);
      if (parts[i] && marked[input] != 0) add_to(adjoints[input], parts[i]);
    }
  }

  std::vector<Value> gradients;
  for (const Value& value : values) {
    const bool reached = value.id() <= output.id() && adjoints[static_cast<size_t>(value.id())];
    gradients.push_back(reached ? adjoints[static_cast<size_t>(value.id())] : zeros_like(value));
  }
  return gradients;
}

std::vector<Value> jvp(const std::vector<Value>& outputs, const std::vector<Value>& values,
                       const std::vector<Value>& tangents) {
  if (outputs.empty()) return {};
  expect_same_graph("jvp", outputs[0], outputs);
  expect_same_graph("jvp", outputs[0], values);
  expect_same_graph("jvp", outputs[0], tangents);
  if (tangents.size() != values.size()) {
    fail(ErrorKind::kUsage, say("jvp: {} tangents for {} values", tangents.size(), values.size()));
  }
  Graph& graph = outputs[0].graph();
  int last = 0;
  for (const Value& output : outputs) last = std::max(last, output.id());

  const std::vector<char> marked = depends_on(graph, values, last);
  std::vector<Value> tangent_of(static_cast<size_t>(last) + 1);
  for (size_t i = 0; i < values.size(); ++i) {
    if (!(tangents[i].shape() == values[i].shape())) {
      fail(ErrorKind::kUsage, say("jvp: tangent {} has shape {}, its value {}", i,
                                  tangents[i].shape().to_string(), values[i].shape().to_string()));
    }
    if (values[i].id() <= last) tangent_of[static_cast<size_t>(values[i].id())] = tangents[i];
  }
  for (int id = 0; id <= last; ++id) {
    const Node& node = graph.node(id);
    if (marked[static_cast<size_t>(id)] == 0 || tangent_of[static_cast<size_t>(id)] ||
        node.op->flat || node.inputs.empty())
      continue;
    std::vector<Value> inputs;
    for (const int input : node.inputs) inputs.push_back(tangent_of[static_cast<size_t>(input)]);
    if (node.op->tangent == nullptr) {
      fail(ErrorKind::kUsage, say("jvp: the op {} (in {}) has no tangent", node.op->name,
                                  node.scope.empty() ? "no layer" : node.scope));
    }
    expect_derivable("jvp", node,
                     [&](int input) { return bool(tangent_of[static_cast<size_t>(input)]); });
    const Scope scope(graph, node.scope);
    tangent_of[static_cast<size_t>(id)] = node.op->tangent(graph.value(id), inputs);
  }

  std::vector<Value> result;
  for (const Value& output : outputs) {
    const Value tangent = tangent_of[static_cast<size_t>(output.id())];
    result.push_back(tangent ? tangent : zeros_like(output));
  }
  return result;
}

}  // namespace glia::graph
