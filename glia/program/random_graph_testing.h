// Random graphs for tests of plans: everything a plan has to get right, in orders nobody thought
// of. The same seed builds the same graph everywhere.
#pragma once

#include <string_view>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/program/program.h"

namespace glia::program {

enum class RandomKind {
  kTraining,  // any op, dropout, gradients, updates, swaps, running statistics
  kRowWise,   // row i of every output is a function of row i of the inputs and of the variables
};

class RandomGraph {
 public:
  RandomGraph(uint64_t seed, RandomKind kind);

  graph::Graph graph;
  std::vector<graph::Value> outputs;
  graph::Value loss;  // of kTraining: the guard

  // Fills the inputs with `rows` rows of numbers, those from `first` on, and names the step.
  void feed(Program& program, int64_t first, int64_t rows, int64_t step) const;

 private:
  // In 0..n-1.
  size_t pick(size_t n);
  graph::Value any();
  graph::Value new_variable(const Shape& shape);
  bool row_wise() const { return kind_ == RandomKind::kRowWise; }
  bool fits(const Shape& shape) const;
  void grow();
  graph::Value unary(graph::Value x);
  graph::Value binary(graph::Value a, graph::Value b);
  graph::Value layout(graph::Value x);
  graph::Value reduction(graph::Value x);
  graph::Value product(graph::Value x);
  graph::Value lookup(graph::Value x);
  void choose_outputs();
  void add_updates();

  uint64_t seed_;
  RandomKind kind_;
  uint64_t drawn_ = 0;
  std::vector<graph::Value> pool_;  // real values
  std::vector<graph::Value> weights_;
};

}  // namespace glia::program
