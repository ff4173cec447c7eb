// What the kinds of supervised step share.
#pragma once

#include <vector>

#include "glia/graph/graph.h"
#include "glia/train/step.h"

namespace glia::train {

struct TrainingGraph {
  graph::Value loss;
  graph::Value objective;  // the loss and the penalties
  std::vector<graph::Value> variables;
  std::vector<graph::Value> gradients;  // of the objective
};

// Network, loss, penalties and gradients. Errors: those of SupervisedStep.
TrainingGraph add_training_graph(graph::Graph& graph, const nn::ArchSpec& arch,
                                 const SupervisedOptions& options);

// Runs the program's last step once more, looking at every node, and throws Error(kDiverged) that
// names the first number that went wrong.
[[noreturn]] void explain_divergence(program::Program& program, int64_t step, double rate);

}  // namespace glia::train
