#include "glia/classic/logistic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/classic/checks.h"
#include "glia/classic/logistic_objective_internal.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

constexpr int64_t kFewestIterations = 20;

// A length where the derivative along the line has lost at least half of its size, or nine tenths
// beyond the minimum. The objective is convex, so the derivative only rises: doubling finds the
// far side, the secant between both sides closes in.
template <class T>
double search(LogisticObjective<T>& objective, std::span<const double> point,
              std::span<const double> direction, double start) {
  objective.set_line(direction);
  double low = 0.0, at_low = start;
  double high = std::numeric_limits<double>::infinity(), at_high = 0.0;
  double length = 1.0;
  for (int trial = 0; trial < 40; ++trial) {
    const double here =
        objective.derivative(length) + objective.penalty_derivative(point, direction, length);
    if (here <= 0.0 ? here >= 0.5 * start : here <= -0.1 * start) break;
    (here < 0.0 ? low : high) = length;
    (here < 0.0 ? at_low : at_high) = here;
    if (std::isinf(high)) {
      length *= 2.0;
      continue;
    }
    const double secant = low + (high - low) * at_low / (at_low - at_high);
    const double margin = 0.05 * (high - low);
    length = std::clamp(secant, low + margin, high - margin);
  }
  objective.move(length);
  return length;
}

// Labels of the classes that occur, and each label's place among them.
struct Present {
  std::vector<int32_t> classes;
  std::vector<int32_t> labels;
};
Present present_classes(std::span<const int32_t> labels, int32_t classes) {
  std::vector<int32_t> place(static_cast<size_t>(classes), -1);
  for (const int32_t label : labels) place[static_cast<size_t>(label)] = 0;
  Present present;
  for (int32_t c = 0; c < classes; ++c) {
    if (place[static_cast<size_t>(c)] < 0) continue;
    place[static_cast<size_t>(c)] = static_cast<int32_t>(present.classes.size());
    present.classes.push_back(c);
  }
  for (const int32_t label : labels) {
    present.labels.push_back(place[static_cast<size_t>(label)]);
  }
  return present;
}

// Minimises by L-BFGS from 0. Returns the variables; fills iterations and converged.
template <class T>
std::vector<double> minimise(const FeatureRows<T>& x, const Present& present, int64_t outputs,
                             const LogisticOptions& options, ThreadPool& pool, Logistic& result) {
  LogisticObjective<T> objective(x, present.labels, outputs, options.c, options.weights, pool);
  const double floor = std::is_same_v<T, float> ? 2e-6 : 0.0;
  const double tolerance = std::max(options.tolerance, floor);
  const double each = 2.0 * static_cast<double>(x.rows) * static_cast<double>(x.cols * outputs);
  const double affordable = options.work / std::max(each, 1.0);
  const int64_t most =
      std::min(options.max_iterations,
               std::max(kFewestIterations, static_cast<int64_t>(std::min(affordable, 1e9))));

  QuasiNewton memory(objective.diagonal());
  std::vector<double> point(objective.variables());
  objective.set_line(point);
  objective.derivative(0.0);
  std::vector<double> gradient = objective.gradient(point);
  for (;; ++result.iterations) {
    double largest = 0;
    for (const double g : gradient) largest = std::max(largest, std::abs(g));
    result.converged = largest <= tolerance;
    if (result.converged || result.iterations >= most) return point;

    std::vector<double> direction = memory.direction(gradient);
    if (!(dot(gradient, direction) < 0.0)) {  // Rounding has spoilt the memory.
      if (memory.empty()) return point;
      memory.forget();
      direction = memory.direction(gradient);
    }
    const double length = search(objective, point, direction, dot(gradient, direction));
    for (double& d : direction) d *= length;
    for (size_t i = 0; i < point.size(); ++i) point[i] += direction[i];
    std::vector<double> next = objective.gradient(point);
    for (size_t i = 0; i < next.size(); ++i) gradient[i] = next[i] - gradient[i];
    memory.learn(std::move(direction), std::move(gradient));
    gradient = std::move(next);
  }
}

}  // namespace

