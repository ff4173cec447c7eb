// Training of a chain of dense layers as one kernel gives the bits of the plain plan's steps, and
// what is more than such a chain is left to them.
#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/nn/network.h"
#include "glia/optim/optimizer.h"
#include "glia/train/step.h"

namespace glia::train {
namespace {

constexpr char kOneKernel[] = "run as one kernel";
constexpr program::PlanOptions kPlain = {false, false, false, false, false};

struct Case {
  nn::Sequential network;
  int64_t features = 1;
  int64_t outputs = 1;
  const char* loss = "squared_error";
};

nn::LayerSpec without_bias(int64_t units) {
  nn::Dense dense{units};
  dense.options["bias"] = false;
  return dense;
}

std::vector<Case> cases() {
  return {
      {{nn::Dense{4}, nn::Sigmoid{}, nn::Dense{1}, nn::Sigmoid{}}, 2, 1},
      {{nn::Dense{5}, nn::Sigmoid{}, nn::Dense{1}}, 1, 1},
      {{nn::Dense{1}}, 1, 1},
      {{nn::Dense{16}, nn::Relu{}, nn::Dense{3}}, 4, 3, "softmax_cross_entropy"},
      {{nn::Dense{7}}, 30, 7, "softmax_cross_entropy"},
      {{nn::Dense{20}, nn::Tanh{}, nn::Dense{40}}, 5, 40, "softmax_cross_entropy"},
      {{nn::Dense{30}, nn::Sigmoid{}, nn::Dense{10}, nn::Sigmoid{}}, 300, 10},
      {{nn::Dense{33}, nn::Tanh{}, nn::Dense{18}, nn::Relu{}, nn::Dense{17}, nn::Tanh{},
        nn::Dense{2}},
       9,
       2,
       "sigmoid_cross_entropy"},
      {{without_bias(70), nn::Dense{65}, nn::Relu{}, nn::Dense{1}}, 3, 1, "sigmoid_cross_entropy"},
  };
}

struct Data {
  std::vector<float> x, y;
  std::vector<int32_t> classes;
  int64_t rows;

  Data(const Case& of, int64_t count) : rows(count) {
    for (uint64_t i = 0; i < static_cast<uint64_t>(rows * of.features); ++i) {
      const uint32_t word = random_word(7, 1, 0, i);
      x.push_back(word % 4 == 0 ? 0.0f : static_cast<float>(uniform01(word) * 2 - 1));
    }
    for (uint64_t i = 0; i < static_cast<uint64_t>(rows * of.outputs); ++i)
      y.push_back(static_cast<float>(random_word(7, 2, 0, i) >> 31));
    for (uint64_t i = 0; i < static_cast<uint64_t>(rows); ++i) {
      const uint32_t word = random_word(7, 3, 0, i);
      classes.push_back(static_cast<int32_t>(word % static_cast<uint32_t>(of.outputs)));
    }
  }
  Source source(const Case& of) const {
    const bool by_class = std::string_view(of.loss) == "softmax_cross_entropy";
    using Type = program::RowSource::Type;
    return {rows,
            {{"x", {x.data(), Type::kFloat, rows}},
             {"y",
              {by_class ? static_cast<const void*>(classes.data()) : y.data(),
               by_class ? Type::kI32 : Type::kFloat, rows}}}};
  }
};

struct Result {
  std::vector<std::byte> variables;
  std::vector<double> losses;
  bool one_kernel = false;

