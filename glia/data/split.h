// Rows for training, for validation and for the final test: drawn once, by seed, never mixed.
//
// Which rows there are and what class each has is the caller's business; so are groups and time.
// Pure functions, callable from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/base/message.h"

namespace glia::data {

struct SplitOptions {
  // Train, validation, test; any unit (70,15,15 or 0.7,0.15,0.15). None negative, train above 0.
  std::array<double, 3> ratios = {70, 15, 15};
  uint64_t seed = 0;
  // Below this many rows nothing is held back: a part of two or three rows would measure luck.
  int64_t whole_below = 20;
};

struct Split {
  std::vector<int64_t> train, validation, test;  // row numbers, ascending
  // Too few rows to hold any back: train and validation are the same rows, test is empty.
  bool whole = false;
  // What the user has to know: rows not held back, an empty part, a class without training rows.
  std::vector<Message> notes;
};

// `text` is "70,15,15". Errors: kUsage, unless it is three numbers as SplitOptions wants them.
std::array<double, 3> parse_ratios(const std::string& text);

// Sizes of the three parts of n rows by largest remainder: each is its quota rounded down or up,
// they sum to n, and the rows left over go to the largest fractions (the earlier part on a tie).
std::array<int64_t, 3> part_sizes(int64_t n, const std::array<double, 3>& ratios);

// `rows` must be distinct. Errors: kUsage for ratios as above, kData for no rows at all.
Split split_rows(std::span<const int64_t> rows, const SplitOptions& options = {});

// The same, with each class spread over the parts in proportion: `classes` has the class of each
// entry of `rows`, 0 or more. Within a class each part has its quota rounded down or up; roundings
// are carried from class to class, so that the totals keep their proportions too. A class with
// any row has one in train, so with a single row it is in train alone.
Split split_rows_by_class(std::span<const int64_t> rows, std::span<const int32_t> classes,
                          const SplitOptions& options = {});

}  // namespace glia::data
