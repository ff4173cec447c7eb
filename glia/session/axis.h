// An axis of a drawing: round tick values, their labels, and where a value falls.
//
// Pure functions of the numbers; knows nothing of pixels or SVG. Safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glia::session {

struct Tick {
  double value;
  std::string label;
};

struct Axis {
  double low = 0;  // In units of the axis: the logarithm to base 10 when `logarithmic`.
  double high = 1;
  bool logarithmic = false;
  std::vector<Tick> ticks;  // Rising; values as they are, not logarithms.

  // 0 at the low end, 1 at the high end; NaN for what has no place.
  double place(double value) const;
};

// An axis over those `values` that are numbers below 1e300 in size (none at all gives 0..1), with
// about `count` steps of 1, 2 or 5 times a power of ten; its ends are ticks. Positive values that
// span a factor of 1000 or more get a logarithmic axis with ticks at powers of ten.
Axis value_axis(const std::vector<double>& values, int count);

// An axis over the whole numbers first..last with ticks at round ones; its ends are first and last.
Axis counting_axis(int64_t first, int64_t last, int count);

}  // namespace glia::session
