#include "glia/session/plan_report.h"

#include "glia/base/format.h"
#include "glia/data/json_internal.h"
#include "glia/nn/network.h"
#include "glia/program/program.h"
#include "glia/train/closure_step.h"

namespace glia::session {
namespace {

using data::Json;

constexpr char kPrediction[] = "A prediction of one row";
constexpr char kTraining[] = "A training step of {} rows with {}";
constexpr int64_t kMostBatch = 1 << 20;

std::string prediction_plan(const train::Model& model) {
  graph::Graph graph;
  const std::vector<graph::Value> outputs = nn::build(graph, model.arch);
  program::Options options;
  options.real = model.variables->real();
  options.mode = program::Mode::kPredict;
  return program::Program(graph, outputs, std::move(options)).describe();
}

// A setting of the model's file, which may lack it or hold something else there.
double number(const Json& settings, const char* name, double otherwise) {
  const auto found = settings.find(name);
  return found != settings.end() && found->is_number() ? found->get<double>() : otherwise;
}

train::SupervisedOptions training_options(const train::Model& model) {
  const Json settings = data::JsonReader::parse(model.settings, "the model's settings");
  train::SupervisedOptions options;
  options.loss = model.loss;
  options.targets = train::targets_of(model.target.kind());
  options.real = model.variables->real();
  if (!settings.is_object()) return options;
  const auto rule = settings.find("optimizer");
  if (rule != settings.end() && rule->is_string())
    options.optimizer = optim::parse_optimizer(rule->get<std::string>());
  options.optimizer.clip_norm = number(settings, "clip", 0);
  options.optimizer.weight_decay = number(settings, "weight_decay", 0);
  options.optimizer.constraints.clip_value = number(settings, "clip_value", 0);
  options.optimizer.constraints.max_norm = number(settings, "max_norm", 0);
  options.mixup = number(settings, "mixup", 0);
  const auto weights = settings.find("class_weights");
  if (weights != settings.end() && weights->is_array())
    for (const Json& weight : *weights)
      if (weight.is_number()) options.class_weights.push_back(weight.get<double>());
  options.l1 = number(settings, "l1", 0);
  options.l2 = number(settings, "l2", 0);
  const double batch = number(settings, "batch", 32);
  if (batch >= 1 && batch <= kMostBatch) options.batch = static_cast<int64_t>(batch);
  return options;
}

std::string training_plan(const train::Model& model, const train::SupervisedOptions& options) {
  if (optim::find_rule(options.optimizer.name).closure())
    return train::ClosureStep(model.arch, options).program().describe();
  return train::SupervisedStep(model.arch, options).program().describe();
}

}  // namespace

std::string plan_report(const train::Model& model) {
  const train::SupervisedOptions options = training_options(model);
  return fmt::format("{}\n\n{}\n{}\n\n{}", kPrediction, prediction_plan(model),
                     fmt::format(kTraining, options.batch, options.optimizer.name),
                     training_plan(model, options));
}

}  // namespace glia::session
