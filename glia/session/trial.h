// One trial of a search for settings, as plain data.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace glia::session {

struct Trial {
  int64_t number = 1;  // 1: the settings that a run without a search has
  // --- what is tried
  std::vector<int64_t> layers = {};  // hidden widths
  double rate = 0;
  int64_t batch = 0;
  double weight_decay = 0;
  double dropout = 0;
  // --- what came out, on the validation rows
  double loss = std::numeric_limits<double>::infinity();    // the least of its epochs
  double score = std::numeric_limits<double>::quiet_NaN();  // there: accuracy, or R^2
  int64_t best_epoch = 0;                                   // where that was
  int64_t epochs = 0;                                       // done
  // As in a history ("patience", "epochs", ...); "halved": others were better; "diverged".
  std::string stopped_by = {};
  bool best = false;  // the one whose model is kept
};

}  // namespace glia::session
