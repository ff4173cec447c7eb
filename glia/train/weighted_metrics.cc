#include "glia/train/weighted_metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/train/calibration.h"

namespace glia::train {
namespace {

using Weights = std::span<const double>;

void check_weights(Weights weights, size_t rows) {
  if (weights.size() != rows)
    fail(ErrorKind::kUsage, say("{} weights for {} rows", weights.size(), rows));
  for (const double weight : weights)
    if (!(weight >= 0 && std::isfinite(weight)))
      fail(ErrorKind::kUsage, say("a weight is 0 or more, found {}", weight));
}

double mean_of(std::span<const double> terms, Weights weights) {
  double sum = 0, all = 0;
  for (size_t i = 0; i < terms.size(); ++i) {
    sum += weights[i] * terms[i];
    all += weights[i];
  }
  return sum / all;
}

// Rows by falling score, for the two areas.
struct Order {
  std::vector<size_t> rows;
  std::vector<uint8_t> ends_tie;
  std::vector<uint8_t> positive;  // of each row, not in the order

  Order(const std::vector<double>& scores, std::vector<uint8_t> yes)
      : rows(scores.size()), ends_tie(scores.size(), 1), positive(std::move(yes)) {
    std::iota(rows.begin(), rows.end(), size_t{0});
    std::stable_sort(rows.begin(), rows.end(),
                     [&](size_t a, size_t b) { return scores[a] > scores[b]; });
    for (size_t i = 0; i + 1 < rows.size(); ++i)
      ends_tie[i] = scores[rows[i]] != scores[rows[i + 1]] ? 1 : 0;
  }
};

struct Areas {
  double roc, pr;
};

// As Ranking's, with sums of weights for counts.
Areas areas_of(const Order& order, Weights weights) {
  double positives = 0, others = 0, tie_positives = 0, tie_others = 0, area = 0, precision = 0;
  for (size_t i = 0; i < order.rows.size(); ++i) {
    const size_t row = order.rows[i];
    (order.positive[row] != 0 ? tie_positives : tie_others) += weights[row];
    if (order.ends_tie[i] == 0) continue;
    area += tie_others * (positives + tie_positives / 2);
    positives += tie_positives;
    others += tie_others;
    if (tie_positives > 0) precision += tie_positives * positives / (positives + others);
    tie_positives = tie_others = 0;
  }
  return {area / (positives * others), precision / positives};
}

Areas mean_areas(const std::vector<Order>& orders, Weights weights) {
  Areas mean{0, 0};
  for (const Order& order : orders) {
    const Areas areas = areas_of(order, weights);
    mean.roc += areas.roc / static_cast<double>(orders.size());
    mean.pr += areas.pr / static_cast<double>(orders.size());
  }
  return mean;
}

double f1_of(double hits, double is, double said) { return hits > 0 ? 2 * hits / (is + said) : 0; }

// The plain mean of F1 over the classes that occur with weight.
double f1_macro_of(std::span<const int32_t> truth, const std::vector<int32_t>& predicted,
                   size_t classes, Weights weights) {
  std::vector<double> hits(classes), is(classes), said(classes);
  for (size_t i = 0; i < truth.size(); ++i) {
    const auto t = static_cast<size_t>(truth[i]), p = static_cast<size_t>(predicted[i]);
    is[t] += weights[i];
    said[p] += weights[i];
    if (t == p) hits[t] += weights[i];
  }
  double sum = 0, occur = 0;
  for (size_t c = 0; c < classes; ++c) {
    if (is[c] + said[c] == 0) continue;
    sum += f1_of(hits[c], is[c], said[c]);
    occur += 1;
  }
  return sum / occur;
}

// Sums over the rows of one target.
struct Errors {
  double weight = 0, centre = 0, squares = 0, sizes = 0, spread = 0;

