#include "glia/loss/classification.h"

#include <cmath>

#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

void check(const char* what, const BinaryOptions& options) {
  expect_between(what, "smoothing", options.smoothing, 0, 1);
  expect_above_zero(what, "yes_weight", options.yes_weight);
}

void check(const char* what, const CategoricalOptions& options, int64_t classes) {
  expect_between(what, "smoothing", options.smoothing, 0, 1);
  const auto count = static_cast<int64_t>(options.class_weights.size());
  if (count != 0 && count != classes) {
    fail(ErrorKind::kUsage, say("{}: {} class weights for {} classes", what, count, classes));
  }
  for (const double weight : options.class_weights)
    expect_between(what, "a class weight", weight, 0, 1e300);
}

Value smoothed(Value target, double smoothing) {
  return smoothing == 0 ? target : target * (1 - smoothing) + smoothing / 2;
}

Value log_of(Value probabilities) {
  return graph::log(
      graph::maximum(probabilities, probabilities.graph().constant(kLeastProbability)));
}

// 1 where the row's class is one of the classes and not the ignored one, else 0: [rows].
Value counted(Value one_hot, Value classes, const CategoricalOptions& options) {
  const Value known = graph::sum(one_hot, {1});
  if (!options.ignored) return known;
  const Value ignored = known.graph().constant(static_cast<double>(*options.ignored));
  const Value kept = graph::not_equal(graph::cast(classes, Type::kReal), ignored);
  return known * graph::cast(kept, Type::kReal);
}

// Of each row (1 - s) w_t q_t + s sum_c w_c q_c / classes, and what it counts.
struct LogRows {
  Value terms;    // [rows], 0 or less
  Value counted;  // [rows], 0 or 1
  Value weight;   // [rows]: w_t of those that count
};
LogRows log_rows(Value log_probabilities, Value classes, const CategoricalOptions& options) {
  graph::Graph& graph = log_probabilities.graph();
  const int64_t count = log_probabilities.shape()[1].size();
  const Value one_hot = graph::one_hot(classes, count);
  const Value rows = counted(one_hot, classes, options);
  const Value weights = options.class_weights.empty()
                            ? graph.constant(1)
                            : graph.constant(Tensor::from({count}, options.class_weights));
  const Value costs = log_probabilities * weights;
  Value terms = graph::sum(costs * one_hot, {1});
  if (options.smoothing > 0) {
    const Value all = graph::mean(costs, {1}) * options.smoothing;
    terms = terms * (1 - options.smoothing) + all;
  }
  return {terms, rows, graph::sum(one_hot * weights, {1}) * rows};
}

// The sum of the terms, negative, over that of the weights.
WeightedMean cross_entropy(Value log_probabilities, Value classes,
                           const CategoricalOptions& options) {
  const LogRows rows = log_rows(log_probabilities, classes, options);
  const Value weight = graph::sum(rows.weight);
  const Value total = graph::sum(rows.terms * rows.counted);
  // Rows that weigh nothing cost nothing; 0 / 0 would stop the training.
  const Value divisor = graph::maximum(weight, weight.graph().constant(kLeastProbability));
  return {-(total / divisor), weight};
}

RowCosts costs_of(Value log_probabilities, Value classes, const CategoricalOptions& options) {
  const LogRows rows = log_rows(log_probabilities, classes, options);
  return {-(rows.terms * rows.counted), rows.weight};
}

}  // namespace

Value sigmoid_terms(Value logits, Value target, const BinaryOptions& options) {
  expect_same_shape("sigmoid_cross_entropy", logits, target);
  check("sigmoid_cross_entropy", options);
  const Value t = smoothed(target, options.smoothing);
  // In statements of their own: compilers evaluate operands in either order, and the graph would be
  // another.
  const Value linear = logits * t;
  if (options.yes_weight == 1) return graph::softplus(logits) - linear;
  // w t (softplus(z) - z) + (1 - t) softplus(z)
  const Value weight = t * (options.yes_weight - 1) + 1.0;
  const Value weighted = graph::softplus(logits) * weight;
  return weighted - linear * options.yes_weight;
}

Value sigmoid_cross_entropy(Value logits, Value target, const BinaryOptions& options) {
  return graph::mean(sigmoid_terms(logits, target, options));
}

