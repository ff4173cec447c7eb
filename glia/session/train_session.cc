#include "glia/session/train_session.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/threads.h"
#include "glia/data/builtin.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/model_file.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/session/baseline.h"
#include "glia/session/classic_fit.h"
#include "glia/session/data_source.h"
#include "glia/session/defaults.h"
#include "glia/session/loss_choice.h"
#include "glia/session/predict_session.h"
#include "glia/session/run_pictures.h"
#include "glia/session/settings.h"
#include "glia/session/split_files.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

using Kind = SessionEvent::Kind;

constexpr uint64_t kMostArchBytes = uint64_t{1} << 24;

class Training {
 public:
  Training(const TrainConfig& config, const EventSink& sink, const std::atomic<bool>* interrupt)
      : config_(config), sink_(sink), interrupt_(interrupt) {}

  RateSearchOutcome search() {
    check_config();
    if (method_)
      fail(ErrorKind::kUsage, say("{} has no network, so no rate to search for", config_.model));
    load_data();
    choose();
    describe_network();
    RateSearchOutcome outcome;
    outcome.search = train::find_rate(arch_, dataset_, options_);
    outcome.optimizer = config_.optimizer;
    outcome.batch = options_.loop.batch;
    outcome.usual = options_.optimizer.rate;
    outcome.warnings = result_.warnings;
    if (!config_.curves.empty()) {
      write_file_atomically(config_.curves, rate_search_svg(outcome.search));
      report({.kind = Kind::kSaved, .text = config_.curves});
    }
    return outcome;
  }

  TrainOutcome run() {
    const double started = monotonic_seconds();
    check_config();
    load_data();
    if (method_) {
      fit_method();
    } else {
      choose();
      train();
    }
    describe_result();
    measure_parts();
    fit_baselines();
    result_.seconds = monotonic_seconds() - started;
    write_files();
    return {std::move(result_), std::move(model_)};
  }

 private:
  void report(const SessionEvent& event) const {
    if (sink_) sink_(event);
  }

  void warn(const Message& message) {
    result_.warnings.push_back(message);
    report({.kind = Kind::kWarning, .message = message});
  }

  bool interrupted() const { return interrupt_ != nullptr && interrupt_->load(); }

  void choose_methods() {
    if (!config_.baseline.empty() && config_.baseline != "none")
      baseline_ = classic::parse_method(config_.baseline);
    if (config_.model.empty()) return;
    method_ = classic::parse_method(config_.model);
    const bool network = config_.layers.has_value() || !config_.arch_file.empty();
    const bool epochs = !config_.resume.empty() || !config_.curves.empty();
    if (!config_.from.empty() || network || epochs) {
      fail(ErrorKind::kUsage,
           say("{} has no network and no epochs: leave the layers, the model to start "
               "from, the checkpoint and the curves out",
               config_.model));
    }
  }

  // What can be known to be wrong before any data is read.
  void check_config() {
    choose_methods();
    if (!config_.arch_file.empty() && config_.layers)
      fail(ErrorKind::kUsage, "give the layers or an architecture file, not both");
    const bool network = !config_.arch_file.empty() || config_.layers.has_value();
    if (!config_.from.empty() && network)
      fail(ErrorKind::kUsage,
           "a run that starts from a model keeps its network; leave the layers out");
    if (config_.batch_norm && (!config_.arch_file.empty() || !config_.from.empty()))
      fail(ErrorKind::kUsage,
           "the network is given, with its own normalisation; leave --batch-norm out");
    if (!(config_.dropout >= 0 && config_.dropout < 1))
      fail(ErrorKind::kUsage, say("dropout must be in [0, 1), found {}", config_.dropout));
    const auto positive = [](const char* what, double value) {
      if (!(value > 0) || !std::isfinite(value))
        fail(ErrorKind::kUsage, say("{} must be above 0, found {}", what, value));
    };
    if (config_.rate) positive("the learning rate", *config_.rate);
    if (config_.batch && *config_.batch < 0)
      fail(ErrorKind::kUsage, say("the batch must be 0 or more, found {}", *config_.batch));
    if (config_.epochs && *config_.epochs < 0)
      fail(ErrorKind::kUsage, say("epochs must be 0 or more, found {}", *config_.epochs));
    optim::parse_optimizer(config_.optimizer);
    optim::parse_schedule(config_.schedule);
    if (!config_.loss.empty()) loss::parse_loss(config_.loss);
  }

