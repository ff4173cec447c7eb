// What the families of layers share, and the list of families for layer_kinds() alone.
#pragma once

#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/nn/layer.h"

namespace glia::nn {

template <class T>
const T& option(const LayerSpec& spec, const char* name) {
  return std::get<T>(spec.options.at(name));
}

// An integer option from 1 to `most`.
inline int64_t counted_option(const LayerSpec& spec, const char* name, int64_t most) {
  const auto count = option<int64_t>(spec, name);
  if (count < 1 || count > most)
    fail(ErrorKind::kUsage, say("{} must be 1 to {}, found {}", name, most, count));
  return count;
}

// The width of rows of numbers [rows, in].
inline int64_t row_width(Value x) {
  const Shape& shape = x.shape();
  if (shape.rank() != 2 || shape[1].is_symbol()) {
    fail(ErrorKind::kUsage,
         say("expected rows of numbers, found shape {}; flatten first", shape.to_string()));
  }
  return shape[1].size();
}

// The size of the last axis of rows [rows, ..., features].
inline int64_t feature_count(Value x) {
  const Shape& shape = x.shape();
  if (shape.rank() < 2 || shape[shape.rank() - 1].is_symbol()) {
    fail(ErrorKind::kUsage, say("expected rows of features, found shape {}", shape.to_string()));
  }
  return shape[shape.rank() - 1].size();
}

inline constexpr int64_t kMostUnits = 1'000'000;

std::vector<LayerKind> dense_kinds();
std::vector<LayerKind> embedding_kinds();
std::vector<LayerKind> normalization_kinds();
std::vector<LayerKind> shape_kinds();
std::vector<LayerKind> noise_kinds();
std::vector<LayerKind> activation_kinds();
// That training does not change.
std::vector<LayerKind> polynomial_kinds();
std::vector<LayerKind> nearest_kinds();

}  // namespace glia::nn
