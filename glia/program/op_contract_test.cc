// The contract of every op: what the op table promises is checked here for each entry, on the
// entry's own samples. A new op is tested by being listed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/program/op_testing.h"

namespace glia::program {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Sample;
using graph::Value;
using Reasons = std::map<std::string_view, std::string_view>;

// The only exceptions from the contract, each with its reason.
const Reasons kLeaves = {{"input", "given by the caller"},
                         {"variable", "kept by the program"},
                         {"constant", "has no inputs; glia/program/values_test.cc"},
                         {"size", "has no inputs; glia/program/values_test.cc"}};
const Reasons kRefusesNothing = {{"stop_gradient", "takes any value"},
                                 {"cast", "takes and gives any type"}};
std::vector<std::string> names_of_ops() {
  std::vector<std::string> names;
  for (const Op* op : graph::op_table())
    if (op->kind != OpKind::kLeaf) names.emplace_back(op->name);
  return names;
}

std::string describe(const Op& op, const Sample& sample) {
  std::string text = op.name;
  for (const Shape& shape : sample.shapes) text += " " + shape.to_string();
  return text;
}

class OpContract : public testing::TestWithParam<std::string> {
 protected:
  const Op& op() const { return *graph::find_op(GetParam()); }
  std::vector<Sample> samples(bool refused) const {
    std::vector<Sample> chosen;
    for (Sample& sample : op().samples())
      if (sample.refused == refused) chosen.push_back(std::move(sample));
    return chosen;
  }
};
INSTANTIATE_TEST_SUITE_P(Ops, OpContract, testing::ValuesIn(names_of_ops()),
                         [](const auto& param) { return param.param; });

TEST(OpTable, NamesEachOpOnce) {
  std::set<std::string> names;
  for (const Op* op : graph::op_table()) {
    EXPECT_TRUE(names.insert(op->name).second) << op->name;
    EXPECT_EQ(graph::find_op(op->name), op);
  }
  EXPECT_EQ(graph::find_op("no such op"), nullptr);
  for (const Reasons* reasons : {&kLeaves, &kRefusesNothing})
    for (const auto& [name, reason] : *reasons) EXPECT_TRUE(names.count(std::string(name))) << name;
}

TEST(OpTable, SaysWhyALeafHasNoSamples) {
  for (const Op* op : graph::op_table()) {
    EXPECT_EQ(kLeaves.count(op->name) == 1, op->kind == OpKind::kLeaf) << op->name;
    EXPECT_NE(std::strlen(op->doc), 0u) << op->name;
  }
}

TEST_P(OpContract, HasEveryPartOfAnEntry) {
  const Op& op = this->op();
  ASSERT_NE(op.doc, nullptr);
  EXPECT_NE(std::strlen(op.doc), 0u);
  EXPECT_NE(op.infer, nullptr);
  EXPECT_NE(op.samples, nullptr);
  EXPECT_EQ(op.kind == OpKind::kElementwise, op.scalar != nullptr);
  EXPECT_EQ(op.kind != OpKind::kElementwise, op.reference != nullptr);
  EXPECT_EQ(op.kind == OpKind::kLayout, op.view != nullptr);
  EXPECT_EQ(op.kind == OpKind::kKernel, op.kernel_float != nullptr && op.kernel_double != nullptr);
  EXPECT_EQ(op.flat, op.gradient == nullptr);
  EXPECT_EQ(op.flat, op.tangent == nullptr);
}

TEST_P(OpContract, SamplesIncludeEmptyAndSizeOneDimensions) {
  const auto holds = [&](int64_t size) {
    for (const Sample& sample : samples(false))
      for (const Shape& shape : sample.shapes)
        for (const Dim& dim : shape.dims())
          if (dim.is(size)) return true;
    return false;
  };
  EXPECT_TRUE(holds(0));
  EXPECT_TRUE(holds(1));
}

TEST_P(OpContract, RefusesWithItsMessage) {
  EXPECT_EQ(samples(true).empty(), kRefusesNothing.count(op().name) == 1);
  for (const Sample& sample : samples(true)) {
    SCOPED_TRACE(describe(op(), sample));
    EXPECT_NE(sample.message, "");
    try {
      build_sample(op(), sample);
      FAIL() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_NE(std::string(error.what()).find(sample.message), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find(std::string(op().name) + ": "), 0u) << error.what();
    }
  }
}

TEST_P(OpContract, CountsItsInputs) {
  if (op().arity < 0) return;
  graph::Graph g;
  const std::vector<Value> inputs(static_cast<size_t>(op().arity) + 1, g.constant(1));
  try {
    g.add(op(), inputs);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), fmt::format("{}: expected {} inputs, found {}", op().name,
                                                     op().arity, op().arity + 1));
  }
}

