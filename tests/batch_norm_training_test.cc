// A network with running statistics and noise, from training to the file and back: state is saved,
// restored with the best weights, resumed to the same bits, and trained on.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numeric>
#include <optional>

#include "glia/data/csv.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/model_file.h"
#include "glia/train/fit.h"

namespace glia {
namespace {

constexpr char kArch[] = R"(
[[input]]
name = "x"
shape = [2]
[[layer]]
name = "noise"
kind = "gaussian_noise"
deviation = 0.05
[[layer]]
name = "hidden"
kind = "dense"
units = 8
[[layer]]
name = "norm"
kind = "batch_norm"
momentum = 0.2
[[layer]]
name = "active"
kind = "prelu"
per_feature = true
[[layer]]
name = "classes"
kind = "dense"
units = 2
)";

// 2 features, far from 0 on purpose, and the class of being inside a circle.
train::Dataset circle() {
  std::string text = "a,b,inside\n";
  for (int i = 0; i < 90; ++i) {
    const double a = 5 + std::sin(i * 1.7);
    const double b = -3 + std::cos(i * 2.3);
    const bool inside = (a - 5) * (a - 5) + (b + 3) * (b + 3) < 1;
    text += std::to_string(a) + "," + std::to_string(b) + (inside ? ",yes\n" : ",no\n");
  }
  return train::make_dataset(data::parse_csv(text, "circle"), {.target = "inside"});
}

train::FitOptions options(int64_t epochs) {
  train::FitOptions options;
  options.optimizer = optim::Adam{0.02};
  options.loop.epochs = epochs;
  options.loop.batch = 10;  // of 63 rows: the last batch has 3
  options.loop.seed = 4;
  return options;
}

std::vector<std::byte> bytes_of(const train::Model& model) {
  const auto block = model.variables->block();
  return {block.begin(), block.end()};
}

Tensor variable(const train::Model& model, const char* name) {
  return model.variables->get(model.variables->find(name));
}

TEST(BatchNormTraining, IsReadBackFromItsArchitectureFile) {
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  EXPECT_EQ(formats::parse_arch_toml(formats::write_arch_toml(arch), "again"), arch);
}

TEST(BatchNormTraining, TheModelKeepsItsStatistics) {
  const train::Dataset dataset = circle();
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  const train::Model model = train::fit(arch, dataset, options(30));
  EXPECT_GT(model.history.score.back(), 0.8);
  EXPECT_NE(variable(model, "norm.running_mean").at(0), 0);
  EXPECT_NE(variable(model, "norm.running_variance").at(0), 1);

  const std::string file = formats::write_model(model);
  const train::Model loaded = formats::read_model(file, "model.glia");
  EXPECT_EQ(loaded.arch, model.arch);
  EXPECT_EQ(bytes_of(loaded), bytes_of(model));
  EXPECT_EQ(formats::write_model(loaded), file);
  // 16 + 8 weights and biases, 16 of norm, 8 slopes, 18 of classes: no statistics.
  EXPECT_EQ(loaded.parameters(), 24 + 16 + 8 + 18);

  std::vector<int64_t> rows(static_cast<size_t>(dataset.rows));
  std::iota(rows.begin(), rows.end(), int64_t{0});
  const train::Source source = dataset.source();
  train::Predictor predictor(loaded);
  const std::vector<double> together = predictor.predict(source, rows).values;
  for (const int64_t row : {0, 40, 89}) {
    const std::vector<double> alone = predictor.predict(source, {{row}}).values;
    const size_t width = alone.size();
    for (size_t i = 0; i < width; ++i)
      EXPECT_EQ(alone[i], together[static_cast<size_t>(row) * width + i]) << row;
  }
}

// The evaluator predicts with the statistics of each epoch: what it measured at the best epoch is
// what the model gives, so weights and statistics are of the same epoch.
TEST(BatchNormTraining, TheBestEpochsStatisticsAreKept) {
  const train::Dataset dataset = circle();
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  train::FitOptions twenty = options(20);
  twenty.optimizer.rate = 0.3;  // the loss jumps about: the best epoch is not the last
  const train::Model model = train::fit(arch, dataset, twenty);
  ASSERT_LT(model.history.best_epoch, 20);
  auto variables = std::make_shared<program::Variables>(*model.variables);
  train::Evaluator evaluator(arch, loss::parse_loss(model.loss), variables,
                             std::make_shared<ThreadPool>(1));
  const train::Source source = dataset.source();
  evaluator.bind(source);
  EXPECT_EQ(evaluator.run(dataset.split.validation).loss,
            model.history.val_loss[static_cast<size_t>(model.history.best_epoch - 1)]);
}

TEST(BatchNormTraining, ResumesToTheSameBits) {
  const train::Dataset dataset = circle();
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  const train::Model whole = train::fit(arch, dataset, options(12));

  std::string checkpoint;
  train::FitOptions first = options(5);
  first.loop.on_checkpoint = [&](const train::LoopState& state) {
    checkpoint = formats::write_checkpoint({"{}", state});
  };
  train::fit(arch, dataset, first);
  const formats::Checkpoint read = formats::read_checkpoint(checkpoint, "checkpoint");
  train::FitOptions second = options(12);
  second.loop.resume = &read.state;
  const train::Model resumed = train::fit(arch, dataset, second);
  EXPECT_EQ(bytes_of(resumed), bytes_of(whole));
  EXPECT_EQ(resumed.history, whole.history);
}

TEST(BatchNormTraining, AModelIsTrainedOnFromItsStatistics) {
  const train::Dataset dataset = circle();
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  const train::Model model = train::fit(arch, dataset, options(10));
  train::FitOptions more = options(0);
  more.start = model.variables.get();
  EXPECT_EQ(bytes_of(train::fit(arch, dataset, more)), bytes_of(model));
  more = options(1);
  more.start = model.variables.get();
  const train::Model after = train::fit(arch, dataset, more);
  // One epoch of 7 steps moves them by most of the way, but from where they were: the input lies
  // far from the 0 and 1 of a new layer.
  EXPECT_NE(bytes_of(after), bytes_of(model));
}

TEST(BatchNormTraining, FloatAndThreadsKeepTheBits) {
  const train::Dataset dataset = circle();
  const nn::ArchSpec arch = formats::parse_arch_toml(kArch, "net.toml");
  for (const Real real : {Real::kFloat, Real::kDouble}) {
    std::optional<std::vector<std::byte>> one;
    for (const int threads : {1, 3}) {
      train::FitOptions each = options(4);
      each.real = real;
      each.threads = threads;
      const std::vector<std::byte> bytes = bytes_of(train::fit(arch, dataset, each));
      if (!one) one = bytes;
      EXPECT_EQ(bytes, *one) << threads;
    }
  }
}

}  // namespace
}  // namespace glia
