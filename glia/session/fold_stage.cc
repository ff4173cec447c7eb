// Cross-validation: the run as it was asked for, once for each fold, on rows that the fold's
// network never saw. What is saved afterwards is trained on all rows; the folds say what to expect
// of it.
#include <algorithm>
#include <cmath>
#include <map>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/thread_pool.h"
#include "glia/data/folds.h"
#include "glia/data/split_by.h"
#include "glia/session/answers.h"
#include "glia/session/baseline.h"
#include "glia/session/inspection.h"
#include "glia/session/metric_table.h"
#include "glia/session/predict_session.h"
#include "glia/session/train_session.h"
#include "glia/session/training_run_internal.h"
#include "glia/train/folded.h"

namespace glia::session {
namespace {

// What to stratify by: the class, or the combination of answers; empty for numbers.
std::vector<int32_t> strata(const train::Dataset& dataset) {
  if (dataset.target.kind() == data::TargetKind::kClasses) return dataset.classes;
  if (dataset.target.kind() == data::TargetKind::kNumbers) return {};
  const auto width = static_cast<size_t>(dataset.target.width());
  std::map<std::vector<float>, int32_t> numbers;
  std::vector<int32_t> strata;
  for (size_t at = 0; at < dataset.y.size(); at += width) {
    const std::vector<float> answers(dataset.y.begin() + static_cast<std::ptrdiff_t>(at),
                                     dataset.y.begin() + static_cast<std::ptrdiff_t>(at + width));
    strata.push_back(numbers.emplace(answers, static_cast<int32_t>(numbers.size())).first->second);
  }
  return strata;
}

// The parts of a name, fold by fold.
struct Scores {
  std::string name;
  std::vector<Part> parts;
};

class CrossValidation {
 public:
  explicit CrossValidation(TrainingRun& run)
      : run_(run), rows_(run.dataset.table_rows), strata_(strata(run.dataset)) {
    if (!run.config.group.empty()) groups_ = data::groups_of(*run.table, run.config.group, rows_);
  }

  void go() {
    const TrainConfig& config = run_.config;
    Folds& folds = run_.result.folds;
    folds.folds = config.folds;
    folds.repeats = config.repeats;
    model_.name = "model";
    for (int64_t repeat = 0; repeat < config.repeats; ++repeat) {
      const data::FoldOptions options{config.folds, config.seed, repeat};
      const auto rows = static_cast<int64_t>(rows_.size());
      const std::vector<int32_t> fold = groups_.empty() ? data::deal_folds(rows, strata_, options)
                                                        : data::deal_group_folds(groups_, options);
      for (int32_t f = 0; f < config.folds; ++f) {
        run_.report({.kind = SessionEvent::Kind::kFold,
                     .rows = repeat * config.folds + f + 1,
                     .count = config.folds * config.repeats});
        train_fold(split_of(fold, f));
      }
    }
    summarize();
    summarize_importance();
    look_behind();
  }

 private:
  // The rows of one fold to test, of the others some for validation.
  data::Split split_of(const std::vector<int32_t>& fold, int32_t f) const {
    std::vector<int64_t> rest, test;
    std::vector<int32_t> classes, groups;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (fold[i] == f) {
        test.push_back(rows_[i]);
        continue;
      }
      rest.push_back(rows_[i]);
      if (!strata_.empty()) classes.push_back(strata_[i]);
      if (!groups_.empty()) groups.push_back(groups_[i]);
    }
    data::SplitOptions options;
    options.ratios = {run_.config.split[0], run_.config.split[1], 0};
    options.seed = run_.config.seed;
    data::Split split = !groups.empty()    ? data::split_rows_by_group(rest, groups, options)
                        : !classes.empty() ? data::split_rows_by_class(rest, classes, options)
                                           : data::split_rows(rest, options);
    split.test = std::move(test);
    return split;
  }

