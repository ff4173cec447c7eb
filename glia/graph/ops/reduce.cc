#include "glia/graph/ops/reduce.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/op_internal.h"
#include "glia/kernels/reduce.h"

// attributes.axes = {first, last}: the run of neighbouring axes that a node reduces.
namespace glia::graph {
namespace {

struct Run {
  int64_t outer = 1, reduce = 1, inner = 1;
};

Run run_of(const KernelCall& call) {
  Run run;
  const Array& in = call.inputs[0];
  for (int i = 0; i < in.rank; ++i) {
    int64_t& part = i < call.attributes->axes[0]    ? run.outer
                    : i <= call.attributes->axes[1] ? run.reduce
                                                    : run.inner;
    part *= in.extent[i];
  }
  return run;
}

// A symbol may turn out to be 0 when a program runs.
Run extreme_run_of(const char* what, const KernelCall& call) {
  const Run run = run_of(call);
  if (run.reduce == 0 && run.outer * run.inner > 0) {
    fail(ErrorKind::kUsage, say("{}: axis {} has size 0 in this run; nothing has no largest", what,
                                call.attributes->axes[0]));
  }
  return run;
}

Shape without(const Shape& shape, const std::vector<int64_t>& axes) {
  Shape result;
  for (int i = 0; i < shape.rank(); ++i)
    if (i < axes[0] || i > axes[1]) result.push_back(shape[i]);
  return result;
}

Shape with_ones(const Shape& shape, const std::vector<int64_t>& axes) {
  Shape result = shape;
  for (int64_t i = axes[0]; i <= axes[1]; ++i) result[static_cast<int>(i)] = 1;
  return result;
}

void expect_real_input(const Op& op, Value x) {
  if (x.type() != Type::kReal) {
    fail(ErrorKind::kUsage,
         say("{}: input 0 is {}, expected real; cast it first", op.name, type_name(x.type())));
  }
}

Inferred infer_reduce(const Op& op, const std::vector<Value>& inputs,
                      const Attributes& attributes) {
  expect_real_input(op, inputs[0]);
  const Shape& shape = inputs[0].shape();
  const std::vector<int64_t>& axes = attributes.axes;
  if (axes.size() != 2 || axes[0] < 0 || axes[1] < axes[0] || axes[1] >= shape.rank()) {
    fail(ErrorKind::kUsage, say("{}: axes [{}] are no run of the axes of {}", op.name,
                                fmt::join(axes, ", "), shape.to_string()));
  }
  return {without(shape, axes), Type::kReal};
}

Inferred infer_extreme(const Op& op, const std::vector<Value>& inputs,
                       const Attributes& attributes) {
  Inferred inferred = infer_reduce(op, inputs, attributes);
  if (inputs[0].shape()[static_cast<int>(attributes.axes[0])].is(0)) {
    fail(ErrorKind::kUsage, say("{}: axis {} of {} is empty; nothing has no largest", op.name,
                                attributes.axes[0], inputs[0].shape().to_string()));
  }
  if (std::string_view(op.name) == "argmax") inferred.type = Type::kI64;
  return inferred;
}

// The input seen from the result: result element i gathers these input positions.
template <class Visit>
void visit_reduced(const Attributes& attributes, const Shape& shape, const Visit& visit) {
  int64_t outer = 1, reduce = 1, inner = 1;
  for (int i = 0; i < shape.rank(); ++i)
    (i < attributes.axes[0] ? outer : i <= attributes.axes[1] ? reduce : inner) *= shape[i].size();
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t r = 0; r < reduce; ++r)
      for (int64_t i = 0; i < inner; ++i) visit(o * inner + i, r, (o * reduce + r) * inner + i);
}

// --- sum

template <class T>
void sum_kernel(const KernelCall& call) {
  const Run run = run_of(call);
  kernels::sum<T>(static_cast<const T*>(call.inputs[0].data), run.outer, run.reduce, run.inner,
                  static_cast<T*>(call.output.data), call.scratch, *call.pool);
}

size_t sum_scratch(const KernelCall& call, Real, int) {
  const Run run = run_of(call);
  return kernels::reduce_scratch_bytes(run.outer, run.reduce, run.inner);
}

Tensor sum_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                     Tensor output) {
  visit_reduced(attributes, inputs[0].shape(), [&](int64_t to, int64_t, int64_t from) {
    output.set(to, output.at(to) + inputs[0].at(from));
  });
  return output;
}

