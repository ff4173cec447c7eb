// The checkpoint: everything an interrupted training run needs to go on, in the container of the
// model file. Not a model: it has the optimizer's memory and no preparation.
#pragma once

#include <string>
#include <string_view>

#include "glia/train/loop.h"

namespace glia::formats {

struct Checkpoint {
  // The run's configuration, JSON: a run resumes only under the same one.
  std::string config;
  train::LoopState state;
};

// The blocks of the state are stored as they are: they fit the step that made them.
std::string write_checkpoint(const Checkpoint& checkpoint);
// Errors: kModel: damaged, newer, or not a checkpoint.
Checkpoint read_checkpoint(std::string_view bytes, const std::string& source);

void save_checkpoint(const std::string& path, const Checkpoint& checkpoint);
Checkpoint load_checkpoint(const std::string& path);

}  // namespace glia::formats
