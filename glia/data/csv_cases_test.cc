// Every case of tests/data/csv.cases.
#include <gtest/gtest.h>

#include "glia/data/case_file_testing.h"
#include "glia/data/csv.h"

namespace glia::data {
namespace {

TEST(CsvCases, EachEndsAsWritten) {
  testing::run_cases("csv.cases", 170, [](const std::string& input, const CsvOptions& options) {
    return testing::show(parse_csv(input, "case.csv", options));
  });
}

}  // namespace
}  // namespace glia::data
