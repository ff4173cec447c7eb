#include "apps/cli/report_page.h"

#include "apps/cli/html.h"
#include "apps/cli/model_text.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/result_words.h"
#include "apps/cli/words.h"

namespace glia::cli {
namespace {

constexpr char kTrainingTitle[] = "{} in {}: training report";
constexpr char kEvaluationTitle[] = "{} on {}: evaluation report";
// Headings that both have.
constexpr char kScore[] = "The score";
constexpr char kWarnings[] = "Warnings";
constexpr char kConfusion[] = "Which class is taken for which";
constexpr char kMistakes[] = "Where it is most wrong";
constexpr char kNetwork[] = "The network";
constexpr char kModel[] = "The model";
constexpr char kAgain[] = "To get the same again";

constexpr char kSameModel[] =
    "The same version, data and command give the same model file and the same page, byte for byte, "
    "for any number of threads.";
constexpr char kSamePage[] =
    "The same version, data, model file and command give the same page, byte for byte, for any "
    "number of threads.";

// What stands on a page, in order.
class Body {
 public:
  explicit Body(std::string header) : html_(std::move(header)) {}

  void add(const char* heading, const std::string& part) {
    html_ += html_section(word(heading), part);
  }
  void add_answers(const PageScore& score) {
    add("How well it tells apart", page_rankings(score));
    add("Do its probabilities mean what they say?", page_calibration(score));
    add("Predictions beside the truth", page_numbers(score));
  }
  std::string page(const std::string& title) const {
    const char* language = cli::language() == words::Language::kChinese ? "zh" : "en";
    return html_page(language, title, html_);
  }

 private:
  std::string html_;
};

}  // namespace

std::string training_page(const session::TrainOutcome& outcome, const PageFacts& facts) {
  const session::TrainResult& result = outcome.result;
  const PageScore score = score_of(result);
  Body body(page_header(result, facts));
  body.add(kScore, page_scores(score) + page_folds(result));
  body.add(kWarnings, page_warnings(result.warnings));
  body.add("How it learned", page_learning(result));
  body.add(kConfusion, page_confusion(score));
  // Of rows that it was trained on these would say nothing.
  if (judged_by(result) != Judged::kTraining) {
    body.add_answers(score);
    body.add("What it looks at", page_importance(result));
    body.add(kMistakes, page_mistakes(score));
  }
  body.add("What was done to the data", page_data(outcome, facts));
  const bool network = result.method.empty();
  body.add(network ? kNetwork : kModel,
           network ? page_layers(outcome.model) : page_findings(result));
  body.add("The settings", page_settings(outcome));
  const bool same = !facts.timed && !result.interrupted;
  body.add(kAgain, page_again(facts, same ? word(kSameModel) : ""));
  return body.page(tr(kTrainingTitle, result.target, facts.origin));
}

std::string evaluation_page(const session::EvaluateResult& result, const train::Model& model,
                            const PageFacts& facts) {
  const PageScore score = score_of(result, model, facts);
  Body body(page_header(score, model, facts));
  body.add(kScore, page_scores(score));
  body.add(kWarnings, page_warnings(result.warnings));
  body.add(kConfusion, page_confusion(score));
  body.add_answers(score);
  body.add(kMistakes, page_mistakes(score));
  body.add(method_of(model).empty() ? kNetwork : kModel, page_model(model) + page_layers(model));
  body.add(kColumnsTitle, page_columns(model, false));
  body.add(kAgain, page_again(facts, word(kSamePage)));
  return body.page(tr(kEvaluationTitle, facts.model, facts.origin));
}

}  // namespace glia::cli
