#include "glia/optim/schedule.h"

#include <cmath>
#include <numbers>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"

namespace glia::optim {
namespace {

constexpr ScheduleKind kSchedules[] = {
    {"constant", "1"},
    {"step", "factor^floor(epoch / every); step:FACTOR:EVERY"},
    {"exponential", "factor^epoch; exponential:FACTOR"},
    {"cosine", "from 1 to floor along half a cosine; cosine[:FLOOR]. Loshchilov and Hutter 2017"},
};

}  // namespace

std::span<const ScheduleKind> schedules() { return kSchedules; }

double Schedule::at(double epoch, double epochs) const {
  if (name == "constant") return 1;
  if (name == "step") return std::pow(factor, std::floor(epoch / every));
  if (name == "exponential") return std::pow(factor, epoch);
  if (name == "cosine") {
    const double done = epochs > 0 ? std::fmin(epoch / epochs, 1.0) : 1;
    return floor + (1 - floor) * 0.5 * (1 + std::cos(std::numbers::pi * done));
  }
  find_named("schedule", name, schedules());
  return 1;
}

Schedule parse_schedule(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(':', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  Schedule schedule;
  schedule.name = find_named("schedule", parts[0], schedules()).name;
  double* const fields[3][2] = {
      {&schedule.factor, &schedule.every}, {&schedule.factor, nullptr}, {&schedule.floor, nullptr}};
  const int row = schedule.name == "step"          ? 0
                  : schedule.name == "exponential" ? 1
                  : schedule.name == "cosine"      ? 2
                                                   : -1;
  for (size_t i = 1; i < parts.size(); ++i) {
    const auto number = parse_double(parts[i]);
    double* field = row >= 0 && i <= 2 ? fields[row][i - 1] : nullptr;
    if (field == nullptr || !number || !std::isfinite(*number) || *number < 0) {
      fail(ErrorKind::kUsage,
           fmt::format("schedule '{}': '{}' is not expected here; {} is {}", text, parts[i],
                       schedule.name, find_named("schedule", schedule.name, schedules()).doc));
    }
    *field = *number;
  }
  if (schedule.every <= 0)
    fail(ErrorKind::kUsage, fmt::format("schedule '{}': the epochs must be above 0", text));
  return schedule;
}

}  // namespace glia::optim
