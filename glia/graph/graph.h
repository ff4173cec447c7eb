// The graph: nodes that only refer to earlier nodes, the variables that outlive a step, and the
// layers the nodes belong to. It runs nothing; a program compiled from it does.
//
// Not thread-safe while it is built; free to read from any thread afterwards.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "glia/graph/op.h"

namespace glia::graph {

// A step's stages. An update runs only after the loss proved finite.
enum class Stage : uint8_t { kForward, kBackward, kUpdate };

struct Node {
  const Op* op;
  std::vector<int> inputs;
  Attributes attributes;
  Shape shape;
  Type type;
  std::string scope;  // the layer or function it belongs to: "dense1"
  Stage stage;
};

// Writes a variable's start values; pure in (seed, stream).
using Initializer = std::function<void(std::span<double> values, uint64_t seed, uint64_t stream)>;

enum class VariableKind : uint8_t { kTrainable, kState };

// A named value that outlives a step.
struct Variable {
  std::string name;  // a path: "dense1.weight", "adam.m/dense1.weight"
  Shape shape;       // static
  VariableKind kind;
  std::string slot;  // a state that shadows each trainable variable: "adam.m"; else empty
  Initializer initializer;
  int node;  // the node that reads it
};

// `variable` takes `value` after every read of the step.
struct Assignment {
  int variable;
  int value;
};

// How an option of a layer is written in an architecture.
using Option = std::variant<bool, int64_t, double, std::string, std::vector<int64_t>>;

// A layer: the recipe that a run of nodes came from, so that an architecture can be read back.
struct Layer {
  std::string name;
  std::string kind;
  std::map<std::string, Option> options;
  std::vector<int> inputs;
  int output = -1;
};

class Graph {
 public:
  Graph();
  ~Graph();
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  // A value given at each run. Names are unique. Errors: a taken name.
  Value input(std::string_view name, Shape shape, Type type = Type::kReal);
  // The value of a variable before the step. The shape must be static.
  // A name that exists with the same shape is the same variable (tying); with another, an error.
  Value variable(std::string_view name, Shape shape, Initializer initializer,
                 VariableKind kind = VariableKind::kTrainable, std::string_view slot = {});
  // A real constant, kept in double.
  Value constant(double number);
  Value constant(Tensor tensor);
  // After the step, the variable that `variable` reads holds `value`.
  void assign(Value variable, Value value);

  // Adds a node. Inputs of an elementwise op are broadcast (NumPy rules) first.
  Value add(const Op& op, std::vector<Value> inputs, Attributes attributes = {});

  const std::deque<Node>& nodes() const { return nodes_; }
  const Node& node(int id) const { return nodes_[static_cast<size_t>(id)]; }
  Value value(int id) { return {this, id}; }
  const std::vector<Variable>& variables() const { return variables_; }
  const std::vector<Assignment>& assignments() const { return assignments_; }
  // Inputs in the order they were declared.
  const std::vector<int>& inputs() const { return inputs_; }
  // The declared input of that name; an empty Value if there is none.
  Value find_input(std::string_view name);
  Value find_variable(std::string_view name);
  std::string input_name(int node) const {
    return nodes_[static_cast<size_t>(node)].attributes.text;
  }

  void record_layer(Layer layer);
  const std::vector<Layer>& layers() const { return layers_; }

  const std::string& scope() const { return scope_; }
  Stage stage() const { return stage_; }

 private:
  friend class Scope;

  std::deque<Node> nodes_;
  std::vector<Variable> variables_;
  std::vector<Assignment> assignments_;
  std::vector<int> inputs_;
  std::vector<Layer> layers_;
  std::map<double, int> constants_;
  std::string scope_;
  Stage stage_ = Stage::kForward;
};

// Nodes added while it lives belong to `scope` and `stage`.
class Scope {
 public:
  Scope(Graph& graph, std::string scope) : Scope(graph, std::move(scope), graph.stage()) {}
  Scope(Graph& graph, std::string scope, Stage stage)
      : graph_(graph), outer_scope_(graph.scope_), outer_stage_(graph.stage_) {
    graph.scope_ = std::move(scope);
    graph.stage_ = stage;
  }
  ~Scope() {
    graph_.scope_ = outer_scope_;
    graph_.stage_ = outer_stage_;
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Graph& graph_;
  std::string outer_scope_;
  Stage outer_stage_;
};

}  // namespace glia::graph