std::vector<Sample> reduced(bool empty_allowed) {
  const auto run = [](int64_t first, int64_t last) { return Attributes{.axes = {first, last}}; };
  std::vector<Sample> samples = {{.shapes = {{5}}, .attributes = run(0, 0)},
                                 {.shapes = {{3, 17}}, .attributes = run(1, 1)},
                                 {.shapes = {{4, 19}}, .attributes = run(0, 0)},
                                 {.shapes = {{2, 5, 3}}, .attributes = run(1, 1)},
                                 {.shapes = {{1, 1}}, .attributes = run(1, 1)},
                                 {.shapes = {{0, 3}}, .attributes = run(1, 1)},
                                 {.shapes = {{2, 3}},
                                  .attributes = run(2, 2),
                                  .refused = true,
                                  .message = "no run of the axes of [2, 3]"},
                                 {.shapes = {{2}},
                                  .attributes = run(0, 0),
                                  .types = {Type::kI64},
                                  .refused = true,
                                  .message = "input 0 is i64"}};
  if (empty_allowed) {
    samples.push_back({.shapes = {{0, 3}}, .attributes = run(0, 0)});
    samples.push_back({.shapes = {{2, 3, 4}}, .attributes = run(0, 2)});
    samples.push_back({.shapes = {{3, 700}}, .attributes = run(0, 1)});
  } else {
    samples.push_back(
        {.shapes = {{0, 3}}, .attributes = run(0, 0), .refused = true, .message = "is empty"});
  }
  return samples;
}

const Op kSum{.name = "sum",
              .doc = "Sum over the axes attributes.axes[0]..axes[1], added in double.",
              .kind = OpKind::kKernel,
              .arity = 1,
              .infer = infer_reduce,
              .kernel_float = sum_kernel<float>,
              .kernel_double = sum_kernel<double>,
              .scratch = sum_scratch,
              .reference = sum_reference,
              .gradient = [](Value y, Value g) -> std::vector<Value> {
                const Shape& shape = input_of(y).shape();
                const Shape kept = with_ones(shape, y.node().attributes.axes);
                return {broadcast_to(reshape(g, kept), shape)};
              },
              .tangent =
                  [](Value y, const std::vector<Value>& t) {
                    return t[0] ? t[0].graph().add(*y.node().op, {t[0]}, y.node().attributes)
                                : Value();
                  },
              .samples = [] { return reduced(true); }};

// --- max

template <class T>
void max_kernel(const KernelCall& call) {
  const Run run = extreme_run_of("max", call);
  kernels::max<T>(static_cast<const T*>(call.inputs[0].data), run.outer, run.reduce, run.inner,
                  static_cast<T*>(call.output.data), *call.pool);
}

Tensor max_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                     Tensor output) {
  visit_reduced(attributes, inputs[0].shape(), [&](int64_t to, int64_t r, int64_t from) {
    const double x = inputs[0].at(from);
    if (r == 0 || x > output.at(to) || std::isnan(x)) output.set(to, x);
  });
  return output;
}

// 1/(number of ties) where x is the largest, else 0.
Value max_share(Value y) {
  const Value x = input_of(y);
  const std::vector<int64_t>& axes = y.node().attributes.axes;
  const Value kept = broadcast_to(reshape(y, with_ones(x.shape(), axes)), x.shape());
  const Value hit = cast(equal(x, kept), Type::kReal);
  const Value ties = x.graph().add(kSum, {hit}, y.node().attributes);
  return hit / broadcast_to(reshape(ties, with_ones(x.shape(), axes)), x.shape());
}

