// The file of `--report`. What it says of files that are read is taken before the work: of the
// bytes that are worked on.
#pragma once

#include <string>

#include "apps/cli/arguments.h"
#include "apps/cli/report_page.h"

namespace glia::cli {

inline constexpr char kReported[] = "the report is in {}";

class ReportFile {
 public:
  // Does nothing without --report. Errors: UsageError where there could be none; kFailed for files
  // that can't be read.
  explicit ReportFile(const Arguments& arguments);

  bool wanted() const { return !path_.empty(); }

  // The path that was written, as a whole or not at all; empty: none was asked for.
  const std::string& write(const session::TrainOutcome& outcome, const std::string& origin);
  const std::string& write(const session::EvaluateResult& result, const train::Model& model);

 private:
  std::string path_;
  PageFacts facts_;
};

}  // namespace glia::cli
