// `glia train`: flags into a session's configuration, its events onto the terminal, its result into
// words or JSON.
#include <algorithm>
#include <limits>
#include <optional>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/interrupt.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/output_files.h"
#include "apps/cli/progress.h"
#include "apps/cli/report_file.h"
#include "apps/cli/text_train.h"
#include "apps/cli/text_width.h"
#include "apps/cli/train_report.h"
#include "apps/cli/trials_text.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/shell_word.h"
#include "glia/classic/method.h"
#include "glia/data/split.h"
#include "glia/formats/model_file.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"
#include "glia/session/train_session.h"

namespace glia::cli {
namespace {

using session::SessionEvent;
using session::TrainConfig;

constexpr double kLargest = std::numeric_limits<double>::infinity();
constexpr int64_t kMostEpochs = 1'000'000'000;
constexpr int64_t kMostUnits = 1 << 20;
constexpr int64_t kMostFolds = 1000;
constexpr int64_t kMostTrials = 1 << 20;
constexpr int64_t kMostThreads = 1024;

std::optional<std::vector<int64_t>> layers_of(const Arguments& arguments) {
  if (!arguments.has("--layers")) return std::nullopt;
  std::vector<int64_t> layers;
  if (arguments.text("--layers") == "none") return layers;
  for (const std::string& item : arguments.list("--layers")) {
    const std::optional<int64_t> width = parse_int64(item);
    if (!width || *width < 1 || *width > kMostUnits)
      arguments.refuse_value("--layers", "widths such as 64,32, or none", item);
    layers.push_back(*width);
  }
  return layers;
}

// 0 for all rows.
std::optional<int64_t> batch_of(const Arguments& arguments) {
  if (arguments.text("--batch") == "all") return 0;
  if (!arguments.has("--batch")) return std::nullopt;
  const std::optional<int64_t> rows = parse_int64(arguments.text("--batch"));
  if (rows && *rows >= 0 && *rows <= kMostEpochs) return rows;
  arguments.refuse_value("--batch", "a whole number of 0 or more, or all",
                         arguments.text("--batch"));
}

TrainConfig config_of(const Arguments& arguments) {
  TrainConfig config;
  const auto real = [&](const char* flag, double fallback) {
    return arguments.number(flag, 0, kLargest).value_or(fallback);
  };
  config.data = arguments.operand("DATA");
  config.test_data = arguments.text("--test");
  config.encoding = arguments.text("--encoding");
  config.sheet = arguments.text("--sheet");
  // A name may have a comma itself, so the session takes the list apart.
  config.target = arguments.text("--target");
  config.drop = arguments.list("--drop");
  config.use = arguments.list("--use");
  constexpr const char* kDateOrders[] = {"dmy", "mdy", "ymd"};
  if (arguments.has("--date-order"))
    config.date_order = kDateOrders[arguments.choice("--date-order", {"dmy", "mdy", "ymd"})];
  constexpr data::Task kTasks[] = {data::Task::kAuto, data::Task::kClassify, data::Task::kRegress};
  config.task = kTasks[arguments.choice("--task", {"auto", "classify", "regress"})];
  if (arguments.has("--split")) config.split = data::parse_ratios(arguments.text("--split"));

  config.group = arguments.text("--group");
  config.time = arguments.text("--time");
  config.weight = arguments.text("--weight");
  config.folds = arguments.whole("--folds", 2, kMostFolds).value_or(0);
  config.repeats = arguments.whole("--repeats", 1, kMostFolds).value_or(1);
  if (arguments.has("--repeats") && config.folds == 0) arguments.refuse(text::kRepeatsOfFolds);
  config.no_duplicates = arguments.has("--no-duplicates");
  config.model = arguments.text("--model");
  config.baseline = arguments.text("--baseline");

  config.layers = layers_of(arguments);
  config.arch_file = arguments.text("--arch");
  config.activation = arguments.text("--activation", config.activation);
  config.init = arguments.text("--init", config.init);
  config.batch_norm = arguments.has("--batch-norm");
  config.dropout = arguments.number("--dropout", 0, 1).value_or(0);
  config.from = arguments.text("--from");
  config.in_double = arguments.has("--double");

  config.loss = arguments.text("--loss");
  config.optimizer = arguments.text("--optimizer", config.optimizer);
  config.rate = arguments.number("--lr", 0, kLargest);
  config.schedule = arguments.text("--schedule", config.schedule);
  config.epochs = arguments.whole("--epochs", 0, kMostEpochs);
  config.batch = batch_of(arguments);
  config.label_smoothing = arguments.number("--label-smoothing", 0, 1).value_or(0);
  config.class_weights = arguments.text("--class-weights");
  config.l1 = real("--l1", 0);
  config.l2 = real("--l2", 0);
  config.weight_decay = real("--weight-decay", 0);
  config.clip = real("--clip", 0);
  config.clip_value = real("--clip-value", 0);
  config.max_norm = real("--max-norm", 0);
  config.mixup = real("--mixup", 0);
  config.patience = arguments.whole("--patience", 0, kMostEpochs);
  config.stop_loss = arguments.number("--stop-loss", 0, kLargest);
  config.stop_accuracy = arguments.number("--stop-accuracy", 0, 1);
  config.max_seconds = arguments.seconds("--max-time").value_or(0);
  config.budget_seconds = arguments.seconds("--budget").value_or(0);
  config.trials = arguments.whole("--trials", 1, kMostTrials).value_or(0);
  config.seed = static_cast<uint64_t>(arguments.whole("--seed", 0, INT64_MAX).value_or(0));
  config.threads = static_cast<int>(arguments.whole("--threads", 1, kMostThreads).value_or(0));

  config.out = arguments.text("--out", config.out);
  config.split_out = arguments.text("--split-out");
  config.importance = arguments.whole("--importance", 0, kMostFolds);
  config.curves = arguments.text("--curves");
  config.calibration = arguments.text("--calibration");
  config.checkpoint = arguments.text("--checkpoint");
  config.resume = arguments.text("--resume");
  config.samples = !arguments.has("--no-samples");
  config.answers = arguments.has("--report");
  return config;
}

// A wrong name should not wait for the data to be read.
void check_names(const TrainConfig& config) {
  nn::find_activation(config.activation);
  nn::find_initializer(config.init);
  optim::parse_optimizer(config.optimizer);
  optim::parse_schedule(config.schedule);
  if (!config.loss.empty()) loss::parse_loss(config.loss);
  if (!config.model.empty()) classic::parse_method(config.model);
  if (!config.baseline.empty() && config.baseline != "none") classic::parse_method(config.baseline);
}

// A flag that does nothing would be taken for one that does.
void check_model_flags(const Arguments& arguments, const TrainConfig& config) {
  if (config.model.empty()) return;
  for (const char* flag : text::kNetworkFlags)
    if (arguments.has(flag)) arguments.refuse(say(text::kNoNetwork, config.model, flag));
}

void check_outputs(const Arguments& arguments, const TrainConfig& config) {
  // What a run resumes from it also writes, unless another checkpoint is named.
  const bool writes_resume = config.checkpoint.empty();
  check_output_files(arguments,
                     {{"--out", config.out},
                      {"--report", arguments.text("--report")},
                      {"--curves", config.curves},
                      {"--calibration", config.calibration},
                      {"--checkpoint", config.checkpoint},
                      {"--resume", writes_resume ? config.resume : ""}},
                     {config.data, config.test_data, config.arch_file});
}

// Said while there is still time to stop and begin again.
std::string trouble_line(const SessionEvent& event) {
  const std::string what = in_words(event.message);
  return event.count > 0 ? tr(text::kTroubleAt, event.count, what) : tr(text::kTroubleBefore, what);
}

// Turns a session's events into lines and a bar.
class Narrator {
 public:
  Narrator(ProgressMode mode, bool quiet) : progress_(mode), quiet_(quiet) {}

