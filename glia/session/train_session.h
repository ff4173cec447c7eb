// One training run: configuration in, events out, a model file and a result.
#pragma once

#include <atomic>

#include "glia/session/config.h"
#include "glia/session/events.h"
#include "glia/session/result.h"
#include "glia/train/model.h"

namespace glia::session {

struct TrainOutcome {
  TrainResult result;
  train::Model model;
};

// Reads, splits, prepares, trains, measures, compares with baselines, writes. `interrupt`, when it
// becomes true, ends training early; the best model so far is kept and written.
// Errors: as their kinds say (glia/base/error.h); nothing half-written stays.
TrainOutcome run_training(const TrainConfig& config, const EventSink& sink,
                          const std::atomic<bool>* interrupt = nullptr);

}  // namespace glia::session
