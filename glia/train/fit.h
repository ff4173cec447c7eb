// Supervised fitting in one call: an architecture, a dataset, options -> a model.
#pragma once

#include <string>

#include "glia/nn/network.h"
#include "glia/optim/optimizer.h"
#include "glia/train/dataset.h"
#include "glia/train/diagnosis.h"
#include "glia/train/loop.h"
#include "glia/train/model.h"
#include "glia/train/rate_search.h"

namespace glia::train {

struct FitOptions {
  std::string loss;  // empty: by the target (cross entropy, or squared error of numbers)
  optim::Optimizer optimizer = optim::Adam{};
  std::vector<double> class_weights = {};  // [classes], for a loss that takes them
  double mixup = 0;  // above 0: rows are blended with others, see mixup.h; the alpha
  double l1 = 0;     // adds l1 times the sum of absolute weights (not biases) to the loss
  double l2 = 0;     // adds l2 / 2 times the sum of squared weights (not biases) to the loss
  int threads = 1;
  Real real = Real::kFloat;
  // Start values; empty: from the seed. Must fit the architecture.
  const program::Variables* start = nullptr;
  // Epochs, batch, seed, stopping rules, events ... `rate` is taken from the optimizer.
  LoopOptions loop = {};
  bool samples = true;             // put a few rows with their outputs into the model
  Diagnosis* diagnosis = nullptr;  // told what happens; changes no bit of the result
};

// The loss that fits a kind of target.
std::string usual_loss(data::TargetKind kind);

// A few training rows with what the model answers, for Model::samples.
Samples take_samples(const Model& model, const Dataset& dataset);

// Errors: kUsage for a network or loss that does not fit the target, kDiverged (see Step::run).
Model fit(const nn::ArchSpec& arch, const Dataset& dataset, const FitOptions& options = {});
Model fit(const nn::Sequential& network, const Dataset& dataset, const FitOptions& options = {});

// Which learning rate suits this network, loss, optimizer and batch: a range test on the training
// rows, see rate_search.h. Errors: as for fit, but no kDiverged.
RateSearch find_rate(const nn::ArchSpec& arch, const Dataset& dataset, const FitOptions& options);

}  // namespace glia::train
