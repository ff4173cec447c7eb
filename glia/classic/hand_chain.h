// A chain of functions of one number, differentiated by hand as in a first lesson: each function
// has its slope written beside it, and the slope of the chain is the product of the links'.
//
// No graph takes part in `chain_by_hand`, so that it can be compared with one. Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"

namespace glia::classic {

struct HandFunction {
  std::string_view name;   // "square"
  std::string_view value;  // "x^2"
  std::string_view slope;  // "2 x"
  double (*at)(double x);
  double (*slope_at)(double x);
  graph::Value (*node)(graph::Value x);  // the same function in a graph
};

std::span<const HandFunction> hand_functions();
// Errors: kUsage, naming the nearest.
const HandFunction& find_hand_function(std::string_view name);

// One link: y = f(x), its own slope, and the slope of the chain from the start to here.
struct ChainLink {
  const HandFunction* function;
  double x = 0;
  double y = 0;
  double slope = 0;
  double product = 0;
};

// {"square", "sin"} at 2 is sin(x^2): the first name is the innermost. Empty for no names.
// Errors: kUsage for an unknown name.
std::vector<ChainLink> chain_by_hand(std::span<const std::string> names, double x);

// The same chain in a graph.
graph::Value chain_in_graph(std::span<const std::string> names, graph::Value x);

}  // namespace glia::classic
