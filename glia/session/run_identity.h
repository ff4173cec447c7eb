// Which run a checkpoint belongs to: its settings, its network and the rows it trains on.
#pragma once

#include <string>

#include "glia/nn/arch_spec.h"
#include "glia/train/dataset.h"

namespace glia::session {

// `settings` (JSON), and with them "network" (its widths, such as "4-16-3"), "arch" and "data":
// marks that differ where the architecture, or a row for training or validation, does.
std::string run_identity(const std::string& settings, const std::string& network,
                         const nn::ArchSpec& arch, const train::Dataset& dataset);

}  // namespace glia::session
