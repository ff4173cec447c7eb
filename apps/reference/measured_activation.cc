// Errors of activations: values against the formula in long double, slopes against differences.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "apps/reference/measured.h"
#include "glia/base/format.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/ulp_testing.h"
#include "glia/program/op_testing.h"
#include "glia/program/program.h"

namespace glia::reference {
namespace {

using graph::Value;
using nn::Activation;

std::vector<double> evaluated(const Activation& activation, const std::vector<double>& x,
                              Real real) {
  const auto count = static_cast<int64_t>(x.size());
  graph::Graph g;
  const Value in = g.input("x", {count});
  const Value out = activation.apply(in, activation.parameter.standard) + 0.0;
  program::Program program(g, {out}, {.real = real});
  return program.run(Tensor::from({count}, x))[0].values();
}

// Numbers of every size, each exact in float.
std::vector<double> floats_of_every_size() {
  std::vector<double> x;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 100003) {
    const auto pattern = static_cast<uint32_t>(bits);
    float value = 0;
    std::memcpy(&value, &pattern, sizeof(value));
    if (std::fabs(value) >= std::numeric_limits<float>::min())
      x.push_back(static_cast<double>(value));
  }
  return x;
}

template <class T>
double worst_ulp(const Activation& activation, Real real) {
  const std::vector<double> x = floats_of_every_size();
  const std::vector<double> y = evaluated(activation, x, real);
  double worst = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const long double exact = activation.exact(x[i], activation.parameter.standard);
    worst = std::max(worst, kernels::ulp_error<T>(static_cast<T>(y[i]), exact));
  }
  return worst;
}

// The largest difference over the largest value in [-6, 6].
double value_error(const Activation& activation, Real real) {
  std::vector<double> x;
  for (int i = -768; i <= 768; ++i) x.push_back(i / 128.0);
  const std::vector<double> y = evaluated(activation, x, real);
  long double error = 0;
  long double size = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const long double exact = activation.exact(x[i], activation.parameter.standard);
    error = std::max(error, std::fabs(y[i] - exact));
    size = std::max(size, std::fabs(exact));
  }
  return static_cast<double>(error / size);
}

Slopes slopes_of(const Activation& activation) {
  const std::vector<double> x = {-4.5, -2.1, -1.3, -0.6, 0.2, 0.7, 1.9, 4.2};
  const Shape shape{static_cast<int64_t>(x.size())};
  graph::Graph g;
  const Value in = g.input("x", shape);
  const Value out = activation.apply(in, activation.parameter.standard);
  const Tensor weights = program::draw_tensor(shape, "weights");
  Slopes worst;
  see_slopes(worst, graph::sum(out * g.constant(weights)), {in}, {{"x", Tensor::from(shape, x)}});
  return worst;
}

bool is_flat(const Activation& activation) {
  graph::Graph g;
  return activation.apply(g.input("x", {1}), activation.parameter.standard).node().op->flat;
}

std::string ulp_cell(const Activation& activation) {
  const double in_float = worst_ulp<float>(activation, Real::kFloat);
  const double in_double = worst_ulp<double>(activation, Real::kDouble);
  if (in_float == 0 && in_double == 0) return "0";
  return ulp_text(in_float, in_double, activation.ulp_float, activation.ulp_double);
}

}  // namespace

Row measure_activation(const Activation& activation) {
  if (activation.exact == nullptr) {  // reads a row: an op of that name
    Row row = measure_op(*graph::find_op(activation.name));
    row.doc = activation.doc;
    return row;
  }
  Row row{std::string(activation.name),
          std::string(activation.doc),
          "formula in long double",
          error_text(value_error(activation, Real::kFloat)),
          error_text(value_error(activation, Real::kDouble)),
          Reason::kFlat,
          Reason::kFlat,
          Reason::kFlat,
          ulp_cell(activation)};
  if (is_flat(activation)) return row;
  const Slopes slopes = slopes_of(activation);
  row.gradient = error_text(slopes.gradient);
  row.tangent = error_text(slopes.tangent);
  row.second = error_text(slopes.second);
  return row;
}

}  // namespace glia::reference
