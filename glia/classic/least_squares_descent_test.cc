// Gradient descent on least squares: scikit-learn's closed form is where it has to end.
#include "glia/classic/least_squares_descent.h"

#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"

namespace glia::classic {
namespace {

TEST(Descent, EndsAtTheClosedForm) {
  ThreadPool pool(1);
  for (const nlohmann::json& c : golden().at("least_squares")) {
    if (c.at("coefficients").is_null()) continue;  // Of dependent columns there are many.
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<double>(c.at("y"));
    const size_t rows = c.at("x").size();
    const auto outputs = static_cast<int64_t>(y.size() / rows);
    DescentOptions options;
    options.tolerance = 1e-13 * 100;
    const Descent fit =
        descend_least_squares(view(x, rows), std::span<const double>(y), outputs, options, pool);
    if (c.at("name") == "nearly dependent") {
      // Two columns with a correlation of nearly 1: the descent crawls.
      EXPECT_FALSE(fit.converged);
      continue;
    }
    EXPECT_TRUE(fit.converged) << c.at("name");
    EXPECT_LT(fit.steps, 1000) << c.at("name");
    expect_near(fit.linear.coefficients, flat<double>(c.at("coefficients")), 1e-8, c.at("name"));
    expect_near(fit.linear.intercept, flat<double>(c.at("intercept")), 1e-8, c.at("name"));
  }
}

TEST(Descent, OneColumnNeedsOneStepAtItsRate) {
  ThreadPool pool(1);
  // Spread 1: |Z'Z / n| is 1, and u -= 1 * gradient lands on the minimum.
  const std::vector<double> x{-1, 1}, y{3, 7};
  const Descent fit = descend_least_squares(view(x, 2), std::span<const double>(y), 1, {}, pool);
  EXPECT_EQ(fit.rate, 1.0);
  EXPECT_EQ(fit.steps, 1);
  EXPECT_EQ(fit.linear.coefficients, std::vector<double>{2});
  EXPECT_EQ(fit.linear.intercept, std::vector<double>{5});
  // At half that rate half of the way is left after each step: 2 (1 - 2^-10) after 10.
  const Descent half = descend_least_squares(view(x, 2), std::span<const double>(y), 1,
                                             {.rate = 0.5, .steps = 10}, pool);
  EXPECT_FALSE(half.converged);
  EXPECT_DOUBLE_EQ(half.linear.coefficients[0], 2 * (1 - std::exp2(-10)));
}

TEST(Descent, TooLargeARateDiverges) {
  ThreadPool pool(1);
  const std::vector<double> x{-1, 1}, y{3, 7};
  try {
    descend_least_squares(view(x, 2), std::span<const double>(y), 1, {.rate = 3}, pool);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDiverged);
    EXPECT_NE(std::string(error.what()).find("at a rate of 3; one of 1 would descend"),
              std::string::npos)
        << error.what();
  }
}

TEST(Descent, SaysWhatDoesNotFit) {
  ThreadPool pool(1);
  const std::vector<double> x{1, 2}, y{1, 2}, bad{1, NAN};
  const auto fit = [&](const std::vector<double>& features, const DescentOptions& options) {
    return usage_message([&] {
      descend_least_squares(view(features, 2), std::span<const double>(y), 1, options, pool);
    });
  };
  EXPECT_EQ(fit(x, {.rate = -1}),
            "least squares by gradient: a rate of -1 and 100000 steps; expected 0 or more, and at "
            "least 1 step");
  EXPECT_EQ(fit(bad, {}), "least squares by gradient: feature 0 is not finite in every row");
}

}  // namespace
}  // namespace glia::classic
