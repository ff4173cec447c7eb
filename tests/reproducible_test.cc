// Same seed, same file: for any number of threads, and for a run that was interrupted and resumed.
#include <gtest/gtest.h>

#include <atomic>

#include "glia/data/builtin.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/model_file.h"
#include "glia/train/fit.h"

namespace glia {
namespace {

const train::Dataset& penguins() {
  static const train::Dataset kDataset =
      train::make_dataset(data::load_builtin("penguins"), {.target = "species"});
  return kDataset;
}

// Everything that has a memory: Adam, dropout, a schedule, early stopping.
train::FitOptions options_of(int threads) {
  train::FitOptions options;
  options.threads = threads;
  options.optimizer = optim::Adam{0.02};
  options.loop.epochs = 12;
  options.loop.batch = 16;
  options.loop.seed = 5;
  options.loop.patience = 4;
  options.loop.schedule = optim::parse_schedule("cosine:0.1");
  return options;
}

const nn::Sequential kNetwork{nn::Dense{24}, nn::Relu{}, nn::Dropout{0.2}, nn::Dense{3}};

std::string model_bytes(const train::FitOptions& options) {
  return formats::write_model(train::fit(kNetwork, penguins(), options));
}

TEST(Reproducible, ModelFilesAreEqualForAnyNumberOfThreads) {
  const std::string one = model_bytes(options_of(1));
  EXPECT_EQ(model_bytes(options_of(2)), one);
  EXPECT_EQ(model_bytes(options_of(3)), one);
}

// The file of a run that was interrupted after some steps and resumed.
std::string resumed_bytes(train::FitOptions options, int64_t stop_after) {
  std::string checkpoint;
  std::atomic<bool> interrupt = false;
  int64_t steps = 0;
  train::FitOptions rest = options;
  rest.threads = 2;
  options.loop.progress_every = 0;
  options.loop.interrupt = &interrupt;
  options.loop.on_event = [&](const train::Event& event) {
    if (event.kind == train::Event::Kind::kProgress && ++steps == stop_after) interrupt = true;
  };
  options.loop.on_checkpoint = [&](const train::LoopState& state) {
    checkpoint = formats::write_checkpoint({"{}", state});
  };
  const train::Model partial = train::fit(kNetwork, penguins(), options);
  EXPECT_EQ(partial.history.stopped_by, "interrupted") << stop_after;

  const formats::Checkpoint state = formats::read_checkpoint(checkpoint, "checkpoint");
  rest.loop.resume = &state.state;
  return model_bytes(rest);
}

TEST(Reproducible, ARunInterruptedAtAnyStepGoesOnToTheSameFile) {
  const std::string whole = model_bytes(options_of(1));
  // 240 training rows in batches of 16: 15 steps an epoch; a step inside, the ends of epochs, the
  // first.
  for (const int64_t stop_after :
       {int64_t{1}, int64_t{7}, int64_t{15}, int64_t{16}, int64_t{44}, int64_t{60}})
    EXPECT_EQ(resumed_bytes(options_of(1), stop_after), whole)
        << "interrupted after step " << stop_after;
}

TEST(Reproducible, EveryOptimizerGoesOnToTheSameFile) {
  for (const optim::Rule& rule : optim::rules()) {
    train::FitOptions options = options_of(1);
    options.optimizer = optim::parse_optimizer(rule.name);
    options.loop.epochs = 6;
    EXPECT_EQ(resumed_bytes(options, 40), model_bytes(options)) << rule.name;
  }
}

TEST(Reproducible, ARateThatFollowsTheLossGoesOnToTheSameFile) {
  train::FitOptions options = options_of(1);
  options.loop.schedule = optim::parse_schedule("plateau:0.5:0:0.1");
  options.loop.patience = 0;
  const std::string whole = model_bytes(options);
  train::FitOptions constant = options;
  constant.loop.schedule = {};
  EXPECT_NE(model_bytes(constant), whole) << "the rate never fell";
  EXPECT_EQ(resumed_bytes(options, 100), whole);
}

TEST(Reproducible, AFinishedRunResumesToItself) {
  std::string checkpoint;
  train::FitOptions options = options_of(1);
  options.loop.on_checkpoint = [&](const train::LoopState& state) {
    checkpoint = formats::write_checkpoint({"{}", state});
  };
  const std::string whole = model_bytes(options);
  const formats::Checkpoint state = formats::read_checkpoint(checkpoint, "checkpoint");
  train::FitOptions again = options_of(1);
  again.loop.resume = &state.state;
  EXPECT_EQ(model_bytes(again), whole);
}

TEST(Reproducible, AnotherSeedGivesAnotherFile) {
  train::FitOptions other = options_of(1);
  other.loop.seed = 6;
  EXPECT_NE(model_bytes(other), model_bytes(options_of(1)));
}

}  // namespace
}  // namespace glia
