// What can be known to be wrong before any data is read.
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/loss/loss.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

void choose_methods(TrainingRun& run) {
  const TrainConfig& config = run.config;
  if (!config.baseline.empty() && config.baseline != "none") {
    run.baseline = classic::parse_method(config.baseline);
    if (!config.weight.empty())
      fail(ErrorKind::kUsage, say("{} takes no row weights: leave --weight out", config.baseline));
  }
  if (config.model.empty()) return;
  run.method = classic::parse_method(config.model);
  const bool network = config.layers.has_value() || !config.arch_file.empty();
  const bool epochs = !config.resume.empty() || !config.curves.empty();
  if (!config.weight.empty())
    fail(ErrorKind::kUsage, say("{} takes no row weights: leave --weight out", config.model));
  if (!config.from.empty() || network || epochs) {
    fail(ErrorKind::kUsage,
         say("{} has no network and no epochs: leave the layers, the model to start "
             "from, the checkpoint and the curves out",
             config.model));
  }
}

void check_split(const TrainConfig& config) {
  if (!config.group.empty() && !config.time.empty())
    fail(ErrorKind::kUsage, "the split goes by --group or by --time, not by both");
  if (config.repeats < 1)
    fail(ErrorKind::kUsage, say("repeats must be 1 or more, found {}", config.repeats));
  if (config.folds == 0) return;
  if (config.folds < 2)
    fail(ErrorKind::kUsage, say("expected two folds or more, found {}", config.folds));
  if (!config.test_data.empty() || !config.time.empty())
    fail(ErrorKind::kUsage, "--folds tests on every row in turn; leave --test and --time out");
  if (!config.from.empty())
    fail(ErrorKind::kUsage, "--folds: the model to start from may know the rows of a test part");
}

}  // namespace

void check_config(TrainingRun& run) {
  const TrainConfig& config = run.config;
  choose_methods(run);
  if (!config.arch_file.empty() && config.layers)
    fail(ErrorKind::kUsage, "give the layers or an architecture file, not both");
  const bool network = !config.arch_file.empty() || config.layers.has_value();
  if (!config.from.empty() && network)
    fail(ErrorKind::kUsage,
         "a run that starts from a model keeps its network; leave the layers out");
  if (config.batch_norm && (!config.arch_file.empty() || !config.from.empty()))
    fail(ErrorKind::kUsage,
         "the network is given, with its own normalisation; leave --batch-norm out");
  check_split(config);
  if (!(config.dropout >= 0 && config.dropout < 1))
    fail(ErrorKind::kUsage, say("dropout must be in [0, 1), found {}", config.dropout));
  const auto positive = [](const char* what, double value) {
    if (!(value > 0) || !std::isfinite(value))
      fail(ErrorKind::kUsage, say("{} must be above 0, found {}", what, value));
  };
  if (config.searches() && (!config.resume.empty() || !config.checkpoint.empty()))
    fail(ErrorKind::kUsage,
         "a search has many runs and no checkpoint: leave --resume and --checkpoint out");
  if (config.searches() && config.folds > 0)
    fail(ErrorKind::kUsage, "a search is judged by one validation part: leave --folds out");
  if (config.rate) positive("the learning rate", *config.rate);
  if (config.batch && *config.batch < 0)
    fail(ErrorKind::kUsage, say("the batch must be 0 or more, found {}", *config.batch));
  if (config.epochs && *config.epochs < 0)
    fail(ErrorKind::kUsage, say("epochs must be 0 or more, found {}", *config.epochs));
  optim::parse_optimizer(config.optimizer);
  optim::parse_schedule(config.schedule);
  if (!config.loss.empty()) loss::parse_loss(config.loss);
}

}  // namespace glia::session
