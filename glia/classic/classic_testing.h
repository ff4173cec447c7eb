// What the tests of this room share: scikit-learn's fits as recorded by tools/golden/
// make_classic.py, and comparisons.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/kernels/view.h"

namespace glia::classic {

const nlohmann::json& golden();

template <class T>
kernels::Matrix<const T> view(const std::vector<T>& values, size_t rows) {
  const auto cols = static_cast<int64_t>(rows == 0 ? 0 : values.size() / rows);
  return {values.data(), static_cast<int64_t>(rows), cols, cols, 1};
}

// Each within tolerance * max(1, |expected|).
void expect_near(const std::vector<double>& found, const std::vector<double>& expected,
                 double tolerance, const nlohmann::json& name);

}  // namespace glia::classic
