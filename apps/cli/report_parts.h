// The parts of the report pages, each as the body of a section; empty where a result has nothing of
// the kind.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "apps/cli/report_page.h"

namespace glia::cli {

inline constexpr char kColumnsTitle[] = "How a row becomes the network's input";

// A score and what stands behind it, of a training or of an evaluation. It looks into the result,
// which has to outlive it.
struct PageScore {
  std::string head;     // "On 51 rows that training never saw:"
  const char* subject;  // whose score: "network", "model"
  const session::Part& part;
  std::span<const session::Baseline> baselines;
  const std::vector<std::string>& labels;  // of classes
  const std::string& weight;               // the column that rows count by; empty: alike
  const train::Calibration& calibration;
  const std::vector<session::Mistake>& mistakes;
  const session::Answers& answers;
};
PageScore score_of(const session::TrainResult& result);
PageScore score_of(const session::EvaluateResult& result, const train::Model& model,
                   const PageFacts& facts);

// --- report_score.cc: the numbers
std::string page_header(const session::TrainResult& result, const PageFacts& facts);
std::string page_header(const PageScore& score, const train::Model& model, const PageFacts& facts);
std::string page_scores(const PageScore& score);
std::string page_folds(const session::TrainResult& result);
std::string page_warnings(const std::vector<Message>& warnings);
std::string page_importance(const session::TrainResult& result);
std::string page_mistakes(const PageScore& score);

// --- report_pictures.cc: the pictures
std::string page_learning(const session::TrainResult& result);
std::string page_confusion(const PageScore& score);
std::string page_rankings(const PageScore& score);
std::string page_calibration(const PageScore& score);
std::string page_numbers(const PageScore& score);

// --- report_model.cc: what was done
std::string page_data(const session::TrainOutcome& outcome, const PageFacts& facts);
// What becomes of the columns, or of images; the caption says what kColumnsTitle does.
std::string page_columns(const train::Model& model, bool show_caption);
std::string page_model(const train::Model& model);
std::string page_layers(const train::Model& model);
std::string page_findings(const session::TrainResult& result);
std::string page_settings(const session::TrainOutcome& outcome);
std::string page_again(const PageFacts& facts, std::string_view promise);

}  // namespace glia::cli
