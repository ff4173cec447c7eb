// A run's settings as JSON: stored in the model, and compared before a run is resumed. Holds what
// decides the result, and no path, time or thread count.
#pragma once

#include <string>

#include "glia/session/config.h"
#include "glia/session/result.h"
#include "glia/train/fit.h"

namespace glia::session {

std::string settings_json(const TrainConfig& config, const train::FitOptions& options);

// The same of a fit without a network.
std::string settings_json(const TrainConfig& config, const std::string& method, Real real);

// Why a run with settings `now` can't go on from a checkpoint with settings `then`, in words;
// empty when it can. The stopping rules may differ.
std::string settings_difference(const std::string& then, const std::string& now);

// The metrics that are stored in a model.
std::string metrics_json(const TrainResult& result);

// The column that rows counted by, of the settings that a model keeps; empty: they counted alike.
std::string weight_column(const std::string& settings);

}  // namespace glia::session
