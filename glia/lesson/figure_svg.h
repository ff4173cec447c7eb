// The figures of a lesson as one self-contained SVG picture, below each other.
//
// Curves differ by colour and by dash, so they stay apart in grey and for the colour-blind
// (palette: Okabe and Ito 2008). The same events give the same bytes. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "glia/lesson/story.h"

namespace glia::lesson {

bool is_figure(const Event& event);
// `name` says what the picture is, for a screen reader. Events that are no figures are left out.
std::string figures_svg(const std::string& name, const std::vector<Event>& events,
                        Language language);

}  // namespace glia::lesson
