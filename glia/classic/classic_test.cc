// The baselines against scikit-learn's fits (tools/golden/make_classic.py), and at the edges.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "glia/base/random.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/logistic.h"
#include "glia/classic/majority.h"
#include "glia/classic/mean.h"

namespace glia::classic {
namespace {

using nlohmann::json;

// Three overlapping clouds; features beyond the second are noise.
template <class T>
struct Clouds {
  std::vector<T> x;
  std::vector<int32_t> y;

  Clouds(size_t rows, size_t features) {
    for (size_t r = 0; r < rows; ++r) {
      y.push_back(static_cast<int32_t>(r % 3));
      for (size_t c = 0; c < features; ++c) {
        const double u = uniform01(random_word(1, 2, r, c));
        x.push_back(static_cast<T>(2 * u - 1 + (c < 2 ? 0.5 * (r % 3 == c) : 0.0)));
      }
    }
  }
};

double share_right(const std::vector<double>& p, const std::vector<int32_t>& y, size_t classes) {
  double right = 0;
  for (size_t r = 0; r < y.size(); ++r) {
    const double* row = p.data() + r * classes;
    right += std::max_element(row, row + classes) - row == y[r];
  }
  return right / static_cast<double>(y.size());
}

TEST(Logistic, EqualsScikitLearn) {
  ThreadPool pool(1);
  for (const json& c : golden().at("logistic")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<int32_t>(c.at("y"));
    LogisticOptions options;
    options.c = c.at("c");
    const Logistic fit = fit_logistic(view(x, y.size()), y, c.at("classes"), options, pool);
    EXPECT_TRUE(fit.converged) << c.at("name");
    EXPECT_LT(fit.iterations, 500) << c.at("name");
    expect_near(fit.linear.coefficients, flat<double>(c.at("coefficients")), 1e-5, c.at("name"));
    expect_near(fit.linear.intercept, flat<double>(c.at("intercept")), 1e-5, c.at("name"));
    std::vector<double> p = fit.probabilities(view(x, y.size()), pool);
    p.resize(5 * c.at("classes").get<size_t>());
    expect_near(p, flat<double>(c.at("probabilities")), 1e-6, c.at("name"));
  }
}

TEST(Logistic, FloatFeaturesFindTheSameFit) {
  ThreadPool pool(1);
  for (const json& c : golden().at("logistic")) {
    const auto x = flat<float>(c.at("x"));
    const auto y = flat<int32_t>(c.at("y"));
    LogisticOptions options;
    options.c = c.at("c");
    const Logistic fit = fit_logistic(view(x, y.size()), y, c.at("classes"), options, pool);
    std::vector<double> p = fit.probabilities(view(x, y.size()), pool);
    p.resize(5 * c.at("classes").get<size_t>());
    expect_near(p, flat<double>(c.at("probabilities")), 2e-3, c.at("name"));
  }
}

TEST(Logistic, SameBitsForAnyNumberOfThreads) {
  const Clouds<double> data(3000, 7);
  ThreadPool one(1);
  const Logistic expected = fit_logistic(view(data.x, data.y.size()), data.y, 3, {}, one);
  EXPECT_TRUE(expected.converged);
  for (const int threads : {2, 3, 7}) {
    ThreadPool pool(threads);
    const Logistic fit = fit_logistic(view(data.x, data.y.size()), data.y, 3, {}, pool);
    EXPECT_EQ(fit.linear.coefficients, expected.linear.coefficients);
    EXPECT_EQ(fit.linear.intercept, expected.linear.intercept);
  }
}

TEST(Logistic, AThousandFeaturesAndALimitOfWork) {
  const Clouds<float> data(300, 1200);
  ThreadPool pool(2);
  const auto x = view(data.x, data.y.size());
  const Logistic fit = fit_logistic(x, data.y, 3, {}, pool);
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(share_right(fit.probabilities(x, pool), data.y, 3), 1.0);

  LogisticOptions little;
  little.work = 1.0;
  const Logistic stopped = fit_logistic(x, data.y, 3, little, pool);
  EXPECT_FALSE(stopped.converged);
  EXPECT_EQ(stopped.iterations, 20);
  EXPECT_GT(share_right(stopped.probabilities(x, pool), data.y, 3), 0.95);
}

TEST(Logistic, ClassesWithoutRowsAreNeverPredicted) {
  ThreadPool pool(1);
  const std::vector<double> x{-2, -1, 1, 2};
  // One class of two, one of three, two of three (in either place).
  const auto one = fit_logistic(view(x, 4), std::vector<int32_t>{1, 1, 1, 1}, 2, {}, pool);
  EXPECT_EQ(one.probabilities(view(x, 4), pool), (std::vector<double>{0, 1, 0, 1, 0, 1, 0, 1}));
  const auto zero = fit_logistic(view(x, 4), std::vector<int32_t>(4, 0), 2, {}, pool);
  EXPECT_EQ(zero.probabilities(view(x, 4), pool), (std::vector<double>{1, 0, 1, 0, 1, 0, 1, 0}));
  const auto third = fit_logistic(view(x, 4), std::vector<int32_t>(4, 2), 3, {}, pool);
  EXPECT_EQ(third.probabilities(view(x, 4), pool),
            (std::vector<double>{0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1}));
  const auto single = fit_logistic(view(x, 4), std::vector<int32_t>(4, 0), 1, {}, pool);
  EXPECT_EQ(single.probabilities(view(x, 4), pool), std::vector<double>(4, 1.0));

  const auto pair = fit_logistic(view(x, 4), std::vector<int32_t>{0, 0, 1, 1}, 2, {}, pool);
  const auto outer = fit_logistic(view(x, 4), std::vector<int32_t>{0, 0, 2, 2}, 3, {}, pool);
  const auto p2 = pair.probabilities(view(x, 4), pool), p3 = outer.probabilities(view(x, 4), pool);
  for (size_t r = 0; r < 4; ++r) {
    EXPECT_NEAR(p3[3 * r], p2[2 * r], 1e-15);
    EXPECT_EQ(p3[3 * r + 1], 0.0);
    EXPECT_NEAR(p3[3 * r + 2], p2[2 * r + 1], 1e-15);
  }
}

TEST(Logistic, WithoutFeaturesGivesTheShares) {
  ThreadPool pool(1);
  const std::vector<double> none;
  const std::vector<int32_t> y{0, 1, 1, 2, 2, 2, 2, 2};
  const auto fit = fit_logistic(view(none, y.size()), y, 3, {}, pool);
  const auto p = fit.probabilities(view(none, y.size()), pool);
  const Majority majority = fit_majority(y, 3);
  expect_near({p.begin(), p.begin() + 3}, majority.shares, 1e-7, "shares");
}

TEST(LeastSquares, EqualsScikitLearn) {
  ThreadPool pool(1);
  for (const json& c : golden().at("least_squares")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<double>(c.at("y"));
    const size_t rows = c.at("x").size();
    const auto outputs = static_cast<int64_t>(y.size() / rows);
    const LinearModel fit = fit_least_squares(view(x, rows), y, outputs, pool);
    expect_near(fit.apply(view(x, rows), pool), flat<double>(c.at("predicted")), 1e-7,
                c.at("name"));
    if (c.at("coefficients").is_null()) continue;
    expect_near(fit.coefficients, flat<double>(c.at("coefficients")), 1e-7, c.at("name"));
    expect_near(fit.intercept, flat<double>(c.at("intercept")), 1e-7, c.at("name"));
  }
}

TEST(LeastSquares, SameBitsForAnyNumberOfThreadsAndFloatAgrees) {
  const Clouds<double> data(2500, 9);
  const std::vector<double> y(data.y.begin(), data.y.end());
  ThreadPool one(1), three(3);
  const auto x = view(data.x, y.size());
  const LinearModel a = fit_least_squares(x, y, 1, one), b = fit_least_squares(x, y, 1, three);
  EXPECT_EQ(a.coefficients, b.coefficients);
  EXPECT_EQ(a.intercept, b.intercept);
  const std::vector<float> narrow(data.x.begin(), data.x.end());
  const LinearModel c = fit_least_squares(view(narrow, y.size()), y, 1, one);
  expect_near(c.coefficients, a.coefficients, 1e-6, "float");
}

TEST(LeastSquares, OneRowAndNoFeatures) {
  ThreadPool pool(1);
  const std::vector<double> x{3, 4}, y{5};
  EXPECT_EQ(fit_least_squares(view(x, 1), y, 1, pool).apply(view(x, 1), pool), y);
  const std::vector<double> none, two{1, 2};
  EXPECT_EQ(fit_least_squares(view(none, 2), two, 1, pool).apply(view(none, 2), pool),
            (std::vector<double>{1.5, 1.5}));
}

TEST(Majority, CountsAndKeepsTheFirstOfEquals) {
  const Majority model = fit_majority(std::vector<int32_t>{2, 1, 1, 2}, 4);
  EXPECT_EQ(model.label, 1);
  EXPECT_EQ(model.shares, (std::vector<double>{0, .5, .5, 0}));
  EXPECT_EQ(probabilities(model, 2), (std::vector<double>{0, .5, .5, 0, 0, .5, .5, 0}));
}

TEST(Mean, OfEachTarget) {
  const auto means = fit_mean(std::vector<double>{1, 10, 3, 30}, 2);
  EXPECT_EQ(means, (std::vector<double>{2, 20}));
  EXPECT_EQ(predict_mean(means, 2), (std::vector<double>{2, 20, 2, 20}));
}

TEST(Classic, SaysWhatDoesNotFit) {
  ThreadPool pool(1);
  const std::vector<double> x{1, 2, 3, 4}, bad{1, 2, NAN, 4};
  const std::vector<int32_t> y{0, 1};
  EXPECT_EQ(usage_message([] { fit_majority({}, 2); }), "majority baseline: no rows to fit on");
  EXPECT_EQ(usage_message([&] { fit_majority(y, 1); }),
            "majority baseline: row 1 has class 1; classes are 0 to 0");
  EXPECT_EQ(usage_message([&] { fit_mean(x, 3); }), "mean baseline: 4 targets are not rows of 3");
  EXPECT_EQ(usage_message([&] { fit_mean(bad, 2); }),
            "mean baseline: target 0 of row 1 is not finite");
  EXPECT_EQ(usage_message([&] { fit_logistic(view(x, 4), y, 2, {}, pool); }),
            "logistic baseline: 4 rows of features, 2 rows of targets");
  EXPECT_EQ(usage_message([&] { fit_logistic(view(bad, 2), y, 2, {}, pool); }),
            "logistic baseline: feature 0 is not finite in every row");
  EXPECT_EQ(usage_message([&] { fit_logistic(view(x, 2), y, 2, {.c = 0}, pool); }),
            "logistic baseline: C is 0; expected above 0");
  EXPECT_EQ(usage_message([&] {
              fit_least_squares(view(bad, 2), {x.data(), 2}, 1, pool);
            }),
            "least squares baseline: feature 0 is not finite in every row");
  const LinearModel fit = fit_least_squares(view(x, 2), {x.data(), 2}, 1, pool);
  EXPECT_EQ(usage_message([&] { fit.apply(view(x, 4), pool); }),
            "linear model: fitted on 2 features, given 1");
}

}  // namespace
}  // namespace glia::classic
