#include "glia/data/calendar.h"

namespace glia::data {
namespace {

constexpr int64_t kDaysOf400Years = 146097;
constexpr int64_t kDaysTo1970 = 719468;  // from 1 March of the year 0

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

bool is_leap_year(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_of_month(int64_t year, int month) {
  constexpr int kDays[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return kDays[month] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

// Years begin in March here, so that the day that leap years have more is their last; then the days
// before a month are a straight line, rounded down: (153 m + 2) / 5.
int64_t days_from_civil(const CivilDate& date) {
  const int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const int64_t cycle = floor_div(year, 400);
  const int64_t year_of_cycle = year - cycle * 400;
  const int64_t month = (date.month + 9) % 12;  // 0 is March
  const int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const int64_t day_of_cycle =
      year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
  return cycle * kDaysOf400Years + day_of_cycle - kDaysTo1970;
}

CivilDate civil_from_days(int64_t days) {
  days += kDaysTo1970;
  const int64_t cycle = floor_div(days, kDaysOf400Years);
  const int64_t day = days - cycle * kDaysOf400Years;
  // The last days of 4, 100 and 400 years are taken out before years of 365 days are counted.
  const int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year = year + cycle * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int weekday_of_days(int64_t days) {
  constexpr int64_t kThursday = 3;  // 1 January 1970
  return static_cast<int>(((days + kThursday) % 7 + 7) % 7);
}

}  // namespace glia::data
