// The computed data sets: the formula stands above each. Random draws come from Philox with the
// fixed seed below, so a set never changes; it does not read the user's seed.
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "glia/base/philox.h"
#include "glia/data/builtin_internal.h"

namespace glia::data {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr uint32_t kSeed = 20240501;

// Draws of one data set, in order. `stream` keeps the sets independent of each other.
class Draws {
 public:
  explicit Draws(uint32_t stream) : stream_(stream) {}

  // Uniform in [low, high), 53 random bits.
  double uniform(double low, double high) {
    const auto word = philox4x32({next_++, 0, 0, 0}, {kSeed, stream_});
    const uint64_t bits = (static_cast<uint64_t>(word[0]) << 32 | word[1]) >> 11;
    return low + (high - low) * (static_cast<double>(bits) * 0x1p-53);
  }

  // Box-Muller; the second value of the pair is not used.
  double normal(double mean, double deviation) {
    const double u = 1.0 - uniform(0.0, 1.0);  // in (0, 1]
    const double v = uniform(0.0, 1.0);
    return mean + deviation * std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * kPi * v);
  }

 private:
  uint32_t stream_;
  uint32_t next_ = 0;
};

double rounded(double value, double unit) {
  const double steps = std::round(value * unit);
  return steps == 0.0 ? 0.0 : steps / unit;  // no -0
}

double round1(double value) { return rounded(value, 10.0); }
double round4(double value) { return rounded(value, 1e4); }
double round6(double value) { return rounded(value, 1e6); }

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

Table numbers_table(const char* name,
                    std::initializer_list<std::pair<const char*, Numbers>> columns) {
  Table table;
  table.set_origin(std::string("built-in ") + name);
  for (const auto& [column, values] : columns) table.add_column(Column::of_numbers(column, values));
  return table;
}

// Two coordinates and a label: the shape of most sets here.
struct Points {
  Numbers x, y;
  Texts label;

  void add(double first, double second, std::string text) {
    x.push_back(first);
    y.push_back(second);
    label.push_back(std::move(text));
  }

  Table table(const char* name, const char* first, const char* second, const char* target) && {
    Table result = numbers_table(name, {{first, std::move(x)}, {second, std::move(y)}});
    result.add_column(Column::of_text(target, label));
    return result;
  }
};

// The 1-2-1 tanh network printed in the tutorial (activity at a temperature): the weights are the
// printed ones, so that 18 degrees give 0.762290.
double activity(double temperature) {
  const double first = std::tanh(-0.16132499999994152 * temperature + 0.07210999999999113);
  const double second = std::tanh(-0.2150150000000196 * temperature + 1.4037740000000716);
  return std::tanh(0.342746999998477 * first - 0.7286400000000355 * second + 0.6238199999996561);
}

// Apparent temperature without wind: T + 0.33 e - 4, e the vapour pressure in hPa
// (Steadman 1994, Norms of apparent temperature in Australia). `humidity` in percent.
double apparent_temperature(double temperature, double humidity) {
  const double vapour =
      humidity / 100.0 * 6.105 * std::exp(17.27 * temperature / (237.7 + temperature));
  return temperature + 0.33 * vapour - 4.0;
}

}  // namespace

// activity(t) for t = -10, -9.5 .. 40 degrees.
Table make_temperature() {
  Numbers temperature, target;
  for (int i = 0; i <= 100; ++i) {
    temperature.push_back(-10.0 + 0.5 * i);
    target.push_back(round6(activity(temperature.back())));
  }
  return numbers_table("temperature",
                       {{"temperature", std::move(temperature)}, {"activity", std::move(target)}});
}

// activity(apparent temperature), temperature and humidity drawn evenly.
Table make_temperature_humidity() {
  Draws draws(1);
  Numbers temperature, humidity, target;
  for (int i = 0; i < 300; ++i) {
    temperature.push_back(round1(draws.uniform(-10.0, 40.0)));
    humidity.push_back(std::round(draws.uniform(10.0, 100.0)));
    target.push_back(round6(activity(apparent_temperature(temperature.back(), humidity.back()))));
  }
  return numbers_table("temperature-humidity", {{"temperature", std::move(temperature)},
                                                {"humidity", std::move(humidity)},
                                                {"activity", std::move(target)}});
}

// y = 2 sin x + 0.32 N(0, 1), x = -2 .. 2 in 1,000 even steps.
Table make_sine_noisy() {
  Draws draws(2);
  Numbers x, y;
  for (int i = 0; i < 1000; ++i) {
    x.push_back(-2.0 + 4.0 * i / 999.0);
    y.push_back(round6(2.0 * std::sin(x.back()) + draws.normal(0.0, 0.32)));
  }
  return numbers_table("sine-noisy", {{"x", std::move(x)}, {"y", std::move(y)}});
}

// y = 0.4 x^2 + 0.3 x sin(15 x) + 0.01 cos(50 x) - 0.3, x = 0 .. 1 in 1,000 even steps.
Table make_target_curve() {
  Numbers x, y;
  for (int i = 0; i < 1000; ++i) {
    const double v = i / 999.0;
    x.push_back(v);
    y.push_back(
        round6(0.4 * v * v + 0.3 * v * std::sin(15.0 * v) + 0.01 * std::cos(50.0 * v) - 0.3));
  }
  return numbers_table("target-curve", {{"x", std::move(x)}, {"y", std::move(y)}});
}