// --- values

// Elementwise ops are within the ulps that glia/kernels/elementwise.h states, give or take the
// reference's own. Sums are within the rounding of their terms: some dozens in a product; some
// thousands in a reduction, which adds floats in double.
double tolerance(const Op& op, Real real, double expected) {
  const double ulp = real == Real::kFloat ? 0x1p-23 : 0x1p-52;
  if (op.kind == OpKind::kElementwise) return 6 * ulp * std::fabs(expected);
  return (real == Real::kFloat ? 32 * ulp : 1e-12) * std::max(1.0, std::fabs(expected));
}

void check_values(const Op& op, const Sample& sample, Real real, Draw draw) {
  SCOPED_TRACE(describe(op, sample));
  std::vector<Tensor> inputs = draw_inputs(op, sample, draw);
  if (real == Real::kFloat)
    std::transform(inputs.begin(), inputs.end(), inputs.begin(), rounded_to_float);
  SampleGraph built = build_sample(op, sample);
  const Tensor expected =
      expected_output(op, sample, inputs, built.output.shape(), built.output.type());
  Evaluator evaluator(*built.graph, {built.output}, {.real = real});
  evaluator.set(0, inputs);
  const Tensor output = evaluator.outputs(1)[0];
  ASSERT_EQ(output.shape(), expected.shape());
  ASSERT_EQ(output.type(), expected.type());
  for (int64_t i = 0; i < output.count(); ++i) {
    const bool exact = output.type() != Type::kReal;
    EXPECT_NEAR(output.at(i), expected.at(i), exact ? 0 : tolerance(op, real, expected.at(i)))
        << "element " << i;
  }
}

TEST_P(OpContract, GivesTheReferenceInDoubleAndFloat) {
  for (const Sample& sample : samples(false)) {
    for (const Real real : {Real::kDouble, Real::kFloat}) {
      check_values(op(), sample, real, Draw::kSpread);
      if (sample.low <= -1 && sample.high >= 1) check_values(op(), sample, real, Draw::kWhole);
    }
  }
}

// --- derivatives

// The sample under loss = sum(output * weights). Inputs in order: x0.., weights, then a direction
// along each of `values`.
struct Slope {
  const Op& op;
  const Sample& sample;
  SampleGraph built;
  std::vector<size_t> positions;  // of the differentiable inputs
  std::vector<Value> values;      // those inputs
  std::vector<Value> directions;
  Value output, weights, loss;
  std::vector<Tensor> x, d;
  Tensor w;

  Slope(const Op& of, const Sample& on) : op(of), sample(on), built(build_sample(of, on)) {
    for (size_t i = 0; i < sample.shapes.size(); ++i) {
      if (type_of_input(sample, i) != Type::kReal) continue;
      if (op.underivable == static_cast<int>(i)) continue;
      positions.push_back(i);
      values.push_back(built.inputs[i]);
    }
    output = graph::cast(built.output, Type::kReal);
    weights = graph().input("weights", output.shape());
    loss = graph::sum(output * weights);
    x = draw_inputs(op, sample);
    w = draw_tensor(output.shape(), "weights");
    for (size_t k = 0; k < values.size(); ++k) {
      const std::string name = fmt::format("d{}", k);
      directions.push_back(graph().input(name, values[k].shape()));
      d.push_back(draw_tensor(values[k].shape(), name));
    }
  }

  graph::Graph& graph() const { return *built.graph; }

  Evaluator evaluator(const std::vector<Value>& outputs) const {
    Evaluator made(graph(), outputs);
    made.set(0, x);
    made.set(x.size(), w);
    made.set(x.size() + 1, d);
    return made;
  }

