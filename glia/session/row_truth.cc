#include "glia/session/row_truth.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::session {
namespace {

using data::TargetKind;

std::vector<int64_t> all_rows(int64_t count) {
  std::vector<int64_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), int64_t{0});
  return rows;
}

LabelledRows labelled_rows(const data::TargetEncoding& target, const data::Table& table) {
  LabelledRows labelled;
  labelled.all = table.rows();
  const data::EncodedTarget<double> y = target.encode<double>(table, all_rows(table.rows()));
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
  if (!images.has_labels())
    fail(ErrorKind::kData, say("{}: the images have no labels to compare with", images.origin));
  if (images.classes() > target.width()) {
    fail(ErrorKind::kData, say("{}: label {} is not one of the model's {} classes", images.origin,
                               images.classes() - 1, target.width()));
  }
  LabelledRows labelled;
  labelled.all = images.count;
  labelled.rows = all_rows(images.count);
  labelled.truth.classes.assign(images.labels.begin(), images.labels.end());
  return labelled;
}

const data::Images& images_of(const Data& data) {
  const auto& split = std::get<data::ImageSplit>(data);
  return split.test.count > 0 ? split.test : split.train;
}

}  // namespace glia::session
