// The parts of the report page, each as the body of a section; empty where a result has nothing of
// the kind.
#pragma once

#include <string>

#include "apps/cli/report_page.h"

namespace glia::cli {

// --- report_score.cc: the numbers
std::string page_header(const session::TrainResult& result, const PageFacts& facts);
std::string page_scores(const session::TrainResult& result);
std::string page_warnings(const session::TrainResult& result);
std::string page_importance(const session::TrainResult& result);
std::string page_mistakes(const session::TrainResult& result);

// --- report_pictures.cc: the pictures
std::string page_learning(const session::TrainResult& result);
std::string page_confusion(const session::TrainResult& result);
std::string page_rankings(const session::TrainResult& result);
std::string page_calibration(const session::TrainResult& result);
std::string page_numbers(const session::TrainResult& result);

// --- report_model.cc: what was done
std::string page_data(const session::TrainOutcome& outcome, const PageFacts& facts);
std::string page_network(const session::TrainOutcome& outcome);
std::string page_settings(const session::TrainOutcome& outcome);
std::string page_again(const session::TrainResult& result, const PageFacts& facts);

}  // namespace glia::cli