Value binary_likelihoods(Value probabilities, Value target, const BinaryOptions& options) {
  expect_same_shape("binary_cross_entropy", probabilities, target);
  check("binary_cross_entropy", options);
  const Value t = smoothed(target, options.smoothing);
  const Value yes = t * log_of(probabilities) * options.yes_weight;
  const Value log_no = log_of(1.0 - probabilities);
  const Value no = (1.0 - t) * log_no;
  return yes + no;
}

Value binary_cross_entropy(Value probabilities, Value target, const BinaryOptions& options) {
  return -graph::mean(binary_likelihoods(probabilities, target, options));
}

Value softmax_cross_entropy(Value logits, Value classes) {
  expect_classes("softmax_cross_entropy", logits, classes);
  const Value one_hot = graph::one_hot(classes, logits.shape()[1].size());
  const Value picked = graph::log_softmax(logits) * one_hot;
  return -graph::mean(graph::sum(picked, {1}));
}

WeightedMean softmax_cross_entropy(Value logits, Value classes, const CategoricalOptions& options) {
  expect_classes("softmax_cross_entropy", logits, classes);
  check("softmax_cross_entropy", options, logits.shape()[1].size());
  return cross_entropy(graph::log_softmax(logits), classes, options);
}

RowCosts softmax_costs(Value logits, Value classes, const CategoricalOptions& options) {
  expect_classes("softmax_cross_entropy", logits, classes);
  check("softmax_cross_entropy", options, logits.shape()[1].size());
  return costs_of(graph::log_softmax(logits), classes, options);
}

WeightedMean categorical_cross_entropy(Value probabilities, Value classes,
                                       const CategoricalOptions& options) {
  expect_classes("categorical_cross_entropy", probabilities, classes);
  check("categorical_cross_entropy", options, probabilities.shape()[1].size());
  return cross_entropy(log_of(probabilities), classes, options);
}

RowCosts categorical_costs(Value probabilities, Value classes, const CategoricalOptions& options) {
  expect_classes("categorical_cross_entropy", probabilities, classes);
  check("categorical_cross_entropy", options, probabilities.shape()[1].size());
  return costs_of(log_of(probabilities), classes, options);
}

WeightedMean negative_log_likelihood(Value log_probabilities, Value classes,
                                     const CategoricalOptions& options) {
  expect_classes("negative_log_likelihood", log_probabilities, classes);
  check("negative_log_likelihood", options, log_probabilities.shape()[1].size());
  return cross_entropy(log_probabilities, classes, options);
}

RowCosts likelihood_costs(Value log_probabilities, Value classes,
                          const CategoricalOptions& options) {
  expect_classes("negative_log_likelihood", log_probabilities, classes);
  check("negative_log_likelihood", options, log_probabilities.shape()[1].size());
  return costs_of(log_probabilities, classes, options);
}

Value sigmoid_focal(Value logits, Value target, double gamma, double alpha) {
  expect_same_shape("sigmoid_focal", logits, target);
  expect_between("sigmoid_focal", "gamma", gamma, 0, 1e300);
  expect_between("sigmoid_focal", "alpha", alpha, -1, 1);
  // ln p = -softplus(-z) and ln(1 - p) = -softplus(z): powers and logarithms without 1 - p.
  const Value cost_of_no = graph::softplus(logits);
  const Value cost_of_yes = graph::softplus(-logits);
  const Value yes = cost_of_yes * graph::exp(cost_of_no * -gamma) * (alpha < 0 ? 1 : alpha);
  const Value no = cost_of_no * graph::exp(cost_of_yes * -gamma) * (alpha < 0 ? 1 : 1 - alpha);
  const Value of_yes = target * yes;
  const Value of_no = (1.0 - target) * no;
  return graph::mean(of_yes + of_no);
}

Value softmax_focal(Value logits, Value classes, double gamma) {
  expect_classes("softmax_focal", logits, classes);
  expect_between("softmax_focal", "gamma", gamma, 0, 1e300);
  graph::Graph& graph = logits.graph();
  const Value log_p = graph::log_softmax(logits);
  const Value one_hot = graph::one_hot(classes, logits.shape()[1].size());
  const Value picked = graph::sum(log_p * one_hot, {1});
  if (gamma == 0) return -graph::mean(picked);
  // 1 - p as the sum of the others: the difference would lose its digits near p = 1.
  const Value rivals = 1.0 - one_hot;
  const Value others = graph::sum(graph::exp(log_p) * rivals, {1});
  const Value rest = graph::maximum(others, graph.constant(kLeastProbability));
  return -graph::mean(graph::pow(rest, graph.constant(gamma)) * picked);
}

}  // namespace glia::loss
