#include "glia/train/fit.h"

#include <gtest/gtest.h>

#include <cstring>

#include "glia/base/error.h"
#include "glia/data/builtin.h"

namespace glia::train {
namespace {

FitOptions penguin_options(int threads) {
  FitOptions options;
  options.threads = threads;
  options.loop.epochs = 40;
  options.loop.batch = 32;
  options.optimizer = optim::Adam{0.01};
  return options;
}

double test_accuracy(const Model& model, const Dataset& dataset) {
  const Predictions predictions = Predictor(model).predict(dataset.source(), dataset.split.test);
  int64_t right = 0;
  for (int64_t i = 0; i < predictions.rows; ++i) {
    const auto row = predictions.row(i);
    const auto best = std::max_element(row.begin(), row.end()) - row.begin();
    right +=
        best == dataset.classes[static_cast<size_t>(dataset.split.test[static_cast<size_t>(i)])];
  }
  return static_cast<double>(right) / static_cast<double>(predictions.rows);
}

TEST(Fit, LearnsPenguinsWithTheSameBitsForAnyNumberOfThreads) {
  const Dataset dataset = make_dataset(data::load_builtin("penguins"), {.target = "species"});
  const nn::Sequential network{nn::Dense{32}, nn::Relu{}, nn::Dropout{0.1},
                               nn::Dense{dataset.target.width()}};
  const Model one = fit(network, dataset, penguin_options(1));
  EXPECT_GE(test_accuracy(one, dataset), 0.95);
  EXPECT_EQ(one.history.epochs(), 40);
  EXPECT_LT(one.history.val_loss.back(), one.history.val_loss.front());
  for (const int threads : {2, 3}) {
    const Model other = fit(network, dataset, penguin_options(threads));
    const auto a = one.variables->block();
    const auto b = other.variables->block();
    ASSERT_EQ(a.size(), b.size());
    EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size()), 0) << threads;
    EXPECT_EQ(one.history, other.history);
  }
}

TEST(Fit, WorksInDouble) {
  const Dataset dataset = make_dataset(data::load_builtin("penguins"), {.target = "species"});
  const nn::Sequential network{nn::Dense{16}, nn::Tanh{}, nn::Dense{dataset.target.width()}};
  FitOptions options = penguin_options(1);
  options.real = Real::kDouble;
  EXPECT_GE(test_accuracy(fit(network, dataset, options), dataset), 0.95);
}

TEST(Fit, RefusesANetworkOfTheWrongWidth) {
  const Dataset dataset = make_dataset(data::load_builtin("penguins"), {.target = "species"});
  try {
    fit(nn::Sequential{nn::Dense{5}}, dataset);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "layer dense1: the network gives [batch, 5], but the target species needs 3 "
                 "numbers a row");
  }
}

TEST(Fit, NamesTheStepAndLayerOfANonFiniteLoss) {
  const Dataset dataset = make_dataset(data::load_builtin("penguins"), {.target = "species"});
  FitOptions options = penguin_options(1);
  options.optimizer = optim::Sgd{1e38};
  try {
    fit(nn::Sequential{nn::Dense{8}, nn::Relu{}, nn::Dense{3}}, dataset, options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDiverged);
    EXPECT_NE(std::string(error.what()).find("in dense"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("Likely causes"), std::string::npos);
  }
}

}  // namespace
}  // namespace glia::train