  bool operator==(const Result& other) const {
    return variables == other.variables && losses == other.losses;
  }
};

// Two epochs of whole batches and a shorter last one.
Result train(const Case& of, SupervisedOptions options, int64_t batch, double rate = 0.1) {
  const Data data(of, 2 * batch + (batch + 1) / 2);
  options.loss = of.loss;
  options.batch = batch;
  options.seed = 3;
  options.pool = std::make_shared<ThreadPool>(1);
  SupervisedStep step(of.network.arch(of.features), options);
  step.bind(data.source(of));
  std::vector<int64_t> order(static_cast<size_t>(data.rows));
  std::iota(order.rbegin(), order.rend(), 0);
  Result result;
  Pass pass;
  pass.rows = order;
  pass.batch = batch;
  pass.rate = [&](int64_t number) { return rate / static_cast<double>(1 + number); };
  pass.after = [&](int64_t, int64_t, double loss) {
    result.losses.push_back(loss);
    return true;
  };
  for (int epoch = 0; epoch < 2; ++epoch) pass.first_step += step.run(pass);
  const auto block = step.variables()->block();
  result.variables.assign(block.begin(), block.end());
  result.one_kernel = step.program().describe().find(kOneKernel) != std::string::npos;
  return result;
}

TEST(DenseStep, GivesTheBitsOfThePlainSteps) {
  for (const char* rule : {"sgd", "adam"}) {
    for (const Real real : {Real::kFloat, Real::kDouble}) {
      for (const int64_t batch : {1, 2, 7, 32}) {
        int number = 0;
        for (const Case& each : cases()) {
          SupervisedOptions options;
          options.optimizer.name = rule;
          options.real = real;
          const Result lowered = train(each, options, batch);
          options.plan = kPlain;
          const Result plain = train(each, options, batch);
          EXPECT_TRUE(lowered.one_kernel);
          EXPECT_FALSE(plain.one_kernel);
          EXPECT_EQ(plain.losses.size(), 6u);
          EXPECT_TRUE(lowered == plain)
              << rule << " " << real_name(real) << " batch " << batch << " case " << number;
          ++number;
        }
      }
    }
  }
}

TEST(DenseStep, LeavesVariablesAloneWhenTheLossIsNotFinite) {
  const Case of = {{nn::Dense{3}, nn::Relu{}, nn::Dense{2}}, 4, 2};
  std::vector<std::byte> after[2];
  for (const bool lower : {false, true}) {
    SupervisedOptions options;
    options.optimizer.name = "sgd";
    options.plan.lower = lower;
    options.loss = of.loss;
    options.pool = std::make_shared<ThreadPool>(1);
    Data data(of, 5);
    data.x[4 * 3] = 1e30f;
    data.x[4 * 3 + 1] = -1e30f;
    SupervisedStep step(of.network.arch(of.features), options);
    step.bind(data.source(of));
    const std::vector<int64_t> order = {0, 1, 3, 2};
    Pass pass;
    pass.rows = order;
    pass.batch = 1;
    pass.rate = [](int64_t) { return 0.1; };
    EXPECT_THROW(step.run(pass), Error);
    const auto block = step.variables()->block();
    after[lower ? 1 : 0].assign(block.begin(), block.end());
  }
  EXPECT_TRUE(after[0] == after[1]);
}

TEST(DenseStep, IsForNothingElse) {
  const Case plain = {{nn::Dense{8}, nn::Relu{}, nn::Dense{2}}, 4, 2};
  const Case dropped = {{nn::Dense{8}, nn::Relu{}, nn::Dropout{0.1}, nn::Dense{2}}, 4, 2};
  const Case leaky = {{nn::Dense{8}, nn::Activate{"leaky_relu"}, nn::Dense{2}}, 4, 2};
  SupervisedOptions sgd;
  sgd.optimizer.name = "sgd";
  EXPECT_TRUE(train(plain, sgd, 4).one_kernel);
  EXPECT_FALSE(train(dropped, sgd, 4).one_kernel);
  EXPECT_FALSE(train(leaky, sgd, 4).one_kernel);
  SupervisedOptions decayed = sgd;
  decayed.optimizer.weight_decay = 0.01;
  EXPECT_FALSE(train(plain, decayed, 4).one_kernel);
  SupervisedOptions clipped = sgd;
  clipped.optimizer.clip_norm = 1;
  EXPECT_FALSE(train(plain, clipped, 4).one_kernel);
  SupervisedOptions regularised = sgd;
  regularised.l2 = 0.01;
  EXPECT_FALSE(train(plain, regularised, 4).one_kernel);
  SupervisedOptions frozen = sgd;
  frozen.optimizer.overrides = {{.pattern = "dense1", .frozen = true}};
  EXPECT_FALSE(train(plain, frozen, 4).one_kernel);
}

}  // namespace
}  // namespace glia::train