const Op kMax{.name = "max",
              .doc = "Largest over axis attributes.axes[0] (= axes[1]); ties share the derivative.",
              .kind = OpKind::kKernel,
              .arity = 1,
              .infer = infer_extreme,
              .kernel_float = max_kernel<float>,
              .kernel_double = max_kernel<double>,
              .reference = max_reference,
              .gradient = [](Value y, Value g) -> std::vector<Value> {
                const Shape& shape = input_of(y).shape();
                const Shape kept = with_ones(shape, y.node().attributes.axes);
                return {max_share(y) * broadcast_to(reshape(g, kept), shape)};
              },
              .tangent =
                  [](Value y, const std::vector<Value>& t) {
                    if (!t[0]) return Value();
                    return y.graph().add(kSum, {max_share(y) * t[0]}, y.node().attributes);
                  },
              .samples = [] { return reduced(false); }};

// --- argmax

template <class T>
void argmax_kernel(const KernelCall& call) {
  const Run run = extreme_run_of("argmax", call);
  kernels::argmax<T>(static_cast<const T*>(call.inputs[0].data), run.outer, run.reduce, run.inner,
                     static_cast<int64_t*>(call.output.data), *call.pool);
}

Tensor argmax_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                        Tensor output) {
  std::vector<double> best(static_cast<size_t>(output.count()));
  visit_reduced(attributes, inputs[0].shape(), [&](int64_t to, int64_t r, int64_t from) {
    const double x = inputs[0].at(from);
    if (r == 0 || x > best[static_cast<size_t>(to)]) {
      best[static_cast<size_t>(to)] = x;
      output.set(to, static_cast<double>(r));
    }
  });
  return output;
}

const Op kArgmax{.name = "argmax",
                 .doc = "Index of the largest over axis attributes.axes[0], i64; derivative 0.",
                 .kind = OpKind::kKernel,
                 .arity = 1,
                 .infer = infer_extreme,
                 .kernel_float = argmax_kernel<float>,
                 .kernel_double = argmax_kernel<double>,
                 .reference = argmax_reference,
                 .flat = true,
                 .samples = [] { return reduced(false); }};

const Op* const kFamily[] = {&kSum, &kMax, &kArgmax};

std::vector<int> sorted_axes(const char* what, const std::vector<int>& axes, int rank) {
  std::vector<int> result;
  result.reserve(axes.size());
  for (const int axis : axes) result.push_back(normalize_axis(what, axis, rank));
  if (axes.empty())
    for (int i = 0; i < rank; ++i) result.push_back(i);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace

Value sum(Value x, std::vector<int> axes, bool keep) {
  const Shape from = x.shape();
  axes = sorted_axes("sum", axes, from.rank());
  // Runs of neighbours, from the last, so that earlier axes keep their places.
  for (size_t end = axes.size(); end > 0;) {
    size_t begin = end - 1;
    while (begin > 0 && axes[begin - 1] == axes[begin] - 1) --begin;
    x = x.graph().add(kSum, {x}, {.axes = {axes[begin], axes[end - 1]}});
    end = begin;
  }
  if (!keep) return x;
  Shape kept = from;
  for (const int axis : axes) kept[axis] = 1;
  return reshape(x, kept);
}

Value mean(Value x, const std::vector<int>& axes, bool keep) {
  const std::vector<int> over = sorted_axes("mean", axes, x.shape().rank());
  Value result = sum(x, over, keep);
  for (const int axis : over) {
    if (!x.shape()[axis].is(1)) result = result / cast(size(x, axis), Type::kReal);
  }
  return result;
}

Value max(Value x, int axis, bool keep) {
  const int at = normalize_axis("max", axis, x.shape().rank());
  const Value y = x.graph().add(kMax, {x}, {.axes = {at, at}});
  if (!keep) return y;
  return reshape(y, with_ones(x.shape(), {at, at}));
}

Value argmax(Value x, int axis) {
  const int at = normalize_axis("argmax", axis, x.shape().rank());
  return x.graph().add(kArgmax, {x}, {.axes = {at, at}});
}

std::span<const Op* const> reduce_ops() { return kFamily; }

}  // namespace glia::graph
