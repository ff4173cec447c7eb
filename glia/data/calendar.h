// Days and dates of the Gregorian calendar, extended to all years. Pure functions.
#pragma once

#include <cstdint>

namespace glia::data {

struct CivilDate {
  int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

bool is_leap_year(int64_t year);
// 0 for a month that there is not.
int days_of_month(int64_t year, int month);

// Days since 1 January 1970; the date must be one.
int64_t days_from_civil(const CivilDate& date);
CivilDate civil_from_days(int64_t days);

// 0 is Monday, 6 Sunday.
int weekday_of_days(int64_t days);

}  // namespace glia::data
