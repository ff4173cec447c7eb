// The name a user probably meant: smallest edit distance, then first in the list.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace glia::data {

// Levenshtein 1966: the least number of inserted, deleted or replaced bytes that turn a into b.
inline size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// `names` must not be empty.
inline std::string_view nearest(std::string_view name, std::span<const std::string_view> names) {
  return *std::min_element(names.begin(), names.end(), [&](auto a, auto b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
}

}  // namespace glia::data
