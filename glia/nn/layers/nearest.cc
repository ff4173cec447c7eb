// The answers of the stored rows that lie nearest: k-nearest neighbours as a layer.
#include <limits>

#include "glia/base/named.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/layers/families_internal.h"
#include "glia/nn/nearest.h"

namespace glia::nn {
namespace {

constexpr int64_t kMostSlicedFeatures = 1024;
// The logarithm of a share of 0: finite, and softmax and sigmoid make it 0 again.
constexpr double kLogNothing = -1e30;

// Minus |x - t|^2 but for |x|^2, which moves all of a row's distances alike.
Value closeness_euclidean(Value x, Value rows) {
  const Value product = graph::matmul(x, graph::transpose(rows));
  const Value norms = graph::sum(graph::square(rows), {1});
  return product * 2.0 - norms;
}

// Minus the sum (or the largest) of |x_i - t_i|, feature by feature: a difference of all rows and
// all features at once would not fit into memory.
Value closeness_by_feature(Value x, Value rows, bool largest) {
  const int64_t features = x.shape()[1].size(), count = rows.shape()[0].size();
  if (features > kMostSlicedFeatures) {
    fail(ErrorKind::kUsage, say("this metric reads up to {} features, found {}; euclidean "
                                "has no limit",
                                kMostSlicedFeatures, features));
  }
  const Value columns = graph::transpose(rows);
  Value distance;
  for (int64_t i = 0; i < features; ++i) {
    const Value own = graph::slice(x, 1, i, i + 1);
    const Value theirs = graph::reshape(graph::slice(columns, 0, i, i + 1), {1, count});
    const Value apart = graph::abs(own - theirs);
    if (i == 0)
      distance = apart;
    else
      distance = largest ? graph::maximum(distance, apart) : distance + apart;
  }
  return -distance;
}

Value closeness(Value x, Value rows, const std::string& metric) {
  switch (find_distance(metric).distance) {
    case Distance::kEuclidean:
      return closeness_euclidean(x, rows);
    case Distance::kManhattan:
      return closeness_by_feature(x, rows, false);
    case Distance::kChebyshev:
      break;
  }
  return closeness_by_feature(x, rows, true);
}

// The mean answer of the k nearest: k times the nearest (the first of equals) is taken and
// struck out.
Value mean_of_nearest(Value close, Value answers, int64_t k) {
  const int64_t count = answers.shape()[0].size();
  Graph& graph = close.graph();
  Value total;
  for (int64_t round = 0; round < k; ++round) {
    const Value best = graph::argmax(close, 1);
    const Value answer = graph::gather(answers, best);
    total = round == 0 ? answer : total + answer;
    if (round + 1 == k) break;
    const Value taken = graph::greater(graph::one_hot(best, count), graph.constant(0));
    close = graph::select(taken, graph.constant(-std::numeric_limits<double>::infinity()), close);
  }
  return k == 1 ? total : total / static_cast<double>(k);
}

Value log_share(Value share) {
  return graph::maximum(graph::log(share), share.graph().constant(kLogNothing));
}

Value build_nearest(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Value x = inputs[0];
  const int64_t width = row_width(x);
  const int64_t count = counted_option(spec, "rows", kMostStoredRows);
  const int64_t units = counted_option(spec, "units", kMostStoredRows);
  const int64_t k = counted_option(spec, "k", std::min(count, kMostNeighbours));
  const NamedAnswer& answer = find_answer(std::get<std::string>(spec.options.at("answer")));
  const auto stored = [&](const char* name, int64_t numbers) {
    return graph.variable(spec.name + name, {count, numbers}, nullptr, graph::VariableKind::kState);
  };
  const Value rows = stored(".rows", width);
  const Value answers = stored(".answers", units);
  const Value close = closeness(x, rows, std::get<std::string>(spec.options.at("metric")));
  const Value mean = mean_of_nearest(close, answers, k);
  switch (answer.answer) {
    case Answer::kMean:
      return mean;
    case Answer::kShares:
      return log_share(mean);
    case Answer::kYesNo:
      break;
  }
  const Value yes = log_share(mean);
  const Value no = log_share(1.0 - mean);
  return yes - no;
}

constexpr NamedDistance kDistances[] = {
    {"euclidean", Distance::kEuclidean},
    {"manhattan", Distance::kManhattan},
    {"chebyshev", Distance::kChebyshev},
};
constexpr NamedAnswer kAnswers[] = {
    {"mean", Answer::kMean},
    {"shares", Answer::kShares},
    {"yes_no", Answer::kYesNo},
};

}  // namespace

std::span<const NamedDistance> distances() { return kDistances; }
const NamedDistance& find_distance(std::string_view name) {
  return find_named("metric", name, distances());
}
const NamedAnswer& find_answer(std::string_view name) {
  return find_named("answer", name, std::span<const NamedAnswer>(kAnswers));
}

std::vector<LayerKind> nearest_kinds() {
  return {
      {"nearest",
       "the mean answer of the k stored rows nearest to x, the first of equals: [rows, in] -> "
       "[rows, units]; state rows [rows, in], answers [rows, units]. Fix and Hodges 1951, "
       "Cover and Hart 1967",
       1,
       {{"rows", "stored, 1 to 200000", int64_t{1}, true},
        {"units", "numbers of an answer", int64_t{1}, true},
        {"k", "neighbours, 1 to 200", int64_t{1}},
        {"metric", "euclidean, manhattan or chebyshev", std::string("euclidean")},
        {"answer", "mean; shares: its logarithm; yes_no: log p - log(1 - p)", std::string("mean")}},
       build_nearest}};
}

}  // namespace glia::nn
