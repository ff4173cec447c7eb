// Fits that give every row the same answer: what a model has to beat to have learnt anything.
#include <cmath>

#include "glia/classic/families_internal.h"
#include "glia/classic/majority.h"
#include "glia/classic/mean.h"

namespace glia::classic {
namespace {

LinearModel constant(const TrainingRows& rows, std::vector<double> intercept) {
  LinearModel model;
  model.features = rows.x.cols;
  model.outputs = rows.outputs;
  model.coefficients.resize(static_cast<size_t>(model.features * model.outputs));
  model.intercept = std::move(intercept);
  return model;
}

Fitted majority(const TrainingRows& rows, std::span<const double>, ThreadPool&) {
  std::vector<double> logits;
  if (rows.kind == data::TargetKind::kClasses) {
    const Majority model = fit_majority(rows.classes, static_cast<int32_t>(rows.outputs));
    for (const double share : model.shares) logits.push_back(std::log(share));
  } else {
    for (const double share : fit_mean(rows.values, rows.outputs))
      logits.push_back(std::log(share) - std::log1p(-share));
  }
  return dense_network(constant(rows, std::move(logits)));
}

Fitted mean(const TrainingRows& rows, std::span<const double>, ThreadPool&) {
  return dense_network(constant(rows, fit_mean(rows.values, rows.outputs)));
}

constexpr Method kMethods[] = {
    {.name = "majority",
     .doc = "every row gets the classes' shares of the training rows",
     .classes = true,
     .numbers = false,
     .yes_no = true,
     .options = {},
     .fit = majority},
    {.name = "mean",
     .doc = "every row gets the mean of the training targets",
     .classes = false,
     .numbers = true,
     .yes_no = false,
     .options = {},
     .fit = mean},
};

}  // namespace

std::span<const Method> constant_methods() { return kMethods; }

}  // namespace glia::classic
