// Looks into a network while it is trained: how steep the loss is in each layer, which units never
// answer, which are at their limits. It reads the variables and never writes them, so a run has
// the same bits with and without it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "glia/loss/loss.h"
#include "glia/nn/arch_spec.h"
#include "glia/program/program.h"
#include "glia/train/source.h"

namespace glia::train {

// The weights of one layer (matrices, not biases), nearest to the input first.
struct WeightsView {
  std::string layer;    // "dense1"
  double gradient = 0;  // norm of the gradient of the loss
  double size = 0;      // norm of the weights
};

// The outputs of one hidden activation.
struct UnitsView {
  std::string layer;     // "relu1"
  std::string kind;      // "relu"
  int64_t units = 0;     // in a row
  double dead = 0;       // share of units that are 0 for every row looked at; of relu and relu6
  double saturated = 0;  // share of outputs with a slope below 1/20 of the steepest; of S-curves
};

struct View {
  int64_t epoch = 0;  // done
  double loss = 0;    // of the rows looked at, as training has it (with dropout)
  std::vector<WeightsView> weights;
  std::vector<UnitsView> units;
};

class Probe {
 public:
  // Looks through at most 256 of `rows` of the source, evenly chosen; where the source has weights,
  // they count by them.
  Probe(const nn::ArchSpec& arch, const loss::ChosenLoss& loss,
        const std::shared_ptr<program::Variables>& variables, std::shared_ptr<ThreadPool> pool,
        const Source& source, std::span<const int64_t> rows);
  ~Probe();

  View look(int64_t epoch);
  // How far the trainable variables are from where they were when this was made, as a share of
  // their norm then.
  double moved() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace glia::train
