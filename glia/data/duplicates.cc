#include "glia/data/duplicates.h"

#include <unordered_map>

#include "glia/base/bits.h"
#include "glia/base/random.h"

namespace glia::data {
namespace {

// Equal cells have equal bits.
uint64_t bits_of(const Column& column, int64_t row) {
  const auto at = static_cast<size_t>(row);
  if (column.is_text()) return static_cast<uint64_t>(column.codes[at]);
  if (column.is_missing(row)) return ~uint64_t{0};
  // -0 and 0 are equal.
  return bits_as<uint64_t>(column.numbers[at] + 0.0);
}

bool equal_rows(const Table& table, int64_t a, int64_t b) {
  for (int64_t c = 0; c < table.columns(); ++c)
    if (bits_of(table.column(c), a) != bits_of(table.column(c), b)) return false;
  return true;
}

}  // namespace

std::vector<int64_t> distinct_rows(const Table& table) {
  std::vector<int64_t> distinct;
  std::unordered_multimap<uint64_t, int64_t> met;
  for (int64_t row = 0; row < table.rows(); ++row) {
    uint64_t hash = 0;
    for (int64_t c = 0; c < table.columns(); ++c)
      hash = splitmix64(hash ^ bits_of(table.column(c), row));
    const auto [begin, end] = met.equal_range(hash);
    bool known = false;
    for (auto it = begin; it != end && !known; ++it) known = equal_rows(table, it->second, row);
    if (known) continue;
    met.emplace(hash, row);
    distinct.push_back(row);
  }
  return distinct;
}

}  // namespace glia::data
