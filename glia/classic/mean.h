// The simplest regression: every row gets the mean of the training targets.
//
// Its R2 on the training rows is 0 by definition. Plain values, safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace glia::classic {

// Mean of each column. targets: [rows, outputs], at least one row; weights: what each row counts,
// or none. Error(kUsage) otherwise.
std::vector<double> fit_mean(std::span<const double> targets, int64_t outputs,
                             std::span<const double> weights = {});

// The means, once for each row: [rows, outputs].
std::vector<double> predict_mean(std::span<const double> means, int64_t rows);

}  // namespace glia::classic