  void load_data() {
    if (!config_.from.empty()) start_ = formats::load_model(config_.from);
    Data data = read_data({config_.data, {}, config_.encoding, config_.sheet});
    if (auto* images = std::get_if<data::ImageSplit>(&data)) {
      if (!config_.target.empty() || !config_.drop.empty())
        fail(ErrorKind::kUsage, "images have no columns: leave --target and --drop out");
      if (!config_.split_out.empty())
        fail(ErrorKind::kUsage, "--split-out writes tables; images have none");
      if (images->test.count == 0 && config_.test_data.empty())
        warn(say("{}: no test images; the model is measured on its validation rows",
                 images->train.origin));
      origin_ = images->train.origin;
      dataset_ = train::make_dataset(std::move(*images), config_.seed);
    } else {
      table_ = std::move(std::get<data::Table>(data));
      origin_ = table_->origin();
      for (const Message& note : table_->notes()) warn(note);
      load_table();
    }
    for (const auto& method : {method_, baseline_})
      if (method) classic::check_target(*method, dataset_.target.kind());
    for (const data::DataWarning& warning : dataset_.warnings) warn(warning.message);
    for (const Message& note : dataset_.split.notes) warn(note);
    result_.rows = dataset_.rows;
    result_.features = dataset_.features;
    report({.kind = Kind::kData, .text = origin_, .rows = result_.rows, .count = result_.features});
  }

  void load_table() {
    train::DatasetOptions options;
    options.target = config_.target.empty() ? builtin_target(config_.data) : config_.target;
    options.task = config_.task;
    options.preparation.drop = config_.drop;
    options.preparation.keep = config_.use;
    if (!config_.date_order.empty())
      options.preparation.date_order = data::date_order_named(config_.date_order);
    options.split.ratios = config_.split;
    options.split.seed = config_.seed;
    if (start_) options.like = &*start_;
    if (config_.test_data.empty()) {
      dataset_ = train::make_dataset(*table_, options);
      return;
    }
    // An own test set: nothing of the training table is spent on testing.
    options.split.ratios[2] = 0;
    dataset_ = train::make_dataset(*table_, options);
    const Data test = read_data({config_.test_data, dataset_.preparation->inputs().text_columns(),
                                 config_.encoding, config_.sheet});
    if (!std::holds_alternative<data::Table>(test))
      fail(ErrorKind::kData, say("{}: images can't test a model of tables", config_.test_data));
    test_table_ = std::get<data::Table>(test);
    for (const Message& note : test_table_->notes()) warn(note);
    train::set_test_rows(dataset_, *test_table_);
  }

  static std::string builtin_target(const std::string& name) {
    const data::Builtin* builtin = path_exists(name) ? nullptr : data::find_builtin(name);
    return builtin == nullptr ? std::string() : std::string(builtin->target);
  }

