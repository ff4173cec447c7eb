#include "glia/optim/line_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glia::optim {
namespace {

// Where the cubic with the values and slopes of two points has its minimum, within [low, high]; the
// middle if it has none. Nocedal and Wright 2006, equation 3.59.
double cubic_minimum(const LinePoint& a, const LinePoint& b, double low, double high) {
  const LinePoint& left = a.t <= b.t ? a : b;
  const LinePoint& right = a.t <= b.t ? b : a;
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const double d2 = std::sqrt(square);
  const double share = (right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2);
  const double t = right.t - (right.t - left.t) * share;
  return std::isnan(t) ? (low + high) / 2 : std::clamp(t, low, high);
}

class Search {
 public:
  Search(Objective objective, std::span<const double> x, std::span<const double> d,
         const LinePoint& start, const LineSearchOptions& options)
      : objective_(objective), x_(x), d_(d), start_(start), options_(options), place_(x.size()) {}

  LineSearchResult run(double first) {
    bracket(first);
    cut();
    const bool first_lower = ends_[0].value <= ends_[1].value;
    return {done_ || first_lower ? ends_[0] : ends_[1], evaluations_};
  }

 private:
  LinePoint evaluate(double t) {
    for (size_t k = 0; k < x_.size(); ++k) place_[k] = x_[k] + t * d_[k];
    LinePoint point{.t = t, .value = 0, .slope = 0, .gradient = Vector(x_.size())};
    point.value = objective_(place_, point.gradient);
    ++evaluations_;
    if (!std::isfinite(point.value)) point.value = std::numeric_limits<double>::infinity();
    point.slope = dot(point.gradient, d_);
    return point;
  }

  bool too_high(const LinePoint& point) const {
    return !(point.value <= start_.value + options_.decrease * point.t * start_.slope);
  }
  bool flat(const LinePoint& point) const {
    return std::abs(point.slope) <= -options_.curvature * start_.slope;
  }

  // Widens until a point satisfies both conditions (done_) or a minimum lies between two.
  void bracket(double first) {
    LinePoint before = start_;
    LinePoint now = evaluate(first);
    for (; rounds_ < options_.evaluations; ++rounds_) {
      // The second round still may rise: the first point can lie before a hump.
      if (too_high(now) || (rounds_ > 1 && now.value >= before.value)) break;
      if (flat(now)) {
        done_ = true;
        ends_[0] = std::move(now);
        return;
      }
      if (now.slope >= 0) break;
      const double low = now.t + 0.01 * (now.t - before.t);
      const double next = cubic_minimum(before, now, low, now.t * 10);
      before = std::move(now);
      now = evaluate(next);
    }
    if (rounds_ == options_.evaluations) before = start_;
    ends_[0] = std::move(before);
    ends_[1] = std::move(now);
  }

  // Makes the bracket smaller, keeping the lower end, until that end satisfies both conditions.
  void cut() {
    const double reach = largest(d_);
    bool stuck = false;
    while (!done_ && rounds_ < options_.evaluations) {
      const auto [least, most] = std::minmax(ends_[0].t, ends_[1].t);
      if ((most - least) * reach < options_.shortest) return;
      const size_t low = ends_[0].value <= ends_[1].value ? 0 : 1;
      double t = cubic_minimum(ends_[0], ends_[1], least, most);
      // A cut near an end, for the second time or at the very end, gains nothing: move it inwards.
      const double margin = 0.1 * (most - least);
      const bool near = std::min(most - t, t - least) < margin;
      if (near && (stuck || t >= most || t <= least)) {
        t = most - t < t - least ? most - margin : least + margin;
        stuck = false;
      } else {
        stuck = near;
      }
      LinePoint now = evaluate(t);
      ++rounds_;
      if (too_high(now) || now.value >= ends_[low].value) {
        ends_[1 - low] = std::move(now);
        continue;
      }
      done_ = flat(now);
      if (!done_ && now.slope * (ends_[1 - low].t - ends_[low].t) >= 0)
        ends_[1 - low] = std::move(ends_[low]);
      ends_[low] = std::move(now);
      if (done_ && low == 1) std::swap(ends_[0], ends_[1]);
    }
  }

  Objective objective_;
  std::span<const double> x_, d_;
  const LinePoint& start_;
  const LineSearchOptions& options_;
  Vector place_;
  LinePoint ends_[2];  // of the bracket; when done_, the first is the answer
  bool done_ = false;
  int rounds_ = 0;
  int evaluations_ = 0;
};

}  // namespace

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

double largest(std::span<const double> a) {
  double most = 0;
  for (const double x : a) most = std::max(most, std::abs(x));
  return most;
}

LineSearchResult strong_wolfe(Objective objective, std::span<const double> x,
                              std::span<const double> d, const LinePoint& start, double first,
                              const LineSearchOptions& options) {
  return Search(objective, x, d, start, options).run(first);
}

}  // namespace glia::optim
