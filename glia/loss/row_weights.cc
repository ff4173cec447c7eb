#include "glia/loss/row_weights.h"

#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

// What a loss sums, before any mean: shaped like the outputs.
struct Terms {
  std::string_view name;
  Targets targets;
  Value (*of)(Value outputs, Value targets, const LossSettings& settings);
};

BinaryOptions binary(const LossSettings& settings) {
  return {settings.options[0], settings.options[1]};
}

constexpr Terms kTerms[] = {
    {"squared_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return squared_terms(y, t); }},
    {"half_squared_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return squared_terms(y, t) * 0.5; }},
    {"absolute_error", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return absolute_terms(y, t); }},
    {"huber", Targets::kNumbers,
     [](Value y, Value t, const LossSettings& settings) {
       return huber_terms(y, t, settings.options[0]);
     }},
    {"log_cosh", Targets::kNumbers,
     [](Value y, Value t, const LossSettings&) { return log_cosh_terms(y, t); }},
    {"sigmoid_cross_entropy", Targets::kYesNo,
     [](Value z, Value t, const LossSettings& settings) {
       return sigmoid_terms(z, t, binary(settings));
     }},
    {"binary_cross_entropy", Targets::kYesNo,
     [](Value p, Value t, const LossSettings& settings) {
       return binary_terms(p, t, binary(settings));
     }},
};

const Terms* find_terms(const Loss& loss) {
  for (const Terms& terms : kTerms)
    if (terms.name == loss.name && terms.targets == loss.targets) return &terms;
  return nullptr;
}

}  // namespace

WeightedMean weighted_by_rows(const ChosenLoss& loss, Value outputs, Value targets, Value weights) {
  // The cross entropies of classes weigh their rows already.
  if (loss.loss->takes_class_weights) {
    LossSettings settings = loss.settings;
    settings.row_weights = weights;
    return loss.loss->apply(outputs, targets, settings);
  }
  const Terms* terms = find_terms(*loss.loss);
  if (terms == nullptr) {
    const bool classes = loss.loss->targets == Targets::kClasses;
    const bool numbers = loss.loss->targets == Targets::kNumbers;
    fail(ErrorKind::kUsage, say("loss {} takes no row weights; {} does", loss.loss->name,
                                classes   ? "softmax_cross_entropy"
                                : numbers ? "squared_error"
                                          : "sigmoid_cross_entropy"));
  }
  const Value each = terms->of(outputs, targets, loss.settings);
  const Value row = each.shape().rank() > 1 ? graph::mean(each, {1}) : each;
  const Value weight = graph::sum(weights);
  const Value least = weights.graph().constant(kLeastProbability);
  return {graph::sum(row * weights) / graph::maximum(weight, least), weight};
}

}  // namespace glia::loss
