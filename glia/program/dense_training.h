// Training of a chain of dense layers, recognised in a plan: what kernels/dense_chain.h can do in
// one go. Internal to the program.
#pragma once

#include <optional>
#include <vector>

#include "glia/kernels/dense_chain.h"
#include "glia/program/plan.h"

namespace glia::program {

// Everything is named by node id.
struct DenseTraining {
  // A trainable variable; Adam's means of its gradient, or -1.
  struct Variable {
    int node = -1;  // -1: none
    int m = -1;
    int v = -1;
  };
  struct Layer {
    kernels::DenseActivation activation = kernels::DenseActivation::kLinear;
    Variable weight;
    Variable bias;
  };
  int x = -1;
  int y = -1;
  std::vector<Layer> layers;  // from x on
  kernels::DenseLoss loss_kind = kernels::DenseLoss::kSquaredError;
  int loss = -1;
  // i64 sizes that the mean divides by; the second is -1 where there is none.
  int divisor = -1;
  int second_divisor = -1;
  int rate = -1;  // of SGD; -1: Adam
  // Adam's scalars: constants, and m_scale and v_scale, which are computed each step.
  struct AdamNodes {
    int beta1 = -1, rest1 = -1, beta2 = -1, rest2 = -1, m_scale = -1, v_scale = -1, epsilon = -1;
  };
  AdamNodes adam;
};

// What the plan computes, if that is training of a chain of dense layers with one of the losses and
// updates above and nothing else. outputs, guard: the plan's.
std::optional<DenseTraining> recognise_dense_training(const Plan& plan,
                                                      const std::vector<int>& outputs, int guard);

}  // namespace glia::program