  void tell(const SessionEvent& event) {
    switch (event.kind) {
      case SessionEvent::Kind::kData:
        origin_ = event.text;
        say(tr(text::kData, printable(event.text), counted(event.rows, "row"),
               counted(event.count, "feature")));
        break;
      case SessionEvent::Kind::kWarning:
        if (!quiet_) progress_.note(warning_line(in_words(event.message)));
        break;
      case SessionEvent::Kind::kPlan:
        say(tr(text::kPlan, event.text, counted(event.count, "weight")));
        break;
      case SessionEvent::Kind::kTraining:
        if (!quiet_) progress_.show(*event.training);
        break;
      case SessionEvent::Kind::kBaseline:
        if (!quiet_) progress_.status(tr(text::kFitting, event.text));
        break;
      case SessionEvent::Kind::kTrouble:
        if (!quiet_) progress_.note(warning_line(trouble_line(event)));
        break;
      case SessionEvent::Kind::kFold:
        if (!quiet_) progress_.status(tr(text::kFold, event.rows, event.count));
        break;
      case SessionEvent::Kind::kTrial:
        if (!quiet_) progress_.status(trial_status(*event.trial));
        break;
      case SessionEvent::Kind::kSaved:
        saved_.push_back(event.text);
        break;
    }
  }

  void end() { progress_.clear(); }
  const std::string& origin() const { return origin_; }
  // Files that were written, in order.
  const std::vector<std::string>& saved() const { return saved_; }

 private:
  void say(const std::string& line) {
    if (!quiet_) progress_.note(line + "\n");
  }