  double r_squared() const {
    // One row drawn every time has no spread but rounding.
    return spread > 1e-30 * weight * centre * centre ? 1 - squares / spread : std::nan("");
  }
};

Errors errors_of(std::span<const double> truth, std::span<const double> predicted, size_t width,
                 size_t target, Weights weights) {
  Errors sums;
  sums.weight = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (size_t i = 0; i < weights.size(); ++i)
    sums.centre += weights[i] * truth[i * width + target] / sums.weight;
  for (size_t i = 0; i < weights.size(); ++i) {
    const double error = truth[i * width + target] - predicted[i * width + target];
    const double away = truth[i * width + target] - sums.centre;
    sums.squares += weights[i] * error * error;
    sums.sizes += weights[i] * std::fabs(error);
    sums.spread += weights[i] * away * away;
  }
  return sums;
}

// Each statistic on the rows as they are, and its interval over draws of them.
using Measure = std::function<void(Weights weights, std::span<double> values)>;
std::vector<WeightedScore> measured(Weights weights, size_t count, bool finite,
                                    const Measure& measure, const IntervalOptions& options,
                                    int64_t work) {
  std::vector<WeightedScore> scores(count);
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (weights.empty() || !finite || all == 0) {
    const Score none = undefined(!finite ? kNotFinite : kNoRows);
    for (WeightedScore& score : scores) {
      score.score = none;
      score.interval.reason = none.reason;
    }
    return scores;
  }
  std::vector<double> values(count);
  measure(weights, values);
  std::vector<double> drawn(weights.size());
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> to) {
    for (size_t i = 0; i < drawn.size(); ++i) drawn[i] = times[i] * weights[i];
    measure(drawn, to);
  };
  const auto intervals = bootstrap_intervals(
      static_cast<int64_t>(weights.size()), static_cast<int64_t>(count), statistics, options, work);
  for (size_t s = 0; s < count; ++s) {
    // A class without weight, numbers without spread.
    scores[s].score = std::isfinite(values[s]) ? scored(values[s]) : undefined(kClassAbsent);
    scores[s].interval = with_spread(intervals[s]);
    if (!scores[s].score.defined()) scores[s].interval = Interval{NAN, NAN, kClassAbsent};
  }
  return scores;
}

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

}  // namespace

WeightedClassification weighted_classification(std::span<const int32_t> truth,
                                               std::span<const double> probabilities,
                                               int32_t classes, Weights weights,
                                               const IntervalOptions& options) {
  check_weights(weights, truth.size());
  const bool finite = all_finite(probabilities);
  const auto width = static_cast<size_t>(classes);
  const std::vector<int32_t> predicted = argmax_rows(probabilities, classes);
  const std::vector<double> losses = log_losses(truth, probabilities, classes);
  const std::vector<double> briers = brier_terms(truth, probabilities, classes);
  std::vector<double> right(truth.size());
  for (size_t i = 0; i < right.size(); ++i) right[i] = predicted[i] == truth[i] ? 1 : 0;
  std::vector<Order> orders;
  for (size_t c = classes == 2 ? 1 : 0; c < width && finite; ++c) {
    std::vector<double> column;
    std::vector<uint8_t> yes;
    for (size_t i = 0; i < truth.size(); ++i) {
      column.push_back(probabilities[i * width + c]);
      yes.push_back(truth[i] == static_cast<int32_t>(c) ? 1 : 0);
    }
    orders.emplace_back(column, std::move(yes));
  }
  const auto measure = [&](Weights w, std::span<double> values) {
    const Areas areas = mean_areas(orders, w);
    values[0] = mean_of(losses, w);
    values[1] = mean_of(right, w);
    values[2] = f1_macro_of(truth, predicted, width, w);
    values[3] = areas.roc;
    values[4] = areas.pr;
    values[5] = mean_of(briers, w);
  };
  const auto found =
      measured(weights, 6, finite, measure, options, 4 + 2 * static_cast<int64_t>(orders.size()));
  return {found[0], found[1], found[2], found[3], found[4], found[5]};
}

