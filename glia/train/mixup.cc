#include "glia/train/mixup.h"

#include <cmath>
#include <numeric>

#include "glia/base/random.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/kernels/random.h"

namespace glia::train {
namespace {

constexpr uint64_t kShares = hash_path("mixup.share");

// In (0, 1), so that logarithms are finite.
double open01(uint32_t word) { return uniform01(word) + 0x1p-25; }

// Two uniform numbers of an attempt.
struct Draw {
  double u, v;
};
Draw draw(uint64_t seed, int64_t step, uint64_t attempt) {
  const auto words = random_words(seed, kShares, static_cast<uint64_t>(step), attempt);
  return {open01(words[0]), open01(words[1])};
}

// x / (x + y) with x = u^(1/a), y = v^(1/a), accepted where x + y <= 1; in logarithms, because both
// powers are 0 for a small a.
double johnk(double a, uint64_t seed, int64_t step) {
  for (uint64_t attempt = 0;; ++attempt) {
    const Draw d = draw(seed, step, attempt);
    const double log_x = std::log(d.u) / a;
    const double log_y = std::log(d.v) / a;
    const double larger = std::fmax(log_x, log_y);
    const double log_sum = larger + std::log1p(std::exp(-std::fabs(log_x - log_y)));
    if (log_sum <= 0) return std::exp(log_x - log_sum);
  }
}

// Algorithm BB for equal parameters a > 1.
double cheng(double a, uint64_t seed, int64_t step) {
  const double beta = std::sqrt(1 / a);
  const double gamma = a + std::sqrt(a);
  for (uint64_t attempt = 0;; ++attempt) {
    const Draw d = draw(seed, step, attempt);
    const double v = beta * std::log(d.u / (1 - d.u));
    const double w = a * std::exp(v);
    const double z = d.u * d.u * d.v;
    const double r = gamma * v - std::log(4.0);
    if (r + 2 * a * std::log(2 * a / (a + w)) >= std::log(z)) return w / (a + w);
  }
}

}  // namespace

double mixup_share(double alpha, uint64_t seed, int64_t step) {
  return alpha <= 1 ? johnk(alpha, seed, step) : cheng(alpha, seed, step);
}

void mixup_partners(std::span<int64_t> partners, uint64_t seed, int64_t step) {
  std::iota(partners.begin(), partners.end(), int64_t{0});
  kernels::shuffle(partners.data(), static_cast<int64_t>(partners.size()),
                   seed ^ hash_path("mixup.partner"), static_cast<uint64_t>(step));
}

Mixup::Mixup(graph::Graph& graph)
    : partner(graph.input("mixup.partner", {batch()}, Type::kI64)),
      share(graph.input("mixup.share", {})) {}

graph::Value Mixup::blend(graph::Value a, graph::Value b) const {
  const graph::Value own = a * share;
  const graph::Value rest = 1.0 - share;
  return own + b * rest;
}

graph::Value Mixup::of_partners(graph::Value rows) const {
  if (rows.type() == Type::kReal) return graph::gather(rows, partner);
  // Class numbers are exact in float up to 2^24.
  const graph::Value picked = graph::gather(graph::cast(rows, Type::kReal), partner);
  return graph::cast(picked, rows.type());
}

}  // namespace glia::train
