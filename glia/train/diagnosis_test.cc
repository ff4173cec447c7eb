// Each trouble provoked in a real run, and what must not change by looking.
#include "glia/train/diagnosis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "glia/data/builtin.h"
#include "glia/train/fit.h"

namespace glia::train {
namespace {

Dataset circle() { return make_dataset(data::load_builtin("circle"), {.target = "ring"}); }

std::vector<Trouble> troubles(const nn::Sequential& network, const Dataset& dataset,
                              FitOptions options) {
  Diagnosis diagnosis(options.optimizer.rate);
  options.diagnosis = &diagnosis;
  fit(network, dataset, options);
  return diagnosis.found();
}

FitOptions short_run(const optim::Optimizer& optimizer, int64_t epochs) {
  FitOptions options;
  options.optimizer = optimizer;
  options.loop.epochs = epochs;
  return options;
}

std::string codes(const std::vector<Trouble>& found) {
  std::string text;
  for (const Trouble& trouble : found) text += trouble.code + " ";
  return text;
}

nn::Sequential deep(int hidden, const std::string& activation, const std::string& init,
                    int64_t outputs) {
  nn::Sequential network;
  for (int i = 0; i < hidden; ++i) {
    network.add(nn::Dense(16, init));
    network.add(nn::Activate(activation));
  }
  network.add(nn::Dense(outputs, init));
  return network;
}

TEST(Diagnosis, AWellBehavedRunHasNone) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(2, "relu", "glorot_uniform", dataset.target.width()), dataset,
                              short_run(optim::Adam{0.001}, 100));
  EXPECT_EQ(codes(found), "");
}

TEST(Diagnosis, ADeepSigmoidNetworkHasVanishingGradients) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(8, "sigmoid", "glorot_uniform", dataset.target.width()), dataset,
                              short_run(optim::Sgd{0.01}, 6));
  ASSERT_EQ(codes(found), "vanishing_gradients ");
  EXPECT_EQ(found[0].layer, "dense1");
  EXPECT_EQ(found[0].flag, "--activation relu");
  EXPECT_NE(found[0].text.text().find("vanish"), std::string::npos);
}

TEST(Diagnosis, LargeStartValuesMakeGradientsExplode) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(6, "relu", "normal:0:2", dataset.target.width()), dataset,
                              short_run(optim::Adam{0.0001}, 1));
  ASSERT_GE(found.size(), 1u);
  EXPECT_EQ(found[0].code, "exploding_gradients");
  EXPECT_EQ(found[0].flag, "--clip 1");
}

TEST(Diagnosis, ABigRateKillsRectifiers) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(2, "relu", "normal:0:0.05", dataset.target.width()), dataset,
                              short_run(optim::Adam{1}, 10));
  ASSERT_NE(codes(found).find("dead_units"), std::string::npos) << codes(found);
  for (const Trouble& trouble : found) {
    if (trouble.code != "dead_units") continue;
    EXPECT_EQ(trouble.flag, "--activation leaky_relu");
    EXPECT_EQ(trouble.layer.substr(0, 4), "relu");
  }
}

TEST(Diagnosis, LargeInputsSaturateTanh) {
  Dataset dataset = circle();
  for (float& x : dataset.x) x *= 100;
  const auto found = troubles(deep(1, "tanh", "glorot_uniform", dataset.target.width()), dataset,
                              short_run(optim::Adam{0.0005}, 4));
  ASSERT_EQ(codes(found), "saturation ");
  EXPECT_EQ(found[0].layer, "tanh1");
  EXPECT_EQ(found[0].flag, "--batch-norm");
}

TEST(Diagnosis, ATinyRateIsTooSmall) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(2, "relu", "glorot_uniform", dataset.target.width()), dataset,
                              short_run(optim::Adam{1e-6}, 60));
  ASSERT_EQ(codes(found), "rate_too_small ");
  EXPECT_EQ(found[0].flag, "--lr 1e-05");
}

TEST(Diagnosis, ALargeRateMakesTheLossJump) {
  const Dataset dataset = circle();
  const auto found = troubles(deep(2, "tanh", "glorot_uniform", dataset.target.width()), dataset,
                              short_run(optim::Sgd{20}, 40));
  EXPECT_TRUE(codes(found).find("rate_too_large") != std::string::npos ||
              codes(found).find("diverging") != std::string::npos)
      << codes(found);
}

