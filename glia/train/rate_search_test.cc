#include "glia/train/rate_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>

#include "glia/base/error.h"
#include "glia/graph/graph.h"

namespace glia::train {
namespace {

// One weight on a parabola: the loss w^2 / 2, the update w - rate w, which bursts from a rate of 2.
class Parabola : public Step {
 public:
  explicit Parabola(double noise = 0) : noise_(noise) {
    graph::Graph graph;
    graph.variable("w", {}, nullptr);
    variables_ = std::make_shared<program::Variables>(graph, Real::kDouble);
    set(1);
  }

  void bind(const Source&) override {}
  int64_t run(const Pass& pass) override {
    int64_t done = 0;
    for (size_t first = 0; first < pass.rows.size(); first += static_cast<size_t>(pass.batch)) {
      const int64_t step = pass.first_step + done;
      const double w = get();
      const double loss = 0.5 * w * w + noise_ * std::sin(static_cast<double>(step * step));
      if (!std::isfinite(loss)) fail(ErrorKind::kDiverged, "not finite");
      set(w - pass.rate(step) * w);
      ++done;
      if (!pass.after(step, pass.batch, loss)) break;
    }
    return done;
  }
  const std::shared_ptr<program::Variables>& variables() const override { return variables_; }

  double get() const { return variables_->get(0).at(0); }
  void set(double w) { variables_->set(0, Tensor::scalar(w)); }

 private:
  double noise_;
  std::shared_ptr<program::Variables> variables_;
};

std::vector<int64_t> rows_of(int64_t count) {
  std::vector<int64_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

TEST(RateSearch, FindsWhereTheLossFallsAndWhereItBursts) {
  for (const double noise : {0.0, 0.02}) {
    Parabola step(noise);
    const RateSearch found = search_rate(step, rows_of(64), {.burst = 4});
    ASSERT_EQ(found.rates.size(), found.losses.size());
    ASSERT_EQ(found.rates.size(), found.smoothed.size());
    EXPECT_DOUBLE_EQ(found.rates.front(), 1e-6);
    EXPECT_EQ(found.losses.front(), 0.5) << noise;
    EXPECT_GT(found.suggested, 0.003) << noise;
    EXPECT_LT(found.suggested, 0.5) << noise;
    EXPECT_GT(found.lowest, found.suggested) << noise;
    EXPECT_EQ(step.get(), 1) << "the weights are not as they were";
  }
}

TEST(RateSearch, RunsThroughWhereNothingBursts) {
  Parabola step;
  const RateSearch found =
      search_rate(step, rows_of(5), {.low = 1e-4, .high = 1, .steps = 50, .batch = 2});
  EXPECT_FALSE(found.burst);
  EXPECT_EQ(found.rates.size(), 50u);
  EXPECT_DOUBLE_EQ(found.rates.back(), 1);
  EXPECT_NEAR(found.rates[1] / found.rates[0], std::pow(1e4, 1.0 / 49), 1e-12);
}

// The running mean of a constant is that constant from the first step on.
TEST(RateSearch, SuggestsNothingWhereTheLossNeverFalls) {
  Parabola step;
  step.set(0);
  const RateSearch found = search_rate(step, rows_of(8), {.steps = 40});
  EXPECT_EQ(found.suggested, 0);
  for (const double smooth : found.smoothed) EXPECT_EQ(smooth, 0);
}

TEST(RateSearch, EndsAtALossThatIsNotFinite) {
  Parabola step;
  step.set(1e200);  // its square is infinite
  const RateSearch found = search_rate(step, rows_of(8), {.steps = 40});
  EXPECT_TRUE(found.burst);
  EXPECT_TRUE(found.rates.empty());
  EXPECT_EQ(step.get(), 1e200);
}

TEST(RateSearch, WantsRows) {
  Parabola step;
  EXPECT_THROW(search_rate(step, {}, {}), Error);
}

}  // namespace
}  // namespace glia::train
