// A reliability diagram as one self-contained SVG: how often answers are right, over how sure they
// were given. On the diagonal probabilities mean what they say. Pure functions, safe from any
// thread.
#pragma once

#include <string>

#include "glia/session/xy_plot.h"
#include "glia/train/calibration.h"

namespace glia::session {

// A dot for each bin that has answers, its area by their number; the words are in English.
XyPlot reliability_plot(const train::Calibration& calibration);

// The same input gives the same bytes.
std::string reliability_svg(const train::Calibration& calibration);

}  // namespace glia::session
