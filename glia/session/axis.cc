#include "glia/session/axis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/format.h"

namespace glia::session {
namespace {

constexpr double kLogarithmicSpan = 1000.0;
constexpr double kLargest = 1e300;  // Leaves room for round numbers above.

// The smallest of 1, 2, 5, 10 times a power of ten that is at least `rough`.
// Source: Heckbert 1990, Nice numbers for graph labels.
double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * (1.0 - 1e-9)) return factor * power;
  }
  return 10.0 * power;
}

// `value` with as many digits as steps of `step` need.
std::string label_of(double value, double step) {
  if (value == 0.0) value = 0.0;  // Not "-0".
  const int power = static_cast<int>(std::floor(std::log10(step) + 1e-9));
  if (std::max(std::abs(value), step) < 1e6 && step > 0.9e-5) {
    return fmt::format("{:.{}f}", value, std::max(0, -power));
  }
  const double size = std::max(std::abs(value), step);
  return fmt::format("{:.{}g}", value, static_cast<int>(std::floor(std::log10(size))) - power + 1);
}

std::string power_of_ten(int exponent) {
  if (exponent >= -3 && exponent <= 4) return fmt::format("{:g}", std::pow(10.0, exponent));
  static constexpr const char* kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string label = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) label += kRaised[digit - '0'];
  return label;
}

Axis logarithmic_axis(double least, double most, int count) {
  Axis axis;
  axis.logarithmic = true;
  const int first = static_cast<int>(std::floor(std::log10(least) + 1e-9));
  const int last = static_cast<int>(std::ceil(std::log10(most) - 1e-9));
  const int step = (last - first + count - 1) / count;
  axis.low = first;
  axis.high = last;
  for (int exponent = first; exponent <= last; ++exponent) {
    if (exponent % step != 0) continue;
    axis.ticks.push_back({std::pow(10.0, exponent), power_of_ten(exponent)});
  }
  return axis;
}

}  // namespace

double Axis::place(double value) const {
  const double v = logarithmic ? std::log10(value) : value;
  return (v - low) / (high - low);
}

Axis value_axis(const std::vector<double>& values, int count) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (const double v : values) {
    if (!(std::abs(v) < kLargest)) continue;
    least = std::min(least, v);
    most = std::max(most, v);
  }
  if (least > most) least = 0.0, most = 1.0;
  if (least > 0.0 && most / least >= kLogarithmicSpan) {
    return logarithmic_axis(least, most, count);
  }
  // One value alone, or values that differ by rounding only: room on both sides.
  const double spread = 1e-9 * std::max(std::abs(least), std::abs(most));
  if (most - least <= spread) {
    const double room = least == 0.0 ? 1.0 : 0.1 * std::abs(least);
    least -= room;
    most += room;
  }
  Axis axis;
  // Halves first, so that numbers near the largest double have a difference.
  const double step = round_step(2.0 * ((0.5 * most - 0.5 * least) / count));
  const int64_t first = std::llround(std::floor(least / step + 1e-9));
  const int64_t last = std::llround(std::ceil(most / step - 1e-9));
  axis.low = static_cast<double>(first) * step;
  axis.high = static_cast<double>(last) * step;
  for (int64_t i = first; i <= last; ++i) {
    const double value = static_cast<double>(i) * step;
    axis.ticks.push_back({value, label_of(value, step)});
  }
  return axis;
}

Axis counting_axis(int64_t first, int64_t last, int count) {
  Axis axis;
  axis.low = static_cast<double>(first);
  axis.high = static_cast<double>(last);
  if (last <= first) {
    axis.low -= 0.5;
    axis.high = axis.low + 1.0;
    axis.ticks.push_back({static_cast<double>(first), fmt::format("{}", first)});
    return axis;
  }
  const double rough = static_cast<double>(last - first) / count;
  const int64_t step = std::max<int64_t>(1, std::llround(round_step(std::max(rough, 1.0))));
  int64_t i = first / step * step;
  if (i < first) i += step;
  // The first number too, where there is room for it.
  if (2 * (i - first) >= step) axis.ticks.push_back({axis.low, fmt::format("{}", first)});
  for (; i <= last; i += step) {
    axis.ticks.push_back({static_cast<double>(i), fmt::format("{}", i)});
  }
  return axis;
}

}  // namespace glia::session
