// Training with weights is training on rows that stand there as often as they weigh.
#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error_testing.h"
#include "glia/base/format.h"
#include "glia/data/csv.h"
#include "glia/train/fit.h"

namespace glia::train {
namespace {

struct Written {
  std::string weighted = "w,a,b,y\n", repeated = "a,b,y\n";
  data::Split rows_of_weighted, rows_of_repeated;
};

enum class Target { kClass, kNumber, kAnswers };

Written written(Target target) {
  Written tables;
  int64_t next = 0;
  for (int64_t row = 0; row < 24; ++row) {
    const int64_t times = row % 4;
    const double a = std::sin(37.0 * static_cast<double>(row));
    const double b = std::cos(53.0 * static_cast<double>(row));
    std::string rest = fmt::format("{},{},", a, b);
    if (target == Target::kClass) rest += a + b > 0.5 ? "p" : a > b ? "q" : "r";
    if (target == Target::kNumber) rest += fmt::format("{}", 3 * a - b * b);
    if (target == Target::kAnswers) rest += fmt::format("{}", a > b ? 1 : 0);
    if (target == Target::kAnswers && row == 0) {
      tables.weighted = "w,a,b,y,z\n";
      tables.repeated = "a,b,y,z\n";
    }
    if (target == Target::kAnswers) rest += a + b > 0 ? ",1" : ",0";
    tables.weighted += fmt::format("{},{}\n", times, rest);
    const bool held = row >= 16;
    (held ? tables.rows_of_weighted.validation : tables.rows_of_weighted.train).push_back(row);
    for (int64_t k = 0; k < times; ++k, ++next) {
      tables.repeated += rest + "\n";
      (held ? tables.rows_of_repeated.validation : tables.rows_of_repeated.train).push_back(next);
    }
  }
  return tables;
}

void expect_same_fit(Target target, const FitOptions& options, double tolerance = 1e-12) {
  const Written tables = written(target);
  DatasetOptions weighted, repeated;
  weighted.weight = "w";
  weighted.given = &tables.rows_of_weighted;
  repeated.given = &tables.rows_of_repeated;
  if (target == Target::kAnswers) weighted.target = repeated.target = "y,z";
  Dataset a = make_dataset(data::parse_csv(tables.weighted, "weighted"), weighted);
  Dataset b = make_dataset(data::parse_csv(tables.repeated, "repeated"), repeated);
  EXPECT_EQ(a.features, 2);
  // What is learned of columns knows no weights: the same numbers for both.
  int64_t copy = 0;
  for (int64_t row = 0; row < a.rows; ++row) {
    for (int64_t k = 0; k < row % 4; ++k, ++copy) {
      for (int64_t i = 0; i < 2; ++i)
        b.x[static_cast<size_t>(2 * copy + i)] = a.x[static_cast<size_t>(2 * row + i)];
      if (target == Target::kNumber) b.y[static_cast<size_t>(copy)] = a.y[static_cast<size_t>(row)];
    }
  }
  ASSERT_EQ(copy, b.rows);
  const nn::Sequential network{nn::Dense{4}, nn::Tanh{}, nn::Dense{a.target.width()}};
  const Model one = fit(network, a, options), other = fit(network, b, options);
  for (size_t i = 0; i < one.history.loss.size(); ++i) {
    EXPECT_NEAR(one.history.loss[i], other.history.loss[i], tolerance);
    EXPECT_NEAR(one.history.val_loss[i], other.history.val_loss[i], tolerance);
    EXPECT_NEAR(one.history.score[i], other.history.score[i], tolerance);
    EXPECT_NEAR(one.history.val_score[i], other.history.val_score[i], tolerance);
  }
  EXPECT_NE(one.history.loss.front(), one.history.loss.back());
  for (size_t i = 0; i < one.variables->entries().size(); ++i) {
    const Tensor x = one.variables->get(static_cast<int>(i));
    const Tensor y = other.variables->get(static_cast<int>(i));
    for (int64_t k = 0; k < x.count(); ++k) EXPECT_NEAR(x.at(k), y.at(k), tolerance);
  }
}

FitOptions all_rows_at_once() {
  FitOptions options;
  options.real = Real::kDouble;
  options.threads = 1;
  options.loop.epochs = 5;
  options.loop.batch = 1000;
  options.loop.patience = 0;
  options.optimizer = optim::Sgd{0.1};
  return options;
}

TEST(WeightedFit, IsThatOfRepeatedRows) {
  for (const Target target : {Target::kClass, Target::kNumber, Target::kAnswers}) {
    SCOPED_TRACE(static_cast<int>(target));
    expect_same_fit(target, all_rows_at_once());
  }
}

TEST(WeightedFit, IsThatOfRepeatedRowsWithWeightsOfClasses) {
  FitOptions options = all_rows_at_once();
  options.class_weights = {1, 0.5, 3};
  expect_same_fit(Target::kClass, options);
}

TEST(WeightedFit, IsThatOfRepeatedRowsWithoutABatch) {
  FitOptions options = all_rows_at_once();
  options.optimizer = optim::parse_optimizer("lbfgs");
  options.optimizer.rate = 1;
  // Searches along lines make more of the last digits, each of what the one before has left.
  options.loop.epochs = 2;
  expect_same_fit(Target::kNumber, options, 1e-9);
}

TEST(WeightedFit, SaysWhatCantBeWeighed) {
  const auto refusal = [](const std::string& csv, const DatasetOptions& options) {
    return coded_message([&] { make_dataset(data::parse_csv(csv, "t.csv"), options); });
  };
  DatasetOptions options;
  options.weight = "y";
  EXPECT_EQ(refusal("w,x,y\n1,2,3\n2,3,4\n", options),
            "2 t.csv: 'y' is the target; what a row counts stands in another column");
  options.weight = "w";
  EXPECT_EQ(refusal("w,x,y\n0,2,3\n0,3,4\n0,4,5\n", options),
            "3 t.csv: all training rows have the weight 0");
  data::Split split;
  split.train = {0, 1};
  split.validation = {2};
  options.given = &split;
  EXPECT_EQ(refusal("w,x,y\n1,2,3\n1,3,4\n0,4,5\n", options),
            "3 t.csv: all validation rows have the weight 0");
}

}  // namespace
}  // namespace glia::train
