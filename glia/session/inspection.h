// A look behind a score: which columns it rests on, which rows it is most wrong about, and whether
// the probabilities mean what they say.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glia/session/result.h"
#include "glia/session/row_truth.h"
#include "glia/train/model.h"

namespace glia::session {

inline constexpr size_t kMostMistakes = 10;

// Of the most probable class, or of each answer. Empty bins for numbers.
train::Calibration calibration_of(data::TargetKind kind, const RowTruth& truth,
                                  const train::Predictions& predictions);

// Rows that count by a weight do so in all of what follows; one of weight 0 is no mistake.

// The rows with the highest loss (numbers: the greatest mean absolute error), worst first: of
// classes and answers those that are wrong only. `row` counts within the predictions.
std::vector<Mistake> worst_mistakes(const data::TargetEncoding& target, const RowTruth& truth,
                                    const train::Predictions& predictions, size_t most);

// Accuracy or R^2.
double main_score(data::TargetKind kind, const RowTruth& truth,
                  const train::Predictions& predictions);

struct ImportanceRequest {
  int64_t repeats = 5;
  uint64_t seed = 0;
  int threads = 1;
  std::function<bool()> interrupted = {};  // ends it early, with nothing
};

// Of each column that the model reads, the fall of the main score on these rows when the column is
// shuffled among them; the most important first.
std::vector<ColumnImportance> column_importance(const train::Model& model, const data::Table& table,
                                                const RowTruth& truth,
                                                const ImportanceRequest& request);

}  // namespace glia::session
