#include "glia/session/loss_choice.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

// Rows that weigh differently are counted by their weights.
std::vector<double> balanced(const train::Dataset& dataset) {
  const auto classes = static_cast<size_t>(dataset.target.width());
  std::vector<double> counts(classes, 0);
  double rows = 0;
  for (const int64_t row : dataset.split.train) {
    const auto at = static_cast<size_t>(row);
    const double weight = dataset.weights.empty() ? 1 : static_cast<double>(dataset.weights[at]);
    counts[static_cast<size_t>(dataset.classes[at])] += weight;
    rows += weight;
  }
  std::vector<double> weights;
  for (const double count : counts) {
    // A class without training rows is never weighed.
    weights.push_back(count > 0 ? rows / (static_cast<double>(classes) * count) : 1);
  }
  return weights;
}

}  // namespace

std::string chosen_loss(const TrainConfig& config, data::TargetKind kind,
                        const train::Model* start) {
  std::string loss = config.loss;
  if (loss.empty() && start != nullptr) loss = start->loss;
  if (loss.empty()) loss = train::usual_loss(kind);
  if (config.label_smoothing > 0) loss += fmt::format(":smoothing={}", config.label_smoothing);
  return loss;
}

std::vector<double> class_weights(const std::string& text, const train::Dataset& dataset) {
  if (text.empty()) return {};
  if (dataset.target.kind() != data::TargetKind::kClasses) {
    fail(ErrorKind::kUsage, say("class weights: the target {} has no classes",
                                fmt::join(dataset.target.names(), ", ")));
  }
  if (text == "balanced") return balanced(dataset);
  std::vector<double> weights;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    const std::optional<double> weight = parse_double(item);
    if (!weight || !std::isfinite(*weight) || *weight < 0) {
      fail(ErrorKind::kUsage, say("class weights: expected balanced, or numbers of 0 or more "
                                  "such as 1,2.5,1, found '{}'",
                                  item));
    }
    weights.push_back(*weight);
    begin = end + 1;
  }
  const auto& labels = dataset.target.labels();
  if (weights.size() != labels.size()) {
    fail(ErrorKind::kUsage, say("class weights: {} numbers for {} classes: {}", weights.size(),
                                labels.size(), fmt::join(labels, ", ")));
  }
  if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; }))
    fail(ErrorKind::kUsage, "class weights: all are 0, so there is nothing to learn");
  return weights;
}

}  // namespace glia::session
