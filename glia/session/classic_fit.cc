#include "glia/session/classic_fit.h"

#include "glia/base/thread_pool.h"
#include "glia/nn/network.h"
#include "glia/session/baseline.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

using data::TargetKind;

// The training rows as a method asks for them.
struct Rows {
  std::vector<float> x;
  std::vector<int32_t> classes;
  std::vector<double> values;

  Rows(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
    const int64_t outputs = dataset.target.width();
    for (const int64_t row : rows) {
      for (int64_t i = row * dataset.features; i < (row + 1) * dataset.features; ++i) {
        const auto at = static_cast<size_t>(i);
        x.push_back(dataset.images ? static_cast<float>(dataset.pixels[at] / 255.0)
                                   : dataset.x[at]);
      }
      if (dataset.target.kind() == TargetKind::kClasses) {
        classes.push_back(dataset.classes[static_cast<size_t>(row)]);
        continue;
      }
      for (int64_t k = row * outputs; k < (row + 1) * outputs; ++k)
        values.push_back(static_cast<double>(dataset.y[static_cast<size_t>(k)]));
    }
  }
};

std::shared_ptr<const program::Variables> variables_of(const classic::Fitted& fitted, Real real) {
  graph::Graph graph;
  nn::build(graph, fitted.arch);
  auto variables = std::make_shared<program::Variables>(graph, real);
  for (size_t i = 0; i < variables->entries().size(); ++i) {
    const program::Variables::Entry& entry = variables->entries()[i];
    const std::vector<double>& values = fitted.variables.at(entry.name);
    Tensor tensor(entry.shape, Type::kReal, real);
    for (size_t k = 0; k < values.size(); ++k) tensor.set(static_cast<int64_t>(k), values[k]);
    variables->set(static_cast<int>(i), tensor);
  }
  return variables;
}

}  // namespace

ClassicModel fit_classic(const classic::MethodChoice& choice, const train::Dataset& dataset,
                         const ClassicOptions& options) {
  const Rows rows(dataset, dataset.split.train);
  classic::TrainingRows training;
  training.kind = dataset.target.kind();
  training.outputs = dataset.target.width();
  const auto count = static_cast<int64_t>(dataset.split.train.size());
  training.x = {rows.x.data(), count, dataset.features, dataset.features, 1};
  training.classes = rows.classes;
  training.values = rows.values;
  training.seed = options.seed;
  ThreadPool pool(options.threads);
  classic::Fitted fitted = classic::fit_method(choice, training, pool);

  ClassicModel result;
  train::Model& model = result.model;
  model.variables = variables_of(fitted, options.real);
  model.arch = std::move(fitted.arch);
  model.loss = train::usual_loss(dataset.target.kind());
  model.target = dataset.target;
  model.preparation = dataset.preparation;
  model.images = dataset.images;
  if (options.samples) model.samples = train::take_samples(model, dataset);
  result.findings = std::move(fitted.findings);
  return result;
}

std::vector<BaselineFit> fit_chosen_baseline(const classic::MethodChoice& choice,
                                             const train::Dataset& dataset,
                                             const ClassicOptions& options,
                                             const std::function<void(const char*)>& begins) {
  const bool numbers = dataset.target.kind() == TargetKind::kNumbers;
  std::vector<classic::MethodChoice> choices = {
      classic::parse_method(numbers ? "mean" : "majority")};
  if (choice.method != choices[0].method) choices.push_back(choice);
  std::vector<BaselineFit> baselines;
  for (const classic::MethodChoice& each : choices) {
    begins(each.text.c_str());
    const ClassicModel fit = fit_classic(each, dataset, options);
    train::Predictor predictor(fit.model, std::make_shared<ThreadPool>(options.threads));
    baselines.push_back({each.text, predictor.predict(dataset.source(), judged_rows(dataset))});
  }
  return baselines;
}

}  // namespace glia::session
