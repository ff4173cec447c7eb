#include "glia/classic/checks.h"

#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::classic {

void check_labels(const char* what, std::span<const int32_t> labels, int32_t classes) {
  if (labels.empty()) fail(ErrorKind::kUsage, say("{}: no rows to fit on", what));
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes) {
      fail(ErrorKind::kUsage,
           say("{}: row {} has class {}; classes are 0 to {}", what, i, labels[i], classes - 1));
    }
  }
}

size_t check_targets(const char* what, std::span<const double> targets, int64_t outputs) {
  if (targets.empty()) fail(ErrorKind::kUsage, say("{}: no rows to fit on", what));
  if (outputs < 1 || targets.size() % static_cast<size_t>(outputs) != 0) {
    fail(ErrorKind::kUsage,
         say("{}: {} targets are not rows of {}", what, targets.size(), outputs));
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    if (!std::isfinite(targets[i])) {
      fail(ErrorKind::kUsage,
           say("{}: target {} of row {} is not finite", what, i % static_cast<size_t>(outputs),
               i / static_cast<size_t>(outputs)));
    }
  }
  return targets.size() / static_cast<size_t>(outputs);
}

void check_weights(const char* what, std::span<const double> weights, size_t rows) {
  if (weights.empty()) return;
  if (weights.size() != rows)
    fail(ErrorKind::kUsage, say("{}: {} weights for {} rows", what, weights.size(), rows));
  double sum = 0;
  for (const double weight : weights) {
    if (!(weight >= 0 && std::isfinite(weight)))
      fail(ErrorKind::kUsage, say("{}: a weight is 0 or more, found {}", what, weight));
    sum += weight;
  }
  if (!(sum > 0)) fail(ErrorKind::kUsage, say("{}: all weights are 0", what));
}

void check_rows(const char* what, int64_t rows, int64_t expected) {
  if (rows != expected) {
    fail(ErrorKind::kUsage,
         say("{}: {} rows of features, {} rows of targets", what, rows, expected));
  }
}

template <class T>
void check_finite(const char* what, kernels::Matrix<const T> x) {
  for (int64_t r = 0; r < x.rows; ++r) {
    for (int64_t c = 0; c < x.cols; ++c) {
      if (!std::isfinite(x.data[r * x.row_stride + c * x.col_stride])) {
        fail(ErrorKind::kUsage, say("{}: feature {} of row {} is not finite", what, c, r));
      }
    }
  }
}

template void check_finite(const char*, kernels::Matrix<const float>);
template void check_finite(const char*, kernels::Matrix<const double>);

}  // namespace glia::classic
