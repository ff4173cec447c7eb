#include "glia/session/baseline.h"

#include <algorithm>
#include <numeric>

#include "glia/base/thread_pool.h"
#include "glia/classic/feature_rows.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/logistic.h"
#include "glia/classic/majority.h"
#include "glia/classic/mean.h"
#include "glia/kernels/copy.h"
#include "glia/session/row_truth.h"

namespace glia::session {
namespace {

using data::TargetKind;

// The features of some rows of a table, contiguous.
std::vector<float> features_of(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  std::vector<float> x;
  x.reserve(rows.size() * static_cast<size_t>(dataset.features));
  for (const int64_t row : rows) {
    const auto begin = dataset.x.begin() + row * dataset.features;
    x.insert(x.end(), begin, begin + dataset.features);
  }
  return x;
}

// Some rows as a fit asks for them. Those of a table are copied to stand together; pixels, which
// are four times as large as numbers, are converted a few rows at a time, every time.
class Rows {
 public:
  Rows(const train::Dataset& dataset, const std::vector<int64_t>& rows, int threads)
      : dataset_(dataset), rows_(rows), blocks_(static_cast<size_t>(threads)) {
    if (!dataset.images) {
      x_ = features_of(dataset, rows);
      return;
    }
    constexpr int64_t kMost = classic::FeatureRows<float>::kMostAtOnce;
    for (auto& block : blocks_) block.resize(static_cast<size_t>(kMost * dataset.features));
  }

  kernels::Matrix<const float> matrix() const {
    return {x_.data(), count(), dataset_.features, dataset_.features, 1};
  }

  classic::FeatureRows<float> some() {
    if (!dataset_.images) return classic::rows_of(matrix());
    return {count(), dataset_.features, [this](int64_t begin, int64_t size, int worker) {
              return block(begin, size, blocks_[static_cast<size_t>(worker)]);
            }};
  }

 private:
  int64_t count() const { return static_cast<int64_t>(rows_.size()); }

  kernels::Matrix<const float> block(int64_t begin, int64_t size, std::vector<float>& to) const {
    const int64_t width = dataset_.features;
    kernels::gather_convert_rows(dataset_.pixels.data(), width, rows_.data() + begin, size,
                                 1.0 / 255, 0.0, to.data());
    return {to.data(), size, width, width, 1};
  }

  const train::Dataset& dataset_;
  const std::vector<int64_t>& rows_;
  std::vector<float> x_;                    // all of a table
  std::vector<std::vector<float>> blocks_;  // of pixels, one for each thread
};

// The training rows but those of weight 0.
std::vector<int64_t> counting_rows(const train::Dataset& dataset) {
  std::vector<int64_t> rows = dataset.split.train;
  if (!dataset.weights.empty())
    std::erase_if(rows,
                  [&](int64_t row) { return dataset.weights[static_cast<size_t>(row)] == 0; });
  return rows;
}

class Baselines {
 public:
  Baselines(const train::Dataset& dataset, int threads,
            const std::function<void(const char*)>& begins)
      : dataset_(dataset),
        begins_(begins),
        pool_(threads),
        test_(judged_rows(dataset)),
        known_(counting_rows(dataset)),
        truth_(truth_of(dataset, known_)),
        width_(dataset.target.width()),
        x_(dataset, known_, threads),
        x_test_(dataset, test_, threads) {
    // A penalty stands beside the loss: of weights with the mean 1 it is what it is without any.
    const double sum = std::accumulate(truth_.weights.begin(), truth_.weights.end(), 0.0);
    for (double& weight : truth_.weights) weight *= static_cast<double>(known_.size()) / sum;
    logistic_.weights = truth_.weights;
  }

  std::vector<BaselineFit> run() {
    switch (dataset_.target.kind()) {
      case TargetKind::kClasses:
        classify();
        break;
      case TargetKind::kNumbers:
        regress();
        break;
      case TargetKind::kYesNo:
        answer();
        break;
    }
    return std::move(result_);
  }

 private:
  void add(const char* name, std::vector<double> values) {
    train::Predictions predictions{static_cast<int64_t>(test_.size()), width_, std::move(values)};
    result_.push_back({name, std::move(predictions)});
  }

  void classify() {
    const auto classes = static_cast<int32_t>(width_);
    const std::vector<int32_t>& labels = truth_.classes;
    begins_("majority");
    add("majority", classic::probabilities(classic::fit_majority(labels, classes, truth_.weights),
                                           static_cast<int64_t>(test_.size())));
    begins_("logistic regression");
    const classic::Logistic logistic =
        classic::fit_logistic(x_.some(), labels, classes, logistic_, pool_);
    add("logistic regression", logistic.probabilities(x_test_.some(), pool_));
  }

  void regress() {
    const std::vector<double>& targets = truth_.values;
    begins_("mean");
    add("mean", classic::predict_mean(classic::fit_mean(targets, width_, truth_.weights),
                                      static_cast<int64_t>(test_.size())));
    begins_("least squares");
    const classic::LinearModel linear =
        truth_.weights.empty()
            ? classic::fit_least_squares(x_.matrix(), std::span<const double>(targets), width_,
                                         pool_)
            : classic::fit_weighted_least_squares(x_.matrix(), std::span<const double>(targets),
                                                  width_, truth_.weights, pool_);
    add("least squares", linear.apply(x_test_.matrix(), pool_));
  }

  // One logistic regression for each yes/no target.
  void answer() {
    const std::vector<double>& truth = truth_.values;
    const auto rows = static_cast<int64_t>(known_.size());
    const auto tests = static_cast<int64_t>(test_.size());
    std::vector<double> shares(static_cast<size_t>(tests * width_));
    std::vector<double> fitted(shares.size());
    begins_("logistic regression");
    for (int64_t k = 0; k < width_; ++k) {
      std::vector<int32_t> labels;
      for (int64_t i = 0; i < rows; ++i)
        labels.push_back(truth[static_cast<size_t>(i * width_ + k)] > 0.5 ? 1 : 0);
      const std::vector<double> guess =
          classic::probabilities(classic::fit_majority(labels, 2, truth_.weights), tests);
      const std::vector<double> fit = classic::fit_logistic(x_.some(), labels, 2, logistic_, pool_)
                                          .probabilities(x_test_.some(), pool_);
      for (int64_t i = 0; i < tests; ++i) {
        shares[static_cast<size_t>(i * width_ + k)] = guess[static_cast<size_t>(i * 2 + 1)];
        fitted[static_cast<size_t>(i * width_ + k)] = fit[static_cast<size_t>(i * 2 + 1)];
      }
    }
    add("majority", std::move(shares));
    add("logistic regression", std::move(fitted));
  }

  const train::Dataset& dataset_;
  const std::function<void(const char*)>& begins_;
  ThreadPool pool_;
  const std::vector<int64_t>& test_;
  std::vector<int64_t> known_;  // to learn from
  RowTruth truth_;              // of these
  classic::LogisticOptions logistic_;
  int64_t width_;
  Rows x_;
  Rows x_test_;
  std::vector<BaselineFit> result_;
};

}  // namespace

std::vector<BaselineFit> fit_baselines(const train::Dataset& dataset, int threads,
                                       const std::function<void(const char*)>& begins) {
  return Baselines(dataset, threads, begins).run();
}

const std::vector<int64_t>& judged_rows(const train::Dataset& dataset) {
  const data::Split& split = dataset.split;
  if (!split.test.empty()) return split.test;
  return split.validation.empty() ? split.train : split.validation;
}

}  // namespace glia::session
