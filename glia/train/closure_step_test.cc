// L-BFGS and Newton as steps of training: torch's curve, and what they refuse.
#include "glia/train/closure_step.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/nn/network.h"

namespace glia::train {
namespace {

using Json = nlohmann::json;

const Json& golden_optimizers() { return golden_file("optimizers.json"); }

// The 4-5-3 network of the golden curves, over its ten rows.
class SmallTraining {
 public:
  SmallTraining(const optim::Optimizer& optimizer, Real real) : rate_(optimizer.rate) {
    const nn::Sequential network{nn::Dense{5}, nn::Tanh{}, nn::Dense{3}};
    SupervisedOptions options;
    options.loss = "squared_error";
    options.optimizer = optimizer;
    options.real = real;
    options.batch = 10;
    step_ = make_step(network.arch(4), options);
    const std::pair<const char*, const char*> names[] = {{"dense1.weight", "w1"},
                                                         {"dense1.bias", "b1"},
                                                         {"dense2.weight", "w2"},
                                                         {"dense2.bias", "b2"}};
    program::Variables& variables = *step_->variables();
    for (const auto& [ours, theirs] : names) {
      const int at = variables.find(ours);
      const Shape shape = variables.entries()[static_cast<size_t>(at)].shape;
      variables.set(at, Tensor::from(shape, flat(golden_optimizers()["network"][theirs])));
    }
    step_->bind({10,
                 {{"x", {x_.data(), program::RowSource::Type::kDouble, 10}},
                  {"y", {y_.data(), program::RowSource::Type::kDouble, 10}}}});
  }

  // The loss before the step.
  double step() {
    Pass pass;
    pass.rows = order_;
    pass.batch = 10;
    pass.first_step = done_;
    pass.rate = [this](int64_t) { return rate_; };
    double before = 0;
    pass.after = [&](int64_t, int64_t, double loss) {
      before = loss;
      return true;
    };
    done_ += step_->run(pass);
    return before;
  }

 private:
  std::vector<double> x_ = flat(golden_optimizers()["network"]["x"]);
  std::vector<double> y_ = flat(golden_optimizers()["network"]["y"]);
  std::vector<int64_t> order_ = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  double rate_;
  int64_t done_ = 0;
  std::unique_ptr<Step> step_;
};

TEST(ClosureStep, FollowsTorchsLbfgsForTwentySteps) {
  for (const Json& entry : golden_optimizers()["lbfgs_curves"]) {
    optim::Optimizer optimizer = optim::parse_optimizer(entry["optimizer"].get<std::string>());
    optimizer.rate = entry["rate"];
    const std::vector<double> expected = entry["loss"];
    ASSERT_EQ(expected.size(), 21u);
    SmallTraining in_double(optimizer, Real::kDouble);
    SmallTraining in_float(optimizer, Real::kFloat);
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(in_double.step(), expected[i], 1e-6) << entry["optimizer"] << " step " << i;
      EXPECT_NEAR(in_float.step(), expected[i], 5e-3) << entry["optimizer"] << " step " << i;
    }
    EXPECT_LT(expected.back(), 0.2 * expected.front()) << "a curve that shows nothing";
  }
}

// Where L-BFGS takes hundreds of iterations, second derivatives take few.
TEST(ClosureStep, NewtonFallsFasterThanLbfgs) {
  SmallTraining newton(optim::parse_optimizer("newton"), Real::kDouble);
  SmallTraining lbfgs(optim::parse_optimizer("lbfgs:iterations=1"), Real::kDouble);
  double newton_loss = 0, lbfgs_loss = 0, before = std::nan("");
  for (int i = 0; i < 25; ++i) {
    newton_loss = newton.step();
    lbfgs_loss = lbfgs.step();
    if (i > 0) {
      EXPECT_LE(newton_loss, before) << i;
    }
    before = newton_loss;
  }
  EXPECT_LT(newton_loss, lbfgs_loss);
}

std::string error_of(const SupervisedOptions& options, int64_t units) {
  return usage_message([&] {
    make_step(nn::Sequential{nn::Dense{units}, nn::Dense{1}}.arch(10), options);
  });
}

TEST(ClosureStep, RefusesWhatItCannotDo) {
  SupervisedOptions options;
  options.loss = "squared_error";
  options.optimizer = optim::parse_optimizer("newton");
  EXPECT_EQ(error_of(options, 8), "no error");
  EXPECT_EQ(error_of(options, 300),
            "optimizer newton: the network has 3601 weights, at most 2000 are possible; lbfgs has "
            "no such limit");
  options.optimizer = optim::parse_optimizer("lbfgs");
  EXPECT_EQ(error_of(options, 300), "no error");
  options.optimizer.clip_norm = 1;
  EXPECT_EQ(
      error_of(options, 8).find("optimizer lbfgs: its direction is not the gradient of one batch"),
      0u);
}

TEST(ClosureStep, SaysWhereTheLossStoppedBeingANumber) {
  SupervisedOptions options;
  options.loss = "squared_error";
  options.optimizer = optim::parse_optimizer("lbfgs");
  const auto step = make_step(nn::Sequential{nn::Dense{1}}.arch(1), options);
  const float x[] = {1, INFINITY}, y[] = {1, 2};
  step->bind({2,
              {{"x", {x, program::RowSource::Type::kFloat, 2}},
               {"y", {y, program::RowSource::Type::kFloat, 2}}}});
  const std::vector<int64_t> rows = {0, 1};
  Pass pass;
  pass.rows = rows;
  pass.batch = 2;
  pass.rate = [](int64_t) { return 1.0; };
  try {
    step->run(pass);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDiverged);
    EXPECT_NE(std::string(error.what()).find("at step 1 in the input rows"), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace glia::train
