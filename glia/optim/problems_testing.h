// Named functions that every optimizer must solve, as graphs. Formulas and minima: Jamil and Yang
// 2013, "A literature survey of benchmark functions"; the last is the surface of the first book.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"

namespace glia::optim {

struct Problem {
  std::string_view name;
  std::vector<double> start;
  double minimum;  // of the function
  // The function of the coordinates, each a scalar.
  graph::Value (*function)(const std::vector<graph::Value>& x);
};

std::span<const Problem> problems();
const Problem& find_problem(std::string_view name);

// The coordinates as trainable variables "x0", "x1", ... that begin at the start.
std::vector<graph::Value> declare_start(graph::Graph& graph, const Problem& problem);

}  // namespace glia::optim
