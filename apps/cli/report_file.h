// The file of `glia train --report`. What it says of the data is taken before training: of the
// bytes that are trained on.
#pragma once

#include <string>

#include "apps/cli/arguments.h"
#include "apps/cli/report_page.h"

namespace glia::cli {

class ReportFile {
 public:
  // Does nothing without --report. Errors: UsageError where there could be none; kFailed for data
  // that can't be read.
  explicit ReportFile(const Arguments& arguments);

  // The path that was written, as a whole or not at all; empty: none was asked for.
  const std::string& write(const session::TrainOutcome& outcome, const std::string& origin);

 private:
  std::string path_;
  PageFacts facts_;
};

}  // namespace glia::cli