// Without the plans of a run: what a curve alone says.
TEST(Diagnosis, ReadsTheCurveOfTheLoss) {
  const auto of = [](const std::vector<double>& losses) {
    Diagnosis diagnosis(0.1);
    diagnosis.observe(View{.epoch = 0, .loss = 1, .weights = {}, .units = {}});
    for (size_t i = 0; i < losses.size(); ++i)
      diagnosis.observe(static_cast<int64_t>(i) + 1, losses[i]);
    History history;
    history.stopped_by = "epochs";
    diagnosis.finish(history, 0.01);
    return codes(diagnosis.found());
  };
  EXPECT_EQ(of({1.5, 2.5, 2.4, 2.6}), "diverging ");
  EXPECT_EQ(of({1.5, 2.5, 1.4, 2.6}), "");
  EXPECT_EQ(of({0.9, 0.6, 0.9, 0.6, 0.9, 0.6, 0.9, 0.6, 0.9, 0.6}), "rate_too_large ");
  EXPECT_EQ(of({0.9, 0.85, 0.9, 0.85, 0.9, 0.85, 0.9, 0.85, 0.9, 0.85}), "");
  EXPECT_EQ(of({0.999, 0.998, 0.997, 0.996}), "rate_too_small ");
  EXPECT_EQ(of({0.9, 0.8, 0.7, 0.6}), "");
}

TEST(Diagnosis, ReadsOverfittingFromBothCurves) {
  const auto of = [](const std::vector<double>& loss, const std::vector<double>& val_loss) {
    Diagnosis diagnosis;
    History history;
    history.loss = loss;
    history.val_loss = val_loss;
    diagnosis.finish(history, 1);
    return codes(diagnosis.found());
  };
  EXPECT_EQ(of({0.7, 0.4, 0.1}, {0.7, 0.8, 0.9}), "overfitting ");
  EXPECT_EQ(of({0.7, 0.4, 0.1}, {0.7, 0.5, 0.8}), "");
  EXPECT_EQ(of({0.7, 0.6, 0.6}, {0.7, 0.8, 0.9}), "");
}

TEST(Diagnosis, NamesEachTroubleOnceAndLooksEverMoreSeldom) {
  Diagnosis diagnosis;
  int told = 0;
  diagnosis.on_trouble = [&](const Trouble&) { ++told; };
  int views = 0;
  for (int64_t epoch = 0; epoch <= 1000; ++epoch) {
    if (!diagnosis.wants_view(epoch)) continue;
    ++views;
    diagnosis.observe(View{.epoch = epoch,
                           .loss = 1,
                           .weights = {{"dense1", 1000, 1}, {"dense2", 2000, 1}},
                           .units = {{"relu1", "relu", 10, 0.9, 0}}});
  }
  EXPECT_EQ(told, 2);
  EXPECT_EQ(codes(diagnosis.found()), "exploding_gradients dead_units ");
  EXPECT_EQ(diagnosis.found()[0].layer, "dense2");
  EXPECT_LT(views, 80);
}

// By hand: a loss of 1 before training, above 2 for the third time after epoch 5; a gradient a
// thousand times the weights at the first look; a rate too small only at the end.
TEST(Diagnosis, TellsAfterWhichEpochEachWasRecognised) {
  const auto of = [](double gradient, const std::vector<double>& losses) {
    Diagnosis diagnosis(0.1);
    std::string told;
    int64_t now = 0;
    diagnosis.on_trouble = [&](const Trouble& trouble) {
      told += trouble.code + " " + std::to_string(trouble.epoch) + " at " + std::to_string(now);
    };
    diagnosis.observe(
        View{.epoch = 0, .loss = 1, .weights = {{"dense1", gradient, 1}}, .units = {}});
    for (const double loss : losses) diagnosis.observe(++now, loss);
    History history;
    history.stopped_by = "epochs";
    now = -1;
    diagnosis.finish(history, 0.01);
    return told;
  };
  EXPECT_EQ(of(1, {0.9, 1.5, 2.5, 2.4, 2.6, 2.7, 2.8}), "diverging 5 at 5");
  EXPECT_EQ(of(1000, {0.9, 0.8, 0.7}), "exploding_gradients 0 at 0");
  EXPECT_EQ(of(1, {0.999, 0.998, 0.997, 0.996}), "rate_too_small -1 at -1");
}

