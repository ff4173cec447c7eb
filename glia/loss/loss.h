// Losses: a scalar, the mean over the rows of a batch, finite for any finite input.
//
// Pure functions that add nodes. One table, from which training and the command line read.
#pragma once

#include <span>
#include <string_view>

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

// What the targets of a loss are.
enum class Targets {
  kNumbers,  // real, shaped like the outputs
  kYesNo,    // real 0..1, shaped like the outputs, which are logits
  kClasses,  // i64 class numbers [rows], outputs are logits [rows, classes]
};

// mean (y - t)^2 over all elements.
Value squared_error(Value prediction, Value target);

// -mean_rows log softmax(z)[t]. z: logits [rows, classes]; t: i64 [rows], 0 <= t < classes (a row
// with another t counts as 0). Bridle 1990.
Value softmax_cross_entropy(Value logits, Value classes);

// mean of max(z, 0) - z t + log(1 + e^-|z|) = softplus(z) - z t over all elements: the cross
// entropy of sigmoid(z) with t in [0, 1], without the log of 0.
Value sigmoid_cross_entropy(Value logits, Value target);

struct Loss {
  std::string_view name;
  std::string_view doc;
  Targets targets;
  Value (*apply)(Value outputs, Value targets);
};

std::span<const Loss> losses();
// Errors: kUsage, naming the nearest.
const Loss& find_loss(std::string_view name);

}  // namespace glia::loss
