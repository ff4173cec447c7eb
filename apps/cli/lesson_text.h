// A lesson as text: for a terminal, or as a page in Markdown.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/terminal_figure.h"
#include "glia/lesson/lesson.h"

namespace glia::cli {

// One event as lines for a terminal; empty for a named number.
std::string event_text(const lesson::Event& event, const FigureStyle& style);

// "--rate X" with its default and range, and what it means.
std::string parameter_name(const lesson::Parameter& parameter);
std::string parameter_range(const lesson::Parameter& parameter, Language language);

// The page lessons/NN-name/README.md (README.zh.md): claim, formula, picture, story, how to change
// it, the program, where the books have it. Its text is what the run told.
std::string lesson_page(const lesson::Lesson& lesson, const std::vector<lesson::Event>& events,
                        Language language);

}  // namespace glia::cli
