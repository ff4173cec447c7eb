// What a network is fitted to: features and targets as matrices, and which rows are for training,
// validation and the final test. Made from a table or from images, everything learned from the
// training rows alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "glia/data/images.h"
#include "glia/data/preparation.h"
#include "glia/data/split.h"
#include "glia/data/target.h"
#include "glia/train/model.h"
#include "glia/train/source.h"

namespace glia::train {

struct DatasetOptions {
  std::string target;  // "a" or "a,b"; empty: the last column
  data::Task task = data::Task::kAuto;
  data::PreparationOptions preparation = {};
  data::SplitOptions split = {};
  // Columns that decide the split and are no features: rows of one group stay together; the latest
  // rows are the test. At most one of the two.
  std::string group = {};
  std::string time = {};
  // A column of 0 or more: what each row counts in the loss and in metrics. No feature.
  std::string weight = {};
  const data::Split* given = nullptr;  // instead of any drawn: rows of the table
  // Reuse what this model learned from its training rows, to go on with its weights.
  const Model* like = nullptr;
};

struct Dataset {
  data::TargetEncoding target;
  std::optional<data::Preparation> preparation;
  std::optional<ImageInput> images;
  data::Split split;  // row numbers of the matrices below
  std::vector<data::DataWarning> warnings;

  int64_t rows = 0;
  int64_t features = 0;
  std::vector<float> x;             // [rows, features]; empty for images
  std::vector<uint8_t> pixels;      // [rows, features] of images
  std::vector<int32_t> classes;     // [rows], or
  std::vector<float> y;             // [rows, outputs]: scaled numbers, or 0/1
  std::vector<float> weights;       // [rows], of each table up to one factor; empty: 1 each
  std::vector<int64_t> table_rows;  // row of the table of each row here (rows without a target are
                                    // left out); empty for images; -1 of an own test table

  // Views of the matrices; valid while this lives and stays where it is.
  Source source() const;
};

// Errors: kUsage for unknown columns; kData for a target that can't be used.
Dataset make_dataset(const data::Table& table, const DatasetOptions& options);
// Rows of another table as the test part, in place of any it had.
// How `test` differs from the training table is added to `report`.
// Errors: kData when `test` has no row with a target.
// weight: as in the options.
void set_test_rows(Dataset& dataset, const data::Table& test, const std::string& weight = {},
                   data::PreparationReport* report = nullptr);
// With an `images.test` that is the test part, and validation is 1/12 of the training images;
// without one all parts are drawn as the options say.
Dataset make_dataset(data::ImageSplit images, const data::SplitOptions& options);

}  // namespace glia::train
