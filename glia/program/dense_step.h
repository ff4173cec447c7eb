// A recognised training of dense layers bound to sizes and memory: one call a step instead of the
// plan's steps. Internal to the program.
#pragma once

#include <memory>

#include "glia/base/function_ref.h"
#include "glia/program/dense_training.h"

namespace glia::program {

class DenseStep {
 public:
  virtual ~DenseStep() = default;
  // To be called before a step when anything else may have written the variables: the kernel has
  // copies of small ones. It writes both.
  virtual void load_variables() = 0;
  // The loss, and what the update needs. False: the loss is not finite.
  virtual bool run_values() = 0;
  virtual void run_updates() = 0;
};

// The elements of a node that has them: inputs, variables, the loss, Adam's scalars.
using NodeData = FunctionRef<void*(int node)>;

// Null if the plan's steps are better for these sizes: a large step gains from several threads and
// packed products. sizes: of plan.symbols().
std::unique_ptr<DenseStep> bind_dense_step(const Plan& plan, const std::vector<int64_t>& sizes,
                                           Real real, NodeData data);

}  // namespace glia::program
