// Softmax cross entropy and its derivative, recognised in a plan by their nodes: what
// kernels/softmax_loss.h does in one go. Internal to the program.
#pragma once

#include <vector>

#include "glia/graph/op.h"

namespace glia::program {

class Plan;

// Everything is named by node id.
struct SoftmaxLossNodes {
  int logits = -1;           // [rows, classes]
  int classes = -1;          // [rows]
  int scale = -1;            // one element
  int picked = -1;           // [rows]: log softmax of each row at its class
  int slope = -1;            // [rows, classes]
  std::vector<int> members;  // all that it computes, in order
  std::vector<int> views;    // between them
};

// All there are whose inner values nobody else reads. roots: nodes that are wanted from outside.
std::vector<SoftmaxLossNodes> recognise_softmax_losses(const Plan& plan,
                                                       const std::vector<int>& roots);

// The same, bound to memory.
struct SoftmaxLossArrays {
  graph::Array logits, classes, scale, picked, slope;
};
void run_softmax_loss(const SoftmaxLossArrays& arrays, ThreadPool& pool);

}  // namespace glia::program
