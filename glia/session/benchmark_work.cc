// The networks and rows of the benchmarks.
#include <numeric>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/session/benchmark_internal.h"

namespace glia::session {
namespace {

data::TargetEncoding numbers(const std::vector<std::string>& names) {
  std::string targets;
  for (const std::string& name : names) {
    targets += fmt::format(R"({}{{"name": "{}", "centre": 0, "spread": 1}})",
                           targets.empty() ? "" : ", ", name);
  }
  return data::TargetEncoding::from_json(
      fmt::format(R"({{"kind": "numbers", "targets": [{}]}})", targets));
}

void fill_inputs(train::Dataset& dataset) {
  const auto cells = static_cast<size_t>(dataset.rows * dataset.features);
  if (dataset.images)
    dataset.pixels.reserve(cells);
  else
    dataset.x.reserve(cells);
  for (size_t i = 0; i < cells; ++i) {
    const uint32_t word = random_word(1, 1, 0, i);
    if (dataset.images)
      dataset.pixels.push_back(word >> 31 != 0 ? static_cast<uint8_t>(word) : uint8_t{0});
    else
      dataset.x.push_back(static_cast<float>(uniform01(word) * 2 - 1));
  }
}

// A class each; as numbers, one yes or no, or 1 for the class and 0 for the others.
void fill_targets(train::Dataset& dataset, int64_t outputs, bool classes) {
  for (size_t i = 0; i < static_cast<size_t>(dataset.rows); ++i) {
    const uint32_t word = random_word(1, 2, 0, i);
    const auto chosen = static_cast<int32_t>(word % static_cast<uint32_t>(outputs));
    if (classes)
      dataset.classes.push_back(chosen);
    else if (outputs == 1)
      dataset.y.push_back(static_cast<float>(word >> 31));
    else
      for (int32_t k = 0; k < outputs; ++k) dataset.y.push_back(k == chosen ? 1.0f : 0.0f);
  }
}

double products(const std::vector<int64_t>& widths, size_t first) {
  double flops = 0;
  for (size_t i = first; i + 1 < widths.size(); ++i)
    flops += 2.0 * static_cast<double>(widths[i]) * static_cast<double>(widths[i + 1]);
  return flops;
}

}  // namespace

std::string Work::name() const { return fmt::format("{}", fmt::join(widths, "-")); }

nn::Sequential Work::network() const {
  nn::Sequential network;
  for (size_t i = 1; i < widths.size(); ++i) {
    network.add(nn::Dense{widths[i]});
    if (sigmoid)
      network.add(nn::Sigmoid{});
    else if (i + 1 < widths.size())
      network.add(nn::Relu{});
  }
  return network;
}

double Work::forward_flops() const { return products(widths, 0); }

double Work::training_flops() const { return 2 * products(widths, 0) + products(widths, 1); }

train::Dataset random_rows(const Work& work) {
  train::Dataset dataset;
  dataset.rows = work.rows;
  dataset.features = work.features();
  if (work.image.height > 0) dataset.images = work.image;
  fill_inputs(dataset);
  fill_targets(dataset, work.outputs(), !work.sigmoid);
  std::vector<std::string> labels;
  for (int64_t k = 0; k < work.outputs(); ++k) labels.push_back(std::to_string(k));
  dataset.target =
      work.sigmoid ? numbers(labels) : data::TargetEncoding::of_classes("class", labels);
  dataset.split.train.resize(static_cast<size_t>(work.rows));
  std::iota(dataset.split.train.begin(), dataset.split.train.end(), 0);
  return dataset;
}

}  // namespace glia::session
