#include "glia/session/predict_session.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/csv_writer.h"

namespace glia::session {
namespace {

std::shared_ptr<ThreadPool> pool_of(int threads) {
  return threads > 1 ? std::make_shared<ThreadPool>(threads) : nullptr;
}

void write_header(const train::Model& model, const std::vector<std::string>& keep,
                  data::CsvWriter& csv) {
  for (const std::string& name : keep) csv.field(name);
  const data::TargetEncoding& target = model.target;
  if (target.kind() == data::TargetKind::kClasses) {
    csv.field("prediction");
    for (const std::string& label : target.labels()) csv.field(fmt::format("p({})", label));
  } else {
    for (const std::string& name : target.names()) {
      csv.field(name);
      if (target.kind() == data::TargetKind::kYesNo) csv.field(fmt::format("p({})", name));
    }
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

const data::Images& images_of(const Data& data) {
  const auto& split = std::get<data::ImageSplit>(data);
  return split.test.count > 0 ? split.test : split.train;
}

}  // namespace

PredictionTable predict_data(const train::Model& model, const Data& data,
                             const PredictOptions& options) {
  train::Predictor predictor(model, pool_of(options.threads));
  PredictionTable result;
  data::CsvWriter csv;
  train::Predictions predictions;
  const data::Table* table = std::get_if<data::Table>(&data);
  if (table != nullptr) {
    data::PreparationReport report;
    predictions = predictor.predict(*table, &report);
    result.warnings = table->notes();
    for (Message& message : report.messages()) result.warnings.push_back(std::move(message));
  } else {
    predictions = predictor.predict(images_of(data));
  }
  std::vector<const data::Column*> kept;
  for (const std::string& name : options.keep) {
    if (table == nullptr) fail(ErrorKind::kUsage, "images have no columns to keep");
    kept.push_back(&table->column(name));
  }
  write_header(model, options.keep, csv);
  for (int64_t i = 0; i < predictions.rows; ++i) {
    for (const data::Column* column : kept) csv.field(column->cell(i));
    write_row(model, predictions.row(i), csv);
  }
  result.csv = csv.take();
  result.rows = predictions.rows;
  return result;
}

EvaluateResult evaluate_data(const train::Model& model, const Data& data, int threads) {
  train::Predictor predictor(model, pool_of(threads));
  EvaluateResult result;
  result.task = model.target.kind() == data::TargetKind::kNumbers ? "regress" : "classify";
  if (model.target.kind() == data::TargetKind::kClasses) result.labels = model.target.labels();
  if (const auto* table = std::get_if<data::Table>(&data)) {
    result.warnings = table->notes();
    std::vector<int64_t> rows(static_cast<size_t>(table->rows()));
    std::iota(rows.begin(), rows.end(), int64_t{0});
    data::EncodedTarget<double> y = model.target.encode<double>(*table, rows);
    // Rows whose target is missing or unknown can't be measured.
    std::vector<int64_t> known;
    std::vector<int32_t> classes;
    std::vector<double> values;
    for (const int64_t row : rows) {
      const auto at = static_cast<size_t>(row);
      const auto first = y.values.begin() + static_cast<int64_t>(at) * y.width;
      const bool whole = y.classes.empty() ? std::none_of(first, first + y.width,
                                                          [](double v) { return std::isnan(v); })
                                           : y.classes[at] >= 0;
      if (!whole) continue;
      known.push_back(row);
      if (!y.classes.empty()) {
        classes.push_back(y.classes[at]);
        continue;
      }
      for (int64_t k = 0; k < y.width; ++k) {
        const double value = *(first + k);
        values.push_back(model.target.kind() == data::TargetKind::kNumbers
                             ? model.target.restore(static_cast<size_t>(k), value)
                             : value);
      }
    }
    if (known.size() < rows.size()) {
      result.warnings.push_back(say("{} of {} rows have no known target and are left out",
                                    rows.size() - known.size(), rows.size()));
    }
    if (known.empty())
      fail(ErrorKind::kData, say("{}: no row has a known target", table->origin()));
    data::PreparationReport report;
    const data::Table chosen = table->select_rows(known);
    result.part = measure(model.target, predictor.predict(chosen, &report), classes, values);
    for (Message& message : report.messages()) result.warnings.push_back(std::move(message));
    return result;
  }
  const data::Images& images = images_of(data);
  if (!images.has_labels())
    fail(ErrorKind::kData, say("{}: the images have no labels to compare with", images.origin));
  if (images.classes() > model.outputs()) {
    fail(ErrorKind::kData, say("{}: label {} is not one of the model's {} classes", images.origin,
                               images.classes() - 1, model.outputs()));
  }
  const std::vector<int32_t> classes(images.labels.begin(), images.labels.end());
  result.part = measure(model.target, predictor.predict(images), classes, {});
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
  std::vector<int64_t> rows(static_cast<size_t>(samples.rows));
  std::iota(rows.begin(), rows.end(), int64_t{0});
  const train::Predictions predictions = train::Predictor(model).predict(source, rows);
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
