// Is one set of predictions better than another one of the same rows? Differences "first minus
// second" with 95 % intervals. Because both have met the same rows, easy and hard ones alike, much
// smaller differences show than two separate intervals would tell apart.
//
// Two predictions differ where the interval leaves 0 out. Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "glia/train/intervals.h"

namespace glia::train {

struct PairedDifference {
  double difference = std::numeric_limits<double>::quiet_NaN();
  Interval interval;
  // How often chance alone would do as much; NaN where it is not computed.
  double p = std::numeric_limits<double>::quiet_NaN();

  // 1: the first is larger, -1: the second, 0: these rows can't tell.
  int larger() const {
    return !interval.defined() ? 0 : interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
  }
};

// McNemar's test in its exact form: of the rows that only one of the two gets right, how likely is
// a division at least as uneven if each were a toss of a coin? McNemar 1947.
double mcnemar_exact(int64_t only_first, int64_t only_second);

// Of the shares of rows that are right, one entry of 0 or 1 a row in both.
// The interval is the wider one, at each end, of that by Agresti and Min 2005 (half a row added to
// each cell) and the exact one of the rows where they disagree (Clopper and Pearson, scaled by
// their share): the first knows that other rows would disagree elsewhere, the second leaves 0 out
// only where McNemar's exact test does.
PairedDifference paired_shares(std::span<const uint8_t> first, std::span<const uint8_t> second,
                               double level = 0.95);

// Of means of terms of rows (losses, absolute errors): Student's paired t. Student 1908.
PairedDifference paired_means(std::span<const double> first, std::span<const double> second,
                              double level = 0.95);

// Of R^2, arguments as in r_squared: the bootstrap, both on the same draws.
PairedDifference paired_r_squared(std::span<const double> truth, std::span<const double> first,
                                  std::span<const double> second, int32_t targets = 1,
                                  const IntervalOptions& options = {});

// The same where rows count differently, each by its weight, 0 or more. Of weighted means:
// Student's t with the linearised variance of a ratio (Cochran 1977, Sampling Techniques, 6.4) and
// as many rows as weigh alike (Kish 1965: (sum w)^2 / sum w^2); with equal weights that is
// paired_means. Of R^2 the bootstrap of rows with their weights.
PairedDifference weighted_paired_means(std::span<const double> first,
                                       std::span<const double> second,
                                       std::span<const double> weights, double level = 0.95);
PairedDifference weighted_paired_r_squared(std::span<const double> truth,
                                           std::span<const double> first,
                                           std::span<const double> second, int32_t targets,
                                           std::span<const double> weights,
                                           const IntervalOptions& options = {});

}  // namespace glia::train
