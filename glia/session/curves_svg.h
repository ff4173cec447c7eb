// Training curves as one self-contained SVG picture: a chart for the loss, one for each metric.
//
// Plain vectors in, text out; it runs nothing and writes no file. Curves differ by colour and by
// dash, so they stay apart in grey and for the colour-blind (palette: Okabe and Ito 2008).
// The same input gives the same bytes. Pure function, safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glia::session {

struct Curve {
  std::string name;            // As in the legend; any UTF-8.
  std::vector<double> values;  // One per epoch; NaN or infinity leaves a gap.
};

struct Chart {
  std::string title;  // What is measured: "loss", "accuracy".
  std::vector<Curve> curves;
};

struct CurvesOptions {
  double width = 760;         // Of the picture, in pixels.
  std::string title = {};     // Above all charts; left out when empty.
  int64_t first_epoch = 1;    // The epoch of values[0].
  int64_t marked_epoch = -1;  // A vertical line at this epoch; outside the curves: none.
  std::string marked_label = "best";
  std::string epoch_label = "epoch";
  std::string logarithmic_label = "log scale";  // Added to the title of such a chart.
};

// The charts stand below each other over one common epoch axis. A chart whose values are positive
// and span a factor of 1000 gets a logarithmic axis and says so. A curve of thousands of epochs is
// drawn by its extremes in each pixel column.
std::string curves_svg(const std::vector<Chart>& charts, const CurvesOptions& options = {});

}  // namespace glia::session
