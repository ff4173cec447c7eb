#include "glia/nn/initializer.h"

#include <cmath>

#include "glia/base/named.h"
#include "glia/kernels/random.h"

namespace glia::nn {
namespace {

double sum_of(int64_t in, int64_t out) {
  return static_cast<double>(in) + static_cast<double>(out);
}

constexpr NamedInitializer kInitializers[] = {
    {"glorot_uniform", "uniform in +-sqrt(6/(in+out)), for tanh and sigmoid", glorot_uniform},
    {"glorot_normal", "normal, deviation sqrt(2/(in+out)), for tanh and sigmoid", glorot_normal},
    {"he_uniform", "uniform in +-sqrt(6/in), for ReLU", he_uniform},
    {"he_normal", "normal, deviation sqrt(2/in), for ReLU", he_normal},
    {"normal", "normal, deviation 0.01", [](int64_t, int64_t) { return normal(0, 0.01); }},
    {"zeros", "all 0: hidden units stay equal, so only for one layer",
     [](int64_t, int64_t) { return constant(0); }},
    {"constant", "all 0.1: hidden units stay equal, so only for one layer",
     [](int64_t, int64_t) { return constant(0.1); }},
};

}  // namespace

Initializer constant(double value) {
  return [value](std::span<double> values, uint64_t, uint64_t) {
    for (double& x : values) x = value;
  };
}

Initializer uniform(double low, double high) {
  return [low, high](std::span<double> values, uint64_t seed, uint64_t stream) {
    kernels::uniform(values.data(), static_cast<int64_t>(values.size()), 0, seed, stream, 0);
    for (double& x : values) x = low + (high - low) * x;
  };
}

Initializer normal(double mean, double deviation) {
  return [mean, deviation](std::span<double> values, uint64_t seed, uint64_t stream) {
    kernels::normal(values.data(), static_cast<int64_t>(values.size()), 0, seed, stream, 0);
    for (double& x : values) x = mean + deviation * x;
  };
}

Initializer glorot_uniform(int64_t in, int64_t out) {
  const double limit = std::sqrt(6 / sum_of(in, out));
  return uniform(-limit, limit);
}

Initializer glorot_normal(int64_t in, int64_t out) {
  return normal(0, std::sqrt(2 / sum_of(in, out)));
}

Initializer he_uniform(int64_t in, int64_t) {
  const double limit = std::sqrt(6 / static_cast<double>(in));
  return uniform(-limit, limit);
}

Initializer he_normal(int64_t in, int64_t) {
  return normal(0, std::sqrt(2 / static_cast<double>(in)));
}

std::span<const NamedInitializer> initializers() { return kInitializers; }

const NamedInitializer& find_initializer(std::string_view name) {
  return find_named("initialiser", name, initializers());
}

}  // namespace glia::nn
