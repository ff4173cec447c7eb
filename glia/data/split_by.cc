#include "glia/data/split_by.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"
#include "glia/kernels/random.h"

namespace glia::data {
namespace {

constexpr uint64_t kGroupOrder = hash_path("split.groups");

std::array<std::vector<int64_t>*, 3> parts_of(Split& split) {
  return {&split.train, &split.validation, &split.test};
}

// Digits of "2024-01-31 23:59:59" as one number, 20240131235959; NaN for what is no such date. No
// calendar: only the order counts.
double date_number(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd dd:dd:dd";
  double number = 0;
  size_t at = 0;
  for (; at < text.size() && at < kShape.size(); ++at) {
    const char c = text[at];
    const bool digit = c >= '0' && c <= '9';
    if (digit != (kShape[at] == 'd')) return std::nan("");
    const bool slash_or_t = (kShape[at] == '-' && c == '/') || (kShape[at] == ' ' && c == 'T');
    if (!digit && c != kShape[at] && !slash_or_t) return std::nan("");
    if (digit) number = number * 10 + (c - '0');
  }
  const bool whole = at == text.size() && (at == 10 || at == 16 || at == 19);
  // A shorter one is the beginning of its day or minute.
  for (size_t rest = at; rest < kShape.size(); ++rest)
    if (kShape[rest] == 'd') number *= 10;
  return whole ? number : std::nan("");
}

// The boundary nearest to `at` where the time changes; 0 or the end if there is none.
size_t change_near(const std::vector<double>& sorted, size_t at) {
  const auto changes = [&](size_t i) {
    return i == 0 || i >= sorted.size() || sorted[i] != sorted[i - 1];
  };
  for (size_t away = 0; away <= sorted.size(); ++away) {
    if (at >= away && changes(at - away)) return at - away;
    if (at + away <= sorted.size() && changes(at + away)) return at + away;
  }
  return at;
}

}  // namespace

std::vector<int32_t> groups_of(const Table& table, const std::string& name,
                               std::span<const int64_t> rows) {
  const Column& column = table.column(name);
  std::unordered_map<std::string, int32_t> numbers;
  std::vector<int32_t> groups;
  int32_t next = 0;
  for (const int64_t row : rows) {
    if (column.is_missing(row)) {
      groups.push_back(next++);
      continue;
    }
    const auto [found, added] = numbers.emplace(column.cell(row), next);
    if (added) ++next;
    groups.push_back(found->second);
  }
  if (next < 2)
    fail(ErrorKind::kData, say("{}: the column {} has one group only: nothing can be held back",
                               table.origin(), text_for_message(name)));
  return groups;
}

Split split_rows_by_group(std::span<const int64_t> rows, std::span<const int32_t> groups,
                          const SplitOptions& options) {
  GLIA_ASSERT(rows.size() == groups.size());
  std::vector<std::vector<int64_t>> members;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto g = static_cast<size_t>(groups[i]);
    if (g >= members.size()) members.resize(g + 1);
    members[g].push_back(rows[i]);
  }
  const auto wanted = part_sizes(static_cast<int64_t>(rows.size()), options.ratios);
  std::vector<int64_t> order(members.size());
  std::iota(order.begin(), order.end(), int64_t{0});
  kernels::shuffle(order.data(), static_cast<int64_t>(order.size()), options.seed, kGroupOrder);

  Split split;
  const auto parts = parts_of(split);
  for (const int64_t g : order) {
    // By the share of what is wanted; a part without any row before all others.
    size_t best = 0;
    double most = -1e300;
    for (size_t p = 0; p < 3; ++p) {
      if (wanted[p] == 0) continue;
      const auto has = static_cast<double>(parts[p]->size());
      const auto wants = static_cast<double>(wanted[p]);
      const double lacks = parts[p]->empty() ? 2 + wants : (wants - has) / wants;
      if (lacks > most) {
        most = lacks;
        best = p;
      }
    }
    const std::vector<int64_t>& group = members[static_cast<size_t>(g)];
    parts[best]->insert(parts[best]->end(), group.begin(), group.end());
  }
  for (size_t p = 0; p < 3; ++p) {
    std::sort(parts[p]->begin(), parts[p]->end());
    if (parts[p]->empty() && options.ratios[p] > 0)
      split.notes.push_back(
          say("only {} groups: not every part of the split has rows", members.size()));
  }
  return split;
}

std::vector<double> times_of(const Table& table, const std::string& name,
                             std::span<const int64_t> rows) {
  const Column& column = table.column(name);
  std::vector<double> times;
  for (const int64_t row : rows) {
    const double time = column.is_number() ? column.numbers[static_cast<size_t>(row)]
                                           : date_number(column.cell(row));
    if (std::isnan(time))
      fail(ErrorKind::kData,
           say("{}: the column {} says when: expected a number or a date such as 2024-01-31, found "
               "'{}'",
               table.place(row), text_for_message(name), column.cell(row)));
    times.push_back(time);
  }
  return times;
}

Split split_rows_by_time(std::span<const int64_t> rows, std::span<const double> times,
                         const SplitOptions& options) {
  GLIA_ASSERT(rows.size() == times.size());
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return times[a] < times[b]; });
  std::vector<double> sorted;
  for (const size_t i : order) sorted.push_back(times[i]);
  if (sorted.empty() || sorted.front() == sorted.back())
    fail(ErrorKind::kData, "split: all rows have the same time: none is later than the others");
  const auto wanted = part_sizes(static_cast<int64_t>(rows.size()), options.ratios);
  const size_t first = change_near(sorted, static_cast<size_t>(wanted[0]));
  const size_t second =
      std::max(first, change_near(sorted, static_cast<size_t>(wanted[0] + wanted[1])));

  Split split;
  for (size_t i = 0; i < order.size(); ++i) {
    std::vector<int64_t>& part = i < first    ? split.train
                                 : i < second ? split.validation
                                              : split.test;
    part.push_back(rows[order[i]]);
  }
  if (split.train.empty()) fail(ErrorKind::kData, "split: no row is early enough to train on");
  for (std::vector<int64_t>* part : parts_of(split)) std::sort(part->begin(), part->end());
  const bool lacking = (split.validation.empty() && options.ratios[1] > 0) ||
                       (split.test.empty() && options.ratios[2] > 0);
  if (lacking) split.notes.push_back(say("too few different times: not every part has rows"));
  return split;
}

}  // namespace glia::data
