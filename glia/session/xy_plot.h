// A square picture of one thing over another, as self-contained SVG: ROC and precision-recall
// curves, reliability, predictions over the truth.
//
// Plain points in, text out. The same input gives the same bytes. Pure function, safe from any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/train/ranking_curves.h"

namespace glia::session {

struct XyLine {
  enum class Shape : uint8_t {
    kStraight,  // from point to point
    kSteps,     // up or down to the height of the next point first, then across to it
  };
  std::string name;  // in the legend; empty: not there
  std::vector<train::CurvePoint> points = {};
  Shape shape = Shape::kStraight;
};

struct XyDot {
  train::CurvePoint at;
  double radius = 2.5;  // pixels
  std::string text;     // shown when pointed at; may be empty
};

struct XyPlot {
  std::string title;        // above it, and what a screen reader says first
  std::string description;  // what a screen reader says besides
  std::string across, up;   // what the axes measure
  bool shares = true;       // both axes from 0 to 1; else both from the least to the most of all
  bool diagonal = true;     // a dashed line where both are equal
  std::vector<XyLine> lines = {};
  std::vector<XyDot> dots = {};
};

// Points that fall on the same spot are drawn once.
std::string xy_svg(const XyPlot& plot);

}  // namespace glia::session
