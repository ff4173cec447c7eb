// What is true of some rows, in the form that metrics ask for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/base/message.h"
#include "glia/session/data_source.h"
#include "glia/train/dataset.h"
#include "glia/train/model.h"

namespace glia::session {

struct RowTruth {
  std::vector<int32_t> classes;  // of class targets; else
  std::vector<double> values;    // [rows, targets]: numbers in their own units, or 0/1
  std::vector<double> weights;   // [rows]: what they count; empty: 1 each

  bool counts(size_t row) const { return weights.empty() || weights[row] > 0; }
};

// Of rows of a dataset, all of which have their targets.
RowTruth truth_of(const train::Dataset& dataset, const std::vector<int64_t>& rows);

// Rows of raw data whose target is known.
struct LabelledRows {
  std::vector<int64_t> rows;  // of the table, or of the images
  int64_t all = 0;            // with those that have no target
  RowTruth truth;             // of `rows`
};
// Errors: kData when no row has a known target, or images have no labels or unknown ones.
LabelledRows labelled_rows(const data::TargetEncoding& target, const Data& data);

// What rows of a table count, by one of its columns. Errors: kUsage for images, kData for weights
// that are none or all 0.
std::vector<double> weights_for(const Data& data, const std::string& column,
                                const std::vector<int64_t>& rows);
// Rows that counted by weights in training, and don't here: another question is answered. Says so,
// with the flag where the table has the column.
void warn_of_other_weights(const train::Model& model, const Data& data,
                           std::vector<Message>& warnings);

// The images that a model is asked about: those for testing, where there are any.
const data::Images& images_of(const Data& data);

}  // namespace glia::session
