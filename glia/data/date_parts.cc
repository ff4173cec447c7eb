#include "glia/data/date_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "glia/data/calendar.h"
#include "glia/data/json_object_internal.h"
#include "glia/data/step_columns_internal.h"

namespace glia::data {
namespace {

constexpr double kSecondsOfDay = 86400;
constexpr double kPi = 3.14159265358979323846;

struct PartKind {
  DatePart part;
  const char* name;
  double period;  // 0: a plain number
};
constexpr std::array<PartKind, 6> kParts = {{{DatePart::kDays, "days", 0},
                                             {DatePart::kYear, "year", 0},
                                             {DatePart::kDay, "day", 0},
                                             {DatePart::kMonth, "month", 12},
                                             {DatePart::kWeekday, "weekday", 7},
                                             {DatePart::kHour, "hour", 24}}};

const PartKind& kind_of(DatePart part) { return kParts[static_cast<size_t>(part)]; }

// NaN for a moment that is missing, or beyond every calendar as a strange file may have it.
double part_of(double seconds, DatePart part, double first) {
  constexpr double kBeyond = 1e13;
  if (!(std::fabs(seconds) < kBeyond)) return std::numeric_limits<double>::quiet_NaN();
  const double day = std::floor(seconds / kSecondsOfDay);
  const auto days = static_cast<int64_t>(day);
  switch (part) {
    case DatePart::kDays:
      return (seconds - first) / kSecondsOfDay;
    case DatePart::kYear:
      return static_cast<double>(civil_from_days(days).year);
    case DatePart::kDay:
      return civil_from_days(days).day;
    case DatePart::kMonth:
      return civil_from_days(days).month - 1;
    case DatePart::kWeekday:
      return weekday_of_days(days);
    case DatePart::kHour:
      return (seconds - day * kSecondsOfDay) / 3600;
  }
  return 0;
}

bool differs(const std::vector<double>& moments, DatePart part) {
  double seen = std::numeric_limits<double>::quiet_NaN();
  for (const double moment : moments) {
    const double value = part_of(moment, part, 0);
    if (std::isnan(value)) continue;
    if (!std::isnan(seen) && value != seen) return true;
    seen = value;
  }
  return false;
}

}  // namespace

std::string_view name_of(DatePart part) { return kind_of(part).name; }

StepPtr DateParts::fit(const Layout& before, const Frame& training) {
  std::vector<Dates> dates;
  for (size_t c = 0; c < before.size(); ++c) {
    if (!before[c].date) continue;
    const std::vector<double>& moments = training.columns[c].numbers;
    Dates one{c, {}, 0};
    double first = std::numeric_limits<double>::infinity();
    for (const double moment : moments)
      if (!std::isnan(moment)) first = std::min(first, moment);
    if (std::isfinite(first)) one.first = first;
    for (const PartKind& kind : kParts) {
      const bool of_time_alone = kind.part == DatePart::kHour;
      if (before[c].date == DateOrder::kTime && !of_time_alone) continue;
      if (differs(moments, kind.part)) one.parts.push_back(kind.part);
    }
    // At least one, so that the column is still read.
    if (one.parts.empty())
      one.parts.push_back(before[c].date == DateOrder::kTime ? DatePart::kHour : DatePart::kDays);
    dates.push_back(std::move(one));
  }
  return std::make_shared<DateParts>(before, std::move(dates));
}

DateParts::DateParts(const Layout& before, std::vector<Dates> dates) : dates_(std::move(dates)) {
  auto next = dates_.begin();
  for (size_t c = 0; c < before.size(); ++c) {
    if (next == dates_.end() || next->column != c) {
      after_.push_back(before[c]);
      continue;
    }
    names_.push_back(before[c].name);
    for (const DatePart part : next->parts) {
      const std::string name = before[c].name + ": " + kind_of(part).name;
      if (kind_of(part).period == 0) {
        after_.push_back({name, false, false, {}});
      } else {
        after_.push_back({name + " sin", false, false, {}});
        after_.push_back({name + " cos", false, false, {}});
      }
    }
    ++next;
  }
}

void DateParts::apply(Frame& frame) const {
  std::vector<FrameColumn> columns;
  columns.reserve(after_.size());
  auto next = dates_.begin();
  for (size_t c = 0; c < frame.columns.size(); ++c) {
    if (next == dates_.end() || next->column != c) {
      columns.push_back(std::move(frame.columns[c]));
      continue;
    }
    for (const DatePart part : next->parts) {
      FrameColumn values;
      for (const double moment : frame.columns[c].numbers)
        values.numbers.push_back(part_of(moment, part, next->first));
      const double period = kind_of(part).period;
      if (period == 0) {
        columns.push_back(std::move(values));
        continue;
      }
      FrameColumn cosines = values;
      for (double& x : values.numbers) x = std::sin(2 * kPi * x / period);
      for (double& x : cosines.numbers) x = std::cos(2 * kPi * x / period);
      columns.push_back(std::move(values));
      columns.push_back(std::move(cosines));
    }
    ++next;
  }
  frame.columns = std::move(columns);
}

std::string DateParts::to_json() const {
  Json columns = Json::array();
  for (size_t i = 0; i < dates_.size(); ++i) {
    Json parts = Json::array();
    for (const DatePart part : dates_[i].parts) parts.push_back(kind_of(part).name);
    columns.push_back(json_object(
        {{"name", names_[i]}, {"parts", std::move(parts)}, {"first", dates_[i].first}}));
  }
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr DateParts::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "date_parts");
  std::vector<Dates> dates;
  for (const auto& [entry, column] : step_columns({json, "date_parts"}, before, false)) {
    if (!before[column].date) entry.member("name").wrong("a column of dates");
    Dates one{column, {}, entry.member("first").finite()};
    size_t least = 0;
    for (const JsonReader& part : entry.member("parts").elements(kParts.size())) {
      size_t at = least;
      while (at < kParts.size() && part.text() != kParts[at].name) ++at;
      if (at == kParts.size()) part.wrong("the next of days, year, day, month, weekday and hour");
      one.parts.push_back(kParts[at].part);
      least = at + 1;
    }
    if (one.parts.empty()) entry.member("parts").wrong("at least one part");
    dates.push_back(std::move(one));
  }
  return std::make_shared<DateParts>(before, std::move(dates));
}

}  // namespace glia::data
