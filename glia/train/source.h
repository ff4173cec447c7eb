// A source of rows: named matrices that keep their own types. Owns nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/program/program.h"

namespace glia::train {

// By convention the features are named "x" and the targets "y".
struct NamedRows {
  std::string name;
  program::RowSource rows;
};

struct Source {
  int64_t rows = 0;
  std::vector<NamedRows> inputs;

  // Binds every input that the program has; the others are left out (labels, when predicting).
  void bind(program::Program& program) const {
    for (const NamedRows& input : inputs)
      if (program.has_input(input.name)) program.bind(program.input(input.name), input.rows);
  }
};

}  // namespace glia::train
