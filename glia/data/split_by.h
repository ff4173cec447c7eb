// Splits that keep together what belongs together: rows of one patient, or the order of time.
// As in split.h: pure functions, callable from any thread; `rows` are distinct.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/data/split.h"
#include "glia/data/table.h"

namespace glia::data {

// The group of each of these rows, 0 and up in order of appearance; a missing cell is a group of
// its own row. Errors: kData when there are fewer than two groups.
std::vector<int32_t> groups_of(const Table& table, const std::string& column,
                               std::span<const int64_t> rows);

// Rows of one group go to one part. The groups are shuffled; each goes where most rows are lacking,
// so every part has its share up to the size of a group. A part that should have rows has a group.
Split split_rows_by_group(std::span<const int64_t> rows, std::span<const int32_t> groups,
                          const SplitOptions& options = {});

// A number that grows with time for each of these rows: the cells of a column of numbers, or of
// dates from the year down, 2024-01-31 or 2024-01-31 23:59:59.
// Errors: kData, with file:line, for a cell that is missing or is neither.
std::vector<double> times_of(const Table& table, const std::string& column,
                             std::span<const int64_t> rows);

// The oldest rows to train, the latest to test. Rows of one time are not parted, so parts may be a
// little smaller or larger than asked for. Errors: kData when all rows have one time.
Split split_rows_by_time(std::span<const int64_t> rows, std::span<const double> times,
                         const SplitOptions& options = {});

}  // namespace glia::data
