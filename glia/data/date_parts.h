// The step that turns a column of dates into numbers that a network can use: the parts of a
// calendar, and the days that have passed.
//
// A date is seconds since 1970 here (date.h). It becomes, as far as they differ among the training
// rows:
//   NAME: days                       since the first of the training rows, with a fraction of a day
//   NAME: year, NAME: day            as they are, the day of the month from 1
//   NAME: month sin, month cos       of the angle 2 pi (month - 1) / 12
//   NAME: weekday sin, weekday cos   of 2 pi w / 7, w = 0 for Monday
//   NAME: hour sin, hour cos         of 2 pi h / 24, with a fraction of an hour
// Of a time alone it is the hour. What comes round again is an angle, so that December is as near
// to January as January to February.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "glia/data/step.h"

namespace glia::data {

enum class DatePart : unsigned char { kDays, kYear, kDay, kMonth, kWeekday, kHour };

// "days", "year" ...
std::string_view name_of(DatePart part);

class DateParts final : public Step {
 public:
  struct Dates {
    size_t column;
    std::vector<DatePart> parts;  // in the order above, each once
    double first = 0;             // seconds: where the days begin
  };
  static StepPtr fit(const Layout& before, const Frame& training);
  static StepPtr read(std::string_view json, const Layout& before);
  DateParts(const Layout& before, std::vector<Dates> dates);

  std::string_view kind() const override { return "date_parts"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

  const std::vector<Dates>& dates() const { return dates_; }

 private:
  std::vector<std::string> names_;  // of the date columns
  std::vector<Dates> dates_;
  Layout after_;
};

}  // namespace glia::data
