// What a training run found out, in words for somebody who has never trained a network.
#pragma once

#include <string>

#include "glia/session/config.h"
#include "glia/session/result.h"

namespace glia::cli {

struct ReportOptions {
  std::string origin;       // what the data is called
  bool replaced = false;    // a file stood where the model was written
  bool to_stdout = false;   // the model went there
  bool images = false;      // the model reads images, not tables
  bool more_flags = false;  // the command line had flags
};

// Several lines of at most 79 columns (long names excepted).
std::string train_report(const session::TrainResult& result, const session::TrainConfig& config,
                         const ReportOptions& options);

}  // namespace glia::cli
