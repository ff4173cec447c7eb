#include "glia/optim/lbfgs.h"

#include <algorithm>
#include <cmath>

namespace glia::optim {
namespace {

// A product of step and change that is no larger says nothing of the curvature.
constexpr double kLeastCurvature = 1e-10;

// Takes in the last move, which ended at a place with this gradient.
void remember(LbfgsState& state, const Vector& gradient, const LbfgsOptions& options) {
  LbfgsState::Pair pair{state.direction, gradient};
  for (size_t k = 0; k < gradient.size(); ++k) {
    pair.step[k] *= state.length;
    pair.change[k] -= state.gradient[k];
  }
  const double curvature = dot(pair.change, pair.step);
  if (!(curvature > kLeastCurvature)) return;
  if (state.pairs.size() == static_cast<size_t>(options.history))
    state.pairs.erase(state.pairs.begin());
  state.scale = curvature / dot(pair.change, pair.change);
  state.pairs.push_back(std::move(pair));
}

// -H gradient, with H the inverse Hessian that the pairs give: the two loops.
Vector direction_of(const LbfgsState& state, const Vector& gradient) {
  const size_t count = state.pairs.size();
  Vector d = gradient;
  for (double& x : d) x = -x;
  const auto add = [&](double share, const Vector& v) {
    for (size_t k = 0; k < d.size(); ++k) d[k] += share * v[k];
  };
  Vector weights(count), inverses(count);
  for (size_t i = count; i-- > 0;) {
    const LbfgsState::Pair& pair = state.pairs[i];
    inverses[i] = 1 / dot(pair.change, pair.step);
    weights[i] = dot(pair.step, d) * inverses[i];
    add(-weights[i], pair.change);
  }
  for (double& x : d) x *= state.scale;
  for (size_t i = 0; i < count; ++i) {
    const double back = dot(state.pairs[i].change, d) * inverses[i];
    add(weights[i] - back, state.pairs[i].step);
  }
  return d;
}

double sum_of_sizes(const Vector& v) {
  double sum = 0;
  for (const double x : v) sum += std::abs(x);
  return sum;
}

}  // namespace

double lbfgs_step(Objective objective, std::span<double> x, const LbfgsOptions& options,
                  LbfgsState& state) {
  LinePoint here{.t = 0, .value = 0, .slope = 0, .gradient = Vector(x.size())};
  here.value = objective(x, here.gradient);
  const double first_value = here.value;
  int evaluations = 1;
  if (!std::isfinite(here.value) || largest(here.gradient) <= options.flat) return first_value;
  for (int i = 1;; ++i) {
    double first = options.rate;
    if (state.begun) {
      remember(state, here.gradient, options);
      state.direction = direction_of(state, here.gradient);
    } else {
      // Nothing is known of the curvature: move by about the rate at most.
      first *= std::min(1.0, 1 / sum_of_sizes(here.gradient));
      state.direction = direction_of(state, here.gradient);
      state.begun = true;
    }
    state.gradient = here.gradient;
    state.length = first;
    const double value_before = here.value;
    here.t = 0;
    here.slope = dot(here.gradient, state.direction);
    if (!(here.slope <= -options.still)) break;

    if (options.line_search) {
      LineSearchOptions search;
      search.shortest = options.still;
      LineSearchResult found = strong_wolfe(objective, x, state.direction, here, first, search);
      evaluations += found.evaluations;
      here = std::move(found.point);
      state.length = here.t;
    }
    for (size_t k = 0; k < x.size(); ++k) x[k] += state.length * state.direction[k];
    if (i == options.iterations) break;
    if (!options.line_search) {
      here.value = objective(x, here.gradient);
      ++evaluations;
    }
    const double moved = largest(state.direction) * state.length;
    if (!std::isfinite(here.value) || evaluations >= options.evaluations ||
        largest(here.gradient) <= options.flat || moved <= options.still ||
        std::abs(here.value - value_before) < options.still)
      break;
  }
  return first_value;
}

}  // namespace glia::optim