// Source: Bishop 2006, Pattern Recognition and Machine Learning, 4.3.2 and 4.3.4; the penalty as
// in scikit-learn's LogisticRegression.
template <class T>
Logistic fit_logistic(const FeatureRows<T>& x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool) {
  check_labels("logistic baseline", labels, classes);
  check_rows("logistic baseline", x.rows, static_cast<int64_t>(labels.size()));
  check_weights("logistic baseline", options.weights, labels.size());
  if (!(options.c > 0.0)) {
    fail(ErrorKind::kUsage, say("logistic baseline: C is {}; expected above 0", options.c));
  }
  const Present present = present_classes(labels, classes);
  const size_t found = present.classes.size(), features = static_cast<size_t>(x.cols);
  const size_t fitted = found <= 2 ? found - 1 : found;

  Logistic result;
  result.classes = classes;
  result.converged = true;
  std::vector<double> variables;
  if (fitted > 0) {
    variables = minimise(x, present, static_cast<int64_t>(fitted), options, pool, result);
  }

  // Class 1 of two has the one logit; otherwise each class that occurs has its own, and the first
  // of two among several has the logit 0.
  LinearModel& linear = result.linear;
  const size_t outputs = classes == 2 ? 1 : static_cast<size_t>(classes);
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  linear.features = x.cols;
  linear.outputs = static_cast<int64_t>(outputs);
  linear.coefficients.resize(features * outputs);
  linear.intercept.resize(outputs, kNever);
  const auto place = [&](size_t output, size_t variable) {
    for (size_t j = 0; j < features; ++j) {
      linear.coefficients[j * outputs + output] = variables[j * fitted + variable];
    }
    linear.intercept[output] = variables[features * fitted + variable];
  };
  if (classes == 2) {
    if (found == 2) place(0, 0);
    if (found == 1 && present.classes[0] == 1) linear.intercept[0] = -kNever;
  } else {
    linear.intercept[static_cast<size_t>(present.classes[0])] = 0.0;
    for (size_t i = 0; i < fitted; ++i) {
      place(static_cast<size_t>(present.classes[found == 2 ? 1 : i]), i);
    }
  }
  return result;
}

template <class T>
Logistic fit_logistic(Matrix<const T> x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool) {
  return fit_logistic(rows_of(x), labels, classes, options, pool);
}

template <class T>
std::vector<double> Logistic::probabilities(const FeatureRows<T>& x, ThreadPool& pool) const {
  std::vector<double> all;
  for (int64_t begin = 0; begin < x.rows; begin += x.kMostAtOnce) {
    const int64_t count = std::min(x.kMostAtOnce, x.rows - begin);
    const std::vector<double> some = probabilities(x.some(begin, count, 0), pool);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

template <class T>
std::vector<double> Logistic::probabilities(Matrix<const T> x, ThreadPool& pool) const {
  std::vector<double> logits = linear.apply(x, pool);
  const size_t width = static_cast<size_t>(linear.outputs);
  if (width > 1 || classes == 1) {
    for (size_t i = 0; i < logits.size(); i += width) softmax(logits.data() + i, width);
    return logits;
  }
  std::vector<double> both;
  both.reserve(2 * logits.size());
  for (const double z : logits) {
    both.push_back(sigmoid(-z));  // Not 1 - p, which loses the digits of a small probability.
    both.push_back(sigmoid(z));
  }
  return both;
}

template Logistic fit_logistic(const FeatureRows<float>&, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template std::vector<double> Logistic::probabilities(const FeatureRows<float>&, ThreadPool&) const;
template Logistic fit_logistic(Matrix<const float>, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template Logistic fit_logistic(Matrix<const double>, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template std::vector<double> Logistic::probabilities(Matrix<const float>, ThreadPool&) const;
template std::vector<double> Logistic::probabilities(Matrix<const double>, ThreadPool&) const;

}  // namespace glia::classic
