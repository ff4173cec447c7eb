// Figures of a lesson as lines of text, at most 79 columns wide.
#pragma once

#include <string>

#include "glia/lesson/story.h"

namespace glia::cli {

struct FigureStyle {
  Language language = Language::kEnglish;
  bool colored = false;
};

std::string figure_text(const lesson::Plot& plot, const FigureStyle& style);
std::string figure_text(const lesson::Bars& bars, const FigureStyle& style);
std::string figure_text(const lesson::Field& field, const FigureStyle& style);
std::string figure_text(const lesson::Diagram& diagram, const FigureStyle& style);

}  // namespace glia::cli
