// Activations against torch's doubles (tools/golden/make_activations.py), against their own
// formulas in ulp, and their derivatives against slopes.
#include "glia/nn/activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/ulp_testing.h"
#include "glia/nn/layer.h"
#include "glia/nn/network.h"
#include "glia/program/program.h"

namespace glia::nn {
namespace {

using nlohmann::json;
using Numbers = std::vector<double>;
using program::Program;

const json& golden() { return golden_file("activations.json"); }

// An activation of x with the derivatives of sum(w value) and sum(w first).
struct Curve {
  std::unique_ptr<graph::Graph> graph = std::make_unique<graph::Graph>();
  Value x, value, first, second;

  Curve(const Activation& activation, double parameter, const Shape& shape,
        const Numbers& weights = {1}) {
    x = graph->input("x", shape);
    const Value w = graph->constant(Tensor::from({static_cast<int64_t>(weights.size())}, weights));
    value = activation.apply(x, parameter);
    first = graph::grad(graph::sum(value * w), {x})[0];
    second = graph::grad(graph::sum(first * w), {x})[0];
  }

  std::vector<Tensor> at(const Numbers& points, Real real = Real::kDouble) const {
    Program program(*graph, {value, first, second}, {.real = real});
    return program.run(Tensor::from(x.shape(), points));
  }
};

void expect_like_torch(const Curve& curve, const Numbers& x, const json& torch) {
  const std::vector<Tensor> found = curve.at(x);
  const char* const kParts[] = {"value", "first", "second"};
  for (size_t part = 0; part < 3; ++part) {
    SCOPED_TRACE(kParts[part]);
    const Numbers expected = torch[kParts[part]];
    ASSERT_EQ(found[part].count(), static_cast<int64_t>(expected.size()));
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(found[part].at(static_cast<int64_t>(i)), expected[i],
                  1e-13 + 1e-12 * std::fabs(expected[i]))
          << "at " << x[i];
    }
  }
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Activation& each : activations()) all.emplace_back(each.name);
  return all;
}

