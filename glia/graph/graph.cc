#include "glia/graph/graph.h"

#include <cmath>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"

namespace glia::graph {

const Node& Value::node() const { return graph().node(id_); }
const Shape& Value::shape() const { return node().shape; }
Type Value::type() const { return node().type; }

Graph::Graph() = default;
Graph::~Graph() = default;

void Graph::record_layer(Layer layer) { layers_.push_back(std::move(layer)); }

Value Graph::input(std::string_view name, Shape shape, Type type) {
  if (find_input(name)) fail(ErrorKind::kUsage, say("input: the name {} is taken", name));
  Attributes attributes;
  attributes.text = name;
  attributes.shape = std::move(shape);
  attributes.type = type;
  const Value value = add(input_op(), {}, std::move(attributes));
  inputs_.push_back(value.id());
  return value;
}

Value Graph::variable(std::string_view name, Shape shape, Initializer initializer,
                      VariableKind kind, std::string_view slot) {
  if (const Value existing = find_variable(name)) {
    if (!(existing.shape() == shape)) {
      fail(ErrorKind::kUsage, say("variable {}: asked for with shape {}, but it has {}", name,
                                  shape.to_string(), existing.shape().to_string()));
    }
    const Variable& found = variables_[static_cast<size_t>(existing.node().attributes.index)];
    if (found.kind != kind || found.slot != slot) {
      fail(ErrorKind::kUsage, say("variable {}: asked for as another kind than it has", name));
    }
    return existing;
  }
  if (!shape.is_static()) {
    fail(ErrorKind::kUsage,
         say("variable {}: shape {} must be all numbers", name, shape.to_string()));
  }
  shape.count();  // refuses what no memory can hold
  Attributes attributes;
  attributes.text = name;
  attributes.shape = shape;
  attributes.index = static_cast<int>(variables_.size());
  const Value value = add(variable_op(), {}, std::move(attributes));
  variables_.push_back({std::string(name), std::move(shape), kind, std::string(slot),
                        std::move(initializer), value.id()});
  return value;
}

Value Graph::constant(double number) {
  const auto found = constants_.find(number);
  // Equal keys of unequal sign (0.0, -0.0) and NaN get nodes of their own.
  const bool plain = !std::isnan(number) && !(number == 0 && std::signbit(number));
  if (plain && found != constants_.end()) return value(found->second);
  Attributes attributes;
  attributes.number = number;
  const Value made = add(constant_op(), {}, std::move(attributes));
  if (plain) constants_.emplace(number, made.id());
  return made;
}

Value Graph::constant(Tensor tensor) {
  Attributes attributes;
  attributes.shape = tensor.shape();
  attributes.type = tensor.type();
  attributes.tensor = std::make_shared<const Tensor>(std::move(tensor));
  return add(constant_op(), {}, std::move(attributes));
}

void Graph::assign(Value variable, Value value) {
  if (!variable || !value) fail(ErrorKind::kUsage, "assign: a value is empty");
  if (&variable.graph() != this || &value.graph() != this)
    fail(ErrorKind::kUsage, "assign: a value belongs to another graph");
  const Node& target = variable.node();
  if (target.op != &variable_op()) {
    fail(ErrorKind::kUsage,
         say("assign: expected a variable, found a value made by {}", target.op->name));
  }
  if (!(value.shape() == target.shape) || value.type() != target.type) {
    fail(ErrorKind::kUsage,
         say("assign: variable {} is {} {}, but the new value is {} {}", target.attributes.text,
             type_name(target.type), target.shape.to_string(), type_name(value.type()),
             value.shape().to_string()));
  }
  for (const Assignment& other : assignments_) {
    if (other.variable == target.attributes.index) {
      fail(ErrorKind::kUsage,
           say("assign: variable {} is assigned twice in one step", target.attributes.text));
    }
  }
  assignments_.push_back({target.attributes.index, value.id()});
}

Value Graph::add(const Op& op, std::vector<Value> inputs, Attributes attributes) {
  if (op.arity >= 0 && static_cast<int>(inputs.size()) != op.arity) {
    fail(ErrorKind::kUsage,
         say("{}: expected {} inputs, found {}", op.name, op.arity, inputs.size()));
  }
  for (const Value& input : inputs) {
    if (!input) fail(ErrorKind::kUsage, say("{}: an input is empty", op.name));
    if (&input.graph() != this)
      fail(ErrorKind::kUsage, say("{}: an input belongs to another graph", op.name));
  }
  if (op.kind == OpKind::kElementwise && inputs.size() > 1) {
    Shape shape = inputs[0].shape();
    for (size_t i = 1; i < inputs.size(); ++i)
      shape = broadcast_shapes(op.name, shape, inputs[i].shape());
    for (Value& input : inputs) input = broadcast_to(input, shape);
  }
  Inferred inferred = op.infer(op, inputs, attributes);
  if (inferred.shape.rank() > kMaxRank) {
    fail(ErrorKind::kUsage, say("{}: shape {} has more than {} dimensions", op.name,
                                inferred.shape.to_string(), kMaxRank));
  }
  for (const Dim& dim : inferred.shape.dims()) {
    if (dim.is_symbol() && dim.name().empty())
      fail(ErrorKind::kUsage,
           say("{}: shape {} has a negative size", op.name, inferred.shape.to_string()));
  }
  std::vector<int> ids;
  ids.reserve(inputs.size());
  for (const Value& input : inputs) ids.push_back(input.id());
  nodes_.push_back({&op, std::move(ids), std::move(attributes), std::move(inferred.shape),
                    inferred.type, scope_, stage_});
  return {this, static_cast<int>(nodes_.size()) - 1};
}

Value Graph::find_input(std::string_view name) {
  for (const int id : inputs_)
    if (node(id).attributes.text == name) return value(id);
  return {};
}

Value Graph::find_variable(std::string_view name) {
  for (const Variable& variable : variables_)
    if (variable.name == name) return value(variable.node);
  return {};
}

}  // namespace glia::graph
