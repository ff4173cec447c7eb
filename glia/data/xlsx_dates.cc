// Day numbers of a spreadsheet as dates. ECMA-376 Part 1, 18.17.4: day 1 is 1 January 1900 and, by
// an error that is kept for the sake of old files, day 60 the 29th of February of that year.
#include <cmath>

#include "glia/base/format.h"
#include "glia/data/calendar.h"
#include "glia/data/xlsx_workbook_internal.h"

namespace glia::data {
namespace {

constexpr int64_t kSecondsOfDay = 86400;

bool is_letter(char c, char lower) { return c == lower || c == lower - 'a' + 'A'; }

// Without what only decorates: quoted text, escaped characters, [colour] and the like, AM/PM, and
// every section but the first. Of brackets [h], [m] and [s] are no decoration: a duration.
struct Bare {
  std::string code;
  bool duration = false;
};

Bare bare(std::string_view code) {
  Bare result;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      const char first = i + 1 < code.size() ? code[i + 1] : ' ';
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      const bool one_letter = inside.find_first_not_of(first) == std::string_view::npos;
      if (one_letter && (is_letter(first, 'h') || is_letter(first, 'm') || is_letter(first, 's')))
        result.duration = true;
      i = end;
    } else if (code.substr(i, 5) == "AM/PM") {
      i += 4;
    } else if (code.substr(i, 3) == "A/P") {
      i += 2;
    } else {
      result.code += c;
    }
  }
  return result;
}

}  // namespace

NumberFormat format_of_code(std::string_view code) {
  const Bare format = bare(code);
  if (format.duration || format.code.rfind("General", 0) == 0) return NumberFormat::kNumber;
  bool day = false, time = false, month_or_minute = false;
  for (const char c : format.code) {
    day = day || is_letter(c, 'y') || is_letter(c, 'd');
    time = time || is_letter(c, 'h') || is_letter(c, 's');
    month_or_minute = month_or_minute || is_letter(c, 'm');
  }
  if (month_or_minute && !time) day = true;
  if (day && time) return NumberFormat::kDateTime;
  return day ? NumberFormat::kDate : time ? NumberFormat::kTime : NumberFormat::kNumber;
}

std::optional<std::string> text_of_serial(double serial, NumberFormat format, bool from_1904) {
  constexpr int64_t kMostDays = 2958466;  // the first of the year 10000, counted from 1900
  if (!(serial >= 0) || serial >= static_cast<double>(kMostDays)) return std::nullopt;
  auto days = static_cast<int64_t>(std::floor(serial));
  auto seconds = static_cast<int64_t>(
      std::llround((serial - static_cast<double>(days)) * static_cast<double>(kSecondsOfDay)));
  if (seconds == kSecondsOfDay) {
    seconds = 0;
    ++days;
  }
  const std::string time =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (days == 0 && format == NumberFormat::kTime) return time;
  const int64_t epoch = from_1904    ? days_from_civil({1904, 1, 1})
                        : days >= 60 ? days_from_civil({1899, 12, 30})
                                     : days_from_civil({1899, 12, 31});
  const CivilDate date = civil_from_days(epoch + days);
  if (date.year > 9999) return std::nullopt;
  const std::string day = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  const bool shows_time = seconds != 0 || format != NumberFormat::kDate;
  return shows_time ? day + " " + time : day;
}

}  // namespace glia::data