TEST(Diagnosis, ChangesNoBitOfTheResult) {
  const Dataset dataset = make_dataset(data::load_builtin("penguins"), {.target = "species"});
  const nn::Sequential network{nn::Dense{16},
                               nn::BatchNorm(),
                               nn::Relu{},
                               nn::Dropout{0.3},
                               nn::Dense{16},
                               nn::Tanh{},
                               nn::Dense{dataset.target.width()}};
  for (const char* rule : {"adam", "sgd"}) {
    FitOptions options = short_run(optim::parse_optimizer(rule), 12);
    const Model without = fit(network, dataset, options);
    Diagnosis diagnosis;
    options.diagnosis = &diagnosis;
    const Model with = fit(network, dataset, options);
    const auto a = without.variables->block();
    const auto b = with.variables->block();
    ASSERT_EQ(a.size(), b.size());
    EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size()), 0) << rule;
    EXPECT_EQ(without.history, with.history);
  }
}

// The norm of a gradient from difference quotients of the loss that an Evaluator measures.
TEST(Probe, SeesTheGradientThatDifferenceQuotientsGive) {
  const Dataset dataset = circle();
  const nn::Sequential network{nn::Dense{3}, nn::Tanh{}, nn::Dense{dataset.target.width()}};
  const nn::ArchSpec arch = network.arch(dataset.features);
  const loss::ChosenLoss loss =
      loss::parse_loss(usual_loss(dataset.target.kind()), targets_of(dataset.target.kind()));
  graph::Graph graph;
  nn::build(graph, arch);
  auto variables = std::make_shared<program::Variables>(graph, Real::kDouble);
  variables->initialize(graph, 5);
  const std::span<const int64_t> rows(dataset.split.train.data(), 100);
  Probe probe(arch, loss, variables, std::make_shared<ThreadPool>(1), dataset.source(), rows);
  const View view = probe.look(0);
  Evaluator evaluator(arch, loss, variables, nullptr);
  evaluator.bind(dataset.source());
  EXPECT_NEAR(view.loss, evaluator.run(rows).loss, 1e-12);
  ASSERT_EQ(view.weights.size(), 2u);
  ASSERT_EQ(view.units.size(), 1u);

  for (const WeightsView& weights : view.weights) {
    const int at = variables->find(weights.layer + ".weight");
    const Tensor start = variables->get(at);
    double squares = 0;
    double size = 0;
    for (int64_t i = 0; i < start.count(); ++i) {
      const double h = 1e-5;
      Tensor moved = start;
      moved.set(i, start.at(i) + h);
      variables->set(at, moved);
      const double above = evaluator.run(rows).loss;
      moved.set(i, start.at(i) - h);
      variables->set(at, moved);
      const double slope = (above - evaluator.run(rows).loss) / (2 * h);
      squares += slope * slope;
      size += start.at(i) * start.at(i);
    }
    variables->set(at, start);
    EXPECT_NEAR(weights.gradient, std::sqrt(squares), 1e-8) << weights.layer;
    EXPECT_NEAR(weights.size, std::sqrt(size), 1e-12);
  }
  EXPECT_EQ(probe.moved(), 0);
}

// Weights by hand: one unit that never answers, one that always does.
TEST(Probe, CountsDeadUnits) {
  const Dataset dataset = circle();
  const nn::ArchSpec arch =
      nn::Sequential{nn::Dense{2}, nn::Relu{}, nn::Dense{dataset.target.width()}}.arch(
          dataset.features);
  const loss::ChosenLoss loss =
      loss::parse_loss(usual_loss(dataset.target.kind()), targets_of(dataset.target.kind()));
  graph::Graph graph;
  nn::build(graph, arch);
  auto variables = std::make_shared<program::Variables>(graph, Real::kFloat);
  variables->initialize(graph, 0);
  const std::vector<double> bias = {-1000, 1000};
  variables->set(variables->find("dense1.bias"), Tensor::from({2}, bias));
  Probe probe(arch, loss, variables, nullptr, dataset.source(), dataset.split.train);
  EXPECT_EQ(probe.look(1).units.at(0).dead, 0.5);
}

}  // namespace
}  // namespace glia::train
