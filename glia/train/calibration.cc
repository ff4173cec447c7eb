#include "glia/train/calibration.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::train {
namespace {

// The bin of a confidence: edges belong to the bin below.
size_t bin_of(double confidence, int32_t bins) {
  int32_t bin = 0;
  while (bin + 1 < bins && confidence > static_cast<double>(bin + 1) / bins) ++bin;
  return static_cast<size_t>(bin);
}

struct Sums {
  double weight = 0, confidence = 0, right = 0;
};

double error_of(const std::vector<Sums>& sums) {
  double error = 0, weight = 0;
  for (const Sums& bin : sums) {
    error += std::fabs(bin.right - bin.confidence);
    weight += bin.weight;
  }
  return error / weight;
}

}  // namespace

Calibration calibration(std::span<const double> confidence, std::span<const uint8_t> right,
                        int32_t bins, const IntervalOptions& options,
                        std::span<const double> weights) {
  GLIA_ASSERT(bins > 0 && (weights.empty() || weights.size() == right.size()));
  if (confidence.size() != right.size()) {
    fail(ErrorKind::kUsage,
         say("calibration: {} probabilities for {} answers", confidence.size(), right.size()));
  }
  Calibration result;
  const auto count = static_cast<size_t>(bins);
  std::vector<size_t> bin(confidence.size());
  std::vector<Sums> sums(count);
  std::vector<int64_t> answers(count);
  const auto weight_of = [&](size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  double weight = 0;
  bool finite = true;
  for (size_t i = 0; i < confidence.size(); ++i) {
    finite = finite && std::isfinite(confidence[i]);
    bin[i] = bin_of(confidence[i], bins);
    answers[bin[i]] += 1;
    weight += weight_of(i);
    sums[bin[i]].weight += weight_of(i);
    sums[bin[i]].confidence += weight_of(i) * confidence[i];
    sums[bin[i]].right += right[i] != 0 ? weight_of(i) : 0;
  }
  for (size_t b = 0; b < count; ++b) {
    const double n = sums[b].weight;
    result.bins.push_back({static_cast<double>(b) / bins, static_cast<double>(b + 1) / bins,
                           answers[b], n, sums[b].confidence / n, sums[b].right / n});
  }
  if (weight == 0 || !finite) {
    result.error = undefined(finite ? kNoRows : kNotFinite);
    result.interval.reason = result.error.reason;
    return result;
  }
  result.error = scored(error_of(sums));
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    std::vector<Sums> drawn(count);
    for (size_t i = 0; i < bin.size(); ++i) {
      Sums& of_bin = drawn[bin[i]];
      const double drawn_weight = times[i] * weight_of(i);
      of_bin.weight += drawn_weight;
      of_bin.confidence += drawn_weight * confidence[i];
      of_bin.right += right[i] != 0 ? drawn_weight : 0;
    }
    values[0] = error_of(drawn);
  };
  result.interval =
      bootstrap_intervals(static_cast<int64_t>(bin.size()), 1, statistics, options)[0];
  return result;
}

std::vector<double> brier_terms(std::span<const int32_t> truth,
                                std::span<const double> probabilities, int32_t classes) {
  const auto width = static_cast<size_t>(classes);
  GLIA_ASSERT(truth.size() * width == probabilities.size());
  std::vector<double> terms(truth.size());
  for (size_t i = 0; i < truth.size(); ++i) {
    for (size_t c = width == 2 ? 1 : 0; c < width; ++c) {
      const double away =
          probabilities[i * width + c] - (truth[i] == static_cast<int32_t>(c) ? 1 : 0);
      terms[i] += away * away;
    }
  }
  return terms;
}

}  // namespace glia::train
