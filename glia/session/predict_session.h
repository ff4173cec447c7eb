// A trained model at work: predictions of new rows, metrics on labelled ones, the self-test.
#pragma once

#include <string>
#include <vector>

#include "glia/base/message.h"
#include "glia/data/grey_text.h"
#include "glia/session/data_source.h"
#include "glia/session/result.h"
#include "glia/session/row_truth.h"
#include "glia/train/model.h"

namespace glia::session {

// A CSV text: the class (column "prediction") and each class's probability ("p(LABEL)"), or the
// value of each target ("predicted NAME" beside a kept column of that name); one line a row, after
// the columns of `keep`.
struct PredictionTable {
  std::string csv;
  int64_t rows = 0;
  // Every difference from the training table in one sentence.
  std::vector<Message> warnings;
};

struct PredictOptions {
  int threads = 1;
  std::vector<std::string> keep = {};  // columns of the input to carry along
};

// Errors: kData for data the model can't read, kUsage for an unknown column to keep.
PredictionTable predict_data(const train::Model& model, const Data& data,
                             const PredictOptions& options = {});

// Drawings as the model's images: one line each. Errors: kData for a model of tables.
PredictionTable predict_drawings(const train::Model& model, const data::GreyDrawings& drawings,
                                 const PredictOptions& options = {});

struct EvaluateResult {
  std::string task;
  std::string weight;  // the column that rows counted by; empty: they counted alike
  Part part;
  std::vector<std::string> labels;
  train::Calibration calibration;
  std::vector<Mistake> mistakes;  // the worst first
  Answers answers;                // behind the score, if they were asked for
  std::vector<Message> warnings;
};

struct EvaluateOptions {
  int threads = 1;
  // A column, what each row counts; without it every row counts alike, also where the model was
  // trained with weights, and a warning says so.
  std::string weight = {};
  bool answers = false;  // kept for pictures of them
};

// Metrics on rows that have their targets, the 0-1 loss among them. Errors: kData when the target
// is not there, or for a weight that is none.
EvaluateResult evaluate_data(const train::Model& model, const Data& data,
                             const EvaluateOptions& options = {});
std::string to_json(const EvaluateResult& result);

// The metrics of predictions, with intervals.
Part measure(const data::TargetEncoding& target, const train::Predictions& predictions,
             const RowTruth& truth);

struct VerifyResult {
  int64_t rows = 0;
  double largest_difference = 0;  // relative to max(1, |expected|)
  double tolerance = 0;
  bool passed = false;
};

// Replays the rows with known outputs that the model carries. rows is 0 when it has none.
VerifyResult verify_model(const train::Model& model);

}  // namespace glia::session
