// `glia train --report`: what a run found out, as one HTML page that needs nothing else.
//
// It holds no date, no time and no path but those of the command, so equal runs give equal bytes.
#pragma once

#include <string>

#include "glia/session/train_session.h"

namespace glia::cli {

struct PageFacts {
  std::string origin;   // what the data is called
  std::string command;  // that made it
  std::string data;     // SHA-256 of the file with the data; empty: not one file
  std::string model;    // SHA-256 of the model file
  bool timed = false;   // a clock decides when the run ends, so another may end elsewhere
};

std::string report_page(const session::TrainOutcome& outcome, const PageFacts& facts);

}  // namespace glia::cli