  void train_fold(const data::Split& split) {
    const EventSink quiet;
    TrainingRun one{run_.config, quiet, run_.interrupt};
    one.method = run_.method;
    one.baseline = run_.baseline;
    train::DatasetOptions options = dataset_options(run_);
    options.given = &split;
    one.dataset = train::make_dataset(*run_.table, options);
    if (one.method) {
      fit_method(one);
    } else {
      choose_network(one);
      one.model = train::fit(one.arch, one.dataset, one.options);
    }
    expect_no_interrupt();
    Folds& folds = run_.result.folds;
    folds.train_rows.push_back(static_cast<int64_t>(split.train.size()));
    folds.test_rows.push_back(static_cast<int64_t>(split.test.size()));
    const std::vector<int64_t>& rows = one.dataset.split.test;
    const RowTruth truth = truth_of(one.dataset, rows);
    train::Predictor predictor(one.model, std::make_shared<ThreadPool>(one.options.threads));
    const train::Predictions given = predictor.predict(one.dataset.source(), rows);
    model_.parts.push_back(measure(one.dataset.target, given, truth));
    if (static_cast<int64_t>(model_.parts.size()) <= folds.folds) keep_answers(split, truth, given);
    add_importance(one, split, truth);
    if (run_.config.baseline == "none") return;
    const std::vector<BaselineFit> fits = fits_beside(one);
    beside_.resize(fits.size());
    for (size_t i = 0; i < fits.size(); ++i) {
      beside_[i].name = fits[i].name;
      beside_[i].parts.push_back(measure(one.dataset.target, fits[i].predictions, truth));
    }
    expect_no_interrupt();
  }

  // Of the fold's own fit on the rows that it never saw.
  void add_importance(const TrainingRun& one, const data::Split& split, const RowTruth& truth) {
    const auto all = static_cast<int64_t>(rows_.size()) * run_.config.repeats;
    const int64_t repeats = importance_repeats(run_, all);
    if (repeats == 0 || split.test.size() < 2) return;
    ++fits_inspected_;
    for (const ColumnImportance& each :
         column_importance(one.model, run_.table->select_rows(split.test), truth,
                           {repeats, run_.config.seed, one.options.threads,
                            [this] { return run_.interrupted(); }}))
      importance_[each.column].push_back(each.mean);
    expect_no_interrupt();
  }

  // A column that a fold leaves out changes nothing there.
  void summarize_importance() {
    std::vector<ColumnImportance>& result = run_.result.importance;
    for (auto& [column, falls] : importance_) {
      falls.resize(fits_inspected_);
      const double mean = train::mean_of_values(falls);
      double squares = 0;
      for (const double fall : falls) squares += (fall - mean) * (fall - mean);
      result.push_back({column, mean, std::sqrt(squares / static_cast<double>(falls.size()))});
    }
    std::stable_sort(
        result.begin(), result.end(),
        [](const ColumnImportance& a, const ColumnImportance& b) { return a.mean > b.mean; });
  }

  // Of the first repeat: each row once, answered by a fit that never saw it.
  void keep_answers(const data::Split& split, const RowTruth& truth,
                    const train::Predictions& given) {
    tested_.insert(tested_.end(), split.test.begin(), split.test.end());
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(truth_.classes, truth.classes);
    append(truth_.values, truth.values);
    append(truth_.weights, truth.weights);
    append(answers_.values, given.values);
    answers_.rows += given.rows;
    answers_.width = given.width;
  }

  // What is left would be a part of the folds, and pass for all of them.
  void expect_no_interrupt() const {
    if (run_.interrupted())
      throw Interrupted(ErrorKind::kFailed,
                        say("interrupted between the folds: nothing is scored or saved"));
  }

