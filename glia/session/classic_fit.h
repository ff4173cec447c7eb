// Fits without a network in a session: by name, on a dataset's training rows, to a model like any
// other.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "glia/classic/method.h"
#include "glia/session/baseline.h"
#include "glia/tensor/type.h"
#include "glia/train/dataset.h"
#include "glia/train/model.h"

namespace glia::session {

struct ClassicOptions {
  uint64_t seed = 0;
  int threads = 1;
  Real real = Real::kFloat;  // of the model; the fit itself computes in double
  bool samples = true;       // put a few rows with their outputs into the model
};

struct ClassicModel {
  train::Model model;  // without settings and metrics
  std::vector<classic::Finding> findings;
};

// Errors: those of classic::fit_method.
ClassicModel fit_classic(const classic::MethodChoice& choice, const train::Dataset& dataset,
                         const ClassicOptions& options);

// The simplest fit (majority or mean), then the chosen one. `begins` is told each name.
std::vector<BaselineFit> fit_chosen_baseline(const classic::MethodChoice& choice,
                                             const train::Dataset& dataset,
                                             const ClassicOptions& options,
                                             const std::function<void(const char*)>& begins);

}  // namespace glia::session
