// Learning-rate schedules: the factor on the rate over the progress of a run. All but `plateau` are
// pure functions of it; that one follows the losses, which a checkpoint holds anyway.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/choice.h"

namespace glia::optim {

struct Schedule {
  std::string name = "constant";
  Numbers options = {};  // by name; what is absent has its usual value
};

struct ScheduleKind {
  std::string_view name;
  std::string_view doc;  // the factor, its source
  // With their usual values, in the order in which a user may write them; at most eight.
  std::vector<NumberOption> options;
  // The factor after `epoch` epochs of `epochs`. `numbers`: the options in their order.
  // Null: it follows the losses.
  double (*factor)(const double* numbers, double epoch, double epochs);
};
std::span<const ScheduleKind> schedules();
// Errors: kUsage, naming the nearest.
const ScheduleKind& find_schedule(std::string_view name);

// "cosine", "step:0.5:10", "cosine:warmup=5:period=20". Errors: kUsage.
Schedule parse_schedule(std::string_view text);

// The factor of a schedule during one run.
class RateFactor {
 public:
  // `epochs`: of the whole run. Errors: kUsage for an unknown schedule or option.
  RateFactor(const Schedule& schedule, double epochs);

  // `epoch`: epochs done so far, with fractions.
  double at(double epoch) const {
    return kind_->factor == nullptr ? factor_ : kind_->factor(numbers_.data(), epoch, epochs_);
  }
  // Takes the loss of an epoch that ended; resuming a run means showing all losses again.
  void observe(double loss);
  // Whether `at` is always 1.
  bool constant() const;

 private:
  const ScheduleKind* kind_;
  std::array<double, 8> numbers_ = {};
  double epochs_;
  double factor_ = 1;  // plateau from here on
  double best_;
  double bad_epochs_ = 0;
  double cooldown_ = 0;
};

}  // namespace glia::optim
