#include "glia/train/fit.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/graph/op.h"
#include "glia/train/closure_step.h"

namespace glia::train {
namespace {

constexpr size_t kMostSamples = 8;

// The network's own variables, with the bits they have: no optimizer slots.
std::shared_ptr<const program::Variables> keep_network(const nn::ArchSpec& arch,
                                                       const program::Variables& all) {
  graph::Graph graph;
  nn::build(graph, arch);
  auto kept = std::make_shared<program::Variables>(graph, all.real());
  for (size_t i = 0; i < kept->entries().size(); ++i)
    kept->set(static_cast<int>(i), all.get(all.find(kept->entries()[i].name)));
  return kept;
}

// The network must have an output for each number of the target, and end as the loss wants it.
void expect_outputs(const nn::ArchSpec& arch, const data::TargetEncoding& target,
                    const loss::ChosenLoss& loss) {
  graph::Graph graph;
  const std::vector<graph::Value> outputs = nn::build(graph, arch);
  if (arch.inputs.size() != 1 || outputs.size() != 1) {
    fail(ErrorKind::kUsage, say("the network has {} inputs and {} outputs, expected one each",
                                arch.inputs.size(), outputs.size()));
  }
  const Shape& shape = outputs[0].shape();
  if (shape.rank() != 2 || !shape[1].is(target.width())) {
    fail(ErrorKind::kUsage,
         say("layer {}: the network gives {}, but the target {} needs {} numbers a row",
             arch.outputs[0], shape.to_string(), fmt::join(target.names(), ", "), target.width()));
  }
  const std::string_view last = loss.last_activation();
  const std::string_view found = outputs[0].node().op->name;
  if (last.empty() || found == last) return;
  fail(ErrorKind::kUsage,
       say("layer {}: the network ends in {}, but loss {} wants one that ends in {}; add "
           "that layer, or use {}, which needs none",
           arch.outputs[0], found, loss.loss->name, last, usual_loss(target.kind())));
}

void copy_start(const program::Variables& from, program::Variables& to) {
  for (size_t i = 0; i < to.entries().size(); ++i) {
    const program::Variables::Entry& entry = to.entries()[i];
    const bool trainable = entry.kind == graph::VariableKind::kTrainable;
    const int at = from.find(entry.name);
    // Slots, and state that only training needs, start anew.
    if (!trainable && (at < 0 || !entry.slot.empty())) continue;
    if (at < 0 || !(from.entries()[static_cast<size_t>(at)].shape == entry.shape)) {
      fail(ErrorKind::kUsage, say("the model to start from has no {} of shape {}", entry.name,
                                  entry.shape.to_string()));
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

namespace {

std::string loss_of(const Dataset& dataset, const FitOptions& options) {
  return options.loss.empty() ? usual_loss(dataset.target.kind()) : options.loss;
}

loss::ChosenLoss chosen_loss(const Dataset& dataset, const FitOptions& options) {
  const loss::Targets targets = targets_of(dataset.target.kind());
  loss::ChosenLoss chosen = loss::parse_loss(loss_of(dataset, options), targets);
  chosen.settings.class_weights = options.class_weights;
  return chosen;
}

// Of the training rows, each by the weight of its class too; 0 where all count the same.
double mean_weight(const Dataset& dataset, const std::vector<double>& class_weights) {
  double sum = 0;
  if (dataset.weights.empty()) return sum;
  for (const int64_t row : dataset.split.train) {
    const auto at = static_cast<size_t>(row);
    const double of_class =
        class_weights.empty() ? 1 : class_weights.at(static_cast<size_t>(dataset.classes[at]));
    sum += of_class * static_cast<double>(dataset.weights[at]);
  }
  if (!(sum > 0)) fail(ErrorKind::kData, "training: every row's weight times its class's is 0");
  return sum / static_cast<double>(dataset.split.train.size());
}

// The step of these options, at its start values and bound to the rows.
std::unique_ptr<Step> prepare_step(const nn::ArchSpec& arch, const Dataset& dataset,
                                   const FitOptions& options,
                                   const std::shared_ptr<ThreadPool>& pool) {
  expect_outputs(arch, dataset.target, chosen_loss(dataset, options));
  SupervisedOptions supervised;
  supervised.loss = loss_of(dataset, options);
  supervised.targets = targets_of(dataset.target.kind());
  supervised.optimizer = options.optimizer;
  supervised.class_weights = options.class_weights;
  supervised.mean_weight = mean_weight(dataset, options.class_weights);
  supervised.mixup = options.mixup;
  supervised.l1 = options.l1;
  supervised.l2 = options.l2;
  supervised.real = options.real;
  supervised.seed = options.loop.seed;
  supervised.batch = options.loop.batch;
  supervised.pool = pool;
  std::unique_ptr<Step> step = make_step(arch, supervised);
  if (options.start != nullptr) copy_start(*options.start, *step->variables());
  step->bind(dataset.source());
  return step;
}

// Tells the diagnosis, if there is one, of the epochs to come.
std::unique_ptr<Probe> watch(const nn::ArchSpec& arch, const Dataset& dataset,
                             const FitOptions& options, const Step& step,
                             const std::shared_ptr<ThreadPool>& pool, LoopOptions& loop) {
  if (options.diagnosis == nullptr || dataset.split.train.empty()) return nullptr;
  auto probe = std::make_unique<Probe>(arch, chosen_loss(dataset, options), step.variables(), pool,
                                       dataset.source(), dataset.split.train);
  Diagnosis& diagnosis = *options.diagnosis;
  diagnosis.observe(probe->look(0));
  loop.after_epoch = [&diagnosis, &probe = *probe, also = std::move(loop.after_epoch)](
                         int64_t epoch, double loss) {
    diagnosis.observe(epoch, loss);
    if (diagnosis.wants_view(epoch)) diagnosis.observe(probe.look(epoch));
    if (also) also(epoch, loss);
  };
  return probe;
}

}  // namespace

Model fit(const nn::ArchSpec& arch, const Dataset& dataset, const FitOptions& options) {
  const auto pool = std::make_shared<ThreadPool>(options.threads);
  const std::unique_ptr<Step> step = prepare_step(arch, dataset, options, pool);
  Evaluator evaluator(arch, chosen_loss(dataset, options), step->variables(), pool,
                      targets_of(dataset.target.kind()), !dataset.weights.empty());
  evaluator.bind(dataset.source());

  LoopOptions loop = options.loop;
  loop.rate = options.optimizer.rate;
  loop.metric = dataset.target.kind() == data::TargetKind::kNumbers ? "r2" : "accuracy";
  const std::unique_ptr<Probe> probe = watch(arch, dataset, options, *step, pool, loop);
  Model model;
  model.history = run_loop(*step, evaluator, dataset.split.train, dataset.split.validation, loop);
  if (probe) options.diagnosis->finish(model.history, probe->moved());
  model.arch = arch;
  model.loss = loss_of(dataset, options);
  model.variables = keep_network(arch, *step->variables());
  model.target = dataset.target;
  model.preparation = dataset.preparation;
  model.images = dataset.images;
  if (options.samples) model.samples = take_samples(model, dataset);
  return model;
}

RateSearch find_rate(const nn::ArchSpec& arch, const Dataset& dataset, const FitOptions& options) {
  const auto pool = std::make_shared<ThreadPool>(options.threads);
  const std::unique_ptr<Step> step = prepare_step(arch, dataset, options, pool);
  RateSearchOptions search;
  search.batch = options.loop.batch;
  search.seed = options.loop.seed;
  return search_rate(*step, dataset.split.train, search);
}

Model fit(const nn::Sequential& network, const Dataset& dataset, const FitOptions& options) {
  return fit(network.arch(dataset.features), dataset, options);
}

}  // namespace glia::train
