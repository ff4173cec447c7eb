// What stands behind a score, in a few lines each. Empty where there is nothing to say.
#pragma once

#include <string>
#include <vector>

#include "glia/session/result.h"

namespace glia::cli {

// "Shuffling a column takes from the accuracy:"
std::string importance_head(const std::string& task, bool of_folds);
// What stands above the worst mistakes, and above their columns.
struct MistakeHeads {
  std::string title, place, truth, predicted, error;
};
// lines: rows are named by the lines of their file; classes: mistaken for another class.
MistakeHeads mistake_heads(bool lines, bool classes);

// One sentence without a line end.
std::string calibration_sentence(const train::Calibration& calibration);

std::string calibration_text(const train::Calibration& calibration);
std::string importance_text(const std::vector<session::ColumnImportance>& importance,
                            const std::string& task, bool of_folds);
std::string mistakes_text(const std::vector<session::Mistake>& mistakes);

}  // namespace glia::cli
