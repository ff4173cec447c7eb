// What every fit of this room asks of its input before it starts. Each throws Error(kUsage) that
// names the fit (`what`), what was expected and what was found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "glia/kernels/view.h"

namespace glia::classic {

// At least one label, each in 0..classes-1.
void check_labels(const char* what, std::span<const int32_t> labels, int32_t classes);

// Whole rows of `outputs` finite numbers, at least one row; returns how many.
size_t check_targets(const char* what, std::span<const double> targets, int64_t outputs);

// As many as rows, or none at all; finite, 0 or more, and not all 0.
void check_weights(const char* what, std::span<const double> weights, size_t rows);

void check_rows(const char* what, int64_t rows, int64_t expected);

// Every number of x is finite.
template <class T>
void check_finite(const char* what, kernels::Matrix<const T> x);

}  // namespace glia::classic
