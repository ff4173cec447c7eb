#include "glia/data/split.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string_view>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/kernels/random.h"

namespace glia::data {
namespace {

using Counts = std::array<int64_t, 3>;
using Quotas = std::array<double, 3>;

constexpr std::array<const char*, 3> kParts = {"training", "validation", "test"};

// Quotas of n rows. Errors: kUsage for ratios that make no parts.
Quotas quotas_of(int64_t n, const std::array<double, 3>& ratios) {
  double sum = 0.0;
  for (const double ratio : ratios) sum += ratio;
  const bool sane = std::all_of(ratios.begin(), ratios.end(),
                                [](double r) { return std::isfinite(r) && r >= 0.0; });
  if (!sane || ratios[0] <= 0.0 || !std::isfinite(sum))
    fail(ErrorKind::kUsage,
         say("split: expected three ratios, none negative and the first above 0, as "
             "70,15,15; found {},{},{}",
             ratios[0], ratios[1], ratios[2]));
  Quotas quotas;
  for (size_t p = 0; p < 3; ++p) quotas[p] = static_cast<double>(n) * (ratios[p] / sum);
  return quotas;
}

// Rounds `quotas`, which sum to n, each down or up. `carried` is what earlier calls gave to each
// part too little (above 0) or too much; rows left over go where fraction plus carried is largest.
Counts apportion(int64_t n, const Quotas& quotas, const Quotas& carried) {
  constexpr double kTiny = 1e-9;  // 0.15 * 20 may be 3 less an ulp, and is meant whole
  constexpr double kNever = -1e300;
  Counts counts;
  Quotas claim;
  int64_t left = n;
  for (size_t p = 0; p < 3; ++p) {
    const double whole = std::floor(quotas[p] + kTiny);
    const double fraction = quotas[p] - whole;
    counts[p] = static_cast<int64_t>(whole);
    claim[p] = fraction > kTiny ? fraction + carried[p] : kNever;
    left -= counts[p];
  }
  for (; left > 0; --left) {
    size_t best = 0;
    for (size_t p = 1; p < 3; ++p)
      if (claim[p] > claim[best] + kTiny) best = p;
    ++counts[best];
    claim[best] = kNever;
  }
  return counts;
}

// Splits one group of rows, shuffled by (seed, epoch), into parts of the given sizes.
void deal(std::vector<int64_t> rows, const Counts& counts, uint64_t seed, uint64_t epoch,
          Split& split) {
  kernels::shuffle(rows.data(), static_cast<int64_t>(rows.size()), seed, epoch);
  auto next = rows.begin();
  const std::array<std::vector<int64_t>*, 3> parts = {&split.train, &split.validation, &split.test};
  for (size_t p = 0; p < 3; ++p) {
    const auto end = next + static_cast<std::ptrdiff_t>(counts[p]);
    parts[p]->insert(parts[p]->end(), next, end);
    next = end;
  }
}

Split whole_split(std::span<const int64_t> rows) {
  Split split;
  split.train.assign(rows.begin(), rows.end());
  std::sort(split.train.begin(), split.train.end());
  split.validation = split.train;
  split.whole = true;
  split.notes.push_back(
      say("only {} rows: all are used for training and for validation, none is kept for "
          "a test",
          rows.size()));
  return split;
}

void finish(Split& split, const std::array<double, 3>& ratios) {
  const std::array<std::vector<int64_t>*, 3> parts = {&split.train, &split.validation, &split.test};
  for (size_t p = 0; p < 3; ++p) {
    std::sort(parts[p]->begin(), parts[p]->end());
    if (parts[p]->empty() && ratios[p] > 0.0)
      split.notes.push_back(say("too few rows for a {} part: it is empty", kParts[p]));
  }
}

void check_rows(std::span<const int64_t> rows) {
  if (rows.empty()) fail(ErrorKind::kData, "split: there is no row to train on");
}

}  // namespace

std::array<double, 3> parse_ratios(const std::string& text) {
  std::array<double, 3> ratios{};
  const std::string_view all = text;
  size_t begin = 0;
  for (size_t p = 0; p < 3; ++p) {
    const size_t comma = text.find(',', begin);
    const bool last = p == 2;
    const std::optional<double> ratio = parse_double(all.substr(begin, comma - begin));
    if (!ratio || (comma == std::string::npos) != last)
      fail(ErrorKind::kUsage,
           say("split: expected three ratios such as 70,15,15; found '{}'", text));
    ratios[p] = *ratio;
    begin = comma + 1;
  }
  quotas_of(0, ratios);
  return ratios;
}

std::array<int64_t, 3> part_sizes(int64_t n, const std::array<double, 3>& ratios) {
  return apportion(n, quotas_of(n, ratios), {});
}

Split split_rows(std::span<const int64_t> rows, const SplitOptions& options) {
  check_rows(rows);
  const int64_t n = static_cast<int64_t>(rows.size());
  const Counts counts = part_sizes(n, options.ratios);
  if (n < options.whole_below) return whole_split(rows);
  Split split;
  deal({rows.begin(), rows.end()}, counts, options.seed, 0, split);
  finish(split, options.ratios);
  return split;
}

Split split_rows_by_class(std::span<const int64_t> rows, std::span<const int32_t> classes,
                          const SplitOptions& options) {
  GLIA_ASSERT(rows.size() == classes.size());
  check_rows(rows);
  quotas_of(0, options.ratios);
  if (static_cast<int64_t>(rows.size()) < options.whole_below) return whole_split(rows);

  std::vector<std::vector<int64_t>> members;
  for (size_t i = 0; i < rows.size(); ++i) {
    GLIA_ASSERT(classes[i] >= 0);
    const size_t c = static_cast<size_t>(classes[i]);
    if (c >= members.size()) members.resize(c + 1);
    members[c].push_back(rows[i]);
  }
  // The largest class first: it has the most exact parts, and small ones then mend the totals.
  std::vector<size_t> order(members.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return members[a].size() > members[b].size(); });

  Split split;
  Quotas carried{};
  for (const size_t c : order) {
    const int64_t n = static_cast<int64_t>(members[c].size());
    if (n == 0) continue;
    const Quotas quotas = quotas_of(n, options.ratios);
    Counts counts = apportion(n, quotas, carried);
    if (counts[0] == 0) {
      const size_t giver = counts[1] >= counts[2] ? 1 : 2;
      --counts[giver];
      ++counts[0];
    }
    for (size_t p = 0; p < 3; ++p) carried[p] += quotas[p] - static_cast<double>(counts[p]);
    deal(std::move(members[c]), counts, options.seed, c, split);
  }
  finish(split, options.ratios);
  return split;
}

}  // namespace glia::data
