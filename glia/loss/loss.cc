#include "glia/loss/loss.h"

#include <array>
#include <cmath>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/softmax.h"

namespace glia::loss {
namespace {

using Settings = LossSettings;

bool is_positive(double x) { return x > 0 && std::isfinite(x); }
bool is_share(double x) { return x >= 0 && x <= 1; }
bool is_not_negative(double x) { return x >= 0 && std::isfinite(x); }
bool is_share_or_off(double x) { return is_share(x) || x == -1; }

constexpr LossOption kDelta[] = {{"delta", 1, "above 0", is_positive}};
constexpr LossOption kMargin[] = {{"margin", 1, "above 0", is_positive}};
constexpr LossOption kGamma[] = {{"gamma", 2, "0 or more", is_not_negative}};
constexpr LossOption kGammaAlpha[] = {
    {"gamma", 2, "0 or more", is_not_negative},
    {"alpha", 0.25, "in [0, 1], or -1 for no weights", is_share_or_off}};
constexpr LossOption kSmoothing[] = {{"smoothing", 0, "in [0, 1]", is_share}};
constexpr LossOption kBinary[] = {{"smoothing", 0, "in [0, 1]", is_share},
                                  {"yes_weight", 1, "above 0", is_positive}};

BinaryOptions binary(const Settings& settings) {
  return {settings.options[0], settings.options[1]};
}

CategoricalOptions categorical(const Settings& settings) {
  return {settings.options[0], settings.class_weights, {}};
}

bool plain(const Settings& settings) {
  return settings.options[0] == 0 && settings.class_weights.empty();
}

template <Value (*kLoss)(Value, Value)>
WeightedMean without_options(Value outputs, Value targets, const Settings&) {
  return {kLoss(outputs, targets), {}};
}

template <Value (*kLoss)(Value, Value, double)>
WeightedMean with_number(Value outputs, Value targets, const Settings& settings) {
  return {kLoss(outputs, targets, settings.options[0]), {}};
}

template <Value (*kLoss)(Value, Value, const BinaryOptions&)>
WeightedMean with_binary(Value outputs, Value targets, const Settings& settings) {
  return {kLoss(outputs, targets, binary(settings)), {}};
}

// Without options it is the form that a program recognises and runs as one kernel.
WeightedMean usual_cross_entropy(Value logits, Value classes, const Settings& settings) {
  if (plain(settings)) return {softmax_cross_entropy(logits, classes), {}};
  return softmax_cross_entropy(logits, classes, categorical(settings));
}

// e^(-s z) is lowest on average where z = ln(p / (1 - p)) / 2. Friedman, Hastie, Tibshirani 2000.
Value sigmoid_of_twice(Value scores) { return graph::sigmoid(scores * 2.0); }

// SAMME's is lowest where z / (K - 1) = ln p up to a constant. Zhu et al. 2009.
Value softmax_of_share(Value scores) {
  const auto count = static_cast<double>(scores.shape().dims().back().size());
  return graph::softmax(scores / (count - 1));
}

constexpr Loss kLosses[] = {
    {"squared_error", "mean (y - t)^2. Legendre 1805", Targets::kNumbers,
     without_options<squared_error>},
    {"softmax_cross_entropy", "-mean log softmax(z)[t]. Bridle 1990", Targets::kClasses,
     usual_cross_entropy, Outputs::kAny, graph::softmax, kSmoothing, true},
    {"sigmoid_cross_entropy", "mean softplus(z) - z t", Targets::kYesNo,
     with_binary<sigmoid_cross_entropy>, Outputs::kAny, graph::sigmoid, kBinary},
    {"half_squared_error", "mean (y - t)^2 / 2", Targets::kNumbers,
     without_options<half_squared_error>},
    {.name = "sum_squared_error",
     .doc = "sum (y - t)^2 over the rows of a batch",
     .targets = Targets::kNumbers,
     .apply = without_options<sum_squared_error>,
     .is_sum = true},
    {"absolute_error", "mean |y - t|. Laplace 1774", Targets::kNumbers,
     without_options<absolute_error>},
    {"huber", "mean e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2). Huber 1964",
     Targets::kNumbers, with_number<huber>, Outputs::kAny, nullptr, kDelta},
    {"log_cosh", "mean ln cosh(y - t). Green 1990", Targets::kNumbers, without_options<log_cosh>},
    {"binary_cross_entropy", "-mean t ln p + (1 - t) ln(1 - p), p: probabilities", Targets::kYesNo,
     with_binary<binary_cross_entropy>, Outputs::kProbabilities, nullptr, kBinary},
    {"categorical_cross_entropy", "-mean ln p[t], p: probabilities", Targets::kClasses,
     [](Value p, Value t, const Settings& settings) {
       return categorical_cross_entropy(p, t, categorical(settings));
     },
     Outputs::kProbabilities, nullptr, kSmoothing, true},
    {"negative_log_likelihood", "-mean q[t], q: logarithms of probabilities", Targets::kClasses,
     [](Value q, Value t, const Settings& settings) {
       return negative_log_likelihood(q, t, categorical(settings));
     },
     Outputs::kLogProbabilities, graph::exp, kSmoothing, true},
    {"focal", "mean of -alpha (1 - p)^gamma ln p, for no 1 - alpha and p. Lin et al. 2017",
     Targets::kYesNo,
     [](Value z, Value t, const Settings& settings) -> WeightedMean {
       return {sigmoid_focal(z, t, settings.options[0], settings.options[1]), {}};
     },
     Outputs::kAny, graph::sigmoid, kGammaAlpha},
    {"focal", "-mean (1 - p[t])^gamma ln p[t], p = softmax(z). Lin et al. 2017", Targets::kClasses,
     with_number<softmax_focal>, Outputs::kAny, graph::softmax, kGamma},
    {"hinge", "mean max(0, margin - s z), s = 2 t - 1. Cortes and Vapnik 1995", Targets::kYesNo,
     with_number<hinge>, Outputs::kAny, graph::sigmoid, kMargin},
    {"hinge",
     "mean over rows and classes j != t of max(0, margin - z[t] + z[j]). Weston and "
     "Watkins 1999",
     Targets::kClasses, with_number<multi_hinge>, Outputs::kAny, graph::softmax, kMargin},
    {"squared_hinge", "mean max(0, margin - s z)^2, s = 2 t - 1. Lee and Mangasarian 2001",
     Targets::kYesNo, with_number<squared_hinge>, Outputs::kAny, graph::sigmoid, kMargin},
    {"squared_hinge", "mean over rows and classes j != t of max(0, margin - z[t] + z[j])^2",
     Targets::kClasses, with_number<multi_squared_hinge>, Outputs::kAny, graph::softmax, kMargin},
    {"exponential", "mean e^(-s z), s = 2 t - 1. Freund and Schapire 1997", Targets::kYesNo,
     without_options<exponential>, Outputs::kAny, sigmoid_of_twice},
    {"exponential", "mean e^(-(z[t] - mean of the other z) / classes). Zhu et al. 2009",
     Targets::kClasses, without_options<multi_exponential>, Outputs::kAny, softmax_of_share},
};

}  // namespace

std::string_view targets_text(Targets targets) {
  switch (targets) {
    case Targets::kNumbers:
      return "numbers";
    case Targets::kYesNo:
      return "yes/no answers";
    case Targets::kClasses:
      break;
  }
  return "classes";
}

std::span<const Loss> losses() { return kLosses; }

std::string_view ChosenLoss::last_activation() const {
  switch (loss->outputs) {
    case Outputs::kAny:
      return {};
    case Outputs::kLogProbabilities:
      return "log_softmax";
    case Outputs::kProbabilities:
      break;
  }
  return loss->targets == Targets::kClasses ? "softmax" : "sigmoid";
}

}  // namespace glia::loss
