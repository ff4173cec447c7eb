#include "glia/session/predict_session.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/csv_writer.h"
#include "glia/data/row_numbers.h"
#include "glia/session/answers.h"
#include "glia/session/image_labels.h"
#include "glia/session/inspection.h"

namespace glia::session {
namespace {

std::shared_ptr<ThreadPool> pool_of(int threads) {
  return threads > 1 ? std::make_shared<ThreadPool>(threads) : nullptr;
}

std::vector<std::string> prediction_columns(const data::TargetEncoding& target) {
  std::vector<std::string> names;
  if (target.kind() == data::TargetKind::kClasses) {
    names.emplace_back("prediction");
    for (const std::string& label : target.labels()) names.push_back(fmt::format("p({})", label));
    return names;
  }
  for (const std::string& name : target.names()) {
    names.push_back(name);
    if (target.kind() == data::TargetKind::kYesNo) names.push_back(fmt::format("p({})", name));
  }
  return names;
}

// A kept column has its own name; a prediction that would repeat it is called "predicted NAME".
void write_header(const train::Model& model, const std::vector<std::string>& keep,
                  data::CsvWriter& csv) {
  std::set<std::string> taken;
  for (const std::string& name : keep) {
    if (!taken.insert(name).second)
      fail(ErrorKind::kUsage, say("the column '{}' is to be kept twice", name));
    csv.field(name);
  }
  for (std::string name : prediction_columns(model.target)) {
    while (!taken.insert(name).second) name = fmt::format("predicted {}", name);
    csv.field(name);
  }
  csv.end_row();
}

// A float's shortest text, where the network computed in float: the extra digits say nothing.
void write_number(double value, bool is_float, data::CsvWriter& csv) {
  if (std::isnan(value))
    csv.missing();
  else if (is_float)
    csv.field(fmt::format("{}", static_cast<float>(value)));
  else
    csv.field(value);
}

void write_row(const train::Model& model, std::span<const double> values, data::CsvWriter& csv) {
  const bool is_float = model.variables->real() == Real::kFloat;
  const data::TargetEncoding& target = model.target;
  switch (target.kind()) {
    case data::TargetKind::kClasses: {
      const auto best = std::max_element(values.begin(), values.end()) - values.begin();
      csv.field(target.labels()[static_cast<size_t>(best)]);
      for (const double value : values) write_number(value, is_float, csv);
      break;
    }
    case data::TargetKind::kYesNo:
      for (size_t i = 0; i < values.size(); ++i) {
        csv.field(target.labels(i)[values[i] > 0.5 ? 1 : 0]);
        write_number(values[i], is_float, csv);
      }
      break;
    case data::TargetKind::kNumbers:
      for (const double value : values) write_number(value, is_float, csv);
      break;
  }
  csv.end_row();
}

// `kept` are columns of a table with a row for each prediction.
PredictionTable written(const train::Model& model, const train::Predictions& predictions,
                        const std::vector<const data::Column*>& kept = {}) {
  std::vector<std::string> names;
  for (const data::Column* column : kept) names.push_back(column->name);
  data::CsvWriter csv;
  write_header(model, names, csv);
  for (int64_t i = 0; i < predictions.rows; ++i) {
    for (const data::Column* column : kept) csv.field(column->cell(i));
    write_row(model, predictions.row(i), csv);
  }
  return {csv.take(), predictions.rows, {}};
}

// What images have beside their pixels: where each is a file, its name.
std::optional<data::Column> file_column(const data::Images& images,
                                        const std::vector<std::string>& keep) {
  if (keep.empty()) return std::nullopt;
  if (keep != std::vector<std::string>{"file"} || images.files.empty())
    fail(ErrorKind::kUsage, "images have no columns to keep but 'file', where each is one");
  return data::Column::of_text("file", images.files);
}

// A file's checksum says nothing of its numbers: training elsewhere may have left NaN among them.
void warn_of_weights(const train::Model& model, std::vector<Message>& warnings) {
  const auto block = model.variables->block();
  const auto any_not_finite = [&](auto zero) {
    for (size_t at = 0; at + sizeof zero <= block.size(); at += sizeof zero) {
      std::memcpy(&zero, block.data() + at, sizeof zero);
      if (!std::isfinite(zero)) return true;
    }
    return false;
  };
  const bool damaged = model.variables->real() == Real::kDouble ? any_not_finite(double{0})
                                                                : any_not_finite(float{0});
  if (damaged)
    warnings.push_back(say("the model has weights that are not finite: don't trust its answers"));
}

}  // namespace

PredictionTable predict_data(const train::Model& model, const Data& data,
                             const PredictOptions& options) {
  train::Predictor predictor(model, pool_of(options.threads));
  const data::Table* table = std::get_if<data::Table>(&data);
  std::vector<const data::Column*> kept;
  if (table == nullptr) {
    const data::Images& images = images_of(data);
    const std::optional<data::Column> file = file_column(images, options.keep);
    if (file) kept.push_back(&*file);
    PredictionTable result = written(model, predictor.predict(images), kept);
    warn_of_weights(model, result.warnings);
    return result;
  }
  for (const std::string& name : options.keep) kept.push_back(&table->column(name));
  data::PreparationReport report;
  PredictionTable result = written(model, predictor.predict(*table, &report), kept);
  result.warnings = table->notes();
  warn_of_weights(model, result.warnings);
  if (std::optional<Message> warning = report.warning(table->origin()))
    result.warnings.push_back(std::move(*warning));
  return result;
}

PredictionTable predict_drawings(const train::Model& model, const data::GreyDrawings& drawings,
                                 const PredictOptions& options) {
  if (!model.images)
    fail(ErrorKind::kData, say("{}: images were given to a model of tables", drawings.origin));
  if (!options.keep.empty())
    fail(ErrorKind::kUsage, "images have no columns to keep but 'file', where each is one");
  const train::Source source{
      drawings.count,
      {{"x", {drawings.pixels.data(), program::RowSource::Type::kFloat, drawings.count}}}};
  train::Predictor predictor(model, pool_of(options.threads));
  PredictionTable result =
      written(model, predictor.predict(source, data::first_rows(drawings.count)));
  result.warnings = drawings.warnings;
  warn_of_weights(model, result.warnings);
  return result;
}

namespace {

// The 0-1 loss is the accuracy turned round, and so is its interval.
void add_zero_one_loss(Part& part) {
  for (size_t i = 0; i < part.metrics.size(); ++i) {
    if (part.metrics[i].name != "accuracy") continue;
    Metric loss = part.metrics[i];
    loss.name = "zero_one_loss";
    loss.value = 1 - loss.value;
    std::swap(loss.low, loss.high);
    loss.low = 1 - loss.low;
    loss.high = 1 - loss.high;
    part.metrics.insert(part.metrics.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(loss));
    return;
  }
}

}  // namespace

EvaluateResult evaluate_data(const train::Model& model, const Data& data,
                             const EvaluateOptions& options) {
  train::Predictor predictor(model, pool_of(options.threads));
  EvaluateResult result;
  result.task = model.target.kind() == data::TargetKind::kNumbers ? "regress" : "classify";
  if (model.target.kind() == data::TargetKind::kClasses) result.labels = model.target.labels();
  const auto* table = std::get_if<data::Table>(&data);
  if (table != nullptr) result.warnings = table->notes();
  warn_of_weights(model, result.warnings);
  LabelledRows labelled = labelled_rows(model.target, data);
  result.weight = options.weight;
  if (!options.weight.empty())
    labelled.truth.weights = weights_for(data, options.weight, labelled.rows);
  else
    warn_of_other_weights(model, data, result.warnings);
  const auto judge = [&](const train::Predictions& predictions) {
    const data::TargetKind kind = model.target.kind();
    result.part = measure(model.target, predictions, labelled.truth);
    add_zero_one_loss(result.part);
    result.calibration = calibration_of(kind, labelled.truth, predictions);
    if (options.answers) result.answers = answers_of(model.target, labelled.truth, predictions);
    result.mistakes = worst_mistakes(model.target, labelled.truth, predictions, kMostMistakes);
    for (Mistake& mistake : result.mistakes) {
      mistake.row = labelled.rows[static_cast<size_t>(mistake.row)];
      if (table != nullptr) mistake.line = table->line(mistake.row);
    }
  };
  if (table == nullptr) {
    judge(predictor.predict(images_of(data)));
    return result;
  }
  const auto known = static_cast<int64_t>(labelled.rows.size());
  if (known < labelled.all) {
    result.warnings.push_back(say("{} of {} rows have no known target and are left out",
                                  labelled.all - known, labelled.all));
  }
  data::PreparationReport report;
  const data::Table chosen = table->select_rows(labelled.rows);
  judge(predictor.predict(chosen, &report));
  if (std::optional<Message> warning = report.warning(table->origin()))
    result.warnings.push_back(std::move(*warning));
  return result;
}

VerifyResult verify_model(const train::Model& model) {
  const train::Samples& samples = model.samples;
  VerifyResult result;
  result.rows = samples.rows;
  result.tolerance = samples.tolerance;
  if (samples.rows == 0) return result;
  train::Source source{samples.rows,
                       {{"x", {samples.x.data(), program::RowSource::Type::kFloat, samples.rows}}}};
  const train::Predictions predictions =
      train::Predictor(model).predict(source, data::first_rows(samples.rows));
  for (size_t i = 0; i < samples.y.size(); ++i) {
    const double expected = samples.y[i];
    const double difference =
        std::fabs(predictions.values[i] - expected) / std::fmax(1, std::fabs(expected));
    // NaN against NaN agrees, against a number it does not.
    if (std::isnan(difference) && !(std::isnan(expected) && std::isnan(predictions.values[i])))
      result.largest_difference = INFINITY;
    else if (!std::isnan(difference))
      result.largest_difference = std::fmax(result.largest_difference, difference);
  }
  result.passed = result.largest_difference <= result.tolerance;
  return result;
}

}  // namespace glia::session