WeightedMultiLabel weighted_multi_label(std::span<const uint8_t> truth,
                                        std::span<const double> probabilities, int32_t targets,
                                        Weights weights, const IntervalOptions& options) {
  const auto width = static_cast<size_t>(targets);
  const size_t rows = truth.size() / width;
  check_weights(weights, rows);
  const bool finite = all_finite(probabilities);
  std::vector<double> losses(rows), right(rows), whole(rows, 1), briers(rows);
  for (size_t i = 0; i < truth.size() && finite; ++i) {
    const int32_t own[] = {truth[i] != 0 ? 1 : 0};
    const double p = probabilities[i];
    const double both[] = {1 - p, p};
    const bool hit = (p > 0.5) == (own[0] != 0);
    losses[i / width] += log_losses(own, both, 2)[0] / targets;
    right[i / width] += (hit ? 1.0 : 0.0) / targets;
    briers[i / width] += (p - own[0]) * (p - own[0]) / targets;
    if (!hit) whole[i / width] = 0;
  }
  std::vector<Order> orders;
  for (size_t t = 0; t < width && finite; ++t) {
    std::vector<double> column;
    std::vector<uint8_t> yes;
    for (size_t i = 0; i < rows; ++i) {
      column.push_back(probabilities[i * width + t]);
      yes.push_back(truth[i * width + t] != 0 ? 1 : 0);
    }
    orders.emplace_back(column, std::move(yes));
  }
  const auto measure = [&](Weights w, std::span<double> values) {
    double f1 = 0;
    for (size_t t = 0; t < width; ++t) {
      double hits = 0, is = 0, said = 0;
      for (size_t i = 0; i < rows; ++i) {
        const bool yes = truth[i * width + t] != 0, says = probabilities[i * width + t] > 0.5;
        is += yes ? w[i] : 0;
        said += says ? w[i] : 0;
        hits += yes && says ? w[i] : 0;
      }
      f1 += f1_of(hits, is, said) / targets;
    }
    const Areas areas = mean_areas(orders, w);
    values[0] = mean_of(losses, w);
    values[1] = mean_of(whole, w);
    values[2] = mean_of(right, w);
    values[3] = f1;
    values[4] = areas.roc;
    values[5] = areas.pr;
    values[6] = mean_of(briers, w);
  };
  const auto found = measured(weights, 7, finite, measure, options, 4 + 4 * targets);
  return {found[0], found[1], found[2], found[3], found[4], found[5], found[6]};
}

WeightedRegression weighted_regression(std::span<const double> truth,
                                       std::span<const double> predicted, int32_t targets,
                                       Weights weights, const IntervalOptions& options) {
  const auto width = static_cast<size_t>(targets);
  const size_t rows = truth.size() / width;
  check_weights(weights, rows);
  const auto measure = [&](Weights w, std::span<double> values) {
    std::fill(values.begin(), values.end(), 0.0);
    for (size_t t = 0; t < width; ++t) {
      const Errors errors = errors_of(truth, predicted, width, t, w);
      values[0] += errors.squares / errors.weight / targets;
      values[1] += errors.sizes / errors.weight / targets;
      values[2] += errors.r_squared() / targets;
    }
  };
  const auto found = measured(weights, 3, all_finite(predicted), measure, options, 2 * targets);
  return {found[0], found[1], found[2]};
}

double weighted_mean(std::span<const double> terms, Weights weights) {
  check_weights(weights, terms.size());
  return mean_of(terms, weights);
}

double weighted_r_squared(std::span<const double> truth, std::span<const double> predicted,
                          int32_t targets, Weights weights) {
  const auto width = static_cast<size_t>(targets);
  check_weights(weights, truth.size() / width);
  double mean = 0;
  for (size_t t = 0; t < width; ++t)
    mean += errors_of(truth, predicted, width, t, weights).r_squared() / targets;
  return mean;
}

}  // namespace glia::train
