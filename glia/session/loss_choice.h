// Which loss a run lowers: the one asked for, the one of the model it starts from, or the usual
// one, with what the configuration adds to it.
#pragma once

#include <string>
#include <vector>

#include "glia/session/config.h"
#include "glia/train/dataset.h"

namespace glia::session {

// As loss::parse_loss reads it. start: the model the run starts from, or null.
std::string chosen_loss(const TrainConfig& config, data::TargetKind kind,
                        const train::Model* start);

// "balanced": rows / (classes * rows of the class) over the training rows, so that every class
// weighs the same (King and Zeng 2001); "1,2.5,1": a weight for each class in the order of its
// labels; empty: none. Errors: kUsage.
std::vector<double> class_weights(const std::string& text, const train::Dataset& dataset);

}  // namespace glia::session
