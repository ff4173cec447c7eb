// What the tests of this room share: scikit-learn's fits as recorded by tools/golden/
// make_classic.py, and comparisons.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/kernels/view.h"

namespace glia::classic {

const nlohmann::json& golden();

// Rows of numbers, or one number a row, as one vector.
template <class T>
std::vector<T> flat(const nlohmann::json& rows) {
  std::vector<T> values;
  for (const nlohmann::json& row : rows) {
    if (row.is_array()) {
      for (const nlohmann::json& value : row) values.push_back(value.get<T>());
    } else {
      values.push_back(row.get<T>());
    }
  }
  return values;
}

template <class T>
kernels::Matrix<const T> view(const std::vector<T>& values, size_t rows) {
  const auto cols = static_cast<int64_t>(rows == 0 ? 0 : values.size() / rows);
  return {values.data(), static_cast<int64_t>(rows), cols, cols, 1};
}

// Each within tolerance * max(1, |expected|).
void expect_near(const std::vector<double>& found, const std::vector<double>& expected,
                 double tolerance, const nlohmann::json& name);

// The message of the usage error that `call` throws.
template <class Call>
std::string message(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
  return "no error";
}

}  // namespace glia::classic
