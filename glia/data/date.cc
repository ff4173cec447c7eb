#include "glia/data/date.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "glia/data/calendar.h"

namespace glia::data {
namespace {

// By the number of each.
constexpr std::array<std::string_view, 7> kOrderNames = {"ymd",  "dmy",  "mdy", "time",
                                                         "dmy2", "mdy2", "ymd2"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Reads a text from the front; what does not fit is left.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  size_t left() const { return text_.size(); }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }

  bool take(std::string_view expected) {
    if (text_.substr(0, expected.size()) != expected) return false;
    text_.remove_prefix(expected.size());
    return true;
  }

  bool take_blanks() {
    const size_t before = text_.size();
    while (peek() == ' ') text_.remove_prefix(1);
    return text_.size() != before;
  }

  // A number of so many digits, and no more.
  bool take_number(size_t least, size_t most, int& value) {
    size_t digits = 0;
    value = 0;
    for (; digits < most && digits < text_.size() && is_digit(text_[digits]); ++digits)
      value = value * 10 + (text_[digits] - '0');
    if (digits < least || (digits < text_.size() && is_digit(text_[digits]))) return false;
    text_.remove_prefix(digits);
    return true;
  }

  // The digits behind a point, as a part of one.
  bool take_fraction(double& value) {
    double unit = 1;
    size_t digits = 0;
    for (value = 0; digits < text_.size() && is_digit(text_[digits]); ++digits) {
      unit /= 10;
      value += unit * (text_[digits] - '0');
    }
    text_.remove_prefix(digits);
    return digits > 0;
  }

  // The letters that come next.
  std::string_view letters() const {
    size_t count = 0;
    while (count < text_.size() && is_letter(text_[count])) ++count;
    return text_.substr(0, count);
  }

 private:
  std::string_view text_;
};

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

bool same_letters(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a | 0x20) == b; });
}

// March, MAR, mar; Sept too.
bool take_month_name(Scanner& in, int& month) {
  const std::string_view name = in.letters();
  for (int i = 0; i < 12; ++i) {
    const std::string_view whole = kMonths[i];
    const bool found = same_letters(name, whole) || same_letters(name, whole.substr(0, 3)) ||
                       (i == 8 && same_letters(name, "sept"));
    if (!found) continue;
    month = i + 1;
    return in.take(name);
  }
  return false;
}

bool take_year(Scanner& in, DateOrder order, int64_t& year) {
  int digits = 0;
  if (!has_short_year(order)) {
    if (!in.take_number(4, 4, digits) || digits == 0) return false;
    year = digits;
    return true;
  }
  constexpr int kPivot = 69;  // POSIX, strptime, %y
  if (!in.take_number(2, 2, digits)) return false;
  year = digits + (digits >= kPivot ? 1900 : 2000);
  return true;
}

// Which of the separators comes next; empty for none.
std::string_view separator_at(const Scanner& scanner) {
  switch (scanner.peek()) {
    case '-':
      return "-";
    case '/':
      return "/";
    case '.':
      return ".";
    default:
      return {};
  }
}

bool take_year_first(Scanner& in, CivilDate& date) {
  int year = 0;
  if (!in.take_number(4, 4, year) || year == 0) return false;
  date.year = year;
  date.day = 1;
  if (in.take("年")) {
    if (!in.take_number(1, 2, date.month) || !in.take("月")) return false;
    if (!is_digit(in.peek())) return true;
    return in.take_number(1, 2, date.day) && (in.take("日") || in.take("号"));
  }
  const std::string_view separator = separator_at(in);
  if (separator.empty() || !in.take(separator) || !in.take_number(1, 2, date.month)) return false;
  // Not 2024.1, which is a number.
  if (!in.take(separator)) return in.at_end() && separator != ".";
  return in.take_number(1, 2, date.day);
}

// 1.2.34 is rather the version of a program.
size_t least_digits(DateOrder order, std::string_view separator) {
  return has_short_year(order) && separator == "." ? 2 : 1;
}

bool take_year_last(Scanner& in, DateOrder order, CivilDate& date) {
  const bool day_first = order == DateOrder::kDmy || order == DateOrder::kDmy2;
  int first = 0, second = 0;
  const size_t before = in.left();
  if (!in.take_number(1, 2, first)) return false;
  const size_t digits = before - in.left();
  const std::string_view separator = separator_at(in);
  // 5.1.2024 has the day in front wherever it is written.
  if (separator.empty() || (separator == "." && !day_first)) return false;
  const size_t least = least_digits(order, separator);
  if (digits < least || !in.take(separator) || !in.take_number(least, 2, second)) return false;
  if (!in.take(separator) || !take_year(in, order, date.year)) return false;
  date.month = day_first ? second : first;
  date.day = day_first ? first : second;
  return true;
}

bool take_short_year_first(Scanner& in, CivilDate& date) {
  if (!take_year(in, DateOrder::kYmd2, date.year)) return false;
  const std::string_view separator = separator_at(in);
  const size_t least = least_digits(DateOrder::kYmd2, separator);
  return !separator.empty() && in.take(separator) && in.take_number(least, 2, date.month) &&
         in.take(separator) && in.take_number(least, 2, date.day);
}

// What stands on both sides of a month's name: - or /, or else what is decoration.
std::string_view firm_separator(const Scanner& in) {
  const std::string_view separator = separator_at(in);
  return separator == "." ? std::string_view() : separator;
}

