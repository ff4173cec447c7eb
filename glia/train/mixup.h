// Mixup: each row of a batch is blended with another one, and the loss with the other's loss, so
// that the network learns to be in between between rows. Zhang et al. 2018.
//
//   x <- share x + (1 - share) x[partner],  loss <- share L(z, y) + (1 - share) L(z, y[partner])
//
// with one share ~ Beta(alpha, alpha) and one random permutation `partner` for each step, both pure
// functions of (seed, step).
#pragma once

#include <cstdint>
#include <span>

#include "glia/graph/graph.h"

namespace glia::train {

// In [0, 1]. alpha: above 0; 1 is uniform, small ones lie near 0 and 1.
// Jöhnk 1964 up to 1, Cheng 1978 above.
double mixup_share(double alpha, uint64_t seed, int64_t step);
// Fills a permutation of 0 .. size - 1.
void mixup_partners(std::span<int64_t> partners, uint64_t seed, int64_t step);

// The inputs of a step that mixes.
struct Mixup {
  graph::Value partner;  // i64 [batch]
  graph::Value share;    // real []

  // Declares them, as "mixup.partner" and "mixup.share".
  explicit Mixup(graph::Graph& graph);
  // share a + (1 - share) b.
  graph::Value blend(graph::Value a, graph::Value b) const;
  // The partners' rows of a real or i64 value that leads with `batch`.
  graph::Value of_partners(graph::Value rows) const;
};

}  // namespace glia::train
