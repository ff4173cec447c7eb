// The difference of two models in words.
#pragma once

#include <string>

#include "glia/session/result.h"

namespace glia::cli {

// "difference 0.4 points, interval -1.1 to 1.9": of shares in points of a hundred, of anything else
// in its own unit.
std::string difference_text(const session::PairedMetric& metric);

}  // namespace glia::cli
