// What a run looked like, as SVG: its curves by epoch, and a search for a rate.
#pragma once

#include <string>

#include "glia/train/history.h"
#include "glia/train/rate_search.h"

namespace glia::session {

// Loss and score by epoch, with the best epoch marked.
std::string history_svg(const train::History& history);

// Losses over the rate on a logarithmic axis, with the suggested rate marked. Losses above the
// first one by more than the whole fall are cut off: a burst would press all else flat.
std::string rate_search_svg(const train::RateSearch& search);

}  // namespace glia::session
