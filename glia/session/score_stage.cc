// What the model is worth: metrics of each part of the rows, and simpler fits beside it.
#include "glia/base/format.h"
#include "glia/base/thread_pool.h"
#include "glia/session/baseline.h"
#include "glia/session/comparison.h"
#include "glia/session/fit_trouble.h"
#include "glia/session/predict_session.h"
#include "glia/session/settings.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

void describe_result(TrainingRun& run) {
  run.model.settings = run.settings;
  run.result.history = run.model.history;
  run.result.epochs = run.model.history.epochs();
  run.result.seed = run.config.seed;
  run.result.weight = run.config.weight;
  if (!run.method) run.result.parameters = run.model.parameters();
  run.result.target = fmt::format("{}", fmt::join(run.dataset.target.names(), ","));
  const bool numbers = run.dataset.target.kind() == data::TargetKind::kNumbers;
  run.result.task = numbers ? "regress" : "classify";
  if (run.dataset.target.kind() == data::TargetKind::kClasses) {
    run.result.labels = run.dataset.target.labels();
    run.result.classes = run.dataset.target.width();
  }
}

void measure_parts(TrainingRun& run) {
  const auto pool = std::make_shared<ThreadPool>(run.options.threads);
  train::Predictor predictor(run.model, pool);
  const train::Source source = run.dataset.source();
  const auto part_of = [&](const std::vector<int64_t>& rows) {
    return measure(run.dataset.target, predictor.predict(source, rows),
                   truth_of(run.dataset, rows));
  };
  run.result.train = part_of(run.dataset.split.train);
  run.result.validation = part_of(run.dataset.split.validation);
  // Of folds the test part stands already: the mean over them.
  if (run.result.folds.folds == 0) run.result.test = part_of(run.dataset.split.test);
  run.model.metrics = metrics_json(run.result);
  // What a named cause brought about is no trouble of its own.
  if (!run.method && run.result.diagnosis.empty())
    run.result.diagnosis = judge_fit(run.dataset, run.result);
}

void compare_with_baselines(TrainingRun& run) {
  if (run.result.folds.folds > 0) return;
  if (run.result.interrupted || run.interrupted() || run.config.baseline == "none") return;
  const std::vector<int64_t>& rows = judged_rows(run.dataset);
  const RowTruth truth = truth_of(run.dataset, rows);
  train::Predictor predictor(run.model, std::make_shared<ThreadPool>(run.options.threads));
  const train::Predictions mine = predictor.predict(run.dataset.source(), rows);
  const data::TargetEncoding& target = run.dataset.target;
  for (const BaselineFit& fit : fits_beside(run)) {
    run.result.baselines.push_back({fit.name, measure(target, fit.predictions, truth),
                                    paired_metrics(target.kind(), truth, mine, fit.predictions)});
  }
}

}  // namespace

std::vector<BaselineFit> fits_beside(const TrainingRun& run) {
  const auto begins = [&](const char* name) {
    run.report({.kind = SessionEvent::Kind::kBaseline, .text = name});
  };
  return run.baseline
             ? fit_chosen_baseline(*run.baseline, run.dataset, classic_options(run), begins)
             : fit_baselines(run.dataset, run.options.threads, begins);
}

void score(TrainingRun& run) {
  describe_result(run);
  measure_parts(run);
  compare_with_baselines(run);
}

}  // namespace glia::session
