// Metrics against scikit-learn's values on the same predictions (tools/golden/make_metrics.py).
#include "glia/train/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/train/ranking.h"

namespace glia::train {
namespace {

using nlohmann::json;

const json& golden_metrics() { return golden_file("metrics.json"); }

void expect_same(const json& c, const char* name, const Score& score) {
  if (c.at(name).is_null()) {
    EXPECT_TRUE(std::isnan(score.value)) << c.at("name") << ": " << name;
    EXPECT_FALSE(score.reason.empty()) << c.at("name") << ": " << name;
    return;
  }
  const double expected = c.at(name).get<double>();
  EXPECT_TRUE(score.defined()) << c.at("name") << ": " << name << ": " << score.reason;
  EXPECT_NEAR(score.value, expected, 1e-12 * std::max(1.0, std::abs(expected)))
      << c.at("name") << ": " << name;
}

TEST(Metrics, ClassificationEqualsScikitLearn) {
  for (const json& c : golden_metrics().at("classification")) {
    const auto truth = flat<int32_t>(c.at("truth"));
    const auto probabilities = flat<double>(c.at("probabilities"));
    const auto m = classification_metrics(truth, probabilities, c.at("classes").get<int32_t>());
    EXPECT_EQ(m.confusion.counts, flat<int64_t>(c.at("confusion"))) << c.at("name");
    expect_same(c, "loss", m.loss);
    expect_same(c, "accuracy", m.accuracy);
    expect_same(c, "zero_one_loss", zero_one_loss(m.confusion));
    expect_same(c, "precision_macro", m.precision_macro);
    expect_same(c, "recall_macro", m.recall_macro);
    expect_same(c, "f1_macro", m.f1_macro);
    expect_same(c, "roc_auc", m.roc_auc);
    expect_same(c, "pr_auc", m.pr_auc);
  }
}

TEST(Metrics, MultiLabelEqualsScikitLearn) {
  for (const json& c : golden_metrics().at("multi_label")) {
    const auto m =
        multi_label_metrics(flat<uint8_t>(c.at("truth")), flat<double>(c.at("probabilities")),
                            c.at("targets").get<int32_t>());
    expect_same(c, "loss", m.loss);
    expect_same(c, "accuracy", m.accuracy);
    expect_same(c, "target_accuracy", m.target_accuracy);
    expect_same(c, "f1_macro", m.f1_macro);
    expect_same(c, "roc_auc", m.roc_auc);
    expect_same(c, "pr_auc", m.pr_auc);
  }
}

TEST(Metrics, RegressionEqualsScikitLearn) {
  for (const json& c : golden_metrics().at("regression")) {
    const auto m = regression_metrics(flat<double>(c.at("truth")), flat<double>(c.at("predicted")),
                                      c.at("targets").get<int32_t>());
    expect_same(c, "mse", m.mse);
    expect_same(c, "mae", m.mae);
    expect_same(c, "r2", m.r2);
  }
}

TEST(Metrics, NoRowsGiveNoValueAndTheReason) {
  const auto c = classification_metrics({}, {}, 3);
  for (const Score& s :
       {c.loss, c.accuracy, c.precision_macro, c.recall_macro, c.f1_macro, c.roc_auc, c.pr_auc}) {
    EXPECT_TRUE(std::isnan(s.value));
    EXPECT_EQ(s.reason, kNoRows);
  }
  const auto m = multi_label_metrics({}, {}, 2);
  for (const Score& s : {m.loss, m.accuracy, m.target_accuracy, m.f1_macro, m.roc_auc, m.pr_auc}) {
    EXPECT_EQ(s.reason, kNoRows);
  }
  const auto r = regression_metrics({}, {});
  for (const Score& s : {r.mse, r.mae, r.r2}) EXPECT_EQ(s.reason, kNoRows);
}

TEST(Metrics, SaysWhyThereIsNoValue) {
  const std::vector<int32_t> zeros{0, 0, 0}, ones{1, 1, 1};
  const std::vector<double> p{.9, .1, .4, .6, .3, .7};
  EXPECT_EQ(roc_auc(zeros, p, 2).reason, kNoPositives);
  EXPECT_EQ(pr_auc(zeros, p, 2).reason, kNoPositives);
  EXPECT_EQ(roc_auc(ones, p, 2).reason, kNoNegatives);
  EXPECT_EQ(roc_auc(std::vector<int32_t>{0, 1}, p, 3).reason, kClassAbsent);
  EXPECT_EQ(pr_auc(std::vector<int32_t>{0, 1}, p, 3).reason, kClassAbsent);
  EXPECT_EQ(r_squared(std::vector<double>{1}, std::vector<double>{1}).reason, kTooFewRows);
}

TEST(Metrics, APredictionThatIsNoNumberGivesNoValue) {
  const double nan = std::nan("");
  const auto c = classification_metrics(std::vector<int32_t>{0, 1, 1},
                                        std::vector<double>{.5, .5, nan, nan, .1, .9}, 2);
  for (const Score& s :
       {c.loss, c.accuracy, c.precision_macro, c.recall_macro, c.f1_macro, c.roc_auc, c.pr_auc}) {
    EXPECT_EQ(s.reason, kNotFinite);
  }
  const auto r = regression_metrics(std::vector<double>{1, 2}, std::vector<double>{1, INFINITY});
  for (const Score& s : {r.mse, r.mae, r.r2}) EXPECT_EQ(s.reason, kNotFinite);
}

TEST(Metrics, EqualNumbersHaveNoSpreadWhateverTheirRoundedMean) {
  const std::vector<double> truth(3, 0.1), off(3, 0.2);
  EXPECT_EQ(r_squared(truth, truth).value, 1.0);
  EXPECT_EQ(r_squared(truth, off).value, 0.0);
}

TEST(Metrics, ClassScoresCountRowsAndPredictions) {
  const auto m = confusion_matrix(std::vector<int32_t>{0, 0, 1}, std::vector<int32_t>{0, 1, 1}, 3);
  const auto scores = class_scores(m);
  EXPECT_EQ(scores[0].rows, 2);
  EXPECT_EQ(scores[0].predicted, 1);
  EXPECT_EQ(scores[0].precision, 1.0);
  EXPECT_EQ(scores[0].recall, 0.5);
  EXPECT_DOUBLE_EQ(scores[0].f1, 2.0 / 3.0);
  EXPECT_EQ(scores[2].f1, 0.0);
}

TEST(Metrics, LengthsAndClassesAreChecked) {
  const std::vector<int32_t> two{0, 1}, high{0, 2}, low{0, -1};
  const std::vector<double> p{.5, .5, .5};
  EXPECT_EQ(usage_message([&] { log_loss(two, p, 2); }),
            "log loss: 3 values for 2 rows of 2; expected 4");
  EXPECT_EQ(usage_message([&] { confusion_matrix(high, two, 2); }),
            "truth: row 1 has class 2; classes are 0 to 1");
  EXPECT_EQ(usage_message([&] { confusion_matrix(two, low, 2); }),
            "prediction: row 1 has class -1; classes are 0 to 1");
  EXPECT_EQ(usage_message([&] {
              r_squared(p, std::vector<double>{1, 2});
            }),
            "R2: 2 values for 3 rows of 1; expected 3");
  EXPECT_EQ(usage_message([&] { argmax_rows(p, 2); }),
            "argmax: 3 values for 1 rows of 2; expected 2");
  EXPECT_EQ(usage_message([&] { argmax_rows(p, 0); }), "argmax: 0 columns");
}

// A row that counts three times is the same as three rows.
TEST(Ranking, CountsARowAsOftenAsAsked) {
  const std::vector<double> scores{.1, .4, .4, .8, .35};
  const std::vector<uint8_t> positive{0, 0, 1, 1, 1};
  const std::vector<int32_t> times{2, 0, 3, 1, 1};
  std::vector<double> more_scores;
  std::vector<uint8_t> more_positive;
  for (size_t i = 0; i < times.size(); ++i) {
    more_scores.insert(more_scores.end(), static_cast<size_t>(times[i]), scores[i]);
    more_positive.insert(more_positive.end(), static_cast<size_t>(times[i]), positive[i]);
  }
  const Ranking once(scores, positive), repeated(more_scores, more_positive);
  EXPECT_DOUBLE_EQ(once.roc_auc(times).value, repeated.roc_auc().value);
  EXPECT_DOUBLE_EQ(once.average_precision(times).value, repeated.average_precision().value);
  EXPECT_EQ(once.roc_auc(std::vector<int32_t>{1, 1, 0, 0, 0}).reason, kNoPositives);
  EXPECT_EQ(once.roc_auc(std::vector<int32_t>(5, 0)).reason, kNoRows);
}

}  // namespace
}  // namespace glia::train
