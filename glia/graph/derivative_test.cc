// Derivatives as graphs: what is built and what is refused. Their numbers are tested where graphs
// run, in glia/program.
#include "glia/graph/derivative.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "glia/base/error_testing.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"

namespace glia::graph {
namespace {

bool is_zeros(Value value) {
  const Node* node = &value.node();
  if (std::string(node->op->name) == "broadcast_to") node = &value.graph().node(node->inputs[0]);
  return node->op == &constant_op() && node->attributes.number == 0;
}

TEST(Grad, OfTheOutputItselfIsOne) {
  Graph g;
  const Value x = g.input("x", {});
  const Value d = grad(x, {x})[0];
  EXPECT_EQ(d, g.constant(1));
  EXPECT_TRUE(grad(x, {}).empty());
}

TEST(Grad, IsZeroWhereNothingDepends) {
  Graph g;
  const Value x = g.input("x", {batch(), 3});
  const Value unused = g.input("unused", {batch(), 4});
  const Value y = sum(x);
  const Value later = g.input("later", {2});
  const std::vector<Value> d = grad(y, {unused, later, x});
  EXPECT_TRUE(is_zeros(d[0]));
  EXPECT_EQ(d[0].shape(), unused.shape());
  EXPECT_TRUE(is_zeros(d[1]));
  EXPECT_EQ(d[1].shape(), (Shape{2}));
  EXPECT_FALSE(is_zeros(d[2]));
}

TEST(Grad, StopsWhereItIsTold) {
  Graph g;
  const Value x = g.input("x", {3});
  EXPECT_TRUE(is_zeros(grad(sum(stop_gradient(x * x)), {x})[0]));
  EXPECT_TRUE(is_zeros(grad(sum(cast(greater(x, x), Type::kReal)), {x})[0]));
  EXPECT_TRUE(is_zeros(grad(sum(one_hot(argmax(x, 0), 3)), {x})[0]));
  // To the value itself, it is one.
  const Value stopped = stop_gradient(x);
  EXPECT_FALSE(is_zeros(grad(sum(stopped), {stopped})[0]));
}

TEST(Grad, BuildsNothingForBranchesThatDoNotMatter) {
  Graph g;
  const Value x = g.input("x", {3});
  const Value w = g.input("w", {3});
  const Value y = sum(w * tanh(exp(sin(x))));
  const size_t before = g.nodes().size();
  grad(y, {w});
  size_t of_w = 0;
  for (size_t id = before; id < g.nodes().size(); ++id)
    of_w += std::string(g.node(static_cast<int>(id)).op->name) == "cos";
  EXPECT_EQ(of_w, 0u);
}

TEST(Grad, BelongsToTheLayerItDifferentiates) {
  Graph g;
  const Value x = g.input("x", {});
  Value y;
  {
    const Scope scope(g, "dense1");
    y = tanh(x);
  }
  const size_t before = g.nodes().size();
  const Value d = grad(square(y), {x})[0];
  EXPECT_EQ(d.node().scope, "dense1");
  size_t of_dense1 = 0;
  for (size_t id = before; id < g.nodes().size(); ++id) {
    const Node& node = g.node(static_cast<int>(id));
    if (node.scope == "dense1") {
      EXPECT_EQ(node.stage, Stage::kBackward);
      ++of_dense1;
    }
  }
  EXPECT_GT(of_dense1, 0u);
  EXPECT_EQ(g.stage(), Stage::kForward);
}

TEST(Grad, SumsOverTwoPathsToOneVariable) {
  Graph g;
  const Value w = g.variable("w", {}, nullptr);
  const Value again = g.variable("w", {}, nullptr);
  const std::vector<Value> d = grad(square(w) + again, {w, again});
  EXPECT_EQ(d[0], d[1]);
}

TEST(Grad, RefusesByName) {
  Graph g;
  Graph other;
  const Value x = g.input("x", {2});
  const Value y = other.input("y", {});
  EXPECT_EQ(
      usage_message([&] { grad(x, {x}); }),
      "grad: the output has shape [2]; take a sum or mean first, or give a seed of that shape");
  EXPECT_EQ(usage_message([&] { grad(x, {x}, g.constant(1)); }),
            "grad: the seed has shape [], the output [2]");
  EXPECT_EQ(usage_message([&] { grad(argmax(x, 0), {x}); }),
            "grad: the output is i64, expected real");
  EXPECT_EQ(usage_message([&] { grad(sum(x), {y}); }), "grad: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { grad(sum(x), {Value()}); }),
            "grad: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { grad(Value(), {x}); }), "grad: the output is empty");
}

// An op from outside the library, without derivatives.
const Op kOpaque{.name = "opaque",
                 .doc = "x",
                 .kind = OpKind::kKernel,
                 .arity = 1,
                 .infer = [](const Op&, const std::vector<Value>& inputs, const Attributes&) {
                   return Inferred{inputs[0].shape(), Type::kReal};
                 }};

TEST(Grad, NamesTheOpThatHasNoDerivative) {
  Graph g;
  const Value x = g.input("x", {});
  const Value w = g.input("w", {});
  Value y;
  {
    const Scope scope(g, "custom3");
    y = g.add(kOpaque, {x});
  }
  EXPECT_EQ(usage_message([&] { grad(y * 2.0, {x}); }),
            "grad: the op opaque (in custom3) has no gradient");
  EXPECT_EQ(usage_message([&] { grad(g.add(kOpaque, {x}), {x}); }),
            "grad: the op opaque (in no layer) has no gradient");
  EXPECT_EQ(usage_message([&] { jvp({y}, {x}, {x}); }),
            "jvp: the op opaque (in custom3) has no tangent");
  // Not on the way: no matter.
  EXPECT_EQ(usage_message([&] { grad(y * w, {w}); }), "no error");
  EXPECT_EQ(usage_message([&] { jvp({y * w}, {w}, {w}); }), "no error");
}

TEST(Jvp, RefusesByName) {
  Graph g;
  Graph other;
  const Value x = g.input("x", {2});
  const Value y = other.input("y", {2});
  EXPECT_TRUE(jvp({}, {x}, {x}).empty());
  EXPECT_EQ(usage_message([&] { jvp({x}, {x}, {}); }), "jvp: 0 tangents for 1 values");
  EXPECT_EQ(usage_message([&] { jvp({x}, {x}, {g.constant(1)}); }),
            "jvp: tangent 0 has shape [], its value [2]");
  EXPECT_EQ(usage_message([&] { jvp({x}, {x}, {y}); }), "jvp: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { jvp({x}, {y}, {x}); }), "jvp: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { jvp({x, y}, {x}, {x}); }), "jvp: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { jvp({Value()}, {x}, {x}); }), "jvp: the output is empty");
}

TEST(Jvp, OfTheValueItselfIsItsTangentAndZeroElsewhere) {
  Graph g;
  const Value x = g.input("x", {2});
  const Value t = g.input("t", {2});
  const Value other = g.input("other", {batch()});
  const std::vector<Value> d = jvp({x, other, stop_gradient(x)}, {x}, {t});
  EXPECT_EQ(d[0], t);
  EXPECT_TRUE(is_zeros(d[1]));
  EXPECT_EQ(d[1].shape(), other.shape());
  EXPECT_TRUE(is_zeros(d[2]));
}

}  // namespace
}  // namespace glia::graph
