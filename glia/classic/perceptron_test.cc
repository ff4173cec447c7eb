// The perceptron rule against scikit-learn's weights (where it separates the rows, they are the
// last ones) and a pocket worked out in NumPy.
#include "glia/classic/perceptron.h"

#include "glia/classic/classic_testing.h"

namespace glia::classic {
namespace {

TEST(Perceptron, EqualsScikitLearn) {
  for (const nlohmann::json& c : golden().at("perceptron")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<int32_t>(c.at("y"));
    const Perceptron fit = fit_perceptron(view(x, y.size()), y, {c.at("limit").get<int64_t>()});
    EXPECT_EQ(fit.passes, c.at("passes")) << c.at("name");
    EXPECT_EQ(fit.mistakes, c.at("mistakes")) << c.at("name");
    EXPECT_EQ(fit.separated, c.at("separated").get<bool>()) << c.at("name");
    expect_near(fit.linear.coefficients, flat<double>(c.at("coefficients")), 1e-12, c.at("name"));
    EXPECT_NEAR(fit.linear.intercept[0], c.at("intercept"), 1e-12) << c.at("name");
  }
}

TEST(Perceptron, OneKindOfRowsIsSeparatedAtOnce) {
  const std::vector<double> x{1, 2, 3};
  const Perceptron yes = fit_perceptron(view(x, 3), std::vector<int32_t>{1, 1, 1});
  EXPECT_TRUE(yes.separated);
  EXPECT_EQ(yes.passes, 2);  // The first row changes the weights once.
  const Perceptron no = fit_perceptron(view(x, 3), std::vector<int32_t>{0, 0, 0});
  EXPECT_TRUE(no.separated);
  EXPECT_LT(no.linear.intercept[0] + no.linear.coefficients[0], 0);
}

TEST(Perceptron, SaysWhatDoesNotFit) {
  const std::vector<double> x{1, 2}, bad{1, NAN};
  const std::vector<int32_t> y{0, 1}, three{0, 2};
  EXPECT_EQ(usage_message([&] { fit_perceptron(view(bad, 2), y); }),
            "perceptron: feature 0 of row 1 is not finite");
  EXPECT_EQ(usage_message([&] { fit_perceptron(view(x, 2), three); }),
            "perceptron: row 1 has class 2; classes are 0 to 1");
  EXPECT_EQ(usage_message([&] { fit_perceptron(view(x, 2), y, {0}); }),
            "perceptron: 0 passes; expected 1 or more");
  EXPECT_EQ(usage_message([&] { fit_perceptron(view(x, 1), y); }),
            "perceptron: 1 rows of features, 2 rows of targets");
}

}  // namespace
}  // namespace glia::classic