  void choose() {
    const Defaults defaults = defaults_for(dataset_);
    const data::TargetKind kind = dataset_.target.kind();
    options_.loss = chosen_loss(config_, kind, start_ ? &*start_ : nullptr);
    options_.class_weights = class_weights(config_.class_weights, dataset_);
    const loss::ChosenLoss loss = loss::parse_loss(options_.loss, train::targets_of(kind));
    if (start_) {
      arch_ = start_->arch;
    } else if (!config_.arch_file.empty()) {
      arch_ =
          formats::parse_arch_toml(read_file(config_.arch_file, kMostArchBytes), config_.arch_file);
      if (arch_.inputs.size() == 1 && arch_.inputs[0].shape != std::vector{dataset_.features}) {
        fail(ErrorKind::kUsage,
             say("{}: the input has shape [{}], the data has {} features", config_.arch_file,
                 fmt::join(arch_.inputs[0].shape, ", "), dataset_.features));
      }
    } else {
      arch_ = layers_for(loss, config_.layers ? *config_.layers : defaults.layers);
    }
    options_.optimizer = optim::parse_optimizer(config_.optimizer);
    options_.optimizer.rate = config_.rate.value_or(usual_rate(defaults.rate));
    options_.optimizer.weight_decay = config_.weight_decay;
    options_.optimizer.clip_norm = config_.clip;
    options_.optimizer.constraints = {config_.clip_value, config_.max_norm};
    options_.mixup = config_.mixup;
    options_.l1 = config_.l1;
    options_.l2 = config_.l2;
    options_.threads = config_.threads > 0 ? config_.threads : hardware_threads();
    options_.real = config_.in_double ? Real::kDouble : Real::kFloat;
    options_.samples = config_.samples;
    if (start_) options_.start = start_->variables.get();
    train::LoopOptions& loop = options_.loop;
    loop.epochs = config_.epochs.value_or(defaults.epochs);
    // A rule that searches along a line wants one function, not one for each batch.
    const bool whole = optim::find_rule(options_.optimizer.name).closure();
    loop.batch = config_.batch.value_or(whole ? 0 : defaults.batch);
    if (loop.batch == 0) loop.batch = static_cast<int64_t>(dataset_.split.train.size());
    loop.seed = config_.seed;
    loop.schedule = optim::parse_schedule(config_.schedule);
    loop.patience = config_.patience.value_or(defaults.patience);
    if (config_.stop_loss) loop.stop_loss = *config_.stop_loss;
    if (config_.stop_accuracy) loop.stop_score = *config_.stop_accuracy;
    loop.max_seconds = config_.max_seconds;
    loop.interrupt = interrupt_;
    loop.on_event = [this](const train::Event& event) {
      report({.kind = Kind::kTraining, .training = &event});
    };
    settings_ = settings_json(config_, options_);
  }

  // `adam`: the rate that suits Adam here.
  double usual_rate(double adam) const {
    const optim::Rule& rule = optim::find_rule(options_.optimizer.name);
    return rule.unit_steps ? adam * rule.rate / optim::find_rule("adam").rate : rule.rate;
  }

  // Units that start alike get the same gradients and stay one unit.
  void expect_units_to_differ(const std::vector<int64_t>& widths) const {
    if (widths.empty() || !nn::find_initializer(config_.init).alike()) return;
    fail(ErrorKind::kUsage,
         say("--init {}: the units of a hidden layer would start and stay the same; it is for "
             "--layers none",
             config_.init));
  }

  // Hidden layers of these widths, an output for each number of the target, and the end that the
  // loss wants.
  nn::ArchSpec layers_for(const loss::ChosenLoss& loss, const std::vector<int64_t>& widths) const {
    expect_units_to_differ(widths);
    nn::Sequential network;
    for (const int64_t width : widths) {
      network.add(nn::Dense(width, config_.init));
      if (config_.batch_norm) network.add(nn::BatchNorm());
      network.add(nn::Activate(std::string(nn::find_activation(config_.activation).name)));
      if (config_.dropout > 0) network.add(nn::Dropout(config_.dropout));
    }
    network.add(nn::Dense(dataset_.target.width(), config_.init));
    if (!loss.last_activation().empty())
      network.add(nn::Activate(std::string(loss.last_activation())));
    return network.arch(dataset_.features);
  }

  void train() {
    std::optional<formats::Checkpoint> resumed;
    if (!config_.resume.empty()) {
      resumed = formats::load_checkpoint(config_.resume);
      const std::string difference = settings_difference(resumed->config, settings_);
      if (!difference.empty()) {
        fail(ErrorKind::kUsage, say("{}: made by another run: {}", config_.resume, difference));
      }
      options_.loop.resume = &resumed->state;
    }
    std::string checkpoint = config_.checkpoint.empty() ? config_.resume : config_.checkpoint;
    // Nobody asked for one: it is written only if the run is interrupted.
    const bool only_interrupted = checkpoint.empty() && !config_.out.empty() && config_.out != "-";
    if (only_interrupted) checkpoint = config_.out + ".checkpoint";
    if (!checkpoint.empty()) {
      options_.loop.on_checkpoint = [=, this](const train::LoopState& state) {
        if (only_interrupted && !interrupted()) return;
        formats::save_checkpoint(checkpoint, {settings_, state});
      };
      options_.loop.checkpoint_every = 0.5;
    }
    describe_network();
    model_ = train::fit(arch_, dataset_, options_);
    result_.interrupted = model_.history.stopped_by == "interrupted";
    if (result_.interrupted && !checkpoint.empty())
      report({.kind = Kind::kSaved, .text = checkpoint});
  }

