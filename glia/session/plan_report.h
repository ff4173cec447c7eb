// What a model's network becomes when it is compiled.
#pragma once

#include <string>

#include "glia/train/model.h"

namespace glia::session {

// The plans in words: a prediction of one row, and a training step with the batch, optimizer and
// penalties that the model was trained with.
std::string plan_report(const train::Model& model);

}  // namespace glia::session
