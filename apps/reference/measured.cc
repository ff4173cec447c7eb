#include "apps/reference/measured.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "glia/base/format.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/reference/elementwise.h"
#include "glia/kernels/ulp_testing.h"
#include "glia/program/gradient_check.h"
#include "glia/program/op_testing.h"

namespace glia::reference {
namespace {

using graph::Op;
using graph::OpKind;
using graph::Sample;
using graph::Value;
using program::SampleGraph;

std::vector<Sample> samples_of(const Op& op) {
  std::vector<Sample> accepted;
  for (Sample& sample : op.samples())
    if (!sample.refused) accepted.push_back(std::move(sample));
  return accepted;
}

// The largest difference over the largest size, or 0 for two that are equal.
double relative_error(const Tensor& found, const Tensor& expected) {
  double error = 0;
  double size = 0;
  for (int64_t i = 0; i < expected.count(); ++i) {
    error = std::max(error, std::fabs(found.at(i) - expected.at(i)));
    size = std::max(size, std::fabs(expected.at(i)));
  }
  return error == 0 ? 0 : error / size;
}

double value_error(const Op& op, Real real) {
  double worst = 0;
  for (const Sample& sample : samples_of(op)) {
    std::vector<Tensor> inputs = program::draw_inputs(op, sample);
    if (real == Real::kFloat)
      std::transform(inputs.begin(), inputs.end(), inputs.begin(), program::rounded_to_float);
    SampleGraph built = program::build_sample(op, sample);
    const Tensor expected =
        program::expected_output(op, sample, inputs, built.output.shape(), built.output.type());
    program::Evaluator evaluator(*built.graph, {built.output}, {.real = real});
    evaluator.set(0, inputs);
    worst = std::max(worst, relative_error(evaluator.outputs(1)[0], expected));
  }
  return worst;
}

// Whether the op has a derivative by that input.
bool moves(const Op& op, const Sample& sample, size_t input) {
  return program::type_of_input(sample, input) == Type::kReal &&
         op.underivable != static_cast<int>(input);
}

Slopes slopes_of(const Op& op) {
  Slopes worst;
  for (const Sample& sample : samples_of(op)) {
    SampleGraph built = program::build_sample(op, sample);
    const Tensor weights = program::draw_tensor(built.output.shape(), "weights");
    const Value output = graph::cast(built.output, Type::kReal);
    const Value loss = graph::sum(output * built.graph->constant(weights));
    const std::vector<Tensor> drawn = program::draw_inputs(op, sample);
    std::vector<Value> x;
    std::map<std::string, Tensor> inputs;
    for (size_t i = 0; i < drawn.size(); ++i) {
      inputs[fmt::format("x{}", i)] = drawn[i];
      if (moves(op, sample, i) && drawn[i].count() > 0) x.push_back(built.inputs[i]);
    }
    see_slopes(worst, loss, x, inputs);
  }
  return worst;
}

bool has_real_input(const Op& op) {
  for (const Sample& sample : samples_of(op))
    for (size_t i = 0; i < sample.shapes.size(); ++i)
      if (moves(op, sample, i)) return true;
  return false;
}

// Worst error in ulp over numbers of every size, by `see(x)`.
template <class T>
double worst_ulp(const std::function<T(T)>& engine,
                 const std::function<long double(long double)>& exact) {
  double worst = 0;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 1000003) {
    const auto pattern = static_cast<uint32_t>(bits);
    float x = 0;
    std::memcpy(&x, &pattern, sizeof(x));
    if (std::isnan(x) || (x != 0 && std::fabs(x) < std::numeric_limits<float>::min())) continue;
    const T at = static_cast<T>(x);
    worst = std::max(worst, kernels::ulp_error<T>(engine(at), exact(at)));
  }
  return worst;
}

template <class T>
double ulp_of(kernels::TileOp op) {
  return worst_ulp<T>(
      [op](T x) {
        T y = 0;
        const void* in[1] = {&x};
        kernels::tile_function<T>(op)(in, &y, 1, 0);
        return y;
      },
      [op](long double x) { return kernels::reference::exact_value(op, x); });
}

// In float against the formula in double, over pairs of numbers between -40 and 40: ops that round
// once, and those of two values.
double ulp_of_formula(const Op& op) {
  constexpr int64_t kNumbers = 20000;
  const int arity = kernels::info(op.tile).arity;
  std::vector<std::vector<float>> x(static_cast<size_t>(arity));
  for (size_t k = 0; k < x.size(); ++k) {
    const Tensor drawn = program::draw_tensor({kNumbers}, fmt::format("{}/{}", op.name, k));
    for (const double each : drawn.values()) x[k].push_back(static_cast<float>(40 * each));
  }
  std::vector<float> y(static_cast<size_t>(kNumbers));
  const void* in[2] = {x.front().data(), x.back().data()};
  kernels::tile_function<float>(op.tile)(in, y.data(), y.size(), 0);
  double worst = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    const double at[2] = {static_cast<double>(x.front()[i]), static_cast<double>(x.back()[i])};
    worst = std::max(worst, kernels::ulp_error<float>(y[i], op.scalar(at)));
  }
  return worst;
}

