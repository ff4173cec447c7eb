#include "glia/loss/loss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "glia/base/error_testing.h"
#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/loss/loss_testing.h"

namespace glia::loss {
namespace {

Tensor uniform(Shape shape, const char* name, double low, double high) {
  Tensor tensor(std::move(shape), Type::kReal);
  for (int64_t i = 0; i < tensor.count(); ++i) {
    const uint32_t word = random_word(3, hash_path(name), 0, static_cast<uint64_t>(i));
    tensor.set(i, low + (high - low) * uniform01(word));
  }
  return tensor;
}

// Rows as the loss of this form wants them.
LossCase case_of(const Loss& loss) {
  ChosenLoss chosen = parse_loss(loss.name, loss.targets);
  const bool probabilities = loss.outputs == Outputs::kProbabilities;
  Tensor outputs = uniform({5, 3}, "outputs", probabilities ? 0.1 : -2, probabilities ? 0.9 : 2);
  Tensor targets = uniform({5, 3}, "targets", -2, 2);
  if (loss.targets == Targets::kYesNo)
    for (int64_t i = 0; i < targets.count(); ++i) targets.set(i, targets.at(i) > 0 ? 1 : 0);
  if (loss.targets == Targets::kClasses) targets = integers({0, 2, 1, 1, 2});
  return {.build = [chosen](const std::vector<Value>& x) { return chosen.apply(x[0], x[1]).mean; },
          .arguments = {outputs, targets},
          .symbolic = true};
}

TEST(Losses, EachKeepsTheContract) {
  for (const Loss& loss : losses()) {
    SCOPED_TRACE(std::string(loss.name) + " " + std::string(targets_text(loss.targets)));
    EXPECT_FALSE(loss.doc.empty());
    check_loss(case_of(loss));
  }
}

// Huge outputs, and targets that contradict them. What may overflow says so in its header.
TEST(Losses, AreFiniteForAnyFiniteInput) {
  for (const Loss& loss : losses()) {
    SCOPED_TRACE(std::string(loss.name) + " " + std::string(targets_text(loss.targets)));
    const bool squares = loss.doc.find("^2") != std::string_view::npos ||
                         loss.name == "squared_hinge" || loss.name == "exponential";
    for (const Real real : {Real::kFloat, Real::kDouble}) {
      double huge = real == Real::kFloat ? 1e36 : 1e300;
      if (squares) huge = loss.name == "exponential" ? 80 : std::sqrt(huge);
      LossCase of = case_of(loss);
      for (const double scale : {0.0, 1e-30, 1.0, -huge, huge}) {
        Tensor& outputs = of.arguments[0];
        for (int64_t i = 0; i < outputs.count(); ++i) outputs.set(i, i % 2 == 0 ? scale : -scale);
        const Slopes slopes = slopes_of(of, real);
        EXPECT_TRUE(std::isfinite(slopes.value)) << scale << " " << real_name(real);
        for (int64_t i = 0; i < outputs.count(); ++i)
          EXPECT_TRUE(std::isfinite(slopes.by[0].at(i))) << scale << " " << real_name(real);
      }
    }
  }
}

TEST(Losses, OfNoErrorAreSmallest) {
  const Tensor same = uniform({4, 2}, "same", -1, 1);
  for (const char* name : {"squared_error", "half_squared_error", "sum_squared_error",
                           "absolute_error", "huber", "log_cosh"}) {
    LossCase of = case_of(*parse_loss(name).loss);
    of.arguments = {same, same};
    const Slopes slopes = slopes_of(of);
    EXPECT_EQ(slopes.value, 0) << name;
    for (const double slope : slopes.by[0].values()) EXPECT_EQ(slope, 0) << name;
  }
}

double number_loss(const char* text, double error, Real real = Real::kDouble) {
  LossCase of = case_of(*parse_loss("huber").loss);
  const ChosenLoss chosen = parse_loss(text);
  of.build = [chosen](const std::vector<Value>& x) { return chosen.apply(x[0], x[1]).mean; };
  of.arguments = {Tensor::from({1, 1}, {error}), Tensor::from({1, 1}, {0})};
  return slopes_of(of, real).value;
}

TEST(LogCosh, KeepsItsDigitsNearZeroAndFarAway) {
  for (const double e : {1e-3, 1e-6, -1e-6, 1e-12}) {
    const double series = e * e / 2 - e * e * e * e / 12;
    EXPECT_NEAR(number_loss("log_cosh", e) / series, 1, 1e-12) << e;
    EXPECT_NEAR(number_loss("log_cosh", e, Real::kFloat) / series, 1, 1e-5) << e;
  }
  for (const double e : {1.0 - 1e-9, 1.0 + 1e-9, -3.0, 20.0})
    EXPECT_NEAR(number_loss("log_cosh", e), std::log(std::cosh(e)), 1e-14 * std::fabs(e) * 10) << e;
  EXPECT_DOUBLE_EQ(number_loss("log_cosh", -1e9), 1e9 - std::log(2.0));
}

// 1 at 0: that of |e| e / 2 would be 0 there.
TEST(Huber, HasItsSecondDerivativeAtZero) {
  for (const char* name : {"huber", "log_cosh", "half_squared_error"}) {
    graph::Graph g;
    const Value x = g.input("x", {});
    const Value loss = parse_loss(name).apply(x, g.constant(0)).mean;
    const Value slope = graph::grad(loss, {x})[0];
    program::Program program(g, {graph::grad(slope, {x})[0]});
    EXPECT_NEAR(program.run(0.0)[0].item(), 1, 1e-15) << name;
  }
}

TEST(CrossEntropy, OfRowsThatWeighNothingIsZero) {
  LossCase of = case_of(*parse_loss("softmax_cross_entropy").loss);
  of.arguments[1] = integers({1, 1, 1, 1, 1});
  const auto with = [&](const CategoricalOptions& options) {
    of.build = [&options](const std::vector<Value>& x) {
      return softmax_cross_entropy(x[0], x[1], options).mean;
    };
    return slopes_of(of).value;
  };
  EXPECT_EQ(with({.class_weights = {1, 0, 1}}), 0);
  EXPECT_EQ(with({.ignored = 1}), 0);
  EXPECT_GT(with({.class_weights = {0, 1, 0}}), 0);
}

// A mean over parts, put together by its weights, is the mean over all.
TEST(CrossEntropy, WeightsPutPartsTogether) {
  const Tensor logits = uniform({6, 3}, "logits", -2, 2);
  const std::vector<int64_t> classes = {0, 2, 1, 1, 2, 0};
  graph::Graph g;
  const Value z = g.input("z", {batch(), 3});
  const Value t = g.input("t", {batch()}, Type::kI64);
  ChosenLoss chosen = parse_loss("softmax_cross_entropy:0.1");
  chosen.settings.class_weights = {0.5, 3, 1};
  const WeightedMean loss = chosen.apply(z, t);
  program::Program program(g, {loss.mean, loss.weight});
  const auto run = [&](int64_t begin, int64_t end) {
    std::vector<double> part;
    std::vector<int64_t> of;
    for (int64_t i = begin; i < end; ++i) {
      of.push_back(classes[static_cast<size_t>(i)]);
      for (int64_t k = 0; k < 3; ++k) part.push_back(logits.at(3 * i + k));
    }
    const auto out = program.run(Tensor::from({end - begin, 3}, part), integers(of));
    return std::pair{out[0].item(), out[1].item()};
  };
  const auto [first, w1] = run(0, 2);
  const auto [second, w2] = run(2, 6);
  const auto [all, w] = run(0, 6);
  EXPECT_DOUBLE_EQ(w1 + w2, w);
  EXPECT_NEAR((first * w1 + second * w2) / w, all, 1e-15);
}

// The books climb the likelihood of a coin; the cross entropy goes down to the same place.
TEST(Likelihood, IsHighestWhereTheCrossEntropyIsLowest) {
  const Tensor outcomes = Tensor::from({10}, {1, 0, 1, 1, 0, 1, 1, 1, 0, 1});  // 7 of 10
  const auto optimum = [&](bool climb) {
    graph::Graph g;
    const Value p = g.input("p", {});
    const Value t = g.input("t", {10});
    const Value all = p + t * 0.0;
    const Value of = climb ? likelihood(all, t) : binary_cross_entropy(all, t);
    program::Program program(g, {graph::grad(of, {p})[0]});
    double at = 0.4;
    for (int step = 0; step < 2000; ++step) {
      const double slope = program.run(at, outcomes)[0].item();
      at += climb ? 10 * slope : -0.05 * slope;
    }
    return at;
  };
  EXPECT_NEAR(optimum(true), 0.7, 1e-12);
  EXPECT_NEAR(optimum(false), 0.7, 1e-12);
}

TEST(Likelihood, IsTheProductForAnyCount) {
  for (const int64_t n : {0, 1, 2, 3, 5, 6, 7, 8, 13}) {
    LossCase of;
    of.build = [](const std::vector<Value>& x) { return likelihood(x[0], x[1]); };
    of.arguments = {uniform({n}, "p", 0.1, 0.9), Tensor({n}, Type::kReal)};
    double product = 1;
    for (int64_t i = 0; i < n; ++i) {
      of.arguments[1].set(i, i % 3 == 0 ? 1 : 0);
      product *= i % 3 == 0 ? of.arguments[0].at(i) : 1 - of.arguments[0].at(i);
    }
    EXPECT_NEAR(slopes_of(of).value, product, 1e-15) << n;
  }
}

TEST(ParseLoss, ReadsValuesInOrderAndByName) {
  EXPECT_EQ(parse_loss("huber").settings.options, std::vector<double>{1});
  EXPECT_EQ(parse_loss("huber:1.5").settings.options, std::vector<double>{1.5});
  EXPECT_EQ(parse_loss("focal:1:0.5", Targets::kYesNo).settings.options,
            (std::vector<double>{1, 0.5}));
  EXPECT_EQ(parse_loss("focal:alpha=-1", Targets::kYesNo).settings.options,
            (std::vector<double>{2, -1}));
  EXPECT_EQ(parse_loss("hinge", Targets::kClasses).loss->targets, Targets::kClasses);
  EXPECT_EQ(parse_loss("squared_error", Targets::kYesNo).loss->targets, Targets::kNumbers);
}

TEST(ParseLoss, SaysWhatIsWrong) {
  const auto of = [](const char* text, std::optional<Targets> targets = {}) {
    return usage_message([&] { parse_loss(text, targets); });
  };
  EXPECT_EQ(of("huber:0"),
            "loss 'huber:0': '0' is not expected here; options of huber: delta (above 0; usual 1)");
  EXPECT_EQ(of("huber:1:2"),
            "loss 'huber:1:2': '2' is not expected here; the form is huber[:DELTA]");
  EXPECT_EQ(of("huber:1:delta=2"), "loss 'huber:1:delta=2': delta is given twice");
  EXPECT_EQ(of("log_cosh:1"), "loss 'log_cosh:1': '1' is not expected here; the form is log_cosh");
  EXPECT_THAT(of("huber:"), testing::HasSubstr("'' is not expected here"));
  EXPECT_EQ(of("focal:gama=1"),
            "options of focal: no 'gama'; did you mean 'gamma'? known: gamma, alpha");
  EXPECT_THAT(of("huber:nan"), testing::HasSubstr("'nan'"));
  EXPECT_THAT(of("hubr"), testing::HasSubstr("did you mean 'huber'?"));
  EXPECT_THAT(of(""), testing::HasSubstr("no ''"));
  EXPECT_THAT(of("triplet"), testing::HasSubstr("a table has one row at a time"));
  EXPECT_THAT(of("zero_one"), testing::HasSubstr("train with hinge or a cross entropy"));
  EXPECT_EQ(of("hinge", Targets::kNumbers),
            "loss hinge compares yes/no answers or classes, the target has numbers; the usual loss "
            "there is squared_error");
  EXPECT_THAT(of("huber", Targets::kClasses), testing::HasSubstr("softmax_cross_entropy"));
}

TEST(Losses, SayWhatDiffers) {
  graph::Graph g;
  const Value a = g.input("a", {2, 3});
  const Value b = g.input("b", {3, 2});
  const Value t = g.input("t", {2}, Type::kI64);
  EXPECT_EQ(usage_message([&] { huber(a, b); }),
            "huber: shapes differ: prediction [2, 3], target [3, 2]");
  EXPECT_EQ(usage_message([&] { huber(a, a, -1); }), "huber: delta must be above 0, found -1");
  EXPECT_EQ(usage_message([&] { multi_hinge(b, t); }),
            "multi_hinge: expected logits [rows, classes] and i64 classes [rows], found [3, 2] and "
            "i64 [2]");
  EXPECT_EQ(usage_message([&] {
              softmax_cross_entropy(a, t, {.class_weights = {1, 2}});
            }),
            "softmax_cross_entropy: 2 class weights for 3 classes");
  EXPECT_EQ(usage_message([&] { softmax_cross_entropy(a, t, {.smoothing = 1.5}); }),
            "softmax_cross_entropy: smoothing must be in [0, 1], found 1.5");
  EXPECT_EQ(usage_message([&] { triplet(a, a, b); }),
            "triplet: expected rows [rows, width] of equal shapes, found [2, 3] and [3, 2]");
  EXPECT_EQ(usage_message([&] { cosine_embedding(a, a, b); }),
            "cosine_embedding: expected +1 or -1 for each of [2, 3], found [3, 2]");
}

}  // namespace
}  // namespace glia::loss
