// What a user asks a training run to do, as plain data: the command line, a page or a program fills
// it; `train_session` carries it out. What is empty is chosen from the data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "glia/data/task.h"

namespace glia::session {

struct TrainConfig {
  // Whether settings are searched for, see search.h.
  bool searches() const { return trials > 0 || budget_seconds > 0; }

  // --- the data
  std::string data;       // a file, "-", the name of a built-in set, a folder or pair of IDX files
  std::string test_data;  // an own test set, or empty
  std::string encoding;   // of both, where they are text; empty: found from their bytes
  std::string sheet;      // of both, where they are workbooks; empty: the first
  std::string target;     // "a" or "a,b"; empty: the last column, or the set's own
  std::vector<std::string> drop;
  std::vector<std::string> use;  // columns that would be left out: many texts, identifiers
  std::string date_order;  // "dmy", "mdy" or "ymd", where dates could be each; empty: the day first
  data::Task task = data::Task::kAuto;
  std::array<double, 3> split = {70, 15, 15};
  std::string group;           // a column: rows of one group are never parted
  std::string time;            // a column: the latest rows are the test
  std::string weight;          // a column: what each row counts in the loss and in metrics
  int64_t folds = 0;           // above 0: cross-validation instead of one test part
  int64_t repeats = 1;         // of the folds, each time divided anew
  bool no_duplicates = false;  // of rows that are equal in every column, the first one only

  // --- instead of a network, and beside it
  std::string model;     // a fit without a network, "ridge:0.5"; empty: a network
  std::string baseline;  // what the result is set against; empty: usual; "none": nothing

  // --- the network
  std::optional<std::vector<int64_t>> layers;  // hidden widths; may be {} for none
  std::string arch_file;                       // TOML; instead of layers
  std::string activation = "relu";
  std::string init = "glorot_uniform";
  bool batch_norm = false;  // of each hidden layer, before its activation
  double dropout = 0;       // after each hidden layer
  std::string from;         // a model to start from: its network, weights and preparation

  // --- training
  std::string loss;                // as loss::parse_loss reads it
  double label_smoothing = 0;      // for a loss that has the option
  std::string class_weights;       // "balanced" or "1,2.5,1"
  std::string optimizer = "adam";  // or with options, "rmsprop:momentum=0.9"
  std::optional<double> rate;
  std::string schedule = "constant";
  std::optional<int64_t> epochs;
  std::optional<int64_t> batch;  // 0: all training rows
  double l1 = 0;
  double l2 = 0;
  double weight_decay = 0;
  double clip = 0;        // of the norm of the gradient
  double clip_value = 0;  // of its elements
  double max_norm = 0;    // of a unit's incoming weights
  double mixup = 0;       // alpha of the shares, see train/mixup.h
  std::optional<int64_t> patience;
  std::optional<double> stop_loss;
  std::optional<double> stop_accuracy;
  double max_seconds = 0;
  double budget_seconds = 0;  // above 0: search for settings, start no trial after this time
  int64_t trials = 0;         // above 0: search, with so many trials at most
  uint64_t seed = 0;
  int threads = 0;  // 0: all cores
  bool in_double = false;

  // How often each column is shuffled to see what it is worth; 0: never. Empty: 5 times where that
  // costs little.
  std::optional<int64_t> importance;

  // Whether the result has the single answers behind its score, see answers.h.
  bool answers = false;

  // --- what is written
  std::string out = "model.glia";
  std::string split_out;  // a folder for train.csv, validation.csv, test.csv, test-predictions.csv
  std::string curves;     // an SVG file
  std::string calibration;  // an SVG file
  std::string checkpoint;
  std::string resume;
  bool samples = true;
};

}  // namespace glia::session
