#include "glia/data/date.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "glia/data/calendar.h"

namespace glia::data {
namespace {

constexpr std::array kOrders = {DateOrder::kYmd, DateOrder::kDmy, DateOrder::kMdy,
                                DateOrder::kTime};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from the front; what does not fit is left.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
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

 private:
  std::string_view text_;
};

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

bool take_year_last(Scanner& in, DateOrder order, CivilDate& date) {
  int first = 0, second = 0, year = 0;
  if (!in.take_number(1, 2, first)) return false;
  const std::string_view separator = separator_at(in);
  // 5.1.2024 has the day in front wherever it is written.
  if (separator.empty() || (separator == "." && order == DateOrder::kMdy)) return false;
  if (!in.take(separator) || !in.take_number(1, 2, second)) return false;
  if (!in.take(separator) || !in.take_number(4, 4, year) || year == 0) return false;
  const bool day_first = order == DateOrder::kDmy;
  date = {year, day_first ? second : first, day_first ? first : second};
  return true;
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

std::string_view name_of(DateOrder order) {
  constexpr std::string_view kNames[] = {"ymd", "dmy", "mdy", "time"};
  return kNames[static_cast<size_t>(order)];
}

std::optional<DateOrder> date_order_named(std::string_view name) {
  for (const DateOrder order : kOrders)
    if (name_of(order) == name) return order;
  return std::nullopt;
}

std::optional<double> parse_date(std::string_view text, DateOrder order) {
  constexpr size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest || !is_digit(text.front())) return std::nullopt;
  Scanner in(text);
  double time = 0;
  if (order == DateOrder::kTime) {
    if (!take_time(in, time) || !in.at_end()) return std::nullopt;
    return time;
  }
  CivilDate date;
  const bool found =
      order == DateOrder::kYmd ? take_year_first(in, date) : take_year_last(in, order, date);
  if (!found || date.day < 1 || date.day > days_of_month(date.year, date.month))
    return std::nullopt;
  const double days = static_cast<double>(days_from_civil(date)) * 86400.0;
  if (in.at_end()) return days;
  in.take("T");
  in.take_blanks();
  double offset = 0;
  if (!take_time(in, time)) return std::nullopt;
  in.take_blanks();
  if (!take_offset(in, offset) || !in.at_end()) return std::nullopt;
  return days + time - offset;
}

std::optional<DateFinding> find_dates(const Column& column, std::span<const int64_t> rows,
                                      std::optional<DateOrder> asked) {
  constexpr int64_t kLeastOf100 = 95;
  if (!column.is_text()) return std::nullopt;
  std::vector<int64_t> cells(column.categories.size());
  int64_t present = 0;
  for (const int64_t row : rows) {
    const int32_t code = column.codes[static_cast<size_t>(row)];
    if (code < 0) continue;
    ++cells[static_cast<size_t>(code)];
    ++present;
  }
  std::array<int64_t, kOrders.size()> readable{};
  int64_t seen = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == 0) continue;
    for (size_t o = 0; o < kOrders.size(); ++o)
      if (parse_date(column.categories[i], kOrders[o])) readable[o] += cells[i];
    // Most columns of text are no dates, and show it early.
    seen += cells[i];
    const int64_t most = *std::max_element(readable.begin(), readable.end());
    if ((seen - most) * 100 > present * (100 - kLeastOf100)) return std::nullopt;
  }
  if (present == 0) return std::nullopt;
  DateFinding finding;
  const auto best = std::max_element(readable.begin(), readable.end()) - readable.begin();
  finding.order = kOrders[static_cast<size_t>(best)];
  const bool either = readable[1] == readable[2] && readable[1] > 0;
  if (either && (finding.order == DateOrder::kDmy || finding.order == DateOrder::kMdy)) {
    finding.ambiguous = !asked;
    finding.order = asked == DateOrder::kMdy ? DateOrder::kMdy : DateOrder::kDmy;
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == 0) continue;
    const std::string_view text = column.categories[i];
    if (parse_date(text, finding.order)) {
      if (finding.example.empty()) finding.example = text;
      continue;
    }
    finding.unreadable += cells[i];
    if (finding.unreadable_examples.size() < 3) finding.unreadable_examples.emplace_back(text);
  }
  return finding;
}

}  // namespace glia::data
