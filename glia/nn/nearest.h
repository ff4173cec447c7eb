// The words and limits of the layer "nearest". Constants.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace glia::nn {

inline constexpr int64_t kMostStoredRows = 200'000;  // each prediction compares with all of them
inline constexpr int64_t kMostNeighbours = 200;

enum class Distance {
  kEuclidean,  // sqrt of the sum of (x_i - t_i)^2
  kManhattan,  // sum of |x_i - t_i|
  kChebyshev,  // the largest |x_i - t_i|
};
struct NamedDistance {
  std::string_view name;
  Distance distance;
};
std::span<const NamedDistance> distances();
// Errors: kUsage, naming the nearest.
const NamedDistance& find_distance(std::string_view name);

// What becomes of the mean answer of the neighbours.
enum class Answer {
  kMean,    // stays
  kShares,  // its logarithm: shares of classes become logits
  kYesNo,   // log p - log(1 - p): a share of yes becomes a logit
};
struct NamedAnswer {
  std::string_view name;
  Answer answer;
};
// Errors: kUsage, naming the nearest.
const NamedAnswer& find_answer(std::string_view name);

}  // namespace glia::nn
