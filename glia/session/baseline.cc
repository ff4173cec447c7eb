#include "glia/session/baseline.h"

#include "glia/base/thread_pool.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/logistic.h"
#include "glia/classic/majority.h"
#include "glia/classic/mean.h"
#include "glia/session/predict_session.h"

namespace glia::session {
namespace {

using data::TargetKind;

// The features of some rows, contiguous.
std::vector<float> features_of(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  std::vector<float> x;
  x.reserve(rows.size() * static_cast<size_t>(dataset.features));
  for (const int64_t row : rows) {
    const int64_t begin = row * dataset.features;
    for (int64_t i = begin; i < begin + dataset.features; ++i) {
      const auto at = static_cast<size_t>(i);
      x.push_back(dataset.images ? static_cast<float>(dataset.pixels[at]) / 255.0f : dataset.x[at]);
    }
  }
  return x;
}

std::vector<int32_t> classes_of(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  std::vector<int32_t> classes;
  classes.reserve(rows.size());
  for (const int64_t row : rows) classes.push_back(dataset.classes[static_cast<size_t>(row)]);
  return classes;
}

// Targets in their own units, or 0/1.
std::vector<double> values_of(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  const int64_t width = dataset.target.width();
  std::vector<double> values;
  for (const int64_t row : rows) {
    for (int64_t k = 0; k < width; ++k) {
      const double value = static_cast<double>(dataset.y[static_cast<size_t>(row * width + k)]);
      values.push_back(dataset.target.kind() == TargetKind::kNumbers
                           ? dataset.target.restore(static_cast<size_t>(k), value)
                           : value);
    }
  }
  return values;
}

class Baselines {
 public:
  Baselines(const train::Dataset& dataset, int threads,
            const std::function<void(const char*)>& begins)
      : dataset_(dataset),
        begins_(begins),
        pool_(threads),
        test_(dataset.split.test.empty() ? dataset.split.validation : dataset.split.test),
        width_(dataset.target.width()),
        x_(features_of(dataset, dataset.split.train)),
        x_test_(features_of(dataset, test_)) {}

  std::vector<Baseline> run() {
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
  kernels::Matrix<const float> matrix(const std::vector<float>& x) const {
    const auto rows = static_cast<int64_t>(x.size()) / std::max<int64_t>(1, dataset_.features);
    return {x.data(), rows, dataset_.features, dataset_.features, 1};
  }

  void add(const char* name, std::vector<double> values) {
    train::Predictions predictions{static_cast<int64_t>(test_.size()), width_, std::move(values)};
    result_.push_back({name, measure_rows(dataset_, predictions, test_)});
  }

  void classify() {
    const auto classes = static_cast<int32_t>(width_);
    const std::vector<int32_t> labels = classes_of(dataset_, dataset_.split.train);
    begins_("majority");
    add("majority", classic::probabilities(classic::fit_majority(labels, classes),
                                           static_cast<int64_t>(test_.size())));
    begins_("logistic regression");
    const classic::Logistic logistic =
        classic::fit_logistic(matrix(x_), labels, classes, {}, pool_);
    add("logistic regression", logistic.probabilities(matrix(x_test_), pool_));
  }

  void regress() {
    const std::vector<double> targets = values_of(dataset_, dataset_.split.train);
    begins_("mean");
    add("mean", classic::predict_mean(classic::fit_mean(targets, width_),
                                      static_cast<int64_t>(test_.size())));
    begins_("least squares");
    const classic::LinearModel linear =
        classic::fit_least_squares(matrix(x_), std::span<const double>(targets), width_, pool_);
    add("least squares", linear.apply(matrix(x_test_), pool_));
  }

  // One logistic regression for each yes/no target.
  void answer() {
    const std::vector<double> truth = values_of(dataset_, dataset_.split.train);
    const auto rows = static_cast<int64_t>(dataset_.split.train.size());
    const auto tests = static_cast<int64_t>(test_.size());
    std::vector<double> shares(static_cast<size_t>(tests * width_));
    std::vector<double> fitted(shares.size());
    begins_("logistic regression");
    for (int64_t k = 0; k < width_; ++k) {
      std::vector<int32_t> labels;
      for (int64_t i = 0; i < rows; ++i)
        labels.push_back(truth[static_cast<size_t>(i * width_ + k)] > 0.5 ? 1 : 0);
      const std::vector<double> guess =
          classic::probabilities(classic::fit_majority(labels, 2), tests);
      const std::vector<double> fit = classic::fit_logistic(matrix(x_), labels, 2, {}, pool_)
                                          .probabilities(matrix(x_test_), pool_);
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
  int64_t width_;
  std::vector<float> x_;
  std::vector<float> x_test_;
  std::vector<Baseline> result_;
};

}  // namespace

std::vector<Baseline> fit_baselines(const train::Dataset& dataset, int threads,
                                    const std::function<void(const char*)>& begins) {
  return Baselines(dataset, threads, begins).run();
}

Part measure_rows(const train::Dataset& dataset, const train::Predictions& predictions,
                  const std::vector<int64_t>& rows) {
  if (dataset.target.kind() == TargetKind::kClasses)
    return measure(dataset.target, predictions, classes_of(dataset, rows), {});
  return measure(dataset.target, predictions, {}, values_of(dataset, rows));
}

}  // namespace glia::session
