#include "glia/train/fit.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/loss/loss.h"

namespace glia::train {
namespace {

constexpr size_t kMostSamples = 8;

bool fits(loss::Targets wanted, data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return wanted == loss::Targets::kClasses;
    case data::TargetKind::kYesNo:
      return wanted != loss::Targets::kClasses;
    case data::TargetKind::kNumbers:
      return wanted == loss::Targets::kNumbers;
  }
  return false;
}

// Only the trainable variables, with the bits they have.
std::shared_ptr<const program::Variables> keep_trainable(const nn::ArchSpec& arch,
                                                         const program::Variables& all) {
  graph::Graph graph;
  nn::build(graph, arch);
  auto kept = std::make_shared<program::Variables>(graph, all.real());
  for (size_t i = 0; i < kept->entries().size(); ++i)
    kept->set(static_cast<int>(i), all.get(all.find(kept->entries()[i].name)));
  return kept;
}

void expect_width(const nn::ArchSpec& arch, const data::TargetEncoding& target) {
  graph::Graph graph;
  const std::vector<graph::Value> outputs = nn::build(graph, arch);
  if (arch.inputs.size() != 1 || outputs.size() != 1) {
    fail(ErrorKind::kUsage,
         fmt::format("the network has {} inputs and {} outputs, expected one each",
                     arch.inputs.size(), outputs.size()));
  }
  const Shape& shape = outputs[0].shape();
  if (shape.rank() == 2 && shape[1].is(target.width())) return;
  fail(ErrorKind::kUsage,
       fmt::format("layer {}: the network gives {}, but the target {} needs {} numbers a row",
                   arch.outputs[0], shape.to_string(), fmt::join(target.names(), ", "),
                   target.width()));
}

void copy_start(const program::Variables& from, program::Variables& to) {
  for (size_t i = 0; i < to.entries().size(); ++i) {
    const program::Variables::Entry& entry = to.entries()[i];
    if (entry.kind != graph::VariableKind::kTrainable) continue;
    const int at = from.find(entry.name);
    if (at < 0 || !(from.entries()[static_cast<size_t>(at)].shape == entry.shape)) {
      fail(ErrorKind::kUsage, fmt::format("the model to start from has no {} of shape {}",
                                          entry.name, entry.shape.to_string()));
    }
    to.set(static_cast<int>(i), from.get(at));
  }
}

}  // namespace

Samples take_samples(const Model& model, const Dataset& dataset) {
  const std::vector<int64_t>& rows = dataset.split.train;
  const std::span<const int64_t> chosen(rows.data(), std::min(rows.size(), kMostSamples));
  Samples samples;
  samples.rows = static_cast<int64_t>(chosen.size());
  for (const int64_t row : chosen) {
    for (int64_t i = 0; i < dataset.features; ++i) {
      const auto at = static_cast<size_t>(row * dataset.features + i);
      samples.x.push_back(dataset.images ? static_cast<float>(dataset.pixels[at] / 255.0)
                                         : dataset.x[at]);
    }
  }
  Source source{samples.rows,
                {{"x", {samples.x.data(), program::RowSource::Type::kFloat, samples.rows}}}};
  std::vector<int64_t> all(chosen.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  samples.y = Predictor(model).predict(source, all).values;
  return samples;
}

std::string usual_loss(data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return "softmax_cross_entropy";
    case data::TargetKind::kYesNo:
      return "sigmoid_cross_entropy";
    case data::TargetKind::kNumbers:
      break;
  }
  return "squared_error";
}

Model fit(const nn::ArchSpec& arch, const Dataset& dataset, const FitOptions& options) {
  const std::string loss = options.loss.empty() ? usual_loss(dataset.target.kind()) : options.loss;
  if (!fits(loss::find_loss(loss).targets, dataset.target.kind())) {
    fail(ErrorKind::kUsage,
         fmt::format("loss {} does not fit the target {}; use {}", loss,
                     fmt::join(dataset.target.names(), ", "), usual_loss(dataset.target.kind())));
  }
  expect_width(arch, dataset.target);
  const auto pool = std::make_shared<ThreadPool>(options.threads);
  SupervisedOptions supervised;
  supervised.loss = loss;
  supervised.optimizer = options.optimizer;
  supervised.l2 = options.l2;
  supervised.real = options.real;
  supervised.seed = options.loop.seed;
  supervised.batch = options.loop.batch;
  supervised.pool = pool;
  SupervisedStep step(arch, supervised);
  if (options.start != nullptr) copy_start(*options.start, *step.variables());
  Evaluator evaluator(arch, loss, step.variables(), pool);
  const Source source = dataset.source();
  step.bind(source);
  evaluator.bind(source);

  LoopOptions loop = options.loop;
  loop.rate = options.optimizer.rate;
  loop.metric = dataset.target.kind() == data::TargetKind::kNumbers ? "r2" : "accuracy";
  Model model;
  model.history = run_loop(step, evaluator, dataset.split.train, dataset.split.validation, loop);
  model.arch = arch;
  model.loss = loss;
  model.variables = keep_trainable(arch, *step.variables());
  model.target = dataset.target;
  model.preparation = dataset.preparation;
  model.images = dataset.images;
  if (options.samples) model.samples = take_samples(model, dataset);
  return model;
}

Model fit(const nn::Sequential& network, const Dataset& dataset, const FitOptions& options) {
  return fit(network.arch(dataset.features), dataset, options);
}

}  // namespace glia::train
