// `glia eval`: the metrics of a saved model on rows whose answers are known.
#include <cmath>

#include "apps/cli/commands.h"
#include "apps/cli/inspection_text.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/model_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/output_files.h"
#include "apps/cli/part_text.h"
#include "apps/cli/report_file.h"
#include "apps/cli/requirement.h"
#include "apps/cli/result_words.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/text.h"
#include "glia/session/metric_table.h"
#include "glia/session/predict_session.h"
#include "glia/session/reliability_svg.h"

namespace glia::cli {
namespace {

constexpr char kNoProbabilities[] = "--calibration draws probabilities; numbers have none";
constexpr char kMissed[] = "required {}, found {}{}";
constexpr char kMissedInterval[] = " (95 % interval {} to {})";
constexpr char kMissedReason[] = " ({})";
constexpr char kNoMetric[] = "--require: there is no metric '{}';{} known: {}";
constexpr char kDidYouMean[] = " did you mean '{}'?";
constexpr char kRequirement[] = "a metric, a comparison and a number, such as 'accuracy>=0.9'";

constexpr Example kExamples[] = {
    {"glia eval model.glia labelled.csv", "metrics, confusion matrix"},
    {"glia eval model.glia test.csv --json", "as JSON"},
    {"glia eval model.glia test.csv --report test.html", "as one page"},
    {"glia eval m.glia t.csv --require 'accuracy>=0.9'", "exit 6 if it is less"},
};
constexpr Operand kOperands[] = {
    {"MODEL", "a model file, or - for standard input"},
    {"DATA", "rows with their targets; rows it was trained on say nothing"},
};
constexpr Flag kFlags[] = {
    {"--require", "TEST", "exit 6 unless it holds: 'accuracy>=0.9', 'mae<2'", 0, true},
    {"--calibration", "FILE.svg", "do probabilities mean what they say? as a picture"},
    {"--report", "FILE.html", "all of the result as one page: scores, curves, the model"},
    {"--weight", "COL", "what each row counts in the metrics, 0 or more"},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--threads", "N", "any number gives the same result (default: all cores)"},
    {"--json", "", "one JSON object on standard output"},
    {"--quiet", "", "no warnings, no table", 'q'},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr char kNotes[] =
    "Metrics of classes: accuracy, zero_one_loss, f1_macro, roc_auc, pr_auc,\n"
    "brier, loss; of numbers: r2, mae, mse.";

std::vector<std::string> all_metrics() {
  std::vector<std::string> names;
  for (const session::MetricInfo& info : session::metric_infos()) names.emplace_back(info.name);
  return names;
}

[[noreturn]] void refuse_metric(const Arguments& arguments, const std::string& name,
                                const std::vector<std::string>& known) {
  const std::string near = nearest(name, known);
  arguments.refuse(say(kNoMetric, name, near.empty() ? Message() : say(kDidYouMean, near),
                       fmt::join(known, ", ")));
}

std::vector<Requirement> requirements_of(const Arguments& arguments) {
  std::vector<Requirement> requirements;
  for (const std::string& item : arguments.list("--require")) {
    const std::optional<Requirement> requirement = parse_requirement(item);
    if (!requirement) arguments.refuse_value("--require", kRequirement, item);
    // A wrong name should not wait for the data to be read.
    if (session::find_metric_info(requirement->metric) == nullptr)
      refuse_metric(arguments, requirement->metric, all_metrics());
    requirements.push_back(*requirement);
  }
  return requirements;
}

const session::Metric& metric_of(const Arguments& arguments, const session::Part& part,
                                 const std::string& name) {
  std::vector<std::string> known;
  for (const session::Metric& metric : part.metrics) {
    if (metric.name == name) return metric;
    known.push_back(metric.name);
  }
  refuse_metric(arguments, name, known);
}

void check(const Arguments& arguments, const session::Part& part,
           const std::vector<Requirement>& requirements) {
  Message missed;
  int misses = 0;
  for (const Requirement& requirement : requirements) {
    const session::Metric& metric = metric_of(arguments, part, requirement.metric);
    if (requirement.holds(metric.value)) continue;
    Message interval;
    if (!metric.reason.empty())
      interval = say(kMissedReason, Message(metric.reason));
    else if (!std::isnan(metric.low))
      interval = say(kMissedInterval, value_text(metric.low), value_text(metric.high));
    const Message one = say(kMissed, requirement.text(), value_text(metric.value), interval);
    missed = misses++ == 0 ? one : say("{}; {}", missed, one);
  }
  if (misses > 0) fail(ErrorKind::kGate, missed);
}

void draw_calibration(const Arguments& arguments, const session::EvaluateResult& result) {
  const std::string path = arguments.text("--calibration");
  if (path.empty()) return;
  if (result.calibration.bins.empty()) arguments.refuse(kNoProbabilities);
  write_file_atomically(path, session::reliability_svg(result.calibration));
}

int run_eval(const Arguments& arguments) {
  const std::vector<Requirement> requirements = requirements_of(arguments);
  check_output_files(arguments,
                     {{"--report", arguments.text("--report")},
                      {"--calibration", arguments.text("--calibration")}},
                     {arguments.operand("MODEL"), arguments.operand("DATA")});
  ReportFile report(arguments);
  session::EvaluateOptions options;
  options.threads = threads_argument(arguments);
  options.weight = arguments.text("--weight");
  options.answers = report.wanted();
  const train::Model model = load_model_argument(arguments);
  const session::Data data = read_data_argument(arguments, model);
  const session::EvaluateResult result = session::evaluate_data(model, data, options);
  print_warnings(arguments, result.warnings);
  draw_calibration(arguments, result);
  const std::string& page = report.write(result, model);
  if (arguments.has("--json")) {
    print_out(session::to_json(result) + "\n");
  } else if (!arguments.has("--quiet")) {
    std::string text =
        heading(evaluated_head(printable(arguments.operand("MODEL")), result.part.rows,
                               printable(arguments.operand("DATA"))));
    const char* subject = method_of(model).empty() ? kNetworkColumn : kModelColumn;
    if (!result.weight.empty()) text += "\n" + tr(kWeighed, printable(result.weight));
    text += "\n\n" + metrics_text(result.part, {}, subject);
    const std::string confusion = confusion_text(result.part.confusion, result.labels);
    if (!confusion.empty()) text += "\n" + confusion;
    text += "\n" + calibration_text(result.calibration) + mistakes_text(result.mistakes);
    if (!page.empty()) text += tr(kReported, printable(page)) + "\n";
    print_out(text);
  }
  check(arguments, result.part, requirements);
  return kDone;
}

}  // namespace

constinit const Command kEvalCommand = {
    .name = "eval",
    .summary = "metrics of a saved model on labelled data",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_eval,
    .notes = kNotes,
};

}  // namespace glia::cli