// Whether an op only moves what it is given.
bool is_exact(const Op& op) {
  return value_error(op, Real::kFloat) == 0 && value_error(op, Real::kDouble) == 0;
}

Cell ulp_cell(const Op& op) {
  if (op.kind != OpKind::kElementwise) {
    if (is_exact(op)) return std::string("0");
    return Reason::kTerms;
  }
  const kernels::TileOpInfo& about = kernels::info(op.tile);
  if (about.bool_out || about.bool_in != 0) return std::string("0");
  const kernels::UlpBound bound = kernels::ulp_bound(op.tile);
  if (about.arity > 1 || bound.single == 0)
    return fmt::format("{:.1f} of {:g}", ulp_of_formula(op), std::max(0.5, bound.single));
  return ulp_text(ulp_of<float>(op.tile), ulp_of<double>(op.tile), bound.single, bound.wide);
}

}  // namespace

std::string ulp_text(double in_float, double in_double, double float_bound, double double_bound) {
  return fmt::format("{:.1f} of {:g}, {:.1f} of {:g}", in_float, float_bound, in_double,
                     double_bound);
}

std::string error_text(double error) { return error == 0 ? "0" : fmt::format("{:.0e}", error); }

void see_slopes(Slopes& worst, Value loss, const std::vector<Value>& x,
                const std::map<std::string, Tensor>& inputs) {
  if (x.empty()) return;
  for (const program::GradientRow& row : program::check_gradient(loss, x, inputs)) {
    worst.gradient = std::max(worst.gradient, row.finite_difference);
    worst.tangent = std::max(worst.tangent, row.forward_difference);
  }
  const std::vector<Value> first = graph::grad(loss, x);
  Value along;
  for (size_t i = 0; i < x.size(); ++i) {
    const Tensor direction = program::draw_tensor(first[i].shape(), fmt::format("direction {}", i));
    const Value part = graph::sum(first[i] * loss.graph().constant(direction));
    along = along ? along + part : part;
  }
  for (const program::GradientRow& row : program::check_gradient(along, x, inputs))
    worst.second = std::max(worst.second, row.finite_difference);
}

Row measure_op(const Op& op) {
  Row row{op.name,        op.doc,         "",
          Reason::kGiven, Reason::kGiven, Reason::kGiven,
          Reason::kGiven, Reason::kGiven, Reason::kGiven};
  if (op.kind == OpKind::kLeaf) return row;
  row.reference = op.scalar != nullptr ? "formula in double" : "plain loop in double";
  row.in_float = error_text(value_error(op, Real::kFloat));
  row.in_double = error_text(value_error(op, Real::kDouble));
  row.ulp = ulp_cell(op);
  if (op.flat || !has_real_input(op)) {
    const Reason reason = has_real_input(op) ? Reason::kFlat : Reason::kDiscrete;
    row.gradient = row.tangent = row.second = reason;
    return row;
  }
  const Slopes slopes = slopes_of(op);
  row.gradient = error_text(slopes.gradient);
  row.tangent = error_text(slopes.tangent);
  row.second = error_text(slopes.second);
  return row;
}

}  // namespace glia::reference
