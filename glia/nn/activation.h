// Activation functions: one table, from which layers, the command line and the documentation read.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"

namespace glia::nn {

using graph::Value;

Value leaky_relu(Value x, double slope = 0.01);
Value elu(Value x, double alpha = 1);
Value celu(Value x, double alpha = 1);
Value selu(Value x);
Value relu6(Value x);
Value hard_tanh(Value x);
Value hard_sigmoid(Value x);

// The number an activation may be given.
struct ActivationParameter {
  std::string_view name = {};  // empty: it takes none
  double standard = 0;
  double least = -std::numeric_limits<double>::infinity();  // finite numbers above this one
};

struct Activation {
  std::string_view name;
  std::string_view doc;  // formula and source
  Value (*apply)(Value x, double parameter);
  // The same function written independently, for tests and for measured errors. Null where it is
  // no function of one number: softmax reads a row.
  long double (*exact)(long double x, long double parameter);
  // Error of the value, in units in the last place of float and double, for normal results.
  double ulp_float;
  double ulp_double;
  ActivationParameter parameter = {};
  std::vector<double> kinks = {};  // where the slope jumps, at the usual parameter
  std::string_view alias = {};     // another name that the field uses
};

std::span<const Activation> activations();
// By name or alias. Errors: kUsage, naming the nearest.
const Activation& find_activation(std::string_view name);

}  // namespace glia::nn
