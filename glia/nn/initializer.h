// Start values of variables. Each is a pure function of (seed, stream, element): the same network
// with the same seed starts the same everywhere.
#pragma once

#include <span>
#include <string_view>

#include "glia/graph/graph.h"

namespace glia::nn {

using graph::Initializer;

Initializer constant(double value);
// Uniform in [low, high).
Initializer uniform(double low, double high);
// Normal with this mean and standard deviation.
Initializer normal(double mean, double deviation);
// Uniform in +-sqrt(6 / (in + out)). Glorot and Bengio 2010, for symmetric activations.
Initializer glorot_uniform(int64_t in, int64_t out);
// Normal with deviation sqrt(2 / (in + out)). Glorot and Bengio 2010.
Initializer glorot_normal(int64_t in, int64_t out);
// Uniform in +-sqrt(6 / in). He et al. 2015, for the ReLU family.
Initializer he_uniform(int64_t in, int64_t out);
// Normal with deviation sqrt(2 / in). He et al. 2015.
Initializer he_normal(int64_t in, int64_t out);

// An initialiser that a user names. `in` and `out`: inputs and outputs of one unit.
struct NamedInitializer {
  std::string_view name;
  std::string_view doc;
  Initializer (*make)(int64_t in, int64_t out);
};
std::span<const NamedInitializer> initializers();
// Errors: kUsage, naming the nearest.
const NamedInitializer& find_initializer(std::string_view name);

}  // namespace glia::nn
