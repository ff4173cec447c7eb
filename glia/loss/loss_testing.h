// The contract of a loss, for tests: a graph of one loss, its value, slopes and second slopes,
// compared with finite differences and across precisions.
#pragma once

#include <functional>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/program/program.h"

namespace glia::loss {

using graph::Value;

// A loss with arguments of numbers. Rows are symbolic (`batch`) where `rows` says so.
struct LossCase {
  std::function<Value(const std::vector<Value>&)> build;
  std::vector<Tensor> arguments;
  std::vector<size_t> by = {0};  // arguments that slopes are taken by
  bool symbolic = false;         // leading sizes are `batch`
};

struct Slopes {
  double value = 0;
  std::vector<Tensor> by;  // one for each of LossCase::by
};

Slopes slopes_of(const LossCase& of, Real real = Real::kDouble);

// Gradients against finite differences, tangents against gradients, both second orders against
// finite differences and each other (unless `once`, for losses without a second derivative
// everywhere), and float against double.
void check_loss(const LossCase& of, bool once = false);

// i64 numbers.
Tensor integers(const std::vector<int64_t>& values);

}  // namespace glia::loss
