// A row of weight k counts as k equal rows: that is what a weight means, and the same loss without
// weights is the judge.
#include "glia/loss/row_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error_testing.h"
#include "glia/base/random.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/loss/loss_testing.h"

namespace glia::loss {
namespace {

constexpr int64_t kRows = 5;
constexpr int64_t kWidth = 3;
const std::vector<int64_t> kTimes = {2, 0, 1, 3, 1};
constexpr double kMean = 7.0 / 5;

struct Case {
  ChosenLoss loss;
  Tensor outputs, targets;
};

double number(uint64_t stream, int64_t i) {
  return uniform01(random_word(11, stream, 0, static_cast<uint64_t>(i)));
}

// Logarithms of probabilities need not sum to 1 for a sum of terms.
Case case_of(const std::string& text, Targets kind) {
  Case of{parse_loss(text, kind), Tensor({kRows, kWidth}, Type::kReal), {}};
  const bool probabilities = of.loss.loss->outputs == Outputs::kProbabilities;
  for (int64_t i = 0; i < kRows * kWidth; ++i)
    of.outputs.set(i, probabilities ? 0.1 + 0.8 * number(1, i) : 4 * number(1, i) - 2);
  of.targets = Tensor({kRows, kWidth}, Type::kReal);
  for (int64_t i = 0; i < kRows * kWidth; ++i)
    of.targets.set(i, kind == Targets::kYesNo ? std::floor(2 * number(2, i)) : number(2, i));
  if (kind == Targets::kClasses) of.targets = integers({0, 2, 1, 1, 2});
  return of;
}

Tensor repeated(const Tensor& rows) {
  int64_t count = 0;
  for (const int64_t times : kTimes) count += times;
  const int64_t width = rows.count() / kRows;
  std::vector<Dim> dims = rows.shape().dims();
  dims[0] = count;
  Tensor result(Shape(dims), rows.type());
  int64_t to = 0;
  for (int64_t row = 0; row < kRows; ++row)
    for (int64_t k = 0; k < kTimes[static_cast<size_t>(row)]; ++k)
      for (int64_t i = 0; i < width; ++i) result.set(to++, rows.at(row * width + i));
  return result;
}

Tensor weights_as_numbers() {
  Tensor weights({kRows}, Type::kReal);
  for (int64_t i = 0; i < kRows; ++i)
    weights.set(i, static_cast<double>(kTimes[static_cast<size_t>(i)]));
  return weights;
}

using Weighted = Value (*)(const ChosenLoss&, Value outputs, Value targets, Value weights);
LossCase weighted(const Case& of, Weighted build) {
  return {.build = [=](const std::vector<Value>& x) { return build(of.loss, x[0], x[1], x[2]); },
          .arguments = {of.outputs, of.targets, weights_as_numbers()},
          .symbolic = true};
}
Value mean_of_all(const ChosenLoss& loss, Value outputs, Value targets, Value weights) {
  return weighted_by_rows(loss, outputs, targets, weights).mean;
}
Value one_batch(const ChosenLoss& loss, Value outputs, Value targets, Value weights) {
  return weighted_batch(loss, outputs, targets, weights, kMean);
}

void expect_repeated_rows(const Case& of) {
  const ChosenLoss loss = of.loss;
  const LossCase plain{
      .build = [loss](const std::vector<Value>& x) { return loss.apply(x[0], x[1]).mean; },
      .arguments = {repeated(of.outputs), repeated(of.targets)},
      .symbolic = true};
  const Slopes expected = slopes_of(plain);
  for (const Weighted build : {mean_of_all, one_batch}) {
    // The mean of all class weights is another one: see the next test.
    if (build == one_batch && !loss.settings.class_weights.empty()) continue;
    const Slopes found = slopes_of(weighted(of, build));
    EXPECT_NEAR(found.value, expected.value, 1e-14);
    int64_t copy = 0;
    for (int64_t row = 0; row < kRows; ++row) {
      std::vector<double> sums(kWidth);
      for (int64_t k = 0; k < kTimes[static_cast<size_t>(row)]; ++k, ++copy)
        for (int64_t c = 0; c < kWidth; ++c)
          sums[static_cast<size_t>(c)] += expected.by[0].at(copy * kWidth + c);
      for (int64_t c = 0; c < kWidth; ++c)
        EXPECT_NEAR(found.by[0].at(row * kWidth + c), sums[static_cast<size_t>(c)], 1e-14)
            << row << " " << c;
    }
    check_loss(weighted(of, build));
  }
}

struct Named {
  const char* text;
  Targets targets;
};
constexpr Named kWeighted[] = {
    {"squared_error", Targets::kNumbers},
    {"half_squared_error", Targets::kNumbers},
    {"absolute_error", Targets::kNumbers},
    {"huber:0.3", Targets::kNumbers},
    {"log_cosh", Targets::kNumbers},
    {"sigmoid_cross_entropy", Targets::kYesNo},
    {"sigmoid_cross_entropy:smoothing=0.1:yes_weight=3", Targets::kYesNo},
    {"binary_cross_entropy", Targets::kYesNo},
    {"binary_cross_entropy:smoothing=0.1:yes_weight=3", Targets::kYesNo},
    {"softmax_cross_entropy", Targets::kClasses},
    {"softmax_cross_entropy:smoothing=0.2", Targets::kClasses},
    {"categorical_cross_entropy", Targets::kClasses},
    {"negative_log_likelihood:smoothing=0.2", Targets::kClasses},
};

TEST(RowWeights, AreRowsRepeated) {
  for (const Named& named : kWeighted) {
    SCOPED_TRACE(named.text);
    Case of = case_of(named.text, named.targets);
    expect_repeated_rows(of);
    if (!of.loss.loss->takes_class_weights) continue;
    of.loss.settings.class_weights = {0.5, 2, 1};
    expect_repeated_rows(of);
  }
}

// Whatever the batches are, and with classes that weigh differently.
TEST(RowWeights, OfBatchesAddUpToThatOfAllRows) {
  for (const Named& named : kWeighted) {
    SCOPED_TRACE(named.text);
    Case of = case_of(named.text, named.targets);
    double mean_weight = kMean;
    if (of.loss.loss->takes_class_weights) {
      of.loss.settings.class_weights = {0.5, 2, 1};
      mean_weight = (0.5 * 2 + 1.0 * 0 + 2 * 1 + 2 * 3 + 1.0 * 1) / kRows;
    }
    const double all = slopes_of(weighted(of, mean_of_all)).value;
    double sum = 0;
    const LossCase whole = weighted(of, mean_of_all);
    for (const auto& [begin, size] :
         std::vector<std::pair<int64_t, int64_t>>{{0, 1}, {1, 3}, {4, 1}}) {
      LossCase batch = whole;
      for (Tensor& argument : batch.arguments) {
        const int64_t width = argument.count() / kRows;
        std::vector<Dim> dims = argument.shape().dims();
        dims[0] = size;
        Tensor part(Shape(dims), argument.type());
        for (int64_t i = 0; i < size * width; ++i) part.set(i, argument.at(begin * width + i));
        argument = part;
      }
      const ChosenLoss loss = of.loss;
      batch.build = [loss, mean_weight](const std::vector<Value>& x) {
        return weighted_batch(loss, x[0], x[1], x[2], mean_weight);
      };
      sum += slopes_of(batch).value * static_cast<double>(size);
    }
    EXPECT_NEAR(sum / kRows, all, 1e-14);
  }
}

TEST(RowWeights, OfNothingCostNothing) {
  for (const Named& named : kWeighted) {
    SCOPED_TRACE(named.text);
    for (const Weighted build : {mean_of_all, one_batch}) {
      LossCase none = weighted(case_of(named.text, named.targets), build);
      none.arguments[2] = Tensor({kRows}, Type::kReal);
      const Slopes slopes = slopes_of(none);
      EXPECT_EQ(slopes.value, 0);
      for (const double slope : slopes.by[0].values()) EXPECT_EQ(slope, 0);
    }
  }
}

// Every loss of the table either takes them or says which one does.
TEST(RowWeights, AreRefusedByNameOrTaken) {
  int refused = 0;
  for (const Loss& loss : losses()) {
    const std::string name(loss.name);
    bool taken = false;
    for (const Named& named : kWeighted)
      taken =
          taken || (std::string(named.text).rfind(name, 0) == 0 && named.targets == loss.targets);
    if (taken) continue;
    ++refused;
    const char* instead = loss.targets == Targets::kNumbers ? "squared_error"
                          : loss.targets == Targets::kYesNo ? "sigmoid_cross_entropy"
                                                            : "softmax_cross_entropy";
    EXPECT_EQ(usage_message([&] { slopes_of(weighted(case_of(name, loss.targets), mean_of_all)); }),
              "loss " + name + " takes no row weights; " + instead + " does");
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace glia::loss
