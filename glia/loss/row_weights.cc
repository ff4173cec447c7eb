#include "glia/loss/row_weights.h"

#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

BinaryOptions binary(const LossSettings& settings) {
  return {settings.options[0], settings.options[1]};
}

CategoricalOptions categorical(const LossSettings& settings) {
  return {settings.options[0], settings.class_weights, {}};
}

// Of terms shaped like the outputs: a row costs their mean.
RowCosts rows_of(Value terms) {
  const Value cost = terms.shape().rank() > 1 ? graph::mean(terms, {1}) : terms;
  return {cost, terms.graph().constant(1)};
}

struct Rows {
  std::string_view name;
  Targets targets;
  RowCosts (*of)(Value outputs, Value targets, const LossSettings& settings);
};

constexpr Rows kRows[] = {
    {"squared_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return rows_of(squared_terms(y, t)); }},
    {"half_squared_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return rows_of(squared_terms(y, t) * 0.5); }},
    {"absolute_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return rows_of(absolute_terms(y, t)); }},
    {"huber", Targets::kNumbers,
     [](Value y, Value t, const LossSettings& settings) {
       return rows_of(huber_terms(y, t, settings.options[0]));
     }},
    {"log_cosh", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return rows_of(log_cosh_terms(y, t)); }},
    {"sigmoid_cross_entropy", Targets::kYesNo,
     [](Value z, Value t, const LossSettings& settings) {
       return rows_of(sigmoid_terms(z, t, binary(settings)));
     }},
    {"binary_cross_entropy", Targets::kYesNo,
     [](Value p, Value t, const LossSettings& settings) {
       return rows_of(-binary_likelihoods(p, t, binary(settings)));
     }},
    {"softmax_cross_entropy", Targets::kClasses,
     [](Value z, Value t, const LossSettings& settings) {
       return softmax_costs(z, t, categorical(settings));
     }},
    {"categorical_cross_entropy", Targets::kClasses,
     [](Value p, Value t, const LossSettings& settings) {
       return categorical_costs(p, t, categorical(settings));
     }},
    {"negative_log_likelihood", Targets::kClasses,
     [](Value q, Value t, const LossSettings& settings) {
       return likelihood_costs(q, t, categorical(settings));
     }},
};

std::string_view usual_of(Targets targets) {
  switch (targets) {
    case Targets::kNumbers:
      return "squared_error";
    case Targets::kYesNo:
      return "sigmoid_cross_entropy";
    case Targets::kClasses:
      break;
  }
  return "softmax_cross_entropy";
}

RowCosts costs_of(const ChosenLoss& loss, Value outputs, Value targets) {
  for (const Rows& rows : kRows)
    if (rows.name == loss.loss->name && rows.targets == loss.loss->targets)
      return rows.of(outputs, targets, loss.settings);
  fail(ErrorKind::kUsage,
       say("loss {} takes no row weights; {} does", loss.loss->name, usual_of(loss.loss->targets)));
}

}  // namespace

WeightedMean weighted_by_rows(const ChosenLoss& loss, Value outputs, Value targets, Value weights) {
  const RowCosts rows = costs_of(loss, outputs, targets);
  const Value weight = graph::sum(rows.weight * weights);
  const Value total = graph::sum(rows.cost * weights);
  const Value least = weights.graph().constant(kLeastProbability);
  return {total / graph::maximum(weight, least), weight};
}

Value weighted_batch(const ChosenLoss& loss, Value outputs, Value targets, Value weights,
                     double mean_weight) {
  return graph::mean(costs_of(loss, outputs, targets).cost * weights) / mean_weight;
}

}  // namespace glia::loss
