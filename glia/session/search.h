// A search for settings by successive halving, on validation rows alone.
//
// Trial 1 has the usual settings and is trained to its end. The others are drawn at random and come
// in brackets of nine: all are trained for a ninth of the epochs that trial 1 took, the best third
// of them goes on to a third of these epochs, the best third of those to the end (Jamieson and
// Talwalkar 2016, "Non-stochastic best arm identification"; Li et al. 2018, "Hyperband", section
// 2, with eta 3). Going on is bit for bit what an uninterrupted run does, so the winner is what
// `glia train` with its settings gives.
//
// Reproducible: trial n is a pure function of (seed, n), the outcome one of (settings, seed, number
// of trials), whatever the threads. A limit of time only keeps new trials from being started.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "glia/session/trial.h"
#include "glia/train/fit.h"

namespace glia::session {

struct SearchLimits {
  int64_t trials = 0;  // 0: as many as `seconds` allow
  double seconds = 0;  // 0: no limit; else no trial is started afterwards (but trial 1 always is)
};

// What may differ from trial 1; the rest the user has fixed.
struct SearchSpace {
  bool layers = true;
  bool rate = true;
  bool batch = true;
  bool weight_decay = true;
  bool dropout = true;
};

struct TrialSetup {
  nn::ArchSpec arch;
  train::FitOptions options;
};

struct SearchRun {
  Trial usual;  // trial 1
  SearchSpace space;
  SearchLimits limits;
  uint64_t seed = 0;
  // The network and options of a trial; `loop.interrupt` ends the search too.
  std::function<TrialSetup(const Trial&)> setup;
  // After each piece of training; `trial` is as far as it has come.
  std::function<void(const Trial& trial)> on_trial = {};
};

struct SearchOutcome {
  std::vector<Trial> trials;  // by number
  size_t best = 0;            // of these: the least validation loss, of equals the first
  train::Model model;         // its model
};

// Trial `number` of a search whose first is `usual`. rows: to train on.
Trial draw_trial(const Trial& usual, const SearchSpace& space, uint64_t seed, int64_t number,
                 int64_t rows);

// Errors: kUsage without validation rows; those of train::fit for trial 1 (others that diverge are
// marked and left).
SearchOutcome run_search(const train::Dataset& dataset, const SearchRun& run);

}  // namespace glia::session
