// A training step under every plan: fused or not, its bits are those of the plain plan.
#include "glia/train/step.h"

#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
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
  std::vector<float> x;
  std::vector<int32_t> y;

  Rows() {
    for (uint64_t i = 0; i < kRows * kFeatures; ++i)
      x.push_back(static_cast<float>(uniform01(random_word(5, 1, 0, i)) - 0.5));
    for (uint64_t i = 0; i < kRows; ++i)
      y.push_back(static_cast<int32_t>(random_word(5, 2, 0, i) % kClasses));
  }
  Source source() const {
    return {kRows,
            {{"x", {x.data(), program::RowSource::Type::kFloat, kRows}},
             {"y", {y.data(), program::RowSource::Type::kI32, kRows}}}};
  }
};

// The variables after two epochs of batches of 16, the last one smaller.
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
  const Rows rows;
  step.bind(rows.source());
  std::vector<int64_t> order(kRows);
  std::iota(order.begin(), order.end(), 0);
  int64_t first = 0;
  for (int epoch = 0; epoch < 2; ++epoch) {
    Pass pass;
    pass.rows = order;
    pass.batch = 16;
    pass.first_step = first;
    pass.rate = [](int64_t step_number) { return 0.01 / static_cast<double>(1 + step_number); };
    first += step.run(pass);
  }
  EXPECT_EQ(first, 8);
  const auto block = step.variables()->block();
  return {block.begin(), block.end()};
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

// The variables, with the slots of the optimizer, after two epochs of twelve full batches of 16 and
// a short one.
std::vector<std::byte> train_wide(const optim::Optimizer& optimizer, Real real, int threads,
                                  int64_t units, bool keeps) {
  constexpr int64_t kMany = 200;
  constexpr int64_t kPixels = 260;
  std::vector<float> x;
  std::vector<int32_t> y;
  for (uint64_t i = 0; i < kMany * kPixels; ++i)
    x.push_back(static_cast<float>(uniform01(random_word(5, 1, 0, i)) - 0.5));
  for (uint64_t i = 0; i < kMany; ++i)
    y.push_back(static_cast<int32_t>(random_word(5, 2, 0, i) % kClasses));
  const nn::ArchSpec arch = nn::Sequential{nn::Dense{units}, nn::Relu{}, nn::Dropout{0.2},
                                           nn::Dense{160},   nn::Tanh{}, nn::Dense{kClasses}}
                                .arch(kPixels);
  SupervisedOptions options;
  options.optimizer = optimizer;
  options.real = real;
  options.seed = 3;
  options.batch = 16;
  options.pool = std::make_shared<ThreadPool>(threads);
  SupervisedStep step(arch, options);
  step.bind({kMany,
             {{"x", {x.data(), program::RowSource::Type::kFloat, kMany}},
              {"y", {y.data(), program::RowSource::Type::kI32, kMany}}}});
  std::vector<int64_t> order(kMany);
  std::iota(order.begin(), order.end(), 0);
  int64_t first = 0;
  for (int epoch = 0; epoch < 2; ++epoch) {
    Pass pass;
    pass.rows = order;
    pass.batch = 16;
    pass.first_step = first;
    pass.rate = [](int64_t) { return 0.01; };
    pass.keeps_variables = keeps;
    first += step.run(pass);
  }
  EXPECT_EQ(first, 26);
  const bool banded = step.program().describe().find("in bands of columns") != std::string::npos;
  // A norm over all gradients reads them after their products, and so do the two sums of Lion.
  EXPECT_EQ(banded, optimizer.clip_norm == 0 && optimizer.name != "lion") << optimizer.name;
  const auto block = step.variables()->block();
  return {block.begin(), block.end()};
}

TEST(SupervisedStep, WeightsInBandsHaveTheSameBitsWithThreads) {
  for (const char* name : {"sgd", "momentum", "adam", "adamw", "lion"}) {
    optim::Optimizer optimizer;
    optimizer.name = name;
    optimizer.rate = 0.01;
    const auto plain = train_wide(optimizer, Real::kFloat, 1, 129, false);
    for (const int threads : {2, 3, 5})
      EXPECT_EQ(train_wide(optimizer, Real::kFloat, threads, 129, true), plain)
          << name << " threads " << threads;
  }
  const optim::Optimizer adam = optim::Adam{};
  EXPECT_EQ(train_wide(adam, Real::kDouble, 2, 128, true),
            train_wide(adam, Real::kDouble, 1, 128, false));
  optim::Optimizer clipped = optim::Adam{};
  clipped.clip_norm = 0.5;
  EXPECT_EQ(train_wide(clipped, Real::kFloat, 2, 128, true),
            train_wide(clipped, Real::kFloat, 1, 128, false));
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
