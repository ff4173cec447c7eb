// A reliability diagram as one self-contained SVG: how often answers are right, over how sure they
// were given. On the diagonal probabilities mean what they say. Pure function, safe from any
// thread.
#pragma once

#include <string>

#include "glia/train/calibration.h"

namespace glia::session {

// A dot for each bin that has answers, its area by their number. The same input gives the same
// bytes.
std::string reliability_svg(const train::Calibration& calibration);

}  // namespace glia::session
