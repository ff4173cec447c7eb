// Fits that end as x W + b: least squares, ridge, logistic and softmax regression, the perceptron.
#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/classic/families_internal.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/least_squares_descent.h"
#include "glia/classic/logistic.h"
#include "glia/classic/perceptron.h"
#include "glia/classic/ridge.h"

namespace glia::classic {
namespace {

constexpr double kLargest = 1e12;
constexpr std::string_view kSolvers[] = {"closed", "gradient"};
// exp(-1e30 - z) is 0 in float as in double, whatever the other logits.
constexpr double kNever = 1e30;

// The rows of one class against all others, or of one yes/no target: 0 or 1 each.
std::vector<int32_t> yes_labels(const TrainingRows& rows, int64_t output) {
  std::vector<int32_t> labels;
  labels.reserve(static_cast<size_t>(rows.x.rows));
  for (int64_t r = 0; r < rows.x.rows; ++r) {
    const bool yes = rows.kind == data::TargetKind::kClasses
                         ? rows.classes[static_cast<size_t>(r)] == output
                         : rows.values[static_cast<size_t>(r * rows.outputs + output)] > 0.5;
    labels.push_back(yes ? 1 : 0);
  }
  return labels;
}

// Models of one output each, beside each other.
LinearModel side_by_side(const std::vector<LinearModel>& parts) {
  LinearModel all;
  all.features = parts.front().features;
  all.outputs = static_cast<int64_t>(parts.size());
  for (int64_t f = 0; f < all.features; ++f) {
    for (const LinearModel& part : parts)
      all.coefficients.push_back(part.coefficients[static_cast<size_t>(f)]);
  }
  for (const LinearModel& part : parts) all.intercept.push_back(part.intercept[0]);
  return all;
}

Fitted least_squares(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  if (kSolvers[static_cast<size_t>(options[0])] == "gradient") {
    const Descent descent = descend_least_squares(rows.x, rows.values, rows.outputs, {}, pool);
    Fitted fitted = dense_network(descent.linear);
    fitted.findings = {{"steps", static_cast<double>(descent.steps)}, {"rate", descent.rate}};
    return fitted;
  }
  return dense_network(fit_least_squares(rows.x, rows.values, rows.outputs, pool));
}

Fitted ridge(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  return dense_network(fit_ridge(rows.x, rows.values, rows.outputs, options[0], pool));
}

// One logistic regression for each yes/no target; the iterations of the longest.
Fitted answers(const TrainingRows& rows, const LogisticOptions& options, ThreadPool& pool) {
  std::vector<LinearModel> parts;
  int64_t iterations = 0;
  for (int64_t k = 0; k < rows.outputs; ++k) {
    const std::vector<int32_t> labels = yes_labels(rows, k);
    Logistic fit = fit_logistic(rows.x, labels, 2, options, pool);
    iterations = std::max(iterations, fit.iterations);
    parts.push_back(std::move(fit.linear));
  }
  Fitted fitted = dense_network(side_by_side(parts));
  fitted.findings = {{"iterations", static_cast<double>(iterations)}};
  return fitted;
}

Fitted classes(const TrainingRows& rows, const LogisticOptions& options, ThreadPool& pool) {
  const Logistic fit =
      fit_logistic(rows.x, rows.classes, static_cast<int32_t>(rows.outputs), options, pool);
  Fitted fitted = dense_network(rows.outputs == 2 ? with_two_logits(fit.linear) : fit.linear);
  fitted.findings = {{"iterations", static_cast<double>(fit.iterations)}};
  return fitted;
}

Fitted logistic(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  LogisticOptions logistic;
  logistic.c = 1.0 / options[0];
  return rows.kind == data::TargetKind::kClasses ? classes(rows, logistic, pool)
                                                 : answers(rows, logistic, pool);
}

// With weights of its own for each of two classes, -w/2 and w/2 at the optimum, the penalty
// |w/2|^2 + |w/2|^2 is half of that on the one w: the binary fit at half the penalty.
Fitted softmax(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  LogisticOptions logistic;
  logistic.c = (rows.outputs == 2 ? 2.0 : 1.0) / options[0];
  return classes(rows, logistic, pool);
}

// One output for each class against all others (two classes: one, used both ways) or target.
Fitted perceptron(const TrainingRows& rows, std::span<const double> options, ThreadPool&) {
  const PerceptronOptions perceptron{static_cast<int64_t>(options[0])};
  const bool two = rows.kind == data::TargetKind::kClasses && rows.outputs == 2;
  std::vector<LinearModel> parts;
  int64_t passes = 0, mistakes = 0;
  for (int64_t k = two ? 1 : 0; k < rows.outputs; ++k) {
    Perceptron fit = fit_perceptron(rows.x, yes_labels(rows, k), perceptron);
    passes = std::max(passes, fit.passes);
    mistakes += fit.mistakes;
    parts.push_back(std::move(fit.linear));
  }
  Fitted fitted = dense_network(two ? with_two_logits(parts[0]) : side_by_side(parts));
  fitted.findings = {{"passes", static_cast<double>(passes)},
                     {"mistakes", static_cast<double>(mistakes)}};
  return fitted;
}

constexpr MethodOption kLeastSquaresOptions[] = {
    {"solver", "closed or gradient", 0, 0, 1, true, kSolvers},
};
constexpr MethodOption kRidgeOptions[] = {
    {"penalty", "0 or more", 1.0, 0.0, kLargest},
};
// As in scikit-learn's C, whose inverse it is: the loss is summed over the rows.
constexpr MethodOption kLogisticOptions[] = {
    {"penalty", "above 0 (at least 1e-6)", 1.0, 1e-6, kLargest},
};
constexpr MethodOption kPerceptronOptions[] = {
    {"passes", "a whole number from 1", 1000, 1, 1e9, true},
};

constexpr Method kMethods[] = {
    {.name = "least_squares",
     .doc = "y = x W + b with the least sum of (y - t)^2, in closed form, or (SOLVER gradient) by "
            "gradient descent. Legendre 1805, Cauchy 1847",
     .classes = false,
     .numbers = true,
     .yes_no = false,
     .options = kLeastSquaresOptions,
     .fit = least_squares},
    {.name = "ridge",
     .doc =
         "y = x W + b with the least sum of (y - t)^2 + PENALTY |W|^2, in closed form. Hoerl and "
         "Kennard 1970",
     .classes = false,
     .numbers = true,
     .yes_no = false,
     .options = kRidgeOptions,
     .fit = ridge},
    {.name = "logistic",
     .doc = "p = sigmoid(x w + b), of several classes softmax(x W + b), with the least sum of -log "
            "p(class) + PENALTY/2 |W|^2. Cox 1958",
     .classes = true,
     .numbers = false,
     .yes_no = true,
     .options = kLogisticOptions,
     .fit = logistic},
    {.name = "softmax",
     .doc = "p = softmax(x W + b) with weights for every class, of two too, with the least sum of "
            "-log p(class) + PENALTY/2 |W|^2. Bridle 1990",
     .classes = true,
     .numbers = false,
     .yes_no = false,
     .options = kLogisticOptions,
     .fit = softmax},
    {.name = "perceptron",
     .doc =
         "where a row is on the wrong side, w += y x, b += y, at most PASSES times over the rows; "
         "the best weights are kept. Rosenblatt 1958, Gallant 1990",
     .classes = true,
     .numbers = false,
     .yes_no = true,
     .options = kPerceptronOptions,
     .fit = perceptron},
};

}  // namespace

Fitted dense_network(const LinearModel& linear) {
  Fitted fitted;
  fitted.arch.inputs = {{"x", {linear.features}}};
  fitted.arch.layers = {
      {.name = "dense1", .kind = "dense", .inputs = {"x"}, .options = {{"units", linear.outputs}}}};
  fitted.arch.outputs = {"dense1"};
  fitted.variables["dense1.weight"] = linear.coefficients;
  std::vector<double> bias = linear.intercept;
  for (double& b : bias) b = std::clamp(b, -kNever, kNever);
  fitted.variables["dense1.bias"] = std::move(bias);
  return fitted;
}

LinearModel with_two_logits(const LinearModel& one) {
  LinearModel two;
  two.features = one.features;
  two.outputs = 2;
  for (const double w : one.coefficients) {
    two.coefficients.push_back(-w / 2);
    two.coefficients.push_back(w / 2);
  }
  two.intercept = {-one.intercept[0] / 2, one.intercept[0] / 2};
  return two;
}

std::span<const Method> linear_methods() { return kMethods; }

std::span<const Method> methods() {
  static const std::vector<Method> all = [] {
    std::vector<Method> joined;
    for (const auto family :
         {constant_methods(), linear_methods(), curve_methods(), distance_methods()})
      joined.insert(joined.end(), family.begin(), family.end());
    return joined;
  }();
  return all;
}

}  // namespace glia::classic
