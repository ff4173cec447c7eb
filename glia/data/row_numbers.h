// The numbers of all rows, where a call wants a list of them.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace glia::data {

// 0, 1, ..., count - 1.
inline std::vector<int64_t> first_rows(int64_t count) {
  std::vector<int64_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), int64_t{0});
  return rows;
}

}  // namespace glia::data