  // d value / d element i of input `position`.
  double by_element(Evaluator& value, size_t position, int64_t i) const {
    const double slope = central_slope([&](double s) {
      Tensor moved = x[position];
      moved.set(i, moved.at(i) + s);
      value.set(position, moved);
      return value.scalar();
    });
    value.set(position, x[position]);
    return slope;
  }

  // d value along all directions at once.
  double by_direction(Evaluator& value) const {
    const double slope = central_slope([&](double s) {
      for (size_t k = 0; k < positions.size(); ++k) {
        Tensor moved = x[positions[k]];
        for (int64_t i = 0; i < moved.count(); ++i) moved.set(i, moved.at(i) + s * d[k].at(i));
        value.set(positions[k], moved);
      }
      return value.scalar();
    });
    value.set(0, x);
    return slope;
  }
};

void expect_slope(double analytic, double numeric) {
  const double scale = std::max({1.0, std::fabs(analytic), std::fabs(numeric)});
  EXPECT_NEAR(analytic, numeric, 1e-6 * scale);
}

// Large inputs are checked at some 50 elements; the dot products below see them all.
void check_gradient(const Slope& slope, Value of, const std::vector<Value>& gradients) {
  Evaluator value = slope.evaluator({of});
  const std::vector<Tensor> analytic = slope.evaluator(gradients).outputs(gradients.size());
  for (size_t k = 0; k < gradients.size(); ++k) {
    ASSERT_EQ(analytic[k].shape(), slope.values[k].shape());
    const int64_t count = analytic[k].count();
    for (int64_t i = 0; i < count; i += count / 50 + 1) {
      SCOPED_TRACE(fmt::format("input {} element {}", slope.positions[k], i));
      expect_slope(analytic[k].at(i), slope.by_element(value, slope.positions[k], i));
    }
  }
}

TEST_P(OpContract, GradientIsTheSlope) {
  if (op().flat) return;
  for (const Sample& sample : samples(false)) {
    SCOPED_TRACE(describe(op(), sample));
    const Slope slope(op(), sample);
    if (slope.values.empty()) continue;
    check_gradient(slope, slope.loss, graph::grad(slope.loss, slope.values));
  }
}

TEST_P(OpContract, TangentIsTheSlopeAndTheGradientsTranspose) {
  if (op().flat) return;
  for (const Sample& sample : samples(false)) {
    SCOPED_TRACE(describe(op(), sample));
    const Slope slope(op(), sample);
    if (slope.values.empty()) continue;
    const std::vector<Value> gradients = graph::grad(slope.loss, slope.values);
    const Value tangent = graph::jvp({slope.output}, slope.values, slope.directions)[0];
    ASSERT_EQ(tangent.shape(), slope.output.shape());
    const double forward = dot({slope.w}, slope.evaluator({tangent}).outputs(1));
    const double reverse = dot(slope.d, slope.evaluator(gradients).outputs(gradients.size()));
    EXPECT_NEAR(forward, reverse, 1e-11 * std::max(1.0, std::fabs(reverse)));
    Evaluator loss = slope.evaluator({slope.loss});
    // Along all elements at once third derivatives add up; the step is as small as for one.
    expect_slope(forward, slope.by_direction(loss));
  }
}

// The sum of gradients times directions, differentiated once more, both ways.
TEST_P(OpContract, SecondDerivativeIsTheSlopeOfTheFirst) {
  if (op().flat) return;
  for (const Sample& sample : samples(false)) {
    SCOPED_TRACE(describe(op(), sample));
    const Slope slope(op(), sample);
    if (slope.values.empty()) continue;
    const std::vector<Value> gradients = graph::grad(slope.loss, slope.values);
    Value along = slope.graph().constant(0);
    for (size_t k = 0; k < gradients.size(); ++k)
      along = along + graph::sum(gradients[k] * slope.directions[k]);
    const std::vector<Value> second = graph::grad(along, slope.values);
    check_gradient(slope, along, second);
    // Reverse over reverse and forward over reverse give the same Hessian product.
    const std::vector<Value> forward = graph::jvp(gradients, slope.values, slope.directions);
    const std::vector<Tensor> a = slope.evaluator(second).outputs(second.size());
    const std::vector<Tensor> b = slope.evaluator(forward).outputs(forward.size());
    for (size_t k = 0; k < a.size(); ++k)
      for (int64_t i = 0; i < a[k].count(); ++i)
        EXPECT_NEAR(a[k].at(i), b[k].at(i), 1e-11 * std::max(1.0, std::fabs(a[k].at(i))));
  }
}

