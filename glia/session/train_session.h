// One training run: configuration in, events out, a model file and a result.
#pragma once

#include <atomic>

#include "glia/base/error.h"
#include "glia/session/config.h"
#include "glia/session/events.h"
#include "glia/session/result.h"
#include "glia/train/model.h"
#include "glia/train/rate_search.h"

namespace glia::session {

// A run that was asked to end where none of it is worth keeping: between the folds of a
// cross-validation.
class Interrupted : public Error {
 public:
  using Error::Error;
};

struct TrainOutcome {
  TrainResult result;
  train::Model model;
};

// What a search for a learning rate found.
struct RateSearchOutcome {
  train::RateSearch search;
  std::string optimizer;
  int64_t batch = 0;
  double usual = 0;  // the rate that a run would have had
  std::vector<Message> warnings;
};
std::string to_json(const RateSearchOutcome& outcome);

// Reads, splits, prepares, then runs the range test of glia/train/rate_search.h instead of
// training. Writes the picture if `curves` is set, and no model.
RateSearchOutcome run_rate_search(const TrainConfig& config, const EventSink& sink);

// Reads, splits, prepares, trains, measures, compares with baselines, writes. `interrupt`, when it
// becomes true, ends training early; the best model so far is kept and written.
// Errors: as their kinds say (glia/base/error.h); nothing half-written stays.
TrainOutcome run_training(const TrainConfig& config, const EventSink& sink,
                          const std::atomic<bool>* interrupt = nullptr);

}  // namespace glia::session