bool take_gap(Scanner& in, std::string_view firm) {
  if (!firm.empty()) return in.take(firm);
  in.take(".");
  in.take(",");
  in.take_blanks();
  return true;
}

bool take_day(Scanner& in, int& day) {
  if (!in.take_number(1, 2, day)) return false;
  for (const char* ordinal : {"st", "nd", "rd", "th"})
    if (same_letters(in.letters(), ordinal)) return in.take(in.letters());
  return true;
}

// A date with its month as a name.
bool take_named(Scanner& in, DateOrder order, CivilDate& date) {
  if (order == DateOrder::kMdy || order == DateOrder::kMdy2) {
    if (!take_month_name(in, date.month)) return false;
    const std::string_view firm = firm_separator(in);
    if (!take_gap(in, firm)) return false;
    if (!take_day(in, date.day)) {
      date.day = 1;
      return order == DateOrder::kMdy && take_year(in, order, date.year);
    }
    return take_gap(in, firm) && take_year(in, order, date.year);
  }
  const bool day_first = order == DateOrder::kDmy || order == DateOrder::kDmy2;
  if (day_first ? !take_day(in, date.day) : !take_year(in, order, date.year)) return false;
  const std::string_view firm = firm_separator(in);
  if (!take_gap(in, firm) || !take_month_name(in, date.month) || !take_gap(in, firm)) return false;
  return day_first ? take_year(in, order, date.year) : in.take_number(1, 2, date.day);
}

bool take_date(Scanner& in, DateOrder order, CivilDate& date) {
  const Scanner start = in;
  const bool found = order == DateOrder::kYmd    ? take_year_first(in, date)
                     : order == DateOrder::kYmd2 ? take_short_year_first(in, date)
                                                 : take_year_last(in, order, date);
  if (found) return true;
  in = start;
  return take_named(in, order, date);
}

bool take_half_of_day(Scanner& in, int& hour) {
  const bool afternoon = in.take("PM") || in.take("pm");
  if (!afternoon && !in.take("AM") && !in.take("am")) return true;
  if (hour < 1 || hour > 12) return false;
  hour = hour % 12 + (afternoon ? 12 : 0);
  return true;
}

bool take_time(Scanner& in, double& seconds) {
  int hour = 0, minute = 0, second = 0;
  double fraction = 0;
  if (!in.take_number(1, 2, hour)) return false;
  if (in.take(":")) {
    if (!in.take_number(2, 2, minute)) return false;
    if (in.take(":") && !in.take_number(2, 2, second)) return false;
    if (in.take(".") && !in.take_fraction(fraction)) return false;
    in.take_blanks();
    if (!take_half_of_day(in, hour)) return false;
  } else if (in.take("时") || in.take("点")) {
    if (!in.at_end() && (!in.take_number(1, 2, minute) || !in.take("分"))) return false;
    if (!in.at_end() && (!in.take_number(1, 2, second) || !in.take("秒"))) return false;
  } else {
    return false;
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  seconds = hour * 3600.0 + minute * 60.0 + second + fraction;
  return true;
}

// What a clock is ahead of UTC, at the end of a time.
bool take_offset(Scanner& in, double& seconds) {
  seconds = 0;
  if (in.at_end() || in.take("Z")) return true;
  const bool behind = in.peek() == '-';
  if (!in.take("+") && !in.take("-")) return false;
  int hours = 0, minutes = 0;
  if (in.take_number(4, 4, hours)) {
    minutes = hours % 100;
    hours /= 100;
  } else if (!in.take_number(2, 2, hours) || !in.take(":") || !in.take_number(2, 2, minutes)) {
    return false;
  }
  if (hours > 23 || minutes > 59) return false;
  seconds = (hours * 3600.0 + minutes * 60.0) * (behind ? -1 : 1);
  return true;
}

}  // namespace

std::string_view name_of(DateOrder order) { return kOrderNames[static_cast<size_t>(order)]; }

std::optional<DateOrder> date_order_named(std::string_view name) {
  const auto found = std::find(kOrderNames.begin(), kOrderNames.end(), name);
  if (found == kOrderNames.end()) return std::nullopt;
  return static_cast<DateOrder>(found - kOrderNames.begin());
}

bool has_short_year(DateOrder order) {
  return order == DateOrder::kDmy2 || order == DateOrder::kMdy2 || order == DateOrder::kYmd2;
}

bool has_month_name(std::string_view text) {
  while (!text.empty()) {
    Scanner in(text);
    const size_t letters = in.letters().size();
    int month = 0;
    if (take_month_name(in, month)) return true;
    text.remove_prefix(std::max<size_t>(letters, 1));
  }
  return false;
}

std::optional<double> parse_date(std::string_view text, DateOrder order) {
  constexpr size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (!is_digit(text.front()) && !is_letter(text.front())) return std::nullopt;
  Scanner in(text);
  double time = 0;
  if (order == DateOrder::kTime) {
    if (!take_time(in, time) || !in.at_end()) return std::nullopt;
    return time;
  }
  CivilDate date;
  if (!take_date(in, order, date) || date.day < 1 ||
      date.day > days_of_month(date.year, date.month))
    return std::nullopt;
  const double days = static_cast<double>(days_from_civil(date)) * 86400.0;
  if (in.at_end()) return days;
  if (!in.take("T")) in.take(",");
  in.take_blanks();
  double offset = 0;
  if (!take_time(in, time)) return std::nullopt;
  in.take_blanks();
  if (!take_offset(in, offset) || !in.at_end()) return std::nullopt;
  return days + time - offset;
}

}  // namespace glia::data
