// Ridge regression against scikit-learn's.
#include "glia/classic/ridge.h"

#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"
#include "glia/classic/least_squares.h"

namespace glia::classic {
namespace {

TEST(Ridge, EqualsScikitLearn) {
  ThreadPool pool(1);
  for (const nlohmann::json& c : golden().at("ridge")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<double>(c.at("y"));
    const size_t rows = c.at("x").size();
    const auto outputs = static_cast<int64_t>(y.size() / rows);
    const LinearModel fit =
        fit_ridge(view(x, rows), std::span<const double>(y), outputs, c.at("penalty"), pool);
    expect_near(fit.coefficients, flat<double>(c.at("coefficients")), 1e-9, c.at("name"));
    expect_near(fit.intercept, flat<double>(c.at("intercept")), 1e-9, c.at("name"));
  }
}

TEST(Ridge, APenaltyShrinksTowardsTheMean) {
  ThreadPool pool(1);
  const std::vector<double> x{1, 2, 3, 4}, y{2, 4, 6, 8};
  const LinearModel fit = fit_ridge(view(x, 4), std::span<const double>(y), 1, 5.0, pool);
  // sum (x - 2.5)^2 = 5, sum (x - 2.5)(y - 5) = 10: w = 10 / (5 + 5).
  EXPECT_NEAR(fit.coefficients[0], 1.0, 1e-14);
  EXPECT_NEAR(fit.intercept[0], 2.5, 1e-14);
  const LinearModel strong = fit_ridge(view(x, 4), std::span<const double>(y), 1, 1e12, pool);
  EXPECT_NEAR(strong.coefficients[0], 0.0, 1e-10);
  EXPECT_NEAR(strong.intercept[0], 5.0, 1e-9);
}

TEST(Ridge, SameBitsForAnyNumberOfThreads) {
  const nlohmann::json& c = golden().at("ridge").at(4);
  const auto x = flat<double>(c.at("x"));
  const auto y = flat<double>(c.at("y"));
  ThreadPool one(1), three(3);
  const auto of = [&](ThreadPool& pool) {
    return fit_ridge(view(x, y.size()), std::span<const double>(y), 1, 0.1, pool).coefficients;
  };
  EXPECT_EQ(of(one), of(three));
}

TEST(Ridge, SaysWhatDoesNotFit) {
  ThreadPool pool(1);
  const std::vector<double> x{1, 2, 2, 4, 3, 6}, y{1, 2, 3}, bad{1, 2, NAN, 4, 3, 6};
  const auto fit = [&](const std::vector<double>& features, double penalty) {
    return usage_message(
        [&] { fit_ridge(view(features, 3), std::span<const double>(y), 1, penalty, pool); });
  };
  EXPECT_EQ(fit(x, -1), "ridge: the penalty is -1; expected 0 or more");
  EXPECT_EQ(fit(bad, 1), "ridge: feature 0 is not finite in every row");
  // The second column is twice the first.
  EXPECT_EQ(fit(x, 0),
            "ridge: with a penalty of 0 the columns are dependent and the coefficients undecided; "
            "give a larger penalty, or use least_squares");
  EXPECT_EQ(fit(x, 1e-3), "no error");
  EXPECT_EQ(usage_message([&] { fit_ridge(view(x, 3), std::span<const double>(), 1, 1.0, pool); }),
            "ridge: no rows to fit on");
}

}  // namespace
}  // namespace glia::classic
