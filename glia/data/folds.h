// K-fold cross-validation: every row is held back once. Pure functions, callable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace glia::data {

struct FoldOptions {
  int64_t folds = 5;  // at least 2, at most the rows (the groups)
  uint64_t seed = 0;
  int64_t repeat = 0;  // another division each time
};

// The fold of each of `rows` positions, 0 .. folds - 1. `classes` (or empty) has a class, 0 or
// more, for each: every class is spread over the folds as evenly as it goes, and the folds differ
// by a row at most. Errors: kUsage for fewer than two folds, kData for more than
// rows.
std::vector<int32_t> deal_folds(int64_t rows, std::span<const int32_t> classes,
                                const FoldOptions& options = {});

// Whole groups, each to the fold that has fewest rows: the largest group first, and in a repeat in
// any order. Errors: as above, with groups for rows.
std::vector<int32_t> deal_group_folds(std::span<const int32_t> groups,
                                      const FoldOptions& options = {});

}  // namespace glia::data