  Progress progress_;
  bool quiet_;
  std::string origin_;
  std::vector<std::string> saved_;
};

// Where everything is, after Ctrl-C.
void tell_interrupted(const session::TrainResult& result, const TrainConfig& config,
                      const std::vector<std::string>& saved) {
  const std::string where = result.model.empty() ? config.out : result.model;
  print_err(warning_line(tr(text::kInterruptedSaved, counted(result.epochs, "epoch"), where)));
  for (const std::string& path : saved) {
    if (path == result.model || path == config.curves || path == config.calibration ||
        path == config.split_out)
      continue;
    print_err(
        warning_line(tr(text::kInterruptedResume, shell_word(config.data), shell_word(path))));
  }
}

// What `--find-lr` found, in words.
std::string search_report(const session::RateSearchOutcome& outcome) {
  const train::RateSearch& search = outcome.search;
  if (search.suggested == 0) {
    const bool any = !search.rates.empty();
    return tr(text::kNoSuggestion, any ? search.rates.front() : 0.0,
              any ? search.rates.back() : 0.0) +
           "\n";
  }
  const double last = search.rates.back();
  const std::string end = search.burst ? tr(text::kBurstAt, last) : tr(text::kNoBurst, last);
  return tr(text::kSuggested, search.suggested, outcome.usual) + "\n" +
         wrapped(tr(text::kSuggestedWhy, search.lowest, end), 0) + "\n";
}

int find_rate(const TrainConfig& config, Narrator& narrator, bool json) {
  const session::RateSearchOutcome outcome =
      session::run_rate_search(config, [&](const SessionEvent& event) { narrator.tell(event); });
  narrator.end();
  print_out(json ? session::to_json(outcome) + "\n" : search_report(outcome));
  for (const std::string& path : narrator.saved())
    if (!json) print_out(tr(text::kSaved, printable(path)) + "\n");
  return kDone;
}

// None where it was interrupted with nothing to keep, which is said.
std::optional<session::TrainOutcome> train(const TrainConfig& config, Narrator& narrator,
                                           const InterruptWatch& watch) {
  try {
    return session::run_training(
        config, [&](const SessionEvent& event) { narrator.tell(event); }, &watch.requested());
  } catch (const session::Interrupted& interrupted) {
    narrator.end();
    print_err(warning_line(in_words(interrupted.message())));
  }
  return std::nullopt;
}

int run_train(const Arguments& arguments) {
  constexpr ProgressMode kModes[] = {ProgressMode::kAuto, ProgressMode::kBar, ProgressMode::kPlain,
                                     ProgressMode::kNone};
  const ProgressMode mode =
      kModes[arguments.choice("--progress", {"auto", "bar", "plain", "none"})];
  const bool quiet = arguments.has("--quiet");
  const bool json = arguments.has("--json");
  TrainConfig config = config_of(arguments);
  const bool to_stdout = config.out == "-";
  if (to_stdout && json) arguments.refuse(text::kStdoutTwice);
  check_names(config);
  check_model_flags(arguments, config);
  check_outputs(arguments, config);
  ReportFile report(arguments);
  ReportOptions options;
  options.replaced = !to_stdout && path_exists(config.out);
  options.to_stdout = to_stdout;
  options.more_flags = arguments.has_flags();

  const InterruptWatch watch;
  Narrator narrator(mode, quiet);
  if (arguments.has("--find-lr")) {
    const int code = find_rate(config, narrator, json);
    return watch.requested() ? watch.exit_code() : code;
  }
  if (to_stdout) config.out.clear();
  const std::optional<session::TrainOutcome> trained = train(config, narrator, watch);
  if (!trained) return watch.exit_code();
  const session::TrainOutcome& outcome = *trained;
  narrator.end();
  if (to_stdout) {
    config.out = "-";
    print_out(formats::write_model(outcome.model));
  }

  const session::TrainResult& result = outcome.result;
  if (json) {
    print_out(session::to_json(result) + "\n");
  } else if (!quiet) {
    options.origin = narrator.origin();
    options.images = outcome.model.images.has_value();
    const std::string text = "\n" + train_report(result, config, options);
    if (to_stdout)
      print_err(text);
    else
      print_out(text);
  }
  const std::string& page = report.write(outcome, narrator.origin());
  if (!page.empty() && !json && !quiet) {
    const std::string line = tr(kReported, printable(page)) + "\n";
    if (to_stdout)
      print_err(line);
    else
      print_out(line);
  }
  if (result.interrupted) tell_interrupted(result, config, narrator.saved());
  return watch.requested() ? watch.exit_code() : kDone;
}

}  // namespace

constinit const Command kTrainCommand = {
    .name = "train",
    .summary = "fit a network to data, measure it, save it",
    .examples = text::kTrainExamples,
    .operands = text::kTrainOperands,
    .flags = text::kTrainFlags,
    .planned = text::kTrainPlanned,
    .run = run_train,
    .notes = text::kTrainNotes,
};

}  // namespace glia::cli
