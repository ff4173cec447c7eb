// Dates and times as tables have them: read from text, found in a column. Pure functions.
//
//   date = YYYY-M-D | YYYY/M/D | YYYY.M.D | YYYY年M月D日 | YYYY-M | YYYY/M | YYYY年M月    kYmd
//        | D.M.YYYY | D/M/YYYY | D-M-YYYY                                            kDmy
//        | M/D/YYYY | M-D-YYYY                                                       kMdy
//        | D-M-YY, M/D/YY, YY-M-D ...; with points DD.MM.YY, YY.MM.DD   kDmy2, kMdy2, kYmd2
//   time = H:MM[:SS[.fraction]] [AM | PM] | H时MM分[SS秒]   ("点" for "时" as well)    kTime
// The month may be an English name in each order, whole or its first three letters: 12 Mar 2024,
// 12-MAR-2024 and 12MAR2024 are kDmy; March 12, 2024 and Mar 2024 are kMdy; 2024-Mar-12 is kYmd;
// 12-Mar-24 is kDmy2. Around a name stand the same - or / on both sides, or point, comma, blanks or
// nothing; the day may be 1st, 2nd, 3rd.
// A date may be followed by a T or by a comma or blanks and a time, and that by Z, +HH:MM or +HHMM.
// Digits are ASCII, and the day must be one that the month has. Of two digits a year is the one
// that POSIX has for %y: 69 to 99 are of the 20th century, 00 to 68 of the 21st. 1.2.34 is no date:
// versions of programs look like that. Nor is Mar-24, whose 24 may be a day.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

enum class DateOrder : unsigned char { kYmd, kDmy, kMdy, kTime, kDmy2, kMdy2, kYmd2 };

// "ymd", "dmy", "mdy", "time", "dmy2", "mdy2", "ymd2".
std::string_view name_of(DateOrder order);
std::optional<DateOrder> date_order_named(std::string_view name);

// Whether its years have two digits.
bool has_short_year(DateOrder order);

// Seconds since the beginning of 1970: of the clock that the text shows or, where it gives an
// offset, of UTC; for a time alone since midnight. Nothing for what is no date of that order.
std::optional<double> parse_date(std::string_view text, DateOrder order);

// Whether an English name of a month stands in it.
bool has_month_name(std::string_view text);

struct DateFinding {
  DateOrder order = DateOrder::kYmd;
  bool ambiguous = false;   // a guess: every text could be read in another order too
  std::string example;      // the first text
  std::string far_example;  // the first with a year of two digits that is taken to lie far ahead
  int64_t unreadable = 0;   // cells that are neither missing nor dates of this order
  std::vector<std::string> unreadable_examples;  // up to three
};

// What a column of texts holds, if it is dates: at least 95 of 100 cells that are not missing, all
// of one order. `asked`, of kYmd, kDmy and kMdy, decides where the cells could be read in more
// orders than one; without it the day is first, which is no guess once a month has a name. An
// example is far ahead from the year 2036 on: as likely a birth or a building of the century
// before.
std::optional<DateFinding> find_dates(const Column& column, std::span<const int64_t> rows,
                                      std::optional<DateOrder> asked = {});

}  // namespace glia::data
