// A training step: what happens with one batch. Supervised fitting is one program; steps that
// alternate or accumulate run several programs over the same variables. The loop knows none of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "glia/loss/loss.h"
#include "glia/nn/arch_spec.h"
#include "glia/optim/optimizer.h"
#include "glia/program/program.h"
#include "glia/train/source.h"

namespace glia::train {

// A run over some rows, in this order, `batch` at a time.
struct Pass {
  std::span<const int64_t> rows;
  int64_t batch = 32;
  int64_t first_step = 0;  // steps done before
  // The learning rate of a step.
  std::function<double(int64_t step)> rate;
  // Nobody reads variables before the pass has ended.
  bool keeps_variables = false;
  // After each step; false ends the pass.
  std::function<bool(int64_t step, int64_t rows, double loss)> after;
};

class Step {
 public:
  virtual ~Step() = default;
  virtual void bind(const Source& source) = 0;
  // Steps done. Throws Error(kDiverged) before an update whose loss is not finite, naming the step,
  // the layer where the first number went wrong, and likely causes.
  virtual int64_t run(const Pass& pass) = 0;
  virtual const std::shared_ptr<program::Variables>& variables() const = 0;
};

struct SupervisedOptions {
  std::string loss = "softmax_cross_entropy";  // as loss::parse_loss reads it
  std::optional<loss::Targets> targets = {};   // for a loss that has a form for several
  std::vector<double> class_weights = {};      // [classes], for a loss that takes them
  optim::Optimizer optimizer = optim::Adam{};
  // Above 0: rows count by the input "weight", real [batch]; this is the mean over all rows to
  // learn from of that weight times the weight of the row's class (see loss/row_weights.h).
  double mean_weight = 0;
  double mixup = 0;  // above 0: rows are blended with others, see mixup.h; the alpha
  double l1 = 0;     // adds l1 times the sum of absolute weights (not biases) to the loss
  double l2 = 0;     // adds l2 / 2 times the sum of squared weights (not biases) to the loss
  Real real = Real::kFloat;
  uint64_t seed = 0;
  int64_t batch = 32;  // rows planned for
  std::shared_ptr<ThreadPool> pool;
  program::PlanOptions plan = {};
};

// Forward, backward and update as one program. The architecture has one input "x", one output.
// Errors: kUsage for a loss or optimizer that does not exist, or an output of the wrong width.
class SupervisedStep : public Step {
 public:
  SupervisedStep(const nn::ArchSpec& arch, const SupervisedOptions& options);
  ~SupervisedStep() override;

  void bind(const Source& source) override;
  int64_t run(const Pass& pass) override;
  const std::shared_ptr<program::Variables>& variables() const override;
  const program::Program& program() const;

 private:
  struct State;
  void mix(int64_t step, int64_t rows);

  std::unique_ptr<State> state_;
};

}  // namespace glia::train
