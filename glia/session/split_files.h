// The parts of a split as CSV files, so that anyone can recompute the score.
#pragma once

#include <optional>
#include <string>

#include "glia/data/table.h"
#include "glia/train/dataset.h"
#include "glia/train/model.h"

namespace glia::session {

// Writes train.csv, validation.csv, test.csv (the rows as they were read) and
// test-predictions.csv (what `glia predict MODEL test.csv` prints) into `folder`, made if needed.
void write_split_files(const std::string& folder, const data::Table& table,
                       const std::optional<data::Table>& test, const train::Dataset& dataset,
                       const train::Model& model);

}  // namespace glia::session
