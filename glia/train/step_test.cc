// A training step under every plan: fused or not, its bits are those of the plain plan.
#include "glia/train/step.h"

#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "glia/base/random.h"
#include "glia/nn/network.h"
#include "glia/optim/optimizer.h"
#include "glia/train/dataset.h"

namespace glia::train {
namespace {

constexpr int64_t kRows = 50;
constexpr int64_t kFeatures = 40;
constexpr int64_t kClasses = 3;

struct Rows {
  int64_t count;
  std::vector<float> x;
  std::vector<int32_t> y;

  explicit Rows(int64_t rows = kRows, int64_t features = kFeatures) : count(rows) {
    for (int64_t i = 0; i < rows * features; ++i)
      x.push_back(
          static_cast<float>(uniform01(random_word(5, 1, 0, static_cast<uint64_t>(i))) - 0.5));
    for (int64_t i = 0; i < rows; ++i)
      y.push_back(static_cast<int32_t>(random_word(5, 2, 0, static_cast<uint64_t>(i)) % kClasses));
  }
  Source source() const {
    return {count,
            {{"x", {x.data(), program::RowSource::Type::kFloat, count}},
             {"y", {y.data(), program::RowSource::Type::kI32, count}}}};
  }
};

std::vector<std::byte> variables_of(const SupervisedStep& step) {
  const auto block = step.variables()->block();
  return {block.begin(), block.end()};
}

// The variables, with the slots of the optimizer, after two epochs in batches of 16. `pass`: what
// else is asked of them.
std::vector<std::byte> two_epochs(SupervisedStep& step, const Rows& rows, Pass pass) {
  step.bind(rows.source());
  std::vector<int64_t> order(static_cast<size_t>(rows.count));
  std::iota(order.begin(), order.end(), 0);
  pass.rows = order;
  pass.batch = 16;
  for (int epoch = 0; epoch < 2; ++epoch) pass.first_step += step.run(pass);
  EXPECT_EQ(pass.first_step, 2 * ((rows.count + 15) / 16));
  return variables_of(step);
}

// The last batch is smaller.
std::vector<std::byte> train(const optim::Optimizer& optimizer, Real real, int threads,
                             program::PlanOptions plan) {
  const nn::ArchSpec arch = nn::Sequential{nn::Dense{96}, nn::Relu{}, nn::Dropout{0.2},
                                           nn::Dense{33}, nn::Tanh{}, nn::Dense{kClasses}}
                                .arch(kFeatures);
  SupervisedOptions options;
  options.optimizer = optimizer;
  options.real = real;
  options.seed = 3;
  options.batch = 16;
  options.l2 = 0.001;
  options.pool = std::make_shared<ThreadPool>(threads);
  options.plan = plan;
  SupervisedStep step(arch, options);
  Pass pass;
  pass.rate = [](int64_t step_number) { return 0.01 / static_cast<double>(1 + step_number); };
  return two_epochs(step, Rows(), pass);
}

TEST(SupervisedStep, EveryPlanGivesTheBitsOfThePlainOneWithThreads) {
  for (const optim::Rule& rule : optim::rules()) {
    if (rule.closure()) continue;
    optim::Optimizer optimizer;
    optimizer.name = rule.name;
    optimizer.rate = 0.01;
    for (const bool decayed : {false, true}) {
      optimizer.clip_norm = decayed ? 0.5 : 0;
      optimizer.weight_decay = decayed ? 0.01 : 0;
      for (const Real real : {Real::kFloat, Real::kDouble}) {
        const auto plain = train(optimizer, real, 1, {false, false, false, false});
        for (int bits = 1; bits < 8; ++bits) {
          const program::PlanOptions plan = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
          EXPECT_EQ(train(optimizer, real, 1 + bits % 3, plan), plain)
              << rule.name << " plan " << bits << " " << real_name(real) << " decay " << decayed;
        }
      }
    }
  }
}

// A network with weights large enough for bands.
class Wide {
 public:
  Wide(const optim::Optimizer& optimizer, Real real, int threads, int64_t units = 129,
       int64_t features = 260)
      : rows_(200, features), step_(arch(units, features), options(optimizer, real, threads)) {
    pass_.rate = [](int64_t) { return 0.01; };
  }

  const SupervisedStep& step() const { return step_; }
  bool may_stand_in_bands() const {
    return step_.program().describe().find("in bands of columns") != std::string::npos;
  }
  std::vector<std::byte> train(bool keeps) {
    pass_.keeps_variables = keeps;
    return two_epochs(step_, rows_, pass_);
  }
  // The variables while a pass that keeps them or not runs, after its first step, and after the
  // pass, which is ended there.
  std::pair<std::vector<std::byte>, std::vector<std::byte>> one_step(bool keeps) {
    step_.bind(rows_.source());
    std::vector<int64_t> order(static_cast<size_t>(rows_.count));
    std::iota(order.begin(), order.end(), 0);
    Pass pass = pass_;
    pass.rows = order;
    pass.batch = 16;
    pass.keeps_variables = keeps;
    std::vector<std::byte> within;
    pass.after = [&](int64_t, int64_t, double) {
      within = variables_of(step_);
      return false;
    };
    EXPECT_EQ(step_.run(pass), 1);
    return {within, variables_of(step_)};
  }

