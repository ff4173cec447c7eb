#include "glia/session/row_truth.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/shell_word.h"
#include "glia/data/message_text.h"
#include "glia/data/row_numbers.h"
#include "glia/data/row_weights.h"
#include "glia/session/image_labels.h"
#include "glia/session/settings.h"

namespace glia::session {
namespace {

using data::TargetKind;

LabelledRows labelled_rows(const data::TargetEncoding& target, const data::Table& table) {
  LabelledRows labelled;
  labelled.all = table.rows();
  const data::EncodedTarget<double> y =
      target.encode<double>(table, data::first_rows(table.rows()));
  for (int64_t row = 0; row < table.rows(); ++row) {
    const auto at = static_cast<size_t>(row);
    if (!y.classes.empty()) {
      if (y.classes[at] < 0) continue;
      labelled.truth.classes.push_back(y.classes[at]);
      labelled.rows.push_back(row);
      continue;
    }
    const auto first = y.values.begin() + row * y.width;
    if (std::any_of(first, first + y.width, [](double v) { return std::isnan(v); })) continue;
    labelled.rows.push_back(row);
    for (int64_t k = 0; k < y.width; ++k) {
      const double value = *(first + k);
      labelled.truth.values.push_back(target.kind() == TargetKind::kNumbers
                                          ? target.restore(static_cast<size_t>(k), value)
                                          : value);
    }
  }
  if (labelled.rows.empty())
    fail(ErrorKind::kData, say("{}: no row has a known target", table.origin()));
  return labelled;
}

}  // namespace

RowTruth truth_of(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  RowTruth truth;
  const int64_t width = dataset.target.width();
  for (const int64_t row : rows) {
    if (!dataset.weights.empty())
      truth.weights.push_back(static_cast<double>(dataset.weights[static_cast<size_t>(row)]));
    if (dataset.target.kind() == TargetKind::kClasses) {
      truth.classes.push_back(dataset.classes[static_cast<size_t>(row)]);
      continue;
    }
    for (int64_t k = 0; k < width; ++k) {
      const auto value = static_cast<double>(dataset.y[static_cast<size_t>(row * width + k)]);
      truth.values.push_back(dataset.target.kind() == TargetKind::kNumbers
                                 ? dataset.target.restore(static_cast<size_t>(k), value)
                                 : value);
    }
  }
  return truth;
}

LabelledRows labelled_rows(const data::TargetEncoding& target, const Data& data) {
  if (const auto* table = std::get_if<data::Table>(&data)) return labelled_rows(target, *table);
  const data::Images& images = images_of(data);
  LabelledRows labelled;
  labelled.all = images.count;
  labelled.rows = data::first_rows(images.count);
  labelled.truth.classes = labels_among(target.labels(), images);
  return labelled;
}

std::vector<double> weights_for(const Data& data, const std::string& column,
                                const std::vector<int64_t>& rows) {
  const auto* table = std::get_if<data::Table>(&data);
  if (table == nullptr) fail(ErrorKind::kUsage, "--weight names a column; images have none");
  const std::vector<float> weights = data::weights_of(*table, column, rows);
  if (std::none_of(weights.begin(), weights.end(), [](float weight) { return weight > 0; }))
    fail(ErrorKind::kData, say("{}: all rows have the weight 0", table->origin()));
  return {weights.begin(), weights.end()};
}

void warn_of_other_weights(const train::Model& model, const Data& data,
                           std::vector<Message>& warnings) {
  const auto* table = std::get_if<data::Table>(&data);
  const std::string column = weight_column(model.settings);
  if (column.empty()) return;
  const std::string named = data::text_for_message(column);
  if (table != nullptr && table->find(column))
    warnings.push_back(
        say("the model was trained with rows that count by {}; here every row counts alike ({})",
            named, "--weight " + shell_word(column)));
  else
    warnings.push_back(say(
        "the model was trained with rows that count by {}; here every row counts alike", named));
}

const data::Images& images_of(const Data& data) {
  return part_to_measure(std::get<data::ImageSplit>(data));
}

}  // namespace glia::session
