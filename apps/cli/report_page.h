// The pages of `--report`: what `glia train` or `glia eval` found out, as one HTML page that needs
// nothing else.
//
// It holds no date, no time and no path but those of the command, so equal runs give equal bytes.
#pragma once

#include <string>

#include "glia/session/predict_session.h"
#include "glia/session/train_session.h"

namespace glia::cli {

struct PageFacts {
  std::string origin;        // what the data is called
  std::string model;         // and the model: its path
  std::string command;       // that made the page
  std::string data_digest;   // SHA-256 of the file with the data; empty: not one file
  std::string model_digest;  // SHA-256 of the model file; empty: not a file
  bool timed = false;        // a clock decides when a run ends, so another may end elsewhere
};

std::string training_page(const session::TrainOutcome& outcome, const PageFacts& facts);
std::string evaluation_page(const session::EvaluateResult& result, const train::Model& model,
                            const PageFacts& facts);

}  // namespace glia::cli
