// What stands behind a score, in a few lines each. Empty where there is nothing to say.
#pragma once

#include <string>
#include <vector>

#include "glia/session/result.h"

namespace glia::cli {

std::string calibration_text(const train::Calibration& calibration);
std::string importance_text(const std::vector<session::ColumnImportance>& importance,
                            const std::string& task, bool of_folds);
std::string mistakes_text(const std::vector<session::Mistake>& mistakes);

}  // namespace glia::cli
