// Activation functions: one table, from which layers, the command line and the documentation read.
#pragma once

#include <span>
#include <string_view>

#include "glia/graph/graph.h"

namespace glia::nn {

using graph::Value;

Value leaky_relu(Value x, double slope = 0.01);
Value elu(Value x, double alpha = 1);

struct Activation {
  std::string_view name;
  std::string_view doc;  // formula and source
  Value (*apply)(Value x, double parameter);
  std::string_view parameter = {};  // the option's name, if it has one
  double standard = 0;              // the option's usual value
};

std::span<const Activation> activations();
// Errors: kUsage, naming the nearest.
const Activation& find_activation(std::string_view name);

}  // namespace glia::nn
