// Dates and times as tables have them: read from text, found in a column. Pure functions.
//
//   date = YYYY-M-D | YYYY/M/D | YYYY.M.D | YYYY年M月D日 | YYYY-M | YYYY/M | YYYY年M月    kYmd
//        | D.M.YYYY | D/M/YYYY | D-M-YYYY                                            kDmy
//        | M/D/YYYY | M-D-YYYY                                                       kMdy
//   time = H:MM[:SS[.fraction]] [AM | PM] | H时MM分[SS秒]   ("点" for "时" as well)    kTime
// A date may be followed by a T or blanks and a time, and that by Z, +HH:MM or +HHMM. Digits are
// ASCII, a year has four of them, and the day must be one that the month has.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

enum class DateOrder : unsigned char { kYmd, kDmy, kMdy, kTime };

// "ymd", "dmy", "mdy", "time".
std::string_view name_of(DateOrder order);
std::optional<DateOrder> date_order_named(std::string_view name);

// Seconds since the beginning of 1970: of the clock that the text shows or, where it gives an
// offset, of UTC; for a time alone since midnight. Nothing for what is no date of that order.
std::optional<double> parse_date(std::string_view text, DateOrder order);

struct DateFinding {
  DateOrder order = DateOrder::kYmd;
  bool ambiguous = false;  // every text could have day and month the other way round
  std::string example;     // the first text
  int64_t unreadable = 0;  // cells that are neither missing nor dates of this order
  std::vector<std::string> unreadable_examples;  // up to three
};

// What a column of texts holds, if it is dates: at least 95 of 100 cells that are not missing, all
// of one order. `asked` decides where day and month may change places; without it the day is first.
std::optional<DateFinding> find_dates(const Column& column, std::span<const int64_t> rows,
                                      std::optional<DateOrder> asked = {});

}  // namespace glia::data
