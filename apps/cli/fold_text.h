// The scores of a cross-validation, fold by fold.
#pragma once

#include <string>

#include "glia/session/result.h"

namespace glia::cli {

// A line for each fold, unless there are too many to read, and what the means stand for. Empty
// without folds.
std::string folds_text(const session::Folds& folds);

}  // namespace glia::cli
