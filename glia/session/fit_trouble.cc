#include "glia/session/fit_trouble.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "glia/base/format.h"
#include "glia/base/say_internal.h"

namespace glia::session {
namespace {

// How much better the training rows are known; that it is no luck, their 95 % intervals say, which
// must not meet.
constexpr double kOverfitGap = 0.08;

// What a vote of neighbours must be ahead by. Cover and Hart 1967: with many rows even one
// neighbour errs at most twice as often as is unavoidable, so a network that is worse on rows that
// it was trained on misses what is there.
constexpr double kUnderfitGap = 0.1;
constexpr double kGoodEnough = 0.9;  // what no one would call underfitted

constexpr size_t kNeighbours = 5;
constexpr size_t kLeastRows = 20;
constexpr size_t kMostRows = 1000;
constexpr double kMostProducts = 5e7;  // of the distances: some hundredths of a second

const Metric* main_metric(const Part& part) {
  for (const Metric& metric : part.metrics)
    if (metric.name == "accuracy" || metric.name == "r2") return &metric;
  return nullptr;
}

std::string text_of(double value) { return fmt::format("{:.3g}", value); }

// Evenly chosen training rows.
std::vector<size_t> chosen_rows(const train::Dataset& dataset) {
  const std::vector<int64_t>& train = dataset.split.train;
  const double width = static_cast<double>(std::max<int64_t>(1, dataset.features));
  const auto most = std::min(kMostRows, static_cast<size_t>(std::sqrt(kMostProducts / width)));
  const size_t count = std::min(train.size(), most);
  std::vector<size_t> rows;
  for (size_t i = 0; i < count; ++i)
    rows.push_back(static_cast<size_t>(train[i * train.size() / count]));
  return rows;
}

class Neighbours {
 public:
  explicit Neighbours(const train::Dataset& dataset)
      : dataset_(dataset), rows_(chosen_rows(dataset)), distances_(rows_.size()) {}

  double score() {
    double right = 0;
    double error = 0;
    double sum = 0;
    double squares = 0;
    const bool numbers = dataset_.target.kind() == data::TargetKind::kNumbers;
    for (size_t i = 0; i < rows_.size(); ++i) {
      find(i);
      if (!numbers) {
        right += (dataset_.classes.empty() ? answers_match(i) : class_matches(i)) ? 1 : 0;
        continue;
      }
      for (size_t k = 0; k < width(); ++k) {
        const double truth = value(rows_[i], k);
        const double difference = mean_of_nearest(k) - truth;
        error += difference * difference;
        sum += truth;
        squares += truth * truth;
      }
    }
    const auto count = static_cast<double>(rows_.size());
    if (!numbers) return right / count;
    const double spread = squares - sum * sum / (count * static_cast<double>(width()));
    return 1 - error / spread;
  }

 private:
  size_t width() const { return static_cast<size_t>(dataset_.target.width()); }
  double value(size_t row, size_t k) const { return dataset_.y[row * width() + k]; }

  double distance(size_t a, size_t b) const {
    const auto features = static_cast<size_t>(dataset_.features);
    const float* const x = dataset_.x.data() + a * features;
    const float* const z = dataset_.x.data() + b * features;
    float sum = 0;
    for (size_t i = 0; i < features; ++i) sum += (x[i] - z[i]) * (x[i] - z[i]);
    return sum;
  }

  // Puts the five nearest others of chosen row i at the head of distances_.
  void find(size_t i) {
    for (size_t j = 0; j < rows_.size(); ++j)
      distances_[j] = {j == i ? HUGE_VAL : distance(rows_[i], rows_[j]), rows_[j]};
    std::partial_sort(distances_.begin(), distances_.begin() + kNeighbours, distances_.end());
  }

  double mean_of_nearest(size_t k) const {
    double sum = 0;
    for (size_t n = 0; n < kNeighbours; ++n) sum += value(distances_[n].second, k);
    return sum / static_cast<double>(kNeighbours);
  }

  bool answers_match(size_t i) const {
    for (size_t k = 0; k < width(); ++k)
      if ((mean_of_nearest(k) > 0.5) != (value(rows_[i], k) > 0.5)) return false;
    return true;
  }

  // Of equal votes that of the nearer.
  bool class_matches(size_t i) const {
    std::vector<int> votes(width());
    int32_t best = -1;
    for (size_t n = 0; n < kNeighbours; ++n)
      ++votes[static_cast<size_t>(dataset_.classes[distances_[n].second])];
    for (size_t n = 0; n < kNeighbours; ++n) {
      const int32_t one = dataset_.classes[distances_[n].second];
      if (best < 0 || votes[static_cast<size_t>(one)] > votes[static_cast<size_t>(best)])
        best = one;
    }
    return best == dataset_.classes[rows_[i]];
  }

  const train::Dataset& dataset_;
  std::vector<size_t> rows_;
  std::vector<std::pair<double, size_t>> distances_;
};

// Twice the widest hidden layer, and not below the usual one.
std::string wider_layers(const std::string& network) {
  int64_t widest = 32;
  size_t at = network.find('-');
  while (at != std::string::npos) {
    const size_t end = network.find('-', at + 1);
    if (end == std::string::npos) break;  // the last is the output
    widest = std::max<int64_t>(widest, std::atoll(network.c_str() + at + 1));
    at = end;
  }
  return fmt::format("--layers {0},{0}", 2 * widest);
}

std::vector<train::Trouble> overfitting(const TrainResult& result) {
  const Part& held = result.test.rows > 0 ? result.test : result.validation;
  const Metric* metric = main_metric(held);
  // The same rows for both: nothing was held back.
  if (metric == nullptr || result.train.rows + held.rows > result.rows) return {};
  const Metric* training = main_metric(result.train);
  if (training == nullptr) return {};
  const double known = training->value;
  if (!(known - metric->value > kOverfitGap) || !(training->low > metric->high)) return {};
  return {{"overfitting", "",
           say("it knows its training rows better than new ones ({} {} against {}); try {}, "
               "--weight-decay 0.01 or smaller --layers",
               metric->name, text_of(known), text_of(metric->value), "--dropout 0.2"),
           "--dropout 0.2"}};
}

std::vector<train::Trouble> underfitting(const train::Dataset& dataset, const TrainResult& result) {
  // The vote counts rows alike: it answers another question.
  if (!dataset.weights.empty()) return {};
  const Metric* metric = main_metric(result.train);
  if (metric == nullptr || !(metric->value < kGoodEnough)) return {};
  const double near = neighbours_score(dataset);
  if (!(near - metric->value > kUnderfitGap) || near <= metric->high) return {};
  const std::string flag = wider_layers(result.network);
  return {{"underfitting", "",
           say("it does worse on its own training rows than a vote of the five nearest others ({} "
               "{} against {}): the network is too simple, or was trained too short; try {}, or "
               "more --epochs",
               metric->name, text_of(metric->value), text_of(near), flag),
           flag}};
}

}  // namespace

double neighbours_score(const train::Dataset& dataset) {
  if (dataset.images || dataset.split.train.size() < kLeastRows) return std::nan("");
  return Neighbours(dataset).score();
}

std::vector<train::Trouble> judge_fit(const train::Dataset& dataset, const TrainResult& result) {
  std::vector<train::Trouble> found = overfitting(result);
  if (found.empty()) found = underfitting(dataset, result);
  return found;
}

}  // namespace glia::session
