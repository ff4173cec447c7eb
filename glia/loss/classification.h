// Cross entropies: how surprised a prediction is by the class that was true, in nats.
//
// Two forms for each kind of target. On logits, which any network gives: exact, and finite for any
// finite input. On probabilities, as the books write them: for a network that ends in sigmoid or
// softmax; a probability counts as at least 1e-30, so that a confident mistake costs 69 nats and
// not infinity (there the slope is 0). Targets: numbers in [0, 1] shaped like the outputs (1: yes),
// or i64 classes [rows], 0 <= t < classes; a row with another t counts as 0. Results are scalars.
// Errors: kUsage for shapes, types and options that do not fit.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

struct BinaryOptions {
  // t becomes t (1 - smoothing) + smoothing / 2; in [0, 1]. Szegedy et al. 2016.
  double smoothing = 0;
  double yes_weight = 1;  // times the terms of t = 1, against the rarity of yes; above 0
};

struct CategoricalOptions {
  // The target gives `smoothing` of its share to all classes alike; in [0, 1]. Szegedy et al. 2016.
  double smoothing = 0;
  // [classes], 0 or more: what a row of a class counts; the mean divides by their sum over the
  // rows. Empty: 1 each.
  std::vector<double> class_weights = {};
  // Rows of this class number don't count at all, not even in what the mean divides by.
  std::optional<int64_t> ignored = {};
};

// A mean, and what it divides by: parts of the rows can be put together again.
struct WeightedMean {
  Value mean;
  Value weight;  // scalar; empty: the number of rows
};

// mean of max(z, 0) - z t + log(1 + e^-|z|) = softplus(z) - z t over all elements: the cross
// entropy of sigmoid(z) with t in [0, 1], without the log of 0.
Value sigmoid_cross_entropy(Value logits, Value target, const BinaryOptions& options = {});

// -mean of t ln p + (1 - t) ln(1 - p) over all elements. p: probabilities of yes.
Value binary_cross_entropy(Value probabilities, Value target, const BinaryOptions& options = {});

// -mean_rows log softmax(z)[t]. z: logits [rows, classes]; t: i64 [rows]. Bridle 1990.
Value softmax_cross_entropy(Value logits, Value classes);
WeightedMean softmax_cross_entropy(Value logits, Value classes, const CategoricalOptions& options);

// -mean_rows ln p[t]. p: probabilities [rows, classes].
WeightedMean categorical_cross_entropy(Value probabilities, Value classes,
                                       const CategoricalOptions& options = {});

// -mean_rows q[t]. q: logarithms of probabilities [rows, classes].
WeightedMean negative_log_likelihood(Value log_probabilities, Value classes,
                                     const CategoricalOptions& options = {});

// mean of -a (1 - p)^gamma ln p for t = 1 and -(1 - a) p^gamma ln(1 - p) for t = 0, p = sigmoid(z):
// rows that are already right count little. gamma: 0 or more; a = alpha in [0, 1], or below 0 for
// no weights. Lin et al. 2017.
Value sigmoid_focal(Value logits, Value target, double gamma = 2, double alpha = 0.25);

// -mean_rows (1 - p)^gamma ln p with p = softmax(z)[t]. gamma: 0 (cross entropy) or more.
Value softmax_focal(Value logits, Value classes, double gamma = 2);

}  // namespace glia::loss
