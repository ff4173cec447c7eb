// What a run found out, as plain data, and as the JSON that `--json` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "glia/base/message.h"
#include "glia/session/trial.h"
#include "glia/train/diagnosis.h"
#include "glia/train/history.h"
#include "glia/train/metrics.h"

namespace glia::session {

// One metric with its 95 % interval; NaN where undefined, with the reason.
struct Metric {
  std::string name;  // "accuracy", "f1_macro", "roc_auc", "pr_auc", "loss", "mse", "mae", "r2"
  double value = 0;
  double low = 0;
  double high = 0;
  std::string reason;
};

struct Part {
  int64_t rows = 0;
  std::vector<Metric> metrics;
  train::ConfusionMatrix confusion;  // classes == 0: not a classification

  // NaN when there is none of that name.
  double value(std::string_view name) const;
};

// What the user left open and the data's shape decided, see defaults.h.
struct Chosen {
  std::optional<std::vector<int64_t>> layers;
  std::optional<double> rate;
  std::optional<int64_t> batch, epochs, patience;
};

// A fit without a network on the same rows.
struct Baseline {
  std::string name;  // "majority", "mean", "logistic regression", "least squares"
  Part test;
};

// What a fit without a network tells of itself: "inertia", "passes".
struct Finding {
  std::string name;
  double value = 0;
};

struct TrainResult {
  std::string task;  // "classify", "regress"
  std::string target;
  std::vector<std::string> labels;  // of classes
  int64_t rows = 0;
  int64_t features = 0;
  int64_t classes = 0;
  int64_t epochs = 0;
  double seconds = 0;
  uint64_t seed = 0;
  int64_t parameters = 0;         // weights; of a fit without a network all numbers that it keeps
  std::string network;            // "4-32-3"
  std::string method;             // "ridge:0.5", the fit without a network; empty for a network
  std::vector<Finding> findings;  // of that fit
  train::History history;
  Part train, validation, test;
  std::vector<Baseline> baselines;  // the simplest first
  std::string model;                // the path; empty if none was written
  std::vector<Message> warnings;
  std::vector<train::Trouble> diagnosis;
  Chosen chosen;              // of a network's run
  std::vector<Trial> trials;  // of a search for settings
  bool interrupted = false;
};

// One object; keys as in the reference of the command line.
std::string to_json(const TrainResult& result);
std::string to_json(const Part& part);

}  // namespace glia::session
