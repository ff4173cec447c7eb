// A network run for prediction over rows of a source: outputs, loss and score, without updates.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

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
  // Reads `variables`, never writes them. `loss` names the loss, see loss/loss.h.
  Evaluator(const nn::ArchSpec& arch, const std::string& loss,
            std::shared_ptr<program::Variables> variables, std::shared_ptr<ThreadPool> pool);
  ~Evaluator();

  void bind(const Source& source);
  // Mean loss and score over `rows`, which must have targets; NaN without rows. Allocates nothing
  // after the first call of a size.
  Evaluation run(std::span<const int64_t> rows);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace glia::train
