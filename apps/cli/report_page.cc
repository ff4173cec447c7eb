#include "apps/cli/report_page.h"

#include "apps/cli/html.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/result_words.h"
#include "apps/cli/words.h"

namespace glia::cli {
namespace {

constexpr char kTitle[] = "{} in {}: training report";

}  // namespace

std::string report_page(const session::TrainOutcome& outcome, const PageFacts& facts) {
  const session::TrainResult& result = outcome.result;
  std::string body = page_header(result, facts);
  const auto add = [&](std::string_view heading, const std::string& part) {
    body += html_section(heading, part);
  };
  add(word("The score"), page_scores(result));
  add(word("Warnings"), page_warnings(result));
  add(word("How it learned"), page_learning(result));
  // Of rows that it was trained on these would say nothing.
  const bool judged = judged_by(result) != Judged::kTraining;
  add(word("Which class is taken for which"), page_confusion(result));
  if (judged) {
    add(word("How well it tells apart"), page_rankings(result));
    add(word("Do its probabilities mean what they say?"), page_calibration(result));
    add(word("Predictions beside the truth"), page_numbers(result));
    add(word("What it looks at"), page_importance(result));
    add(word("Where it is most wrong"), page_mistakes(result));
  }
  add(word("What was done to the data"), page_data(outcome, facts));
  add(word(result.method.empty() ? "The network" : "The model"), page_network(outcome));
  add(word("The settings"), page_settings(outcome));
  add(word("To get the same again"), page_again(result, facts));
  const char* language = cli::language() == words::Language::kChinese ? "zh" : "en";
  return html_page(language, tr(kTitle, result.target, facts.origin), body);
}

}  // namespace glia::cli
