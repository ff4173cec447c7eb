// Derivatives side by side: of an architecture on random rows, and of a chain of functions, where
// the way by hand joins difference quotients, forward mode and reverse mode.
#pragma once

#include <string>
#include <vector>

#include "glia/classic/hand_chain.h"
#include "glia/nn/arch_spec.h"
#include "glia/program/gradient_check.h"

namespace glia::session {

struct GradientConfig {
  std::string loss = "squared_error";
  int64_t rows = 8;  // of the batch; at least 1
  // Of weights, inputs and targets; the mode and what is checked. `seed` rules all of them.
  program::GradientCheckOptions check = {};
};

struct GradientReport {
  std::string loss;
  int64_t batch = 0;
  int64_t parameters = 0;
  std::vector<program::GradientRow> rows;
  bool passed = false;
};

// The loss (summed over several outputs) by every trainable variable and every real input, on
// standard normal rows; rows that an embedding reads are class numbers. Targets are drawn as the
// loss wants them. Inputs with class numbers have no derivative.
// Errors: kUsage for a network or a loss that can't be built, rows below 1.
GradientReport check_architecture(const nn::ArchSpec& arch, const GradientConfig& config);

struct ChainReport {
  std::vector<classic::ChainLink> links;
  double hand = 0;  // the slope of the whole chain
  program::GradientRow row;
  bool passed = false;
};

// Errors: kUsage for an unknown name or none.
ChainReport check_chain(const std::vector<std::string>& names, double x,
                        const program::GradientCheckOptions& options = {});

std::string to_json(const GradientReport& report);
std::string to_json(const ChainReport& report);

}  // namespace glia::session