  // Instead of choose() and train().
  void fit_method() {
    options_.threads = config_.threads > 0 ? config_.threads : hardware_threads();
    options_.real = config_.in_double ? Real::kDouble : Real::kFloat;
    options_.samples = config_.samples;
    settings_ = settings_json(config_, method_->text, options_.real);
    ClassicModel fit = fit_classic(*method_, dataset_, classic_options());
    model_ = std::move(fit.model);
    result_.method = method_->text;
    for (const program::Variables::Entry& entry : model_.variables->entries())
      result_.parameters += entry.count;
    for (const classic::Finding& finding : fit.findings)
      result_.findings.push_back({std::string(finding.name), finding.value});
  }

  ClassicOptions classic_options() const {
    return {config_.seed, options_.threads, options_.real, options_.samples};
  }

  void describe_result() {
    model_.settings = settings_;
    result_.history = model_.history;
    result_.epochs = model_.history.epochs();
    result_.seed = config_.seed;
    if (!method_) result_.parameters = model_.parameters();
    result_.target = fmt::format("{}", fmt::join(dataset_.target.names(), ","));
    const bool numbers = dataset_.target.kind() == data::TargetKind::kNumbers;
    result_.task = numbers ? "regress" : "classify";
    if (dataset_.target.kind() == data::TargetKind::kClasses) {
      result_.labels = dataset_.target.labels();
      result_.classes = dataset_.target.width();
    }
  }

  void describe_network() {
    graph::Graph graph;
    nn::build(graph, arch_);
    int64_t parameters = 0;
    result_.network = std::to_string(dataset_.features);
    for (const graph::Variable& variable : graph.variables()) {
      if (variable.kind == graph::VariableKind::kTrainable) parameters += variable.shape.count();
      if (variable.shape.rank() == 2) result_.network += "-" + variable.shape[1].to_string();
    }
    report({.kind = Kind::kPlan, .text = result_.network, .count = parameters});
  }

  void measure_parts() {
    const auto pool = std::make_shared<ThreadPool>(options_.threads);
    train::Predictor predictor(model_, pool);
    const train::Source source = dataset_.source();
    const auto part_of = [&](const std::vector<int64_t>& rows) {
      return measure_rows(dataset_, predictor.predict(source, rows), rows);
    };
    result_.train = part_of(dataset_.split.train);
    result_.validation = part_of(dataset_.split.validation);
    result_.test = part_of(dataset_.split.test);
    model_.metrics = metrics_json(result_);
  }

  void fit_baselines() {
    if (result_.interrupted || interrupted()) return;
    const auto begins = [&](const char* name) { report({.kind = Kind::kBaseline, .text = name}); };
    if (config_.baseline == "none") return;
    result_.baselines = baseline_
                            ? fit_chosen_baseline(*baseline_, dataset_, classic_options(), begins)
                            : session::fit_baselines(dataset_, options_.threads, begins);
  }

  void write_files() {
    if (!config_.out.empty()) {
      formats::save_model(config_.out, model_);
      result_.model = config_.out;
      report({.kind = Kind::kSaved, .text = config_.out});
    }
    if (!config_.curves.empty()) {
      write_file_atomically(config_.curves, history_svg(model_.history));
      report({.kind = Kind::kSaved, .text = config_.curves});
    }
    if (config_.split_out.empty()) return;
    write_split_files(config_.split_out, *table_, test_table_, dataset_, model_);
    report({.kind = Kind::kSaved, .text = config_.split_out});
  }

  const TrainConfig& config_;
  const EventSink& sink_;
  const std::atomic<bool>* interrupt_;
  std::optional<classic::MethodChoice> method_;  // instead of a network
  std::optional<classic::MethodChoice> baseline_;
  std::optional<train::Model> start_;
  std::optional<data::Table> table_;
  std::optional<data::Table> test_table_;
  std::string origin_;
  train::Dataset dataset_;
  nn::ArchSpec arch_;
  train::FitOptions options_;
  std::string settings_;
  train::Model model_;
  TrainResult result_;
};

}  // namespace

RateSearchOutcome run_rate_search(const TrainConfig& config, const EventSink& sink) {
  return Training(config, sink, nullptr).search();
}

TrainOutcome run_training(const TrainConfig& config, const EventSink& sink,
                          const std::atomic<bool>* interrupt) {
  return Training(config, sink, interrupt).run();
}

}  // namespace glia::session