// Zero would be a lie there: the op depends on that input.
TEST_P(OpContract, RefusesADerivativeThatItLacks) {
  if (op().underivable < 0) return;
  SampleGraph built = build_sample(op(), samples(false)[0]);
  const Value by = built.inputs[static_cast<size_t>(op().underivable)];
  const Value loss = graph::sum(built.output);
  const auto refusal = [&](const auto& derive) {
    try {
      derive();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  const std::string reason = fmt::format(
      ": the op {} (in no layer) has no derivative by its input {}; stop_gradient makes it a "
      "constant",
      op().name, op().underivable);
  EXPECT_EQ(refusal([&] { graph::grad(loss, {by}); }), "grad" + reason);
  EXPECT_EQ(refusal([&] { graph::jvp({loss}, {by}, {by}); }), "jvp" + reason);
  // By way of another value, too; but a stopped one is a constant.
  const Value twice = by * 2.0;
  graph::Graph& g = *built.graph;
  const auto with = [&](Value value) {
    std::vector<Value> inputs = built.inputs;
    inputs[static_cast<size_t>(op().underivable)] = value;
    return graph::sum(g.add(op(), inputs, built.output.node().attributes));
  };
  EXPECT_EQ(refusal([&] { graph::grad(with(twice), {by}); }), "grad" + reason);
  EXPECT_EQ(refusal([&] { graph::grad(with(graph::stop_gradient(twice)), {by}); }), "accepted");
}

TEST_P(OpContract, FlatMeansZeroBothWays) {
  if (!op().flat) return;
  for (const Sample& sample : samples(false)) {
    SCOPED_TRACE(describe(op(), sample));
    const Slope slope(op(), sample);
    if (slope.values.empty()) continue;
    std::vector<Value> all = graph::grad(slope.loss, slope.values);
    all.push_back(graph::jvp({slope.loss}, slope.values, slope.directions)[0]);
    for (const Tensor& zeros : slope.evaluator(all).outputs(all.size()))
      for (int64_t i = 0; i < zeros.count(); ++i) EXPECT_EQ(zeros.at(i), 0);
  }
}

// --- rows that only a run knows

// Value and gradients of a sample's graph.
std::vector<Tensor> run_with_gradients(SampleGraph& built, const Op& op, const Sample& sample,
                                       const Options& options) {
  std::vector<Value> reals;
  for (size_t i = 0; i < sample.shapes.size(); ++i)
    if (type_of_input(sample, i) == Type::kReal && op.underivable != static_cast<int>(i))
      reals.push_back(built.inputs[i]);
  const Value loss = graph::sum(graph::square(graph::cast(built.output, Type::kReal)));
  std::vector<Value> outputs = graph::grad(loss, reals);
  outputs.push_back(built.output);
  Evaluator evaluator(*built.graph, outputs, options);
  evaluator.set(0, draw_inputs(op, sample));
  return evaluator.outputs(outputs.size());
}

TEST_P(OpContract, TakesRowsThatOnlyARunKnows) {
  int symbolic = 0;
  for (const Sample& sample : samples(false)) {
    SCOPED_TRACE(describe(op(), sample));
    for (const Real real : {Real::kDouble, Real::kFloat}) {
      SampleGraph fixed = build_sample(op(), sample);
      const auto expected = run_with_gradients(fixed, op(), sample, {.real = real});
      for (const int64_t capacity : {1, 5, 64}) {
        for (SampleGraph& open : build_symbolic(op(), sample)) {
          ++symbolic;
          const auto found =
              run_with_gradients(open, op(), sample, {.real = real, .capacity = capacity});
          for (size_t i = 0; i < expected.size(); ++i)
            EXPECT_TRUE(same_bits(found[i], expected[i]));
        }
      }
    }
  }
  EXPECT_GT(symbolic, 0);
}

}  // namespace
}  // namespace glia::program
