// The simplest classifier: every row gets the classes' shares of the training rows.
//
// A network that does not beat it has learnt nothing. Plain values, safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace glia::classic {

struct Majority {
  int32_t label = 0;           // The most frequent class; the first of several.
  std::vector<double> shares;  // [classes], summing to 1.
};

// labels: 0..classes-1, at least one; weights: what each counts, or none. Throws Error(kUsage)
// otherwise.
Majority fit_majority(std::span<const int32_t> labels, int32_t classes,
                      std::span<const double> weights = {});

// The shares, once for each row: [rows, classes].
std::vector<double> probabilities(const Majority& model, int64_t rows);

}  // namespace glia::classic
