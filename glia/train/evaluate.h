// A network run for prediction over rows of a source: outputs, loss and score, without updates.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "glia/loss/loss.h"
#include "glia/nn/arch_spec.h"
#include "glia/program/program.h"
#include "glia/train/source.h"

namespace glia::train {

struct Evaluation {
  double loss = 0;
  // Accuracy of classes and yes/no targets; R^2 of numbers (all targets together).
  double score = 0;
};

class Evaluator {
 public:
  // Reads `variables`, never writes them. targets: what is scored; without them, what the loss
  // compares. row_weights: loss and score count rows by the input "weight".
  Evaluator(const nn::ArchSpec& arch, const loss::ChosenLoss& loss,
            std::shared_ptr<program::Variables> variables, std::shared_ptr<ThreadPool> pool,
            std::optional<loss::Targets> targets = {}, bool row_weights = false);
  ~Evaluator();

  void bind(const Source& source);
  // Mean loss (of a loss that sums: the sum for a row) and score over `rows`, which must have
  // targets; NaN without rows. Allocates nothing after the first call of a size.
  Evaluation run(std::span<const int64_t> rows);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace glia::train
