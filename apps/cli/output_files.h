// The files that a command is about to write, tried before the work begins.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/arguments.h"

namespace glia::cli {

struct OutputFile {
  const char* flag;
  std::string path;  // empty or "-": no file
};

// Hours of work should not end at a file that can't be written, or eat their own data: `inputs`.
// Errors: UsageError for a file that is read, or written twice; kFailed for one that can't be.
void check_output_files(const Arguments& arguments, const std::vector<OutputFile>& outputs,
                        const std::vector<std::string>& inputs);

}  // namespace glia::cli
