// Two predictions of the same rows side by side: is one better, and where do they part?
// See glia/train/paired.h for how.
#pragma once

#include <string>
#include <vector>

#include "glia/session/data_source.h"
#include "glia/session/result.h"
#include "glia/session/row_truth.h"
#include "glia/train/model.h"

namespace glia::session {

// accuracy and loss of classes and yes/no answers; r2, mae and mse of numbers.
std::vector<PairedMetric> paired_metrics(data::TargetKind kind, const RowTruth& truth,
                                         const train::Predictions& first,
                                         const train::Predictions& second);

// A row on which two models part.
struct ApartRow {
  int64_t row = 0;   // of the data, from 0
  int64_t line = 0;  // of its file; 0 where there is none
  std::string truth, first, second;
  // What each one's answer costs: 0 or 1 for a right or wrong class, else the mean absolute error.
  double first_cost = 0, second_cost = 0;
};

struct ComparisonResult {
  std::string task;
  std::string weight;  // the column that rows counted by; empty: they counted alike
  int64_t rows = 0;
  std::vector<PairedMetric> metrics;
  // Rows without a weight are left out. Of classes and answers: rows that only one gets right, or
  // neither though they answer differently. Of numbers: every row where they differ.
  int64_t only_first = 0, only_second = 0, both_wrong = 0;
  // The same rows: those that only one gets right first, of numbers the greatest gap first.
  std::vector<ApartRow> apart;
  std::vector<Message> warnings;
};

// `first_data` and `second_data` are the same rows as each model's columns want them read; `weight`
// is a column of theirs, as in evaluate_data.
// Errors: kUsage for models that do not answer the same question, kData as in evaluate_data.
ComparisonResult compare_models(const train::Model& first, const Data& first_data,
                                const train::Model& second, const Data& second_data,
                                int threads = 1, const std::string& weight = {});

// One object; of `apart` the first `most`.
std::string to_json(const ComparisonResult& result, int64_t most);
// Every row of `apart`, in the order of the data.
std::string apart_csv(const ComparisonResult& result);

}  // namespace glia::session
