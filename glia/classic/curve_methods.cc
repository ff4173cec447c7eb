// Linear fits of products of features: a polynomial layer, then x W + b.
#include "glia/base/error.h"
#include "glia/classic/checks.h"
#include "glia/classic/families_internal.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/logistic.h"
#include "glia/classic/polynomial.h"
#include "glia/classic/ridge.h"
#include "glia/nn/polynomial.h"

namespace glia::classic {
namespace {

using Products = kernels::Matrix<const double>;

LinearModel fit_numbers(const TrainingRows& rows, Products x, double penalty, ThreadPool& pool) {
  return penalty > 0.0 ? fit_ridge(x, rows.values, rows.outputs, penalty, pool)
                       : fit_least_squares(x, rows.values, rows.outputs, pool);
}

LinearModel fit_classes(const TrainingRows& rows, Products x, double penalty, ThreadPool& pool) {
  if (!(penalty > 0.0))
    fail(ErrorKind::kUsage, "polynomial: of classes the penalty must be above 0");
  LogisticOptions options;
  options.c = 1.0 / penalty;
  Logistic fit = fit_logistic(x, rows.classes, static_cast<int32_t>(rows.outputs), options, pool);
  return rows.outputs == 2 ? with_two_logits(fit.linear) : std::move(fit.linear);
}

Fitted polynomial(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  const auto degree = static_cast<int64_t>(options[0]);
  check_finite("polynomial", rows.x);
  const int64_t width = nn::polynomial_width(rows.x.cols, degree);
  const std::vector<double> products = polynomial_features(rows.x, degree);
  const Products x{products.data(), rows.x.rows, width, width, 1};
  const bool classes = rows.kind == data::TargetKind::kClasses;
  Fitted fitted = dense_network(classes ? fit_classes(rows, x, options[1], pool)
                                        : fit_numbers(rows, x, options[1], pool));
  fitted.arch.inputs = {{"x", {rows.x.cols}}};
  fitted.arch.layers.insert(fitted.arch.layers.begin(), {.name = "polynomial1",
                                                         .kind = "polynomial",
                                                         .inputs = {"x"},
                                                         .options = {{"degree", degree}}});
  fitted.arch.layers.back().inputs = {"polynomial1"};
  return fitted;
}

constexpr MethodOption kOptions[] = {
    {"degree", "a whole number, 1 to 20", 2, 1, static_cast<double>(nn::kMostDegree), true},
    {"penalty", "0 or more (of classes above 0)", 1.0, 0.0, 1e12},
};

constexpr Method kMethods[] = {
    {.name = "polynomial",
     .doc =
         "ridge (of classes: logistic) with all products of up to DEGREE features. Gergonne 1815",
     .classes = true,
     .numbers = true,
     .yes_no = false,
     .options = kOptions,
     .fit = polynomial},
};

}  // namespace

std::span<const Method> curve_methods() { return kMethods; }

}  // namespace glia::classic
