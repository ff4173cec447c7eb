// What a run found out, as plain data, and as the JSON that `--json` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "glia/base/message.h"
#include "glia/session/trial.h"
#include "glia/train/calibration.h"
#include "glia/train/diagnosis.h"
#include "glia/train/history.h"
#include "glia/train/metrics.h"
#include "glia/train/ranking_curves.h"

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

// One metric of two predictions of the same rows: first minus second.
struct PairedMetric {
  std::string name;
  double first = 0;
  double second = 0;
  double difference = 0;
  double low = 0;  // its 95 % interval; NaN where there is none
  double high = 0;
  double p = 0;    // how often chance alone would do as much; NaN where it is not computed
  int better = 0;  // 1: the first, -1: the second, 0: these rows can't tell
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
  std::vector<PairedMetric> paired;  // the model minus this fit
};

// What a fit without a network tells of itself: "inertia", "passes".
struct Finding {
  std::string name;
  double value = 0;
};

// A row that the model is badly wrong about.
struct Mistake {
  int64_t row = 0;   // of the data, from 0
  int64_t line = 0;  // of its file; 0 where there is none
  std::string truth, predicted;
  double probability = 0;  // that the true class was given; NaN without classes
  double loss = 0;         // cross entropy in nats; of numbers the mean absolute error
};

// How much the main score falls when a column is shuffled among the rows.
struct ColumnImportance {
  std::string column;
  double mean = 0;
  double deviation = 0;  // over the shuffles; of folds, whose mean is taken, over the folds
};

// How well the rows of one class (or those of a "yes") are put before the others.
struct RankedClass {
  std::string name;
  train::RankingCurves curves;
};
// A number, row by row.
struct NumberPairs {
  std::string name;
  std::vector<double> truth, predicted;
};
// See answers.h.
struct Answers {
  std::vector<RankedClass> rankings;
  std::vector<NumberPairs> numbers;
};

// Metrics over the folds of a cross-validation.
struct FoldedMetric {
  std::string name;
  std::vector<double> values;  // fold by fold, repeat after repeat
};
struct Folds {
  int64_t folds = 0;  // 0: none
  int64_t repeats = 1;
  std::vector<int64_t> train_rows, test_rows;  // of each fold
  std::vector<FoldedMetric> metrics;
};

// A fault of the data, with what mends it.
struct AuditFinding {
  std::string code;    // "gives_target_away", "constant", "duplicates" ...
  std::string column;  // empty: of the whole table
  int64_t count = 0;   // rows or cells that it is about
  Message text;
  std::string flag;  // "--drop alive", as one types it; empty: no flag mends it
};

struct TrainResult {
  std::string task;  // "classify", "regress"
  std::string target;
  std::string weight;               // the column that rows count by; empty: they count alike
  std::vector<std::string> labels;  // of classes
  int64_t rows = 0;
  int64_t features = 0;
  int64_t classes = 0;
  int64_t epochs = 0;
  double seconds = 0;         // of the whole run
  double fitted_seconds = 0;  // of that: learning itself, or the search
  uint64_t seed = 0;
  int64_t parameters = 0;         // weights; of a fit without a network all numbers that it keeps
  std::string network;            // "4-32-3"
  std::string method;             // "ridge:0.5", the fit without a network; empty for a network
  std::vector<Finding> findings;  // of that fit
  train::History history;
  Part train, validation, test;
  train::Calibration calibration;            // of the test rows, else the validation rows
  std::vector<Mistake> mistakes;             // the worst first
  std::vector<ColumnImportance> importance;  // the most important first; empty: not asked
  Answers answers;                           // behind the score, if they were asked for
  Folds folds;                               // then `test` has their means
  std::vector<Baseline> baselines;           // the simplest first
  std::string model;                         // the path; empty if none was written
  std::vector<Message> warnings;
  std::vector<AuditFinding> audit;
  std::vector<train::Trouble> diagnosis;
  Chosen chosen;              // of a network's run
  std::vector<Trial> trials;  // of a search for settings
  bool interrupted = false;
};

// One object; keys as in the reference of the command line.
std::string to_json(const TrainResult& result);
std::string to_json(const Part& part);

}  // namespace glia::session
