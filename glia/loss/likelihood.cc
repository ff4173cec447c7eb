#include "glia/loss/likelihood.h"

#include <cmath>
#include <numbers>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

// Halves multiplied until one number is left: no division, so factors of 0 have slopes too.
Value product(Value factors) {
  int64_t count = factors.shape().count();
  if (count == 0) return factors.graph().constant(1);
  Value left = graph::reshape(factors, Shape{count});
  Value odd;
  while (count > 1) {
    const int64_t half = count / 2;
    if (count % 2 == 1) {
      const Value last = graph::reshape(graph::slice(left, 0, count - 1, count), Shape{});
      odd = odd ? odd * last : last;
    }
    const Value low = graph::slice(left, 0, 0, half);
    const Value high = graph::slice(left, 0, half, 2 * half);
    left = low * high;
    count = half;
  }
  const Value result = graph::reshape(left, Shape{});
  return odd ? result * odd : result;
}

}  // namespace

Value gaussian_nll(Value mean, Value variance, Value target, const GaussianOptions& options) {
  expect_same_shape("gaussian_nll", mean, target);
  expect_same_shape("gaussian_nll", variance, target);
  expect_above_zero("gaussian_nll", "least", options.least);
  const Value v = graph::maximum(variance, mean.graph().constant(options.least));
  const Value spread = graph::log(v);
  const Value distance = graph::square(mean - target) / v;
  const Value loss = graph::mean(spread + distance) * 0.5;
  return options.full ? loss + 0.5 * std::log(2 * std::numbers::pi) : loss;
}

Value kl_divergence(Value log_probabilities, Value target) {
  expect_same_shape("kl_divergence", log_probabilities, target);
  if (target.shape().rank() < 1)
    fail(ErrorKind::kUsage, "kl_divergence: expected rows, found a scalar");
  const Value least = target.graph().constant(kLeastProbability);
  const Value log_target = graph::log(graph::maximum(target, least));
  const Value total = graph::sum(target * (log_target - log_probabilities));
  return total / graph::cast(graph::size(target, 0), Type::kReal);
}

Value likelihood(Value probabilities, Value outcomes) {
  expect_same_shape("likelihood", probabilities, outcomes);
  const Value yes = graph::pow(probabilities, outcomes);
  const Value no = graph::pow(1.0 - probabilities, 1.0 - outcomes);
  return product(yes * no);
}

}  // namespace glia::loss
