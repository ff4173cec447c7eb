// The search: reproducible, never worse than the usual settings, blind to the test rows.
#include "glia/session/search.h"

#include <gtest/gtest.h>

#include <cstring>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/data/builtin.h"
#include "glia/nn/network.h"

namespace glia::session {
namespace {

train::Dataset penguins() {
  return train::make_dataset(data::load_builtin("penguins"), {.target = "species"});
}

TrialSetup setup_of(const train::Dataset& dataset, const Trial& trial, int threads) {
  nn::Sequential network;
  for (const int64_t width : trial.layers) {
    network.add(nn::Dense(width));
    network.add(nn::Relu());
    if (trial.dropout > 0) network.add(nn::Dropout(trial.dropout));
  }
  network.add(nn::Dense(dataset.target.width()));
  TrialSetup setup{network.arch(dataset.features), {}};
  setup.options.optimizer = optim::Adam{trial.rate};
  setup.options.optimizer.weight_decay = trial.weight_decay;
  setup.options.threads = threads;
  setup.options.loop.batch = trial.batch;
  setup.options.loop.epochs = 27;
  setup.options.loop.patience = 6;
  return setup;
}

SearchOutcome search(const train::Dataset& dataset, int64_t trials, int threads = 1,
                     const std::atomic<bool>* interrupt = nullptr) {
  SearchRun run;
  run.usual.layers = {16};
  run.usual.rate = 0.001;
  run.usual.batch = 32;
  run.limits.trials = trials;
  run.setup = [&](const Trial& trial) {
    TrialSetup setup = setup_of(dataset, trial, threads);
    setup.options.loop.interrupt = interrupt;
    return setup;
  };
  return run_search(dataset, run);
}

bool same_weights(const train::Model& a, const train::Model& b) {
  const auto x = a.variables->block();
  const auto y = b.variables->block();
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size()) == 0;
}

TEST(Search, TheWinnerIsWhatAPlainRunWithItsSettingsGives) {
  const train::Dataset dataset = penguins();
  const SearchOutcome outcome = search(dataset, 11);
  ASSERT_EQ(outcome.trials.size(), 11u);
  const Trial& best = outcome.trials[outcome.best];
  EXPECT_TRUE(best.best);
  const TrialSetup setup = setup_of(dataset, best, 1);
  const train::Model plain = train::fit(setup.arch, dataset, setup.options);
  EXPECT_TRUE(same_weights(plain, outcome.model));
  EXPECT_EQ(plain.history, outcome.model.history);
  // The usual settings are trial 1, trained to their end; nothing chosen is worse.
  EXPECT_EQ(outcome.trials[0].layers, std::vector<int64_t>{16});
  for (const Trial& trial : outcome.trials) EXPECT_GE(trial.loss, best.loss) << trial.number;
  // Two thirds of a bracket stop early.
  int halved = 0;
  for (const Trial& trial : outcome.trials) halved += trial.stopped_by == "halved" ? 1 : 0;
  EXPECT_GE(halved, 4);
}

TEST(Search, GivesTheSameForAnyNumberOfThreads) {
  const train::Dataset dataset = penguins();
  const SearchOutcome one = search(dataset, 6, 1);
  const SearchOutcome other = search(dataset, 6, 3);
  ASSERT_EQ(one.trials.size(), other.trials.size());
  EXPECT_EQ(one.best, other.best);
  EXPECT_TRUE(same_weights(one.model, other.model));
  for (size_t i = 0; i < one.trials.size(); ++i) {
    EXPECT_EQ(one.trials[i].loss, other.trials[i].loss);
    EXPECT_EQ(one.trials[i].epochs, other.trials[i].epochs);
  }
}

TEST(Search, WrongLabelsInTheTestRowsChangeNothing) {
  const train::Dataset dataset = penguins();
  train::Dataset corrupted = penguins();
  for (const int64_t row : corrupted.split.test)
    corrupted.classes[static_cast<size_t>(row)] =
        (corrupted.classes[static_cast<size_t>(row)] + 1) % 3;
  const SearchOutcome one = search(dataset, 6);
  const SearchOutcome other = search(corrupted, 6);
  EXPECT_EQ(one.best, other.best);
  EXPECT_TRUE(same_weights(one.model, other.model));
}

TEST(Search, NoTrialIsStartedWhenTheTimeIsOver) {
  const train::Dataset dataset = penguins();
  SearchRun run;
  run.usual = {.layers = {8}, .rate = 0.01, .batch = 32};
  run.limits.seconds = 1e-9;
  run.setup = [&](const Trial& trial) { return setup_of(dataset, trial, 1); };
  const SearchOutcome outcome = run_search(dataset, run);
  EXPECT_EQ(outcome.trials.size(), 1u);
  EXPECT_EQ(outcome.best, 0u);
}

TEST(Search, AnInterruptLeavesTheBestSoFar) {
  const train::Dataset dataset = penguins();
  std::atomic<bool> interrupt = false;
  SearchRun run;
  run.usual = {.layers = {8}, .rate = 0.01, .batch = 32};
  run.limits.trials = 20;
  run.setup = [&](const Trial& trial) {
    TrialSetup setup = setup_of(dataset, trial, 1);
    setup.options.loop.interrupt = &interrupt;
    return setup;
  };
  run.on_trial = [&](const Trial& trial) { interrupt = trial.number == 4; };
  const SearchOutcome outcome = run_search(dataset, run);
  EXPECT_EQ(outcome.trials.size(), 5u);
  const Trial& best = outcome.trials[outcome.best];
  for (const Trial& trial : outcome.trials) EXPECT_GE(trial.loss, best.loss);
  EXPECT_EQ(outcome.model.history.val_loss.at(static_cast<size_t>(best.best_epoch - 1)), best.loss);
}

TEST(Search, DrawsWithinTheSpaceThatTheUserLeft) {
  const Trial usual = {
      .layers = {7}, .rate = 0.01, .batch = 32, .weight_decay = 0.5, .dropout = 0.4};
  const SearchSpace fixed = {false, false, false, false, false};
  for (int64_t number = 2; number < 200; ++number) {
    const Trial same = draw_trial(usual, fixed, 3, number, 100);
    EXPECT_EQ(same.layers, usual.layers);
    EXPECT_EQ(same.rate, usual.rate);
    EXPECT_EQ(same.batch, usual.batch);
    EXPECT_EQ(same.weight_decay, usual.weight_decay);
    EXPECT_EQ(same.dropout, usual.dropout);
    const Trial drawn = draw_trial(usual, {}, 3, number, 100);
    EXPECT_GE(drawn.rate, 0.001);
    EXPECT_LE(drawn.rate, 0.1);
    EXPECT_GE(drawn.batch, 16);
    EXPECT_LE(drawn.batch, 100);
    EXPECT_LE(drawn.layers.size(), 3u);
    // It can be typed: what is printed reads back as the same number.
    EXPECT_EQ(drawn.rate, std::stod(fmt::format("{:.2g}", drawn.rate)));
  }
}

TEST(Search, RefusesDataWithoutValidationRows) {
  const train::Dataset dataset = train::make_dataset(data::load_builtin("xor"), {.target = ""});
  SearchRun run;
  EXPECT_THROW(run_search(dataset, run), Error);
}

}  // namespace
}  // namespace glia::session
