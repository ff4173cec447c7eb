// A value: a cheap handle to one node of a graph. Copy it freely; it is valid while its graph
// lives.
#pragma once

#include "glia/base/error.h"
#include "glia/tensor/shape.h"
#include "glia/tensor/type.h"

namespace glia::graph {

class Graph;
struct Node;

class Value {
 public:
  // No node: "no gradient", "no tangent".
  Value() = default;
  Value(Graph* graph, int id) : graph_(graph), id_(id) {}

  explicit operator bool() const { return graph_ != nullptr; }
  // Of a value that has a node.
  Graph& graph() const {
    GLIA_ASSERT(graph_ != nullptr);
    return *graph_;
  }
  int id() const { return id_; }
  const Node& node() const;
  const Shape& shape() const;
  Type type() const;

  friend bool operator==(const Value& a, const Value& b) = default;

 private:
  Graph* graph_ = nullptr;
  int id_ = -1;
};

}  // namespace glia::graph