class Activations : public testing::TestWithParam<std::string> {
 protected:
  const Activation& activation() const { return find_activation(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Table, Activations, testing::ValuesIn(names()),
                         [](const auto& param) { return param.param; });

TEST_P(Activations, GiveTorchsValuesAndDerivatives) {
  const bool rows = activation().exact == nullptr;
  const Numbers x = golden()[rows ? "rows" : "x"];
  const Numbers weights = rows ? golden()["weights"].get<Numbers>() : Numbers{1};
  const auto width = static_cast<int64_t>(weights.size());
  const Shape shape = rows ? Shape{static_cast<int64_t>(x.size()) / width, width}
                           : Shape{static_cast<int64_t>(x.size())};
  const json& torch = golden()[rows ? "of_rows" : "functions"];
  ASSERT_TRUE(torch.contains(GetParam())) << "tools/golden/make_activations.py does not know it";
  expect_like_torch(Curve(activation(), activation().parameter.standard, shape, weights), x,
                    torch[GetParam()]);
  if (activation().parameter.name.empty()) return;
  const json& with = golden()["with"].at(GetParam());
  expect_like_torch(Curve(activation(), with["parameter"], shape), x, with);
}

// Reverse over reverse above; here forward mode, and both against central differences.
TEST_P(Activations, HaveSlopesThatDifferencesShow) {
  const Numbers rows = golden()["rows"];
  const Numbers x(rows.begin(), rows.begin() + 4);
  const Shape shape{1, 4};
  const Curve curve(activation(), activation().parameter.standard, shape, golden()["weights"]);
  graph::Graph& g = *curve.graph;
  const Value direction = g.input("direction", shape);
  const Value loss = graph::sum(curve.value * g.constant(Tensor::from({4}, golden()["weights"])));
  const Value forward = graph::jvp({loss}, {curve.x}, {direction})[0];
  Program program(g, {loss, curve.first, forward});
  const std::vector<Tensor> here = program.run(Tensor::from(shape, x), Tensor(shape, Type::kReal));
  for (size_t i = 0; i < x.size(); ++i) {
    constexpr double kStep = 1e-5;
    const auto moved = [&](double by) {
      Numbers at = x;
      at[i] += by;
      Tensor along(shape, Type::kReal);
      along.set(static_cast<int64_t>(i), 1);
      return program.run(Tensor::from(shape, at), along);
    };
    const double slope = (moved(kStep)[0].item() - moved(-kStep)[0].item()) / (2 * kStep);
    EXPECT_NEAR(here[1].at(static_cast<int64_t>(i)), slope, 1e-8 * std::max(1.0, std::fabs(slope)));
    EXPECT_NEAR(moved(0)[2].item(), here[1].at(static_cast<int64_t>(i)), 1e-13);
  }
}

// --- ulp

float float_of(uint32_t bits) {
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

struct Worst {
  double error = 0;
  double at = 0;
};

// Runs an activation over pieces of rows and keeps the worst error.
template <class T>
class Judge {
 public:
  Judge(const Activation& activation, int64_t capacity) : activation_(activation) {
    const Value x = graph_.input("x", {batch()});
    const Value y = activation.apply(x, activation.parameter.standard);
    program_ = std::make_unique<Program>(
        graph_, std::vector<Value>{y + 0.0},
        program::Options{.real = sizeof(T) == 4 ? Real::kFloat : Real::kDouble,
                         .capacity = capacity});
  }

  void see(const std::vector<T>& x) {
    std::memcpy(program_->rows(0, static_cast<int64_t>(x.size())), x.data(), x.size() * sizeof(T));
    ASSERT_TRUE(program_->step());
    const T* y = static_cast<const T*>(program_->output_data(0));
    for (size_t i = 0; i < x.size(); ++i) {
      // Programs read denormals as zero.
      if (x[i] != 0 && std::fabs(x[i]) < std::numeric_limits<T>::min()) continue;
      const double error =
          kernels::ulp_error<T>(y[i], activation_.exact(x[i], activation_.parameter.standard));
      if (error > worst.error) worst = {error, static_cast<double>(x[i])};
    }
  }

  Worst worst;

 private:
  const Activation& activation_;
  graph::Graph graph_;
  std::unique_ptr<Program> program_;
};

TEST_P(Activations, KeepTheirBoundInUlp) {
  if (activation().exact == nullptr) return;
  Judge<float> floats(activation(), 4096);
  Judge<double> doubles(activation(), 4096);
  std::vector<float> x(4096);
  std::vector<double> wide(4096);
  uint32_t bits = 0;
  for (int piece = 0; piece < 32; ++piece) {
    for (size_t i = 0; i < x.size(); ++i, bits += 32749) {
      x[i] = float_of(bits);
      const double low_digits = 1 + static_cast<double>(bits % 65521) * 0x1p-40;
      wide[i] = static_cast<double>(x[i]) * low_digits;
    }
    floats.see(x);
    doubles.see(wide);
  }
  EXPECT_LE(floats.worst.error, activation().ulp_float) << "at " << floats.worst.at;
  EXPECT_LE(doubles.worst.error, activation().ulp_double) << "at " << doubles.worst.at;
}

// An activation that is one op is proven with the op (glia/kernels/accuracy_test.cc).
bool is_one_op(const Activation& activation) {
  graph::Graph g;
  const Value x = g.input("x", {1});
  const Value y = activation.apply(x, activation.parameter.standard);
  if (y.id() == x.id() || y.node().inputs.size() != 1 || y.node().inputs[0] != x.id()) return false;
  const kernels::UlpBound bound = kernels::ulp_bound(y.node().op->tile);
  EXPECT_EQ(bound.single, activation.ulp_float);
  EXPECT_EQ(bound.wide, activation.ulp_double);
  return true;
}

class EveryFloat : public Activations {};
INSTANTIATE_TEST_SUITE_P(Long, EveryFloat, testing::ValuesIn(names()),
                         [](const auto& param) { return param.param; });

TEST_P(EveryFloat, KeepsTheBoundOfTheActivation) {
  if (activation().exact == nullptr) GTEST_SKIP() << "reads a row";
  if (is_one_op(activation())) GTEST_SKIP() << "is one op, proven with it";
  const int64_t threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> workers;
  std::vector<Worst> worst(static_cast<size_t>(threads));
  constexpr uint64_t kPiece = 4096;
  for (int64_t w = 0; w < threads; ++w) {
    workers.emplace_back([&, w] {
      Judge<float> judge(activation(), kPiece);
      std::vector<float> x(kPiece);
      const uint64_t step = kernels::sweep_step();
      const uint64_t stride = kPiece * step * static_cast<uint64_t>(threads);
      for (uint64_t begin = kPiece * step * static_cast<uint64_t>(w); begin < uint64_t{1} << 32;
           begin += stride) {
        for (uint64_t i = 0; i < kPiece; ++i)
          x[i] = float_of(static_cast<uint32_t>(begin + i * step));
        judge.see(x);
      }
      worst[static_cast<size_t>(w)] = judge.worst;
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (const Worst& each : worst) EXPECT_LE(each.error, activation().ulp_float) << "at " << each.at;
  std::printf("%s: %.3f ulp\n", GetParam().c_str(),
              std::max_element(worst.begin(), worst.end(), [](const Worst& a, const Worst& b) {
                return a.error < b.error;
              })->error);
}

// --- names and parameters

TEST(ActivationTable, KnowsOtherNamesOfTheField) {
  EXPECT_EQ(find_activation("swish").name, "silu");
  EXPECT_EQ(find_activation("identity").name, "linear");
  EXPECT_EQ(find_layer_kind("swish").name, "silu");
  graph::Graph g;
  const Value y = activate(g.input("x", {batch(), 3}), "swish");
  EXPECT_EQ(describe(g, {y}).layers[0].kind, "silu");
  EXPECT_THROW(find_activation("swiss"), Error);
}

TEST(ActivationTable, NoNameStandsTwice) {
  std::vector<std::string> all = names();
  for (const Activation& each : activations())
    if (!each.alias.empty()) all.emplace_back(each.alias);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST(ActivationTable, AParameterOutsideItsRangeIsRefused) {
  graph::Graph g;
  const Value x = g.input("x", {2, 3});
  for (const double alpha : {0.0, -1.0, std::nan("")}) {
    try {
      apply(g, {.name = "a", .kind = "celu", .inputs = {}, .options = {{"alpha", alpha}}}, {x});
      FAIL() << "accepted " << alpha;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("alpha must be a number above 0, found"),
                std::string::npos)
          << error.what();
    }
  }
}

}  // namespace
}  // namespace glia::nn
