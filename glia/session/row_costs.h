// Row by row: is the answer right, what does it cost, how does it read?
#pragma once

#include <span>
#include <string>
#include <vector>

#include "glia/session/row_truth.h"
#include "glia/train/model.h"

namespace glia::session {

inline bool answers_yes(double probability) { return probability > 0.5; }

// 1 for each row that is right in every answer; of classes and answers.
std::vector<uint8_t> right_rows(data::TargetKind kind, const RowTruth& truth,
                                const train::Predictions& given);
// Cross entropy of each row; of yes/no answers their mean.
std::vector<double> row_losses(data::TargetKind kind, const RowTruth& truth,
                               const train::Predictions& given);
// Of numbers: the mean over the targets of |error|, or of its square.
std::vector<double> row_errors(const RowTruth& truth, const train::Predictions& given, int power);

// An answer as people read it: the class, the answers, the numbers.
std::string answer_text(const data::TargetEncoding& target, std::span<const double> row);
std::string truth_text(const data::TargetEncoding& target, const RowTruth& truth, int64_t row);

}  // namespace glia::session
