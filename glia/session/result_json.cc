// Results as JSON. Numbers that are undefined or not finite are null.
#include <cmath>

#include "glia/data/json_object_internal.h"
#include "glia/session/comparison.h"
#include "glia/session/predict_session.h"
#include "glia/session/result.h"
#include "glia/session/train_session.h"

namespace glia::session {

using data::Json;

namespace {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json interval(double low, double high) {
  Json ends = Json::array();
  ends.push_back(number(low));
  ends.push_back(number(high));
  return ends;
}

Json part_json(const Part& part, const std::vector<std::string>& labels) {
  Json json = data::json_object({{"rows", part.rows}});
  Json intervals = Json::object();
  for (const Metric& metric : part.metrics) {
    json[metric.name] = number(metric.value);
    intervals[metric.name] = interval(metric.low, metric.high);
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
  json["confusion"] = data::json_object({{"labels", labels}, {"counts", std::move(rows)}});
  return json;
}

Json paired_json(const std::vector<PairedMetric>& metrics) {
  Json json = Json::object();
  for (const PairedMetric& metric : metrics) {
    json[metric.name] = data::json_object({{"first", number(metric.first)},
                                           {"second", number(metric.second)},
                                           {"difference", number(metric.difference)},
                                           {"interval", interval(metric.low, metric.high)},
                                           {"p", number(metric.p)},
                                           {"better", metric.better > 0   ? Json("first")
                                                      : metric.better < 0 ? Json("second")
                                                                          : Json()}});
  }
  return json;
}

Json folds_json(const Folds& folds) {
  Json metrics = Json::object();
  for (const FoldedMetric& metric : folds.metrics) {
    Json values = Json::array();
    for (const double value : metric.values) values.push_back(number(value));
    metrics[metric.name] = std::move(values);
  }
  return data::json_object({{"folds", folds.folds},
                            {"repeats", folds.repeats},
                            {"train_rows", folds.train_rows},
                            {"test_rows", folds.test_rows},
                            {"metrics", std::move(metrics)}});
}

// What stands behind a score.
Json calibration_json(const train::Calibration& calibration) {
  Json bins = Json::array();
  for (const train::ReliabilityBin& bin : calibration.bins) {
    bins.push_back(data::json_object({{"low", bin.low},
                                      {"high", bin.high},
                                      {"answers", bin.answers},
                                      {"weight", bin.weight},
                                      {"confidence", number(bin.confidence)},
                                      {"right", number(bin.right)}}));
  }
  return data::json_object(
      {{"error", number(calibration.error.value)},
       {"interval", interval(calibration.interval.low, calibration.interval.high)},
       {"bins", std::move(bins)}});
}

Json mistakes_json(const std::vector<Mistake>& mistakes) {
  Json json = Json::array();
  for (const Mistake& mistake : mistakes) {
    json.push_back(data::json_object({{"row", mistake.row + 1},
                                      {"line", mistake.line > 0 ? Json(mistake.line) : Json()},
                                      {"truth", mistake.truth},
                                      {"predicted", mistake.predicted},
                                      {"probability", number(mistake.probability)},
                                      {"loss", number(mistake.loss)}}));
  }
  return json;
}

Json importance_json(const std::vector<ColumnImportance>& importance) {
  Json json = Json::array();
  for (const ColumnImportance& each : importance) {
    json.push_back(data::json_object({{"column", each.column},
                                      {"mean", number(each.mean)},
                                      {"deviation", number(each.deviation)}}));
  }
  return json;
}

Json audit_json(const std::vector<AuditFinding>& findings) {
  Json json = Json::array();
  for (const AuditFinding& finding : findings) {
    json.push_back(
        data::json_object({{"code", finding.code},
                           {"column", finding.column.empty() ? Json() : Json(finding.column)},
                           {"count", finding.count},
                           {"text", finding.text.text()},
                           {"flag", finding.flag.empty() ? Json() : Json(finding.flag)}}));
  }
  return json;
}

Json diagnosis_json(const std::vector<train::Trouble>& troubles) {
  Json json = Json::array();
  for (const train::Trouble& trouble : troubles) {
    json.push_back(data::json_object({{"code", trouble.code},
                                      {"layer", trouble.layer},
                                      {"text", trouble.text.text()},
                                      {"flag", trouble.flag}}));
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
    json.push_back(data::json_object({{"trial", trial.number},
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
                                      {"best", trial.best}}));
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
  if (!result.weight.empty()) json["weight"] = result.weight;
  if (!result.calibration.bins.empty()) json["calibration"] = calibration_json(result.calibration);
  json["mistakes"] = mistakes_json(result.mistakes);
  json["warnings"] = texts_of(result.warnings);
  return data::dump_json(json);
}

std::string to_json(const RateSearchOutcome& outcome) {
  Json steps = Json::array();
  for (size_t i = 0; i < outcome.search.rates.size(); ++i) {
    steps.push_back(data::json_object({{"rate", outcome.search.rates[i]},
                                       {"loss", number(outcome.search.losses[i])},
                                       {"smoothed", number(outcome.search.smoothed[i])}}));
  }
  const double suggested = outcome.search.suggested;
  const Json json = data::json_object({{"suggested", suggested > 0 ? Json(suggested) : Json()},
                                       {"lowest", number(outcome.search.lowest)},
                                       {"burst", outcome.search.burst},
                                       {"usual", outcome.usual},
                                       {"optimizer", outcome.optimizer},
                                       {"batch", outcome.batch},
                                       {"steps", std::move(steps)},
                                       {"warnings", texts_of(outcome.warnings)}});
  return data::dump_json(json);
}

std::string to_json(const ComparisonResult& result, int64_t most) {
  Json rows = Json::array();
  for (const ApartRow& row : result.apart) {
    if (static_cast<int64_t>(rows.size()) >= most) break;
    rows.push_back(data::json_object({{"row", row.row + 1},
                                      {"line", row.line > 0 ? Json(row.line) : Json()},
                                      {"truth", row.truth},
                                      {"first", row.first},
                                      {"second", row.second},
                                      {"first_cost", number(row.first_cost)},
                                      {"second_cost", number(row.second_cost)}}));
  }
  Json json = data::json_object({{"task", result.task},
                                 {"rows", result.rows},
                                 {"differences", paired_json(result.metrics)},
                                 {"only_first", result.only_first},
                                 {"only_second", result.only_second},
                                 {"both_wrong", result.both_wrong},
                                 {"apart", std::move(rows)},
                                 {"warnings", texts_of(result.warnings)}});
  if (!result.weight.empty()) json["weight"] = result.weight;
  return data::dump_json(json);
}

std::string to_json(const TrainResult& result) {
  Json json = data::json_object({{"task", result.task},
                                 {"target", result.target},
                                 {"rows", result.rows},
                                 {"features", result.features},
                                 {"classes", result.classes},
                                 {"network", result.network},
                                 {"parameters", result.parameters},
                                 {"epochs", result.epochs},
                                 {"best_epoch", result.history.best_epoch},
                                 {"stopped_by", result.history.stopped_by},
                                 {"fitted_seconds", number(result.fitted_seconds)},
                                 {"seconds", number(result.seconds)},
                                 {"seed", result.seed},
                                 {"train", part_json(result.train, result.labels)},
                                 {"validation", part_json(result.validation, result.labels)},
                                 {"test", part_json(result.test, result.labels)}});
  if (!result.weight.empty()) json["weight"] = result.weight;
  if (!result.method.empty()) {
    Json findings = Json::object();
    for (const Finding& finding : result.findings) findings[finding.name] = number(finding.value);
    json["method"] =
        data::json_object({{"name", result.method}, {"findings", std::move(findings)}});
  }
  Json baselines = Json::object();
  for (const Baseline& baseline : result.baselines) {
    Json& fit = baselines[baseline.name] = part_json(baseline.test, result.labels);
    fit["paired"] = paired_json(baseline.paired);
  }
  json["baseline"] = std::move(baselines);
  if (result.folds.folds > 0) json["folds"] = folds_json(result.folds);
  if (!result.calibration.bins.empty()) json["calibration"] = calibration_json(result.calibration);
  json["mistakes"] = mistakes_json(result.mistakes);
  if (!result.importance.empty()) json["importance"] = importance_json(result.importance);
  json["model"] = result.model;
  json["audit"] = audit_json(result.audit);
  json["warnings"] = texts_of(result.warnings);
  json["chosen"] = chosen_json(result.chosen);
  json["diagnosis"] = diagnosis_json(result.diagnosis);
  if (!result.trials.empty()) json["trials"] = trials_json(result.trials);
  return data::dump_json(json);
}

}  // namespace glia::session
