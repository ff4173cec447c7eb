// Softmax cross entropy in plans: one step where it stands alone, and always the plain plan's bits.
#include "glia/program/softmax_loss.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"
#include "glia/program/plan.h"
#include "glia/program/program.h"

namespace glia::program {
namespace {

using graph::Value;

// What else reads the values between.
enum class Reader { kNobody, kOutput, kPenalty };

struct Classifier {
  Classifier(int64_t classes, Reader reader) {
    const Value x = graph.input("x", {batch(), 5});
    const Value y = graph.input("y", {batch()}, Type::kI64);
    const auto spread = [](std::span<double> values, uint64_t, uint64_t) {
      for (size_t i = 0; i < values.size(); ++i)
        values[i] = 4 * (uniform01(random_word(7, 0, 0, i)) - 0.5);
    };
    const Value w = graph.variable("w", {5, classes}, spread);
    const Value log = graph::log_softmax(graph::matmul(x, w));
    const Value picked = log * graph::one_hot(y, classes);
    loss = -graph::mean(graph::sum(picked, {1}));
    if (reader == Reader::kPenalty) loss = loss + graph::sum(graph::square(log)) * 1e-3;
    outputs = {loss};
    if (reader == Reader::kOutput) outputs.push_back(log);
    graph.assign(w, w - graph::grad(loss, {w})[0] * 0.1);
  }
  graph::Graph graph;
  Value loss;
  std::vector<Value> outputs;
};

size_t losses_in(const Classifier& classifier, bool fuse) {
  std::vector<int> outputs;
  for (const Value& value : classifier.outputs) outputs.push_back(value.id());
  PlanOptions options;
  options.fuse = fuse;
  const Plan plan(classifier.graph, outputs, classifier.loss.id(), 1, Mode::kTrain, options);
  return plan.softmax_losses().size();
}

TEST(SoftmaxLoss, IsOneStepWhereNobodyElseReadsWhatIsBetween) {
  EXPECT_EQ(losses_in(Classifier(10, Reader::kNobody), true), 1u);
  EXPECT_EQ(losses_in(Classifier(10, Reader::kNobody), false), 0u);
  EXPECT_EQ(losses_in(Classifier(10, Reader::kOutput), true), 0u);
  EXPECT_EQ(losses_in(Classifier(10, Reader::kPenalty), true), 0u);
}

struct Trained {
  std::vector<double> losses;
  std::vector<std::byte> block;
};

Trained train(int64_t classes, int64_t rows, Reader reader, Options options) {
  Classifier classifier(classes, reader);
  options.guard = classifier.loss;
  Program program(classifier.graph, classifier.outputs, options);
  Trained trained;
  for (const int64_t size : {rows, rows, (rows + 1) / 2, rows}) {
    Tensor x({size, 5}, Type::kReal, Real::kDouble);
    Tensor y({size}, Type::kI64);
    for (int64_t i = 0; i < x.count(); ++i)
      x.set(i, uniform01(random_word(3, 1, 0, static_cast<uint64_t>(i))) - 0.5);
    for (int64_t i = 0; i < size; ++i) y.set(i, static_cast<double>(i * 7 % classes));
    program.set(0, x);
    program.set(1, y);
    EXPECT_TRUE(program.step());
    trained.losses.push_back(program.output(0).item());
  }
  const auto block = program.variables()->block();
  trained.block.assign(block.begin(), block.end());
  return trained;
}

TEST(SoftmaxLoss, HasTheBitsOfThePlainPlan) {
  const auto with = [](Real real, PlanOptions plan, int threads) {
    Options options;
    options.real = real;
    options.plan = plan;
    options.pool = std::make_shared<ThreadPool>(threads);
    return options;
  };
  const PlanOptions fused = {.lower = false};
  const PlanOptions apart = {.reuse = false, .lower = false};
  const PlanOptions plain = {false, false, false, false, false};
  for (const int64_t classes : {1, 2, 10, 33}) {
    for (const int64_t rows : {1, 6, 700}) {
      for (const Reader reader : {Reader::kNobody, Reader::kOutput, Reader::kPenalty}) {
        for (const Real real : {Real::kFloat, Real::kDouble}) {
          SCOPED_TRACE(testing::Message() << classes << " classes, " << rows << " rows");
          const Trained expected = train(classes, rows, reader, with(real, plain, 1));
          for (const PlanOptions& plan : {fused, apart, PlanOptions{}}) {
            for (const int threads : {1, 3}) {
              const Trained found = train(classes, rows, reader, with(real, plan, threads));
              EXPECT_EQ(found.losses, expected.losses);
              EXPECT_TRUE(found.block == expected.block);
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace glia::program
