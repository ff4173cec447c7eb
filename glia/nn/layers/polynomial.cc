// Features multiplied with each other, so that a linear layer behind them draws curves.
#include "glia/nn/polynomial.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/nn/layers/fixed_internal.h"

namespace glia::nn {
namespace {

// The terms of degree k that begin with feature i are x_i times those of degree k - 1 that begin
// with a feature from i on, which stand at the end of their block.
Value build_polynomial(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Value x = inputs[0];
  if (x.shape().rank() != 2 || x.shape()[1].is_symbol()) {
    fail(ErrorKind::kUsage, fmt::format("expected rows of numbers, found shape {}; flatten first",
                                        x.shape().to_string()));
  }
  const int64_t features = x.shape()[1].size();
  const int64_t degree = std::get<int64_t>(spec.options.at("degree"));
  polynomial_width(features, degree);
  std::vector<Value> columns;
  for (int64_t i = 0; degree > 1 && i < features; ++i)
    columns.push_back(graph::slice(x, 1, i, i + 1));
  std::vector<Value> blocks = {x};
  std::vector<int64_t> begins;  // of the terms of the last block that begin with feature i
  for (int64_t i = 0; i < features; ++i) begins.push_back(i);
  for (int64_t k = 2; k <= degree; ++k) {
    const Value before = blocks.back();
    const int64_t width = before.shape()[1].size();
    std::vector<Value> terms;
    int64_t begin = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
      const Value rest = graph::slice(before, 1, begins[i], width);
      terms.push_back(columns[i] * rest);
      const int64_t count = width - begins[i];
      begins[i] = begin;
      begin += count;
    }
    blocks.push_back(terms.size() == 1 ? terms[0] : graph::concat(terms, 1));
  }
  return blocks.size() == 1 ? blocks[0] : graph::concat(blocks, 1);
}

}  // namespace

int64_t polynomial_width(int64_t features, int64_t degree) {
  if (degree < 1 || degree > kMostDegree)
    fail(ErrorKind::kUsage, fmt::format("degree must be 1 to {}, found {}", kMostDegree, degree));
  // C(features + degree, degree) - 1, each factor of the product a whole number.
  int64_t count = 1;
  for (int64_t k = 1; k <= degree; ++k) {
    count = count * (features + k) / k;
    if (count > kMostTerms) {
      fail(ErrorKind::kUsage,
           fmt::format("{} features of degree {} have more than {} products; take a smaller degree",
                       features, degree, kMostTerms));
    }
  }
  return count - 1;
}

std::vector<LayerKind> polynomial_kinds() {
  return {{"polynomial",
           "all products of 1 to `degree` features, a feature as often as it likes: [rows, n] -> "
           "[rows, C(n + degree, degree) - 1]; by degree, then in the order of the features. "
           "Gergonne 1815",
           1,
           {{"degree", "of the highest product, 1 to 20", int64_t{2}}},
           build_polynomial}};
}

}  // namespace glia::nn
