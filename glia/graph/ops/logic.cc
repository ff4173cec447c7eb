// Comparisons, boolean algebra and the choice between two values.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/elementwise_internal.h"
#include "glia/graph/ops/families.h"

namespace glia::graph {
namespace {

using kernels::TileOp;

std::vector<Sample> compared() {
  return {{{{}, {}}},
          {{{3}, {3}}},
          {{{2, 17}, {17}}},
          {{{0}, {1}}},
          {{{1, 1}, {1, 1}}},
          {.shapes = {{2}, {3}}, .refused = true, .message = "do not broadcast"},
          {.shapes = {{2}, {2}},
           .types = {Type::kBool, Type::kReal},
           .refused = true,
           .message = "input 0 is bool"}};
}

std::vector<Sample> booleans() {
  const std::vector<Type> types = {Type::kBool, Type::kBool};
  return {{.shapes = {{}, {}}, .types = types},
          {.shapes = {{5, 7}, {7}}, .types = types},
          {.shapes = {{0}, {1}}, .types = types},
          {.shapes = {{2}, {2}}, .refused = true, .message = "input 0 is real"}};
}

std::vector<Sample> one_boolean() {
  return {{.shapes = {{}}, .types = {Type::kBool}},
          {.shapes = {{3, 11}}, .types = {Type::kBool}},
          {.shapes = {{0}}, .types = {Type::kBool}},
          {.shapes = {{1, 1}}, .types = {Type::kBool}},
          {.shapes = {{2}}, .refused = true, .message = "input 0 is real"}};
}

std::vector<Sample> choices() {
  const std::vector<Type> types = {Type::kBool, Type::kReal, Type::kReal};
  return {
      {.shapes = {{}, {}, {}}, .types = types},
      {.shapes = {{3, 17}, {17}, {3, 1}}, .types = types},
      {.shapes = {{0}, {1}, {1}}, .types = types},
      {.shapes = {{1, 1}, {1, 1}, {1, 1}}, .types = types},
      {.shapes = {{2}, {2}, {3}}, .types = types, .refused = true, .message = "do not broadcast"},
      {.shapes = {{2}, {2}, {2}}, .refused = true, .message = "input 0 is real"}};
}

Op comparison(const char* name, const char* doc, TileOp tile, Scalar scalar) {
  return elementwise(name, doc, tile, scalar, nullptr, compared, {});
}

const Op kLess = comparison("less", "a < b", TileOp::kLess,
                            [](const double* x) { return x[0] < x[1] ? 1.0 : 0.0; });
const Op kLessEqual = comparison("less_equal", "a <= b", TileOp::kLessEqual,
                                 [](const double* x) { return x[0] <= x[1] ? 1.0 : 0.0; });
const Op kGreater = comparison("greater", "a > b", TileOp::kGreater,
                               [](const double* x) { return x[0] > x[1] ? 1.0 : 0.0; });
const Op kGreaterEqual = comparison("greater_equal", "a >= b", TileOp::kGreaterEqual,
                                    [](const double* x) { return x[0] >= x[1] ? 1.0 : 0.0; });
const Op kEqual = comparison("equal", "a = b", TileOp::kEqual,
                             [](const double* x) { return x[0] == x[1] ? 1.0 : 0.0; });
const Op kNotEqual = comparison("not_equal", "a != b", TileOp::kNotEqual,
                                [](const double* x) { return x[0] != x[1] ? 1.0 : 0.0; });

const Op kAnd = elementwise("and", "both", TileOp::kAnd,
                            [](const double* x) { return x[0] != 0 && x[1] != 0 ? 1.0 : 0.0; },
                            nullptr, booleans, {});
const Op kOr = elementwise("or", "either", TileOp::kOr,
                           [](const double* x) { return x[0] != 0 || x[1] != 0 ? 1.0 : 0.0; },
                           nullptr, booleans, {});
const Op kNot =
    elementwise("not", "not", TileOp::kNot, [](const double* x) { return x[0] != 0 ? 0.0 : 1.0; },
                nullptr, one_boolean, {});

const Op kSelect = elementwise(
    "select", "c ? a : b; the derivative goes to the chosen one", TileOp::kSelect,
    [](const double* x) { return x[0] != 0 ? x[1] : x[2]; },
    [](Value y, int i, Value g) {
      if (i == 0) return Value();
      const Value zero = y.graph().constant(0);
      const Value condition = input_of(y, 0);
      return i == 1 ? select(condition, g, zero) : select(condition, zero, g);
    },
    choices, {});

const Op* const kFamily[] = {&kLess,     &kLessEqual, &kGreater, &kGreaterEqual, &kEqual,
                             &kNotEqual, &kAnd,       &kOr,      &kNot,          &kSelect};

Value binary(const Op& op, Value a, Value b) { return a.graph().add(op, {a, b}); }

}  // namespace

Value less(Value a, Value b) { return binary(kLess, a, b); }
Value less_equal(Value a, Value b) { return binary(kLessEqual, a, b); }
Value greater(Value a, Value b) { return binary(kGreater, a, b); }
Value greater_equal(Value a, Value b) { return binary(kGreaterEqual, a, b); }
Value equal(Value a, Value b) { return binary(kEqual, a, b); }
Value not_equal(Value a, Value b) { return binary(kNotEqual, a, b); }
Value logical_and(Value a, Value b) { return binary(kAnd, a, b); }
Value logical_or(Value a, Value b) { return binary(kOr, a, b); }
Value logical_not(Value a) { return a.graph().add(kNot, {a}); }
Value select(Value condition, Value a, Value b) {
  return a.graph().add(kSelect, {condition, a, b});
}

std::span<const Op* const> logic_ops() { return kFamily; }

}  // namespace glia::graph