// score = 92 - 0.6 (10 - h)^2 - 3 (s - 7.5)^2 / 2 + N(0, 3), cut to 0..100:
// more study helps less and less, and so does sleep beyond a good night.
Table make_exam_scores() {
  Draws draws(3);
  Numbers studied, slept, score;
  for (int i = 0; i < 400; ++i) {
    const double h = round1(draws.uniform(0.0, 10.0));
    const double s = round1(draws.uniform(4.0, 10.0));
    const double mean = 92.0 - 0.6 * (10.0 - h) * (10.0 - h) - 1.5 * (s - 7.5) * (s - 7.5);
    studied.push_back(h);
    slept.push_back(s);
    score.push_back(round1(std::fmin(100.0, std::fmax(0.0, mean + draws.normal(0.0, 3.0)))));
  }
  return numbers_table("exam-scores", {{"hours_studied", std::move(studied)},
                                       {"hours_slept", std::move(slept)},
                                       {"score", std::move(score)}});
}

// Four clouds of 100, N(centre, 0.35^2) in cm and N(centre, 0.15^2) in cm; no measure alone tells
// the four kinds apart, both together nearly do.
Table make_flowers() {
  struct Kind {
    const char* name;
    double length, width;
  };
  constexpr std::array<Kind, 4> kKinds = {
      {{"daisy", 2.0, 0.6}, {"lily", 4.0, 0.6}, {"tulip", 2.0, 1.5}, {"rose", 4.0, 1.5}}};
  Draws draws(4);
  Points points;
  for (int i = 0; i < 100; ++i)
    for (const Kind& kind : kKinds) {
      const double length = std::fmax(0.1, round4(draws.normal(kind.length, 0.35)));
      const double width = std::fmax(0.1, round4(draws.normal(kind.width, 0.15)));
      points.add(length, width, kind.name);
    }
  return std::move(points).table("flowers", "petal_length", "petal_width", "flower");
}

// It feels warm where temperature - 0.8 wind > 8 (degrees, m/s). Days within half a degree of the
// line are left out, so that a perceptron comes to rest.
Table make_warm_cold() {
  Draws draws(5);
  Points points;
  while (points.x.size() < 300) {
    const double temperature = round1(draws.uniform(-5.0, 30.0));
    const double wind = round1(draws.uniform(0.0, 15.0));
    const double beyond = temperature - 0.8 * wind - 8.0;
    if (std::fabs(beyond) < 0.5) continue;
    points.add(temperature, wind, beyond > 0.0 ? "warm" : "cold");
  }
  return std::move(points).table("warm-cold", "temperature", "wind", "feels");
}

// 250 points evenly over the disc r < 2.5, 250 over the ring 3.5 < r < 5.
Table make_circle() {
  Draws draws(6);
  Points points;
  for (int i = 0; i < 500; ++i) {
    const bool inner = i % 2 == 0;
    const double low = inner ? 0.0 : 3.5;
    const double high = inner ? 2.5 : 5.0;
    const double radius = std::sqrt(draws.uniform(low * low, high * high));
    const double angle = draws.uniform(0.0, 2.0 * kPi);
    points.add(round4(radius * std::cos(angle)), round4(radius * std::sin(angle)),
               inner ? "inner" : "outer");
  }
  return std::move(points).table("circle", "x", "y", "ring");
}

// Arm k of `arms`: r = 0.4 .. 5, angle = 2 pi (1.25 (r - 0.4) / 4.6 + k / arms), each coordinate
// shifted by N(0, 0.08^2); 300 points an arm.
Table make_spiral(int arms) {
  Draws draws(arms == 2 ? 7 : 8);
  Points points;
  for (int i = 0; i < 300; ++i)
    for (int arm = 0; arm < arms; ++arm) {
      const double part = i / 299.0;
      const double radius = 0.4 + 4.6 * part;
      const double angle = 2.0 * kPi * (1.25 * part + static_cast<double>(arm) / arms);
      const double x = radius * std::sin(angle) + draws.normal(0.0, 0.08);
      const double y = radius * std::cos(angle) + draws.normal(0.0, 0.08);
      points.add(round4(x), round4(y), std::string(1, static_cast<char>('a' + arm)));
    }
  return std::move(points).table(arms == 2 ? "spiral" : "spiral3", "x", "y", "arm");
}

// Two clouds of 250 around (2, 2) and (-2, -2), deviation 1.2 in each direction.
Table make_gauss() {
  Draws draws(9);
  Points points;
  for (int i = 0; i < 500; ++i) {
    const double centre = i % 2 == 0 ? 2.0 : -2.0;
    const double x = round4(draws.normal(centre, 1.2));
    const double y = round4(draws.normal(centre, 1.2));
    points.add(x, y, i % 2 == 0 ? "upper" : "lower");
  }
  return std::move(points).table("gauss", "x", "y", "cloud");
}

}  // namespace glia::data
