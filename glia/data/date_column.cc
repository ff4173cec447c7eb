// Which columns of texts are dates, and in which order they are written.
#include <algorithm>
#include <array>

#include "glia/data/calendar.h"
#include "glia/data/date.h"

namespace glia::data {
namespace {

// Where a column can be read in several, the first of them that reads the most cells counts.
constexpr std::array kOrders = {DateOrder::kYmd,  DateOrder::kDmy,  DateOrder::kMdy,
                                DateOrder::kTime, DateOrder::kDmy2, DateOrder::kMdy2,
                                DateOrder::kYmd2};

using Readable = std::array<int64_t, kOrders.size()>;  // cells, by order

// The asked order as it is with years of two digits.
DateOrder shortened(DateOrder asked) {
  return asked == DateOrder::kDmy   ? DateOrder::kDmy2
         : asked == DateOrder::kMdy ? DateOrder::kMdy2
         : asked == DateOrder::kYmd ? DateOrder::kYmd2
                                    : asked;
}

// The order that reads the most cells; of several the one that is asked for, or the first, which
// is then a guess. It is none between 12-Mar-24 and the year in front: with the month as a name
// people and Excel write the day first.
void choose_order(const Readable& readable, bool named, std::optional<DateOrder> asked,
                  DateFinding& finding) {
  const auto best = std::max_element(readable.begin(), readable.end());
  const auto reads_most = [&](DateOrder order) {
    const auto at = std::find(kOrders.begin(), kOrders.end(), order) - kOrders.begin();
    return readable[static_cast<size_t>(at)] == *best;
  };
  finding.order = kOrders[static_cast<size_t>(best - readable.begin())];
  if (std::count(readable.begin(), readable.end(), *best) == 1) return;
  finding.ambiguous = !named || !reads_most(DateOrder::kDmy2) || reads_most(DateOrder::kMdy2);
  if (!asked) return;
  const DateOrder wanted = has_short_year(finding.order) ? shortened(*asked) : *asked;
  if (!reads_most(wanted)) return;
  finding.order = wanted;
  finding.ambiguous = false;
}

bool is_far_ahead(double seconds) {
  constexpr CivilDate kFar = {2036, 1, 1};
  return seconds >= static_cast<double>(days_from_civil(kFar)) * 86400.0;
}

}  // namespace

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
  Readable readable{};
  int64_t seen = 0;
  bool named = false;  // 12-Mar-24
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == 0) continue;
    for (size_t o = 0; o < kOrders.size(); ++o)
      if (parse_date(column.categories[i], kOrders[o])) readable[o] += cells[i];
    named = named || (has_month_name(column.categories[i]) &&
                      parse_date(column.categories[i], DateOrder::kDmy2));
    // Most columns of text are no dates, and show it early.
    seen += cells[i];
    const int64_t most = *std::max_element(readable.begin(), readable.end());
    if ((seen - most) * 100 > present * (100 - kLeastOf100)) return std::nullopt;
  }
  if (present == 0) return std::nullopt;
  DateFinding finding;
  choose_order(readable, named, asked, finding);
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == 0) continue;
    const std::string_view text = column.categories[i];
    if (const std::optional<double> date = parse_date(text, finding.order)) {
      if (finding.example.empty()) finding.example = text;
      if (has_short_year(finding.order) && finding.far_example.empty() && is_far_ahead(*date))
        finding.far_example = text;
      continue;
    }
    finding.unreadable += cells[i];
    if (finding.unreadable_examples.size() < 3) finding.unreadable_examples.emplace_back(text);
  }
  return finding;
}

}  // namespace glia::data
