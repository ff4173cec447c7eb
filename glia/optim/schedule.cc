#include "glia/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "glia/base/error.h"
#include "glia/base/named.h"

namespace glia::optim {
namespace {

// From a at 0 to b at 1 along half a cosine.
double cosine_between(double a, double b, double share) {
  return b + (a - b) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

double constant(const double*, double, double) { return 1; }

// factor^floor(epoch / every), which stops at `limit`: not above it when the factor is above 1, not
// below it otherwise.
double step(const double* numbers, double epoch, double) {
  const double factor = numbers[0];
  const double limit = numbers[2];
  const double value = std::pow(factor, std::floor(epoch / numbers[1]));
  if (limit == 0) return value;
  return factor > 1 ? std::min(value, limit) : std::max(value, limit);
}

double exponential(const double* numbers, double epoch, double) {
  return std::pow(numbers[0], epoch);
}

// `warmup` epochs straight from `start` to 1, then half cosines from 1 to `floor`: one to the end
// of the run, or a first one of `period` epochs, each following one `growth` times as long.
double cosine(const double* numbers, double epoch, double epochs) {
  const double floor = numbers[0], warmup = numbers[1], growth = numbers[3], start = numbers[4];
  double period = numbers[2];
  if (epoch < warmup) return start + (1 - start) * epoch / warmup;
  double into = epoch - warmup;
  if (period == 0) {
    period = epochs - warmup;
    return period > 0 ? cosine_between(1, floor, std::min(into / period, 1.0)) : floor;
  }
  if (growth == 1) {
    into = std::fmod(into, period);
  } else {
    while (into >= period) {
      into -= period;
      period *= growth;
    }
  }
  return cosine_between(1, floor, into / period);
}

// Half a cosine from `start` up to 1 over the share `rise` of the run, another down to `end`.
double one_cycle(const double* numbers, double epoch, double epochs) {
  const double rise = numbers[0];
  const double done = epochs > 0 ? std::min(epoch / epochs, 1.0) : 1;
  if (done < rise) return cosine_between(numbers[1], 1, done / rise);
  return cosine_between(1, numbers[2], (done - rise) / (1 - rise));
}

enum Plateau : size_t { kFactor, kPatience, kThreshold, kRest, kFloor };

std::vector<ScheduleKind> make_schedules() {
  return {
      {"constant", "1", {}, constant},
      {"step",
       "factor^floor(epoch / every), not beyond limit; a factor above 1 raises the rate",
       {{"factor", 0.1, Range::kAboveZero, "each time"},
        {"every", 30, Range::kAboveZero, "epochs between two changes"},
        {"limit", 0, Range::kAtLeastZero, "where it stops; 0: nowhere"}},
       step},
      {"exponential",
       "factor^epoch",
       {{"factor", 0.95, Range::kAboveZero, "each epoch"}},
       exponential},
      {"cosine",
       "from 1 to floor along half a cosine, after a warm-up, once or again and again. Loshchilov "
       "and Hutter 2017, Goyal et al. 2017",
       {{"floor", 0, Range::kAtLeastZero, "the factor at the end"},
        {"warmup", 0, Range::kAtLeastZero, "epochs of rising before"},
        {"period", 0, Range::kAtLeastZero, "epochs until the first restart; 0: the whole run"},
        {"growth", 1, Range::kCount, "each period, times the one before"},
        {"start", 0.01, Range::kAtLeastZero, "the factor where the warm-up begins"}},
       cosine},
      {"onecycle",
       "up from start to 1, then down to end, along half cosines. Smith and Topin 2019",
       {{"rise", 0.3, Range::kShare, "the share of the run that goes up"},
        {"start", 0.04, Range::kAtLeastZero, "the factor at the start"},
        {"end", 4e-6, Range::kAtLeastZero, "the factor at the end"}},
       one_cycle},
      {"plateau",
       "times factor when the (validation) loss has not fallen for more than patience epochs",
       {{"factor", 0.1, Range::kShare, "each time"},
        {"patience", 10, Range::kWhole, "epochs without a better loss that are borne"},
        {"threshold", 1e-4, Range::kShare, "the share by which a loss must be lower to be better"},
        {"rest", 0, Range::kWhole, "epochs after a change that count for nothing"},
        {"floor", 0, Range::kAtLeastZero, "never below"}},
       nullptr},
  };
}

}  // namespace

std::span<const ScheduleKind> schedules() {
  static const std::vector<ScheduleKind> schedules = make_schedules();
  return schedules;
}

const ScheduleKind& find_schedule(std::string_view name) {
  return find_named("schedule", name, schedules());
}

Schedule parse_schedule(std::string_view text) {
  const ScheduleKind& kind = find_schedule(choice_name(text));
  return {std::string(kind.name), choice_numbers("schedule", text, kind.options)};
}

RateFactor::RateFactor(const Schedule& schedule, double epochs)
    : kind_(&find_schedule(schedule.name)),
      epochs_(epochs),
      best_(std::numeric_limits<double>::infinity()) {
  const Numbers numbers = complete_numbers(kind_->name, kind_->options, schedule.options);
  GLIA_ASSERT(kind_->options.size() <= numbers_.size());
  for (size_t i = 0; i < kind_->options.size(); ++i)
    numbers_[i] = numbers.at(std::string(kind_->options[i].name));
}

bool RateFactor::constant() const { return kind_->factor == optim::constant; }

void RateFactor::observe(double loss) {
  if (kind_->factor != nullptr) return;
  const bool better = loss < best_ * (1 - numbers_[kThreshold]);
  if (better) best_ = loss;
  bad_epochs_ = better ? 0 : bad_epochs_ + 1;
  if (cooldown_ > 0) {
    --cooldown_;
    bad_epochs_ = 0;
  }
  if (bad_epochs_ <= numbers_[kPatience]) return;
  factor_ = std::max(factor_ * numbers_[kFactor], numbers_[kFloor]);
  cooldown_ = numbers_[kRest];
  bad_epochs_ = 0;
}

}  // namespace glia::optim
