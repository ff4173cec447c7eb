// What the families of losses share. Not for use outside glia/loss.
#pragma once

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"
#include "glia/loss/classification.h"

namespace glia::loss {

using graph::Value;

// Probabilities are kept this far from 0 before their logarithm is taken: a normal number in float
// too, ln 1e-30 = -69.
inline constexpr double kLeastProbability = 1e-30;

inline void expect_same_shape(const char* what, Value prediction, Value target) {
  if (prediction.shape() == target.shape()) return;
  fail(ErrorKind::kUsage, say("{}: shapes differ: prediction {}, target {}", what,
                              prediction.shape().to_string(), target.shape().to_string()));
}

// outputs [rows, classes] and i64 classes [rows].
inline void expect_classes(const char* what, Value outputs, Value classes) {
  const Shape& shape = outputs.shape();
  if (shape.rank() == 2 && !shape[1].is_symbol() && classes.shape().rank() == 1 &&
      shape[0] == classes.shape()[0] && classes.type() == Type::kI64)
    return;
  fail(ErrorKind::kUsage,
       say("{}: expected logits [rows, classes] and i64 classes [rows], found {} and {} {}", what,
           shape.to_string(), type_name(classes.type()), classes.shape().to_string()));
}

inline void expect_above_zero(const char* what, const char* option, double value) {
  // Written so that NaN fails too.
  if (value > 0 && value <= 1e300) return;
  fail(ErrorKind::kUsage, say("{}: {} must be above 0, found {}", what, option, value));
}

inline void expect_between(const char* what, const char* option, double value, double low,
                           double high) {
  if (value >= low && value <= high) return;
  fail(ErrorKind::kUsage,
       say("{}: {} must be in [{}, {}], found {}", what, option, low, high, value));
}

// What the means of regression.h and classification.h are of: shaped like the outputs.
Value squared_terms(Value prediction, Value target);
Value absolute_terms(Value prediction, Value target);
Value huber_terms(Value prediction, Value target, double delta);
Value log_cosh_terms(Value prediction, Value target);
Value sigmoid_terms(Value logits, Value target, const BinaryOptions& options);
// The mean's negative is the loss.
Value binary_likelihoods(Value probabilities, Value target, const BinaryOptions& options);

// A loss row by row: the sum of the costs over that of the weights is its mean.
struct RowCosts {
  Value cost;    // [rows], the weight of the row's class in it
  Value weight;  // [rows]: that weight
};
RowCosts softmax_costs(Value logits, Value classes, const CategoricalOptions& options);
RowCosts categorical_costs(Value probabilities, Value classes, const CategoricalOptions& options);
RowCosts likelihood_costs(Value log_probabilities, Value classes,
                          const CategoricalOptions& options);

}  // namespace glia::loss
