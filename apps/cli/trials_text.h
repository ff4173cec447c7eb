// The trials of a search for settings, as a table and as the flags that repeat the best one.
#pragma once

#include <string>
#include <vector>

#include "glia/session/trial.h"

namespace glia::cli {

// What is shown while the search goes on.
std::string trial_status(const session::Trial& trial);

// "--layers 64,64 --lr 0.001 --batch 32 --weight-decay 0 --dropout 0"
std::string trial_flags(const session::Trial& trial);

// The ten best by validation loss, and trial 1, with what was found. Empty without trials.
std::string trials_text(const std::vector<session::Trial>& trials);

}  // namespace glia::cli
