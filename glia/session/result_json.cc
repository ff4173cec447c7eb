// Results as JSON. Numbers that are undefined or not finite are null.
#include <cmath>

#include "glia/data/json_internal.h"
#include "glia/session/predict_session.h"
#include "glia/session/result.h"
#include "glia/session/train_session.h"

namespace glia::session {

using data::Json;

namespace {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json part_json(const Part& part, const std::vector<std::string>& labels) {
  Json json = {{"rows", part.rows}};
  Json intervals = Json::object();
  for (const Metric& metric : part.metrics) {
    json[metric.name] = number(metric.value);
    intervals[metric.name] = {number(metric.low), number(metric.high)};
  }
  json["intervals"] = std::move(intervals);
  const train::ConfusionMatrix& confusion = part.confusion;
  if (confusion.classes == 0) return json;
  Json rows = Json::array();
  for (int32_t truth = 0; truth < confusion.classes; ++truth) {
    Json row = Json::array();
    for (int32_t predicted = 0; predicted < confusion.classes; ++predicted)
      row.push_back(confusion.at(truth, predicted));
    rows.push_back(std::move(row));
  }
  json["confusion"] = {{"labels", labels}, {"counts", std::move(rows)}};
  return json;
}

Json diagnosis_json(const std::vector<train::Trouble>& troubles) {
  Json json = Json::array();
  for (const train::Trouble& trouble : troubles) {
    json.push_back({{"code", trouble.code},
                    {"layer", trouble.layer},
                    {"text", trouble.text.text()},
                    {"flag", trouble.flag}});
  }
  return json;
}

Json chosen_json(const Chosen& chosen) {
  Json json = Json::object();
  if (chosen.layers) json["layers"] = *chosen.layers;
  if (chosen.rate) json["rate"] = *chosen.rate;
  if (chosen.batch) json["batch"] = *chosen.batch;
  if (chosen.epochs) json["epochs"] = *chosen.epochs;
  if (chosen.patience) json["patience"] = *chosen.patience;
  return json;
}

Json trials_json(const std::vector<Trial>& trials) {
  Json json = Json::array();
  for (const Trial& trial : trials) {
    json.push_back({{"trial", trial.number},
                    {"layers", trial.layers},
                    {"rate", trial.rate},
                    {"batch", trial.batch},
                    {"weight_decay", trial.weight_decay},
                    {"dropout", trial.dropout},
                    {"epochs", trial.epochs},
                    {"best_epoch", trial.best_epoch},
                    {"val_loss", number(trial.loss)},
                    {"val_score", number(trial.score)},
                    {"stopped_by", trial.stopped_by},
                    {"best", trial.best}});
  }
  return json;
}

// In English, as all of JSON.
Json texts_of(const std::vector<Message>& messages) {
  Json texts = Json::array();
  for (const Message& message : messages) texts.push_back(message.text());
  return texts;
}

}  // namespace

std::string to_json(const Part& part) { return data::dump_json(part_json(part, {})); }

std::string to_json(const EvaluateResult& result) {
  Json json = part_json(result.part, result.labels);
  json["task"] = result.task;
  json["warnings"] = texts_of(result.warnings);
  return data::dump_json(json);
}

std::string to_json(const RateSearchOutcome& outcome) {
  Json steps = Json::array();
  for (size_t i = 0; i < outcome.search.rates.size(); ++i) {
    steps.push_back({{"rate", outcome.search.rates[i]},
                     {"loss", number(outcome.search.losses[i])},
                     {"smoothed", number(outcome.search.smoothed[i])}});
  }
  const double suggested = outcome.search.suggested;
  const Json json = {{"suggested", suggested > 0 ? Json(suggested) : Json()},
                     {"lowest", number(outcome.search.lowest)},
                     {"burst", outcome.search.burst},
                     {"usual", outcome.usual},
                     {"optimizer", outcome.optimizer},
                     {"batch", outcome.batch},
                     {"steps", std::move(steps)},
                     {"warnings", texts_of(outcome.warnings)}};
  return data::dump_json(json);
}

std::string to_json(const TrainResult& result) {
  Json json = {{"task", result.task},
               {"target", result.target},
               {"rows", result.rows},
               {"features", result.features},
               {"classes", result.classes},
               {"network", result.network},
               {"parameters", result.parameters},
               {"epochs", result.epochs},
               {"best_epoch", result.history.best_epoch},
               {"stopped_by", result.history.stopped_by},
               {"seconds", number(result.seconds)},
               {"seed", result.seed},
               {"train", part_json(result.train, result.labels)},
               {"validation", part_json(result.validation, result.labels)},
               {"test", part_json(result.test, result.labels)}};
  if (!result.method.empty()) {
    Json findings = Json::object();
    for (const Finding& finding : result.findings) findings[finding.name] = number(finding.value);
    json["method"] = {{"name", result.method}, {"findings", std::move(findings)}};
  }
  Json baselines = Json::object();
  for (const Baseline& baseline : result.baselines)
    baselines[baseline.name] = part_json(baseline.test, result.labels);
  json["baseline"] = std::move(baselines);
  json["model"] = result.model;
  json["warnings"] = texts_of(result.warnings);
  json["chosen"] = chosen_json(result.chosen);
  json["diagnosis"] = diagnosis_json(result.diagnosis);
  if (!result.trials.empty()) json["trials"] = trials_json(result.trials);
  return data::dump_json(json);
}

}  // namespace glia::session
