// Plans of random graphs: any choice gives the bits of the plain plan, memory is never shared by
// values that live at once, and a row does not depend on its company.
#include "glia/program/plan.h"

#include <gtest/gtest.h>

#include <memory>

#include "glia/base/format.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/program/op_testing.h"
#include "glia/program/random_graph_testing.h"

namespace glia::program {
namespace {

constexpr PlanOptions kPlain = {false, false, false, false, false};

std::vector<PlanOptions> every_plan() {
  std::vector<PlanOptions> plans;
  for (int bits = 0; bits < 8; ++bits)
    plans.push_back({(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0});
  return plans;
}

std::shared_ptr<ThreadPool> pool_of(int threads) {
  static std::shared_ptr<ThreadPool> pools[8];
  std::shared_ptr<ThreadPool>& pool = pools[threads];
  if (pool == nullptr) pool = std::make_shared<ThreadPool>(threads);
  return pool;
}

struct Trial {
  Real real = Real::kDouble;
  PlanOptions plan = kPlain;
  int threads = 1;
  bool observed = false;
  int64_t capacity = 1;
};

struct Result {
  std::vector<Tensor> outputs;  // of every step
  std::vector<std::byte> block;
  int updates = 0;
};

// Four steps of changing size.
Result run(uint64_t seed, int64_t rows, const Trial& trial) {
  RandomGraph random(seed, RandomKind::kTraining);
  Options options;
  options.real = trial.real;
  options.guard = random.loss;
  options.capacity = trial.capacity;
  options.seed = seed;
  options.pool = pool_of(trial.threads);
  options.plan = trial.plan;
  Program program(random.graph, random.outputs, options);
  if (trial.observed) program.observe([](const Observation&) {});
  Result result;
  int64_t step = 0;
  for (const int64_t size : {rows, rows, (rows + 1) / 2, rows}) {
    random.feed(program, step, size, step);
    result.updates += program.step() ? 1 : 0;
    for (size_t i = 0; i < random.outputs.size(); ++i) result.outputs.push_back(program.output(i));
    ++step;
  }
  const auto block = program.variables()->block();
  result.block.assign(block.begin(), block.end());
  return result;
}

void expect_same(const Result& found, const Result& plain, const Trial& trial) {
  SCOPED_TRACE(fmt::format("{} fuse {} reuse {} in_place {} threads {} observed {}",
                           real_name(trial.real), trial.plan.fuse, trial.plan.reuse,
                           trial.plan.in_place, trial.threads, trial.observed));
  EXPECT_EQ(found.updates, plain.updates);
  for (size_t i = 0; i < plain.outputs.size(); ++i)
    EXPECT_TRUE(same_bits(found.outputs[i], plain.outputs[i])) << "output " << i;
  EXPECT_TRUE(found.block == plain.block) << "variables";
}

void check_every_plan(uint64_t seed, int64_t rows) {
  SCOPED_TRACE(fmt::format("seed {} rows {}", seed, rows));
  for (const Real real : {Real::kDouble, Real::kFloat}) {
    const Result plain = run(seed, rows, {.real = real});
    EXPECT_EQ(plain.updates, 4);
    for (const int threads : {1, 2, 3, 7}) {
      for (const PlanOptions& plan : every_plan()) {
        const Trial trial = {real, plan, threads, false, threads * 3};
        expect_same(run(seed, rows, trial), plain, trial);
      }
      const Trial observed = {real, {}, threads, true, 1};
      expect_same(run(seed, rows, observed), plain, observed);
    }
  }
}

TEST(RandomPlans, GiveTheBitsOfThePlainPlan) {
  for (uint64_t seed = 0; seed < 24; ++seed) check_every_plan(seed, seed % 3 == 0 ? 1 : 6);
}

// Enough rows that products, sums and chains are divided over threads.
TEST(RandomPlans, GiveTheBitsOfThePlainPlanOnManyThreads) {
  for (uint64_t seed = 100; seed < 103; ++seed) check_every_plan(seed, 1100);
}

TEST(LongRandomPlans, GiveTheBitsOfThePlainPlan) {
  for (uint64_t seed = 1000; seed < 2000 && !testing::Test::HasFailure(); ++seed)
    check_every_plan(seed, static_cast<int64_t>(1 + seed % 9));
}

// The step {low, high} needs `u`, so `u` must not wait for what reads `low`.
TEST(Fusion, MakesNoStepThatWaitsForItself) {
  graph::Graph g;
  const graph::Value x = g.input("x", {4});
  const graph::Value low = graph::tanh(x);
  const graph::Value total = graph::sum(low);
  const graph::Value u = graph::sin(x);
  const graph::Value high = low + graph::sum(u);
  const graph::Value product = u * total;
  Program fused(g, {high, product});
  Program plain(g, {high, product}, {.plan = kPlain});
  const Tensor numbers = Tensor::from({4}, {0.5, -1, 2, 0.25});
  const std::vector<Tensor> found = fused.run(numbers);
  const std::vector<Tensor> expected = plain.run(numbers);
  for (size_t i = 0; i < 2; ++i) EXPECT_TRUE(same_bits(found[i], expected[i]));
}

// --- memory

std::vector<int> ids_of(const std::vector<graph::Value>& values) {
  std::vector<int> ids;
  for (const graph::Value& value : values) ids.push_back(value.id());
  return ids;
}

// Storages are written by their first step and last until the last that reads them.
void check_lifetimes(const Plan& plan, const std::vector<int>& outputs) {
  const auto storage_of = [&](const Plan::Origin& origin) {
    const PlanNode& node = plan.nodes()[static_cast<size_t>(origin.node)];
    return origin.copy ? node.copy : node.storage;
  };
  const auto& storages = plan.storages();
  for (size_t s = 0; s < plan.steps().size(); ++s) {
    const PlanStep& step = plan.steps()[s];
    const int now = static_cast<int>(s);
    std::vector<int> computed = step.members;
    if (step.kind == PlanStep::Kind::kKernel) computed.push_back(step.node);
    if (step.kind == PlanStep::Kind::kCopy) {
      const int copy = plan.nodes()[static_cast<size_t>(step.node)].copy;
      EXPECT_EQ(storages[static_cast<size_t>(copy)].first, now);
    }
    for (const int id : computed) {
      const int own = plan.nodes()[static_cast<size_t>(id)].storage;
      if (own >= 0) {
        EXPECT_EQ(storages[static_cast<size_t>(own)].first, now);
      }
      const graph::Node& node = plan.graph().node(id);
      const bool strided =
          step.kind == PlanStep::Kind::kChain || node.op->takes_strides || plan.elementwise(id);
      for (size_t i = 0; i < node.inputs.size(); ++i) {
        const int read = storage_of(plan.origin(plan.input(id, i), strided));
        if (read < 0) continue;
        EXPECT_LE(storages[static_cast<size_t>(read)].first, now);
        EXPECT_GE(storages[static_cast<size_t>(read)].last, now);
      }
    }
  }
  for (const int output : outputs) {
    const int kept = storage_of(plan.origin(plan.resolve(output), true));
    if (kept >= 0) {
      EXPECT_GE(storages[static_cast<size_t>(kept)].last, static_cast<int>(plan.steps().size()));
    }
  }
}

TEST(Memory, IsNeverSharedByValuesThatLiveAtOnce) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    RandomGraph random(seed, RandomKind::kTraining);
    const std::vector<int> outputs = ids_of(random.outputs);
    for (const PlanOptions& options : every_plan()) {
      const Plan plan(random.graph, outputs, random.loss.id(), random.graph.assignments().size(),
                      Mode::kTrain, options);
      check_lifetimes(plan, outputs);
      for (const int64_t rows : {0, 1, 7, 1000}) {
        std::vector<size_t> offsets;
        const std::vector<int64_t> sizes(plan.symbols().size(), rows);
        const size_t total = plan.place(sizes, Real::kFloat, offsets);
        const auto& storages = plan.storages();
        ASSERT_EQ(offsets.size(), storages.size());
        const auto end = [&](size_t i) {
          const auto count = static_cast<size_t>(plan.count(storages[i].shape, sizes));
          return offsets[i] + count * type_size(storages[i].type, Real::kFloat);
        };
        for (size_t i = 0; i < storages.size(); ++i) {
          EXPECT_EQ(offsets[i] % 64, 0u);
          EXPECT_LE(end(i), total);
          for (size_t k = 0; k < i; ++k) {
            const bool together =
                storages[i].first <= storages[k].last && storages[k].first <= storages[i].last;
            if (together || !options.reuse) {
              EXPECT_TRUE(end(i) <= offsets[k] || end(k) <= offsets[i]) << i << " and " << k;
            }
          }
        }
      }
    }
  }
}

TEST(Memory, IsBoundForFewSizesOnly) {
  RandomGraph random(3, RandomKind::kRowWise);
  Program program(random.graph, random.outputs, {.capacity = 200});
  for (int64_t rows = 200; rows > 0; --rows) {  // the arena grows no more
    random.feed(program, 0, rows, 0);
    program.step();
  }
  EXPECT_NE(program.describe().find(", 8 sizes bound\n"), std::string::npos) << program.describe();
}

// --- rows

std::vector<Tensor> rows_of(RandomGraph& random, Program& program, int64_t first, int64_t count) {
  random.feed(program, first, count, 0);
  program.step();
  std::vector<Tensor> outputs;
  for (size_t i = 0; i < random.outputs.size(); ++i) outputs.push_back(program.output(i));
  return outputs;
}

Tensor part(const Tensor& whole, int64_t first, int64_t count) {
  Shape shape = whole.shape();
  const int64_t width = whole.count() / shape[0].size();
  shape[0] = count;
  Tensor result(shape, whole.type(), whole.real());
  for (int64_t i = 0; i < result.count(); ++i) result.set(i, whole.at(first * width + i));
  return result;
}

TEST(Rows, AreTheSameAloneAndInABatchOfAThousand) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    for (const Real real : {Real::kFloat, Real::kDouble}) {
      RandomGraph random(seed, RandomKind::kRowWise);
      ASSERT_FALSE(random.outputs.empty());
      Options options;
      options.real = real;
      options.seed = seed;
      options.pool = pool_of(seed % 2 == 0 ? 1 : 3);
      Program program(random.graph, random.outputs, options);
      const std::vector<Tensor> whole = rows_of(random, program, 0, 1000);
      struct Part {
        int64_t first, count;
      };
      for (const Part at : {Part{0, 1}, Part{999, 1}, Part{500, 7}, Part{123, 64}, Part{1, 999},
                            Part{5, 0}, Part{17, 1}, Part{200, 33}}) {
        SCOPED_TRACE(
            fmt::format("seed {} {} rows {} +{}", seed, real_name(real), at.first, at.count));
        const std::vector<Tensor> some = rows_of(random, program, at.first, at.count);
        for (size_t i = 0; i < whole.size(); ++i)
          EXPECT_TRUE(same_bits(some[i], part(whole[i], at.first, at.count))) << "output " << i;
      }
    }
  }
}

}  // namespace
}  // namespace glia::program