  void look_behind() {
    const data::TargetEncoding& target = run_.dataset.target;
    run_.result.calibration = calibration_of(target.kind(), truth_, answers_);
    if (run_.config.answers) run_.result.answers = answers_of(target, truth_, answers_);
    run_.result.mistakes = worst_mistakes(target, truth_, answers_, kMostMistakes);
    for (Mistake& mistake : run_.result.mistakes) {
      mistake.row = tested_[static_cast<size_t>(mistake.row)];
      mistake.line = run_.table->line(mistake.row);
    }
  }

  double test_share() const {
    const Folds& folds = run_.result.folds;
    double test = 0, train = 0;
    for (const int64_t rows : folds.test_rows) test += static_cast<double>(rows);
    for (const int64_t rows : folds.train_rows) train += static_cast<double>(rows);
    return test / train;
  }

  static std::vector<double> values_of(const Scores& scores, const std::string& metric) {
    std::vector<double> values;
    for (const Part& part : scores.parts) values.push_back(part.value(metric));
    return values;
  }

  // Means over the folds in the place of a test part.
  Part part_of(const Scores& scores) const {
    Part part = scores.parts.front();
    part.rows = static_cast<int64_t>(rows_.size());
    for (Metric& metric : part.metrics) {
      const std::vector<double> values = values_of(scores, metric.name);
      const train::Interval interval =
          train::with_spread(train::folded_interval(values, test_share()));
      metric.value = train::mean_of_values(values);
      metric.low = interval.low;
      metric.high = interval.high;
      // Student's interval knows of no ends: every metric but r2 is 0 or more, shares at most 1.
      if (metric.low < 0 && metric.name != "r2") metric.low = 0;
      if (metric.high > 1 && find_metric_info(metric.name)->higher_is_better) metric.high = 1;
      metric.reason = std::isfinite(metric.value) ? "" : "a fold has none";
    }
    // The first time round every row is counted once.
    for (int64_t f = 1; f < run_.config.folds && part.confusion.classes > 0; ++f) {
      const std::vector<int64_t>& counts = scores.parts[static_cast<size_t>(f)].confusion.counts;
      for (size_t i = 0; i < counts.size(); ++i) part.confusion.counts[i] += counts[i];
    }
    return part;
  }

  PairedMetric paired_of(const Metric& metric, const Scores& other) const {
    const std::vector<double> mine = values_of(model_, metric.name);
    const std::vector<double> theirs = values_of(other, metric.name);
    std::vector<double> differences;
    for (size_t i = 0; i < mine.size(); ++i) differences.push_back(mine[i] - theirs[i]);
    const train::Interval interval = train::folded_interval(differences, test_share());
    const int larger = interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
    const bool higher = find_metric_info(metric.name)->higher_is_better;
    return {metric.name,
            train::mean_of_values(mine),
            train::mean_of_values(theirs),
            train::mean_of_values(differences),
            interval.low,
            interval.high,
            std::nan(""),
            higher ? larger : -larger};
  }

  void summarize() {
    TrainResult& result = run_.result;
    result.test = part_of(model_);
    for (const Metric& metric : result.test.metrics)
      result.folds.metrics.push_back({metric.name, values_of(model_, metric.name)});
    for (const Scores& other : beside_) {
      Baseline baseline{other.name, part_of(other), {}};
      for (const Metric& metric : result.test.metrics)
        baseline.paired.push_back(paired_of(metric, other));
      result.baselines.push_back(std::move(baseline));
    }
  }

  TrainingRun& run_;
  const std::vector<int64_t>& rows_;  // of the table
  std::vector<int32_t> strata_, groups_;
  std::vector<int64_t> tested_;  // rows of the table, with what is true and what was answered
  RowTruth truth_;
  train::Predictions answers_;
  Scores model_;
  std::vector<Scores> beside_;
  std::map<std::string, std::vector<double>> importance_;  // by column, fit after fit
  size_t fits_inspected_ = 0;
};

}  // namespace

void cross_validate(TrainingRun& run) {
  if (run.config.folds > 0) CrossValidation(run).go();
}

}  // namespace glia::session
