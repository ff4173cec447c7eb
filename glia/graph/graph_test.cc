// Building graphs: names, variables, assignments, shape rules and what is refused, word for word.
#include "glia/graph/graph.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "glia/base/error_testing.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"

namespace glia::graph {
namespace {

TEST(Graph, StartsEmpty) {
  Graph g;
  EXPECT_TRUE(g.nodes().empty());
  EXPECT_FALSE(g.find_input("x"));
  EXPECT_FALSE(g.find_variable("w"));
  EXPECT_FALSE(Value());
}

TEST(Graph, KeepsInputsInOrderUnderUniqueNames) {
  Graph g;
  const Value x = g.input("x", {batch(), 3});
  const Value y = g.input("y", {batch()}, Type::kI64);
  EXPECT_EQ(g.inputs(), (std::vector<int>{x.id(), y.id()}));
  EXPECT_EQ(g.find_input("y"), y);
  EXPECT_EQ(g.input_name(y.id()), "y");
  EXPECT_EQ(y.type(), Type::kI64);
  EXPECT_EQ(usage_message([&] { g.input("x", {}); }), "input: the name x is taken");
}

TEST(Graph, TiesVariablesOfOneName) {
  Graph g;
  const Value w = g.variable("dense1.weight", {3, 2}, nullptr);
  EXPECT_EQ(g.variable("dense1.weight", {3, 2}, nullptr), w);
  EXPECT_EQ(g.find_variable("dense1.weight"), w);
  EXPECT_EQ(g.variables().size(), 1u);
  EXPECT_EQ(usage_message([&] {
              g.variable("dense1.weight", {2, 3}, nullptr);
            }),
            "variable dense1.weight: asked for with shape [2, 3], but it has [3, 2]");
  EXPECT_EQ(usage_message([&] { g.variable("b", {batch()}, nullptr); }),
            "variable b: shape [batch] must be all numbers");
  const int64_t big = int64_t{1} << 40;
  EXPECT_EQ(usage_message([&] {
              g.variable("c", {big, big}, nullptr);
            }),
            "shape [1099511627776, 1099511627776] has more than 2^62 elements");
  EXPECT_EQ(g.variables().size(), 1u);
}

TEST(Graph, SharesConstantsButNotSignedZerosOrNaN) {
  Graph g;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(g.constant(2), g.constant(2));
  EXPECT_FALSE(g.constant(2) == g.constant(3));
  const Value minus_zero = g.constant(-0.0);
  const Value zero = g.constant(0.0);
  EXPECT_FALSE(zero == minus_zero);
  EXPECT_EQ(g.constant(0.0), zero);
  EXPECT_TRUE(std::signbit(g.constant(-0.0).node().attributes.number));
  const Value not_a_number = g.constant(nan);
  EXPECT_FALSE(g.constant(nan) == not_a_number);
  EXPECT_TRUE(std::isnan(g.constant(nan).node().attributes.number));
  EXPECT_EQ(g.constant(Tensor({3}, Type::kI64)).type(), Type::kI64);
}

TEST(Graph, AssignsAVariableOnceAndOnlyWhatFits) {
  Graph g;
  Graph other;
  const Value w = g.variable("w", {2}, nullptr);
  const Value x = g.input("x", {3});
  EXPECT_EQ(usage_message([&] { g.assign(x, x); }),
            "assign: expected a variable, found a value made by input");
  EXPECT_EQ(usage_message([&] { g.assign(w, x); }),
            "assign: variable w is real [2], but the new value is real [3]");
  EXPECT_EQ(usage_message([&] { g.assign(w, greater(w, w)); }),
            "assign: variable w is real [2], but the new value is bool [2]");
  EXPECT_EQ(usage_message([&] { g.assign(w, other.input("y", {2})); }),
            "assign: a value belongs to another graph");
  EXPECT_EQ(usage_message([&] { g.assign(w, Value()); }), "assign: a value is empty");
  EXPECT_TRUE(g.assignments().empty());
  g.assign(w, w + 1.0);
  EXPECT_EQ(usage_message([&] { g.assign(w, w + 2.0); }),
            "assign: variable w is assigned twice in one step");
  EXPECT_EQ(g.assignments().size(), 1u);
}

TEST(Graph, RefusesStrayValuesAndShapesNoArrayCanHave) {
  Graph g;
  Graph other;
  const Value x = g.input("x", {2});
  EXPECT_EQ(usage_message([&] { (void)(x + other.constant(1)); }),
            "add: an input belongs to another graph");
  EXPECT_EQ(usage_message([&] { (void)(x + Value()); }), "add: an input is empty");
  EXPECT_EQ(usage_message([&] {
              broadcast_to(x, {1, 1, 1, 1, 1, 1, 2});
            }),
            "broadcast_to: shape [1, 1, 1, 1, 1, 1, 2] has more than 6 dimensions");
  EXPECT_EQ(usage_message([&] {
              g.input("y", {-1, 3});
            }),
            "input: shape [-1, 3] has a negative size");
}

TEST(Graph, ScopesNest) {
  Graph g;
  {
    const Scope outer(g, "dense1");
    {
      const Scope inner(g, "adam", Stage::kUpdate);
      EXPECT_EQ(g.input("a", {}).node().scope, "adam");
      EXPECT_EQ(g.find_input("a").node().stage, Stage::kUpdate);
    }
    EXPECT_EQ(g.input("b", {}).node().scope, "dense1");
    EXPECT_EQ(g.find_input("b").node().stage, Stage::kForward);
  }
  EXPECT_EQ(g.scope(), "");
}

TEST(Graph, AddsNoNodeForNothing) {
  Graph g;
  const Value x = g.input("x", {2, 3});
  EXPECT_EQ(reshape(x, {2, 3}), x);
  EXPECT_EQ(broadcast_to(x, {2, 3}), x);
  EXPECT_EQ(cast(x, Type::kReal), x);
  EXPECT_EQ(sum_to(x, {2, 3}), x);
  EXPECT_EQ(g.nodes().size(), 1u);
}

// --- shape rules

TEST(Shapes, KeepTheirSymbols) {
  Graph g;
  const Value x = g.input("x", {batch(), 784});
  const Value w = g.variable("w", {784, 10}, nullptr);
  const Value b = g.variable("b", {10}, nullptr);
  const Value h = matmul(x, w) + b;
  EXPECT_EQ(h.shape(), (Shape{batch(), 10}));
  EXPECT_EQ(transpose(h).shape(), (Shape{10, batch()}));
  EXPECT_EQ(matmul(transpose(x), h).shape(), (Shape{784, 10}));
  EXPECT_EQ(reshape(x, {batch(), 28, 28}).shape(), (Shape{batch(), 28, 28}));
  EXPECT_EQ(softmax(h).shape(), h.shape());
  EXPECT_EQ(sum(h, {0}).shape(), (Shape{10}));
  EXPECT_EQ(sum(h, {0}, true).shape(), (Shape{1, 10}));
  EXPECT_EQ(mean(h).shape(), (Shape{}));
  EXPECT_EQ(max(h, -1).shape(), (Shape{batch()}));
  EXPECT_EQ(max(h, -1, true).shape(), (Shape{batch(), 1}));
  EXPECT_EQ(argmax(h, -1).type(), Type::kI64);
  EXPECT_EQ(one_hot(argmax(h, -1), 10).shape(), h.shape());
  EXPECT_EQ(concat({h, x}, 1).shape(), (Shape{batch(), 794}));
  EXPECT_EQ(slice(x, -1, 10, 20).shape(), h.shape());
  EXPECT_EQ(pad(h, 1, 1, 2).shape(), (Shape{batch(), 13}));
  EXPECT_EQ(gather(w, argmax(x, 1)).shape(), h.shape());
  EXPECT_EQ(sum_to(h, {10}).shape(), (Shape{10}));
  EXPECT_EQ(size(x, 0).type(), Type::kI64);
}

TEST(Shapes, OfReductionsOverSeparateRuns) {
  Graph g;
  const Value x = g.input("x", {2, 3, 4, 5});
  EXPECT_EQ(sum(x, {0, 2}).shape(), (Shape{3, 5}));
  EXPECT_EQ(sum(x, {-1, 1}, true).shape(), (Shape{2, 1, 4, 1}));
  EXPECT_EQ(sum(x, {3, 3}).shape(), (Shape{2, 3, 4}));
  EXPECT_EQ(sum(x).shape(), (Shape{}));
  EXPECT_EQ(sum(x, {}, true).shape(), (Shape{1, 1, 1, 1}));
  EXPECT_EQ(mean(x, {1, 2}).shape(), (Shape{2, 5}));
}

// --- refusals, word for word

TEST(Refusals, SayWhatWasGivenAndWhatWouldFit) {
  Graph g;
  const Value x = g.input("x", {32, 784});
  const Value w = g.input("w", {10, 784});
  const Value v = g.input("v", {3});
  const Value rows = g.input("rows", {batch(), 4});
  const Value labels = g.input("labels", {batch()}, Type::kI64);
  const Value scalar = g.constant(1);
  const Value mask = greater(v, v);
  struct Row {
    std::function<void()> build;
    std::string message;
  };
  const Row table[] = {
      {[&] { matmul(x, w); },
       "matmul: inner sizes differ: a is [32, 784], b is [10, 784]; did you mean transpose(b)?"},
      {[&] { matmul(w, x); },
       "matmul: inner sizes differ: a is [10, 784], b is [32, 784]; did you mean transpose(b)?"},
      {[&] { matmul(x, rows); }, "matmul: inner sizes differ: a is [32, 784], b is [batch, 4]"},
      {[&] { matmul(x, v); }, "matmul: expected two matrices, found a [32, 784] and b [3]"},
      {[&] { matmul(x, cast(w, Type::kI64)); }, "matmul: expected real values, found i64"},
      {[&] { (void)(v + x); },
       "add: shapes [3] and [32, 784] do not broadcast: 3 against 784 in dimension 1 from the "
       "right; sizes must be equal or 1"},
      {[&] { (void)(rows * x); },
       "mul: shapes [batch, 4] and [32, 784] do not broadcast: 4 against 784 in dimension 1 from "
       "the right; sizes must be equal or 1"},
      {[&] { exp(labels); }, "exp: input 0 is i64, expected real; cast it first"},
      {[&] { logical_and(v, mask); }, "and: input 0 is real, expected bool; compare first"},
      {[&] { select(mask, v, mask); }, "select: input 2 is bool, expected real; cast it first"},
      {[&] { reshape(x, {100}); },
       "reshape: [32, 784] and [100] hold different numbers of elements"},
      {[&] { reshape(rows, {4}); },
       "reshape: [batch, 4] and [4] hold different numbers of elements"},
      {[&] { transpose(x, {0}); }, "transpose: axes [0] are no permutation of 0..1"},
      {[&] {
         transpose(x, {1, 2});
       },
       "transpose: axes [1, 2] are no permutation of 0..1"},
      {[&] { broadcast_to(x, {784}); }, "broadcast_to: [32, 784] does not broadcast to [784]"},
      {[&] { broadcast_to(v, {1}); }, "broadcast_to: [3] does not broadcast to [1]"},
      {[&] { slice(v, 0, 2, 4); }, "slice: [2, 4) is outside axis 0 of [3]"},
      {[&] { slice(v, 0, 2, 1); }, "slice: [2, 1) is outside axis 0 of [3]"},
      {[&] { slice(v, 0, -1, 1); }, "slice: [-1, 1) is outside axis 0 of [3]"},
      {[&] { slice(rows, 0, 0, 1); }, "slice: [0, 1) is outside axis 0 of [batch, 4]"},
      {[&] { slice(v, 1, 0, 1); }, "slice: axis 1 is outside a value of rank 1; expected -1 to 0"},
      {[&] { sum(labels); }, "sum: input 0 is i64, expected real; cast it first"},
      {[&] { sum(x, {2}); }, "sum: axis 2 is outside a value of rank 2; expected -2 to 1"},
      {[&] { mean(x, {-3}); }, "mean: axis -3 is outside a value of rank 2; expected -2 to 1"},
      {[&] {
         max(g.input("none", {0, 2}), 0);
       },
       "max: axis 0 of [0, 2] is empty; nothing has no largest"},
      {[&] { argmax(scalar, 0); }, "argmax: axis 0 is outside a value of rank 0; it has no axes"},
      {[&] { softmax(scalar); }, "softmax: expected real rows of rank 1 or more, found real []"},
      {[&] { log_softmax(labels); },
       "log_softmax: expected real rows of rank 1 or more, found i64 [batch]"},
      {[&] { gather(x, v); }, "gather: expected an i64 index, found real"},
      {[&] { gather(scalar, labels); }, "gather: the table is a scalar, expected rows"},
      {[&] { gather(mask, labels); }, "gather: expected real, found bool"},
      {[&] {
         scatter_add(x, labels, {5, 784});
       },
       "scatter_add: updates [32, 784] with index [batch] do not fit rows of [5, 784]"},
      {[&] { scatter_add(rows, labels, {}); },
       "scatter_add: updates [batch, 4] with index [batch] do not fit rows of []"},
      {[&] { one_hot(labels, 0); },
       "one_hot: expected an i64 index and at least one class, found i64 and 0"},
      {[&] { pad(rows, 0, 1, 1); },
       "pad: 1 zeros before and 1 after do not fit axis 0 of [batch, 4]"},
      {[&] { pad(v, 0, -1, 0); }, "pad: -1 zeros before and 0 after do not fit axis 0 of [3]"},
      {[&] { concat({}, 0); }, "concat: nothing to join"},
      {[&] {
         concat({x, w}, 1);
       },
       "concat: [32, 784] and [10, 784] differ beside axis 1"},
      {[&] {
         concat({rows, rows}, 0);
       },
       "concat: [batch, 4] and [batch, 4] can't be joined along axis 0: its sizes must be numbers"},
      {[&] { dropout(v, v, "d"); },
       "dropout: expected real values, a real scalar rate, and i64 scalars seed and step"},
      {[&] { size(v, 1); }, "size: axis 1 is outside a value of rank 1; expected -1 to 0"},
  };
  for (const Row& row : table) EXPECT_EQ(usage_message(row.build), row.message);
}

}  // namespace
}  // namespace glia::graph
