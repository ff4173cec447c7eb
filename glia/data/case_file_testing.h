// Test cases as readable text: one file per parser, each case an input and what must come of it.
// For tests only. The format is described at the top of tests/data/csv.cases.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "glia/data/csv.h"

namespace glia::data::testing {

// Gives the text that a case expects behind `reads`; throws Error for one that expects `error`.
using CaseReader = std::function<std::string(const std::string& input, const CsvOptions& options)>;

// Runs every case of tests/data/<file> and reports each that ends otherwise, by file and line.
// Fails if there are fewer than `at_least` cases: a file that was not found is no success.
void run_cases(const std::string& file, int at_least, const CaseReader& reader);

// "a = 1, NA | b = 'x', NA": how cases write a table.
std::string show(const Table& table);

}  // namespace glia::data::testing
