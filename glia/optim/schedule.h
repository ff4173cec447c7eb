// Learning-rate schedules: the factor on the rate, a pure function of the progress of a run.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace glia::optim {

struct Schedule {
  std::string name = "constant";
  double factor = 0.1;  // step: per `every`; exponential: per epoch
  double every = 30;    // step: epochs between two changes
  double floor = 0;     // cosine: the factor at the end

  // `epoch`: epochs done so far, with fractions; `epochs`: of the whole run. Errors: unknown name.
  double at(double epoch, double epochs) const;
};

struct ScheduleKind {
  std::string_view name;
  std::string_view doc;
};
std::span<const ScheduleKind> schedules();

// "cosine", "step:0.5:10" (factor, epochs), "exponential:0.95". Errors: kUsage.
Schedule parse_schedule(std::string_view text);

}  // namespace glia::optim
