// Fits that remember rows or centres and answer by the nearest: both are the layer "nearest".
#include <algorithm>
#include <cmath>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/classic/checks.h"
#include "glia/classic/families_internal.h"
#include "glia/classic/kmeans.h"
#include "glia/nn/nearest.h"

namespace glia::classic {
namespace {

constexpr std::string_view kDistances[] = {"euclidean", "manhattan", "chebyshev"};
constexpr int64_t kMostStored = int64_t{1} << 26;  // numbers in a model: 256 MB of floats

const char* answer_name(data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return "shares";
    case data::TargetKind::kNumbers:
      return "mean";
    case data::TargetKind::kYesNo:
      break;
  }
  return "yes_no";
}

// What the neighbours of each training row answer: its class as 0/1, its numbers or yes/no.
std::vector<double> row_answers(const TrainingRows& rows) {
  if (rows.kind != data::TargetKind::kClasses) return {rows.values.begin(), rows.values.end()};
  const auto outputs = static_cast<size_t>(rows.outputs);
  std::vector<double> answers(rows.classes.size() * outputs);
  for (size_t r = 0; r < rows.classes.size(); ++r)
    answers[r * outputs + static_cast<size_t>(rows.classes[r])] = 1.0;
  return answers;
}

struct Stored {
  std::vector<double> rows;     // [count, features]
  std::vector<double> answers;  // [count, outputs]
  int64_t count;
};

Fitted nearest_network(const TrainingRows& training, Stored stored, int64_t k,
                       std::string_view distance) {
  Fitted fitted;
  fitted.arch.inputs = {{"x", {training.x.cols}}};
  nn::LayerSpec layer{.name = "nearest1", .kind = "nearest", .inputs = {"x"}, .options = {}};
  layer.options = {{"rows", stored.count},
                   {"units", training.outputs},
                   {"k", k},
                   {"metric", std::string(distance)},
                   {"answer", std::string(answer_name(training.kind))}};
  fitted.arch.layers = {std::move(layer)};
  fitted.arch.outputs = {"nearest1"};
  fitted.variables["nearest1.rows"] = std::move(stored.rows);
  fitted.variables["nearest1.answers"] = std::move(stored.answers);
  return fitted;
}

Fitted knn(const TrainingRows& rows, std::span<const double> options, ThreadPool&) {
  const auto k = static_cast<int64_t>(options[0]);
  const int64_t count = rows.x.rows;
  check_finite("knn", rows.x);
  if (k > count) {
    fail(ErrorKind::kUsage,
         say("knn: {} neighbours among {} training rows; take {} or fewer", k, count, count));
  }
  if (count > nn::kMostStoredRows || count * (rows.x.cols + rows.outputs) > kMostStored) {
    fail(ErrorKind::kUsage,
         say("knn keeps its training rows in the model: {} rows of {} numbers are more than "
             "{} rows or {} numbers; train on fewer rows, or take kmeans",
             count, rows.x.cols, nn::kMostStoredRows, kMostStored));
  }
  Stored stored{{}, row_answers(rows), count};
  stored.rows.reserve(static_cast<size_t>(count * rows.x.cols));
  for (int64_t r = 0; r < count; ++r) {
    const float* row = rows.x.data + r * rows.x.row_stride;
    stored.rows.insert(stored.rows.end(), row, row + rows.x.cols);
  }
  return nearest_network(rows, std::move(stored), k, kDistances[static_cast<size_t>(options[1])]);
}

// The mean answer of each cluster's rows.
std::vector<double> cluster_answers(const TrainingRows& rows, const KMeans& fit, int64_t clusters) {
  const std::vector<double> each = row_answers(rows);
  const auto outputs = static_cast<size_t>(rows.outputs);
  std::vector<double> answers(static_cast<size_t>(clusters) * outputs);
  std::vector<double> counts(static_cast<size_t>(clusters));
  for (size_t r = 0; r < fit.cluster.size(); ++r) {
    const auto k = static_cast<size_t>(fit.cluster[r]);
    counts[k] += 1.0;
    for (size_t o = 0; o < outputs; ++o) answers[k * outputs + o] += each[r * outputs + o];
  }
  // A centre that no row is nearest to answers with 0 and is never asked about these rows.
  for (size_t i = 0; i < answers.size(); ++i) answers[i] /= std::max(1.0, counts[i / outputs]);
  return answers;
}

// The share of rows that have the most frequent class of their cluster. Manning et al. 2008, 16.3.
double purity(const TrainingRows& rows, const KMeans& fit, const std::vector<double>& answers) {
  const auto outputs = static_cast<int64_t>(rows.outputs);
  double right = 0;
  for (size_t r = 0; r < fit.cluster.size(); ++r) {
    const auto begin = answers.begin() + fit.cluster[r] * outputs;
    right += std::max_element(begin, begin + outputs) - begin == rows.classes[r];
  }
  return right / static_cast<double>(fit.cluster.size());
}

Fitted kmeans(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool) {
  KMeansOptions kmeans;
  kmeans.clusters = static_cast<int64_t>(options[0]);
  kmeans.starts = static_cast<int64_t>(options[1]);
  kmeans.seed = rows.seed;
  KMeans fit = fit_kmeans(rows.x, kmeans, pool);
  std::vector<double> answers = cluster_answers(rows, fit, kmeans.clusters);
  std::vector<Finding> findings = {{"inertia", fit.inertia},
                                   {"iterations", static_cast<double>(fit.iterations)}};
  if (rows.kind == data::TargetKind::kClasses)
    findings.push_back({"purity", purity(rows, fit, answers)});
  Fitted fitted = nearest_network(
      rows, {std::move(fit.centres), std::move(answers), kmeans.clusters}, 1, "euclidean");
  fitted.findings = std::move(findings);
  return fitted;
}

constexpr MethodOption kKnnOptions[] = {
    {"k", "a whole number, 1 to 200", 5, 1, static_cast<double>(nn::kMostNeighbours), true},
    {"distance", "a distance", 0, 0, 2, true, kDistances},
};
constexpr MethodOption kKMeansOptions[] = {
    {"clusters", "a whole number, 1 to 100000", 8, 1, 1e5, true},
    {"starts", "a whole number, 1 to 1000", 10, 1, 1000, true},
};

constexpr Method kMethods[] = {
    {.name = "knn",
     .doc = "the mean answer (of classes: the shares) of the K nearest training rows, which the "
            "model keeps; DISTANCE euclidean, manhattan or chebyshev. Fix and Hodges 1951, Cover "
            "and Hart 1967",
     .classes = true,
     .numbers = true,
     .yes_no = true,
     .options = kKnnOptions,
     .fit = knn},
    {.name = "kmeans",
     .doc = "CLUSTERS centres with the least squared distance to the rows, the target unseen, best "
            "of STARTS; a row gets the mean answer of its centre's rows. Lloyd 1982, Arthur and "
            "Vassilvitskii 2007",
     .classes = true,
     .numbers = true,
     .yes_no = true,
     .options = kKMeansOptions,
     .fit = kmeans},
};

}  // namespace

std::span<const Method> distance_methods() { return kMethods; }

}  // namespace glia::classic