 private:
  static nn::ArchSpec arch(int64_t units, int64_t features) {
    return nn::Sequential{nn::Dense{units}, nn::Relu{}, nn::Dropout{0.2},
                          nn::Dense{160},   nn::Tanh{}, nn::Dense{kClasses}}
        .arch(features);
  }
  static SupervisedOptions options(const optim::Optimizer& optimizer, Real real, int threads) {
    SupervisedOptions options;
    options.optimizer = optimizer;
    options.real = real;
    options.seed = 3;
    options.batch = 16;
    options.pool = std::make_shared<ThreadPool>(threads);
    return options;
  }

  Rows rows_;  // twelve full batches and a short one
  SupervisedStep step_;
  Pass pass_;
};

TEST(SupervisedStep, WeightsInBandsHaveTheSameBitsWithThreads) {
  for (const char* name : {"sgd", "momentum", "adam", "adamw", "lion"}) {
    optim::Optimizer optimizer;
    optimizer.name = name;
    optimizer.rate = 0.01;
    Wide plain(optimizer, Real::kFloat, 1);
    // Lion takes two sums of a gradient, so it is read after its product.
    EXPECT_EQ(plain.may_stand_in_bands(), optimizer.name != "lion") << name;
    const auto expected = plain.train(false);
    for (const int threads : {2, 3, 5})
      EXPECT_EQ(Wide(optimizer, Real::kFloat, threads).train(true), expected)
          << name << " threads " << threads;
  }
  const optim::Optimizer adam = optim::Adam{};
  EXPECT_EQ(Wide(adam, Real::kDouble, 2, 128).train(true),
            Wide(adam, Real::kDouble, 1, 128).train(false));
  // Batches of so many elements are brought while the step before runs.
  EXPECT_EQ(Wide(adam, Real::kFloat, 3, 129, 1030).train(true),
            Wide(adam, Real::kFloat, 1, 129, 1030).train(false));
  optim::Optimizer clipped = optim::Adam{};
  clipped.clip_norm = 0.5;  // a norm over all gradients
  EXPECT_FALSE(Wide(clipped, Real::kFloat, 2).may_stand_in_bands());
  EXPECT_EQ(Wide(clipped, Real::kFloat, 2).train(true),
            Wide(clipped, Real::kFloat, 1).train(false));
}

TEST(SupervisedStep, WeightsAreInBandsWithinAPassThatKeepsThemOnlyWithThreads) {
  const optim::Optimizer adam = optim::Adam{};
  const auto [within, expected] = Wide(adam, Real::kFloat, 1).one_step(true);
  EXPECT_EQ(within, expected);
  const auto [readable, readable_after] = Wide(adam, Real::kFloat, 2).one_step(false);
  EXPECT_EQ(readable, expected);
  EXPECT_EQ(readable_after, expected);
  Wide banded(adam, Real::kFloat, 2);
  const auto [kept, after] = banded.one_step(true);
  EXPECT_EQ(kept != expected, banded.step().program().pool()->threads() > 1);
  EXPECT_EQ(after, expected);
}

// Start values, weights after one step of SGD, and the names, of a small network.
struct OneStep {
  std::vector<Tensor> before, after;
  std::vector<std::string> names;
};

OneStep one_step(const SupervisedOptions& options) {
  const nn::ArchSpec arch =
      nn::Sequential{nn::Dense{4}, nn::Tanh{}, nn::Dense{kClasses}}.arch(kFeatures);
  SupervisedStep step(arch, options);
  const Rows rows;
  step.bind(rows.source());
  OneStep result;
  const auto values = [&] {
    std::vector<Tensor> all;
    const program::Variables& variables = *step.variables();
    for (size_t i = 0; i < variables.entries().size(); ++i)
      all.push_back(variables.get(static_cast<int>(i)));
    return all;
  };
  for (const auto& entry : step.variables()->entries()) result.names.push_back(entry.name);
  result.before = values();
  const std::vector<int64_t> order = {0, 1, 2, 3, 4, 5};
  Pass pass;
  pass.rows = order;
  pass.batch = 6;
  pass.rate = [](int64_t) { return 0.25; };
  EXPECT_EQ(step.run(pass), 1);
  result.after = values();
  return result;
}

// w - rate (g + l1 sign w + l2 w); biases have no penalty.
TEST(SupervisedStep, PenaltiesPullOnTheWeightsAlone) {
  SupervisedOptions options;
  options.optimizer = optim::Sgd{};
  options.real = Real::kDouble;
  const OneStep plain = one_step(options);
  options.l1 = 0.02;
  options.l2 = 0.3;
  const OneStep pulled = one_step(options);
  for (size_t k = 0; k < plain.names.size(); ++k) {
    const bool weight = plain.before[k].shape().rank() == 2;
    for (int64_t i = 0; i < plain.before[k].count(); ++i) {
      const double w = plain.before[k].at(i);
      const double pull = weight ? 0.02 * (w > 0 ? 1 : -1) + 0.3 * w : 0;
      EXPECT_NEAR(pulled.after[k].at(i), plain.after[k].at(i) - 0.25 * pull, 1e-15)
          << plain.names[k];
    }
  }
}

}  // namespace
}  // namespace glia::train
