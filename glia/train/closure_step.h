// A training step whose rule evaluates the loss several times over the same rows: L-BFGS, Newton.
//
// The rule works on all weights as one row of doubles; the network runs in its own precision. What
// a rule remembers lies in state variables, so a checkpoint holds it.
#pragma once

#include <memory>

#include "glia/train/step.h"

namespace glia::train {

// Newton's matrix has the square of this many numbers.
inline constexpr int64_t kMostNewtonWeights = 2000;

class ClosureStep : public Step {
 public:
  // Errors: those of SupervisedStep; kUsage for clipping, decoupled decay or overrides, which have
  // no meaning here, for layers that keep statistics, and for too many weights.
  ClosureStep(const nn::ArchSpec& arch, const SupervisedOptions& options);
  ~ClosureStep() override;

  void bind(const Source& source) override;
  int64_t run(const Pass& pass) override;
  const std::shared_ptr<program::Variables>& variables() const override;
  const program::Program& program() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The step that the optimizer's rule needs.
std::unique_ptr<Step> make_step(const nn::ArchSpec& arch, const SupervisedOptions& options);

}  // namespace glia::train
