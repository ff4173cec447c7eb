#include "glia/session/comparison.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/thread_pool.h"
#include "glia/data/csv_writer.h"
#include "glia/session/metric_table.h"
#include "glia/session/row_costs.h"
#include "glia/session/settings.h"
#include "glia/train/paired.h"
#include "glia/train/weighted_metrics.h"

namespace glia::session {
namespace {

using data::TargetKind;
using train::PairedDifference;
using train::Predictions;

template <class T>
double mean_of(const std::vector<T>& values) {
  double sum = 0;
  for (const T value : values) sum += static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

PairedMetric metric_of(const char* name, double first, double second,
                       const PairedDifference& found) {
  const MetricInfo* info = find_metric_info(name);
  GLIA_ASSERT(info != nullptr);
  const int better = info->higher_is_better ? found.larger() : -found.larger();
  return {name,    first, second, found.difference, found.interval.low, found.interval.high,
          found.p, better};
}

PairedMetric mean_metric(const char* name, const std::vector<double>& first,
                         const std::vector<double>& second) {
  return metric_of(name, mean_of(first), mean_of(second), train::paired_means(first, second));
}

PairedMetric r2_metric(const RowTruth& truth, const Predictions& first, const Predictions& second) {
  const auto targets = static_cast<int32_t>(first.width);
  return metric_of("r2", train::r_squared(truth.values, first.values, targets).value,
                   train::r_squared(truth.values, second.values, targets).value,
                   train::paired_r_squared(truth.values, first.values, second.values, targets));
}

// Rows that count differently.
std::vector<PairedMetric> weighted_metrics(TargetKind kind, const RowTruth& truth,
                                           const Predictions& first, const Predictions& second) {
  const std::vector<double>& weights = truth.weights;
  const auto mean = [&](const char* name, const std::vector<double>& a,
                        const std::vector<double>& b) {
    return metric_of(name, train::weighted_mean(a, weights), train::weighted_mean(b, weights),
                     train::weighted_paired_means(a, b, weights));
  };
  if (kind == TargetKind::kNumbers) {
    const auto targets = static_cast<int32_t>(first.width);
    const auto r2 = [&](const Predictions& given) {
      return train::weighted_r_squared(truth.values, given.values, targets, weights);
    };
    return {metric_of("r2", r2(first), r2(second),
                      train::weighted_paired_r_squared(truth.values, first.values, second.values,
                                                       targets, weights)),
            mean("mae", row_errors(truth, first, 1), row_errors(truth, second, 1)),
            mean("mse", row_errors(truth, first, 2), row_errors(truth, second, 2))};
  }
  const auto right = [&](const Predictions& given) {
    const std::vector<uint8_t> rows = right_rows(kind, truth, given);
    return std::vector<double>(rows.begin(), rows.end());
  };
  return {mean("accuracy", right(first), right(second)),
          mean("loss", row_losses(kind, truth, first), row_losses(kind, truth, second))};
}

// The classes of both models: the first one's, then what only the second knows.
std::vector<std::string> all_labels(const data::TargetEncoding& first,
                                    const data::TargetEncoding& second) {
  std::vector<std::string> labels = first.labels();
  for (const std::string& label : second.labels())
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  return labels;
}

// Columns moved to where `labels` has them; a class that a model does not know has probability 0.
Predictions with_labels(const Predictions& given, const std::vector<std::string>& own,
                        const std::vector<std::string>& labels) {
  Predictions moved{given.rows, static_cast<int64_t>(labels.size()), {}};
  moved.values.resize(static_cast<size_t>(moved.rows * moved.width));
  for (size_t k = 0; k < own.size(); ++k) {
    const auto to = std::find(labels.begin(), labels.end(), own[k]) - labels.begin();
    for (int64_t i = 0; i < given.rows; ++i)
      moved.values[static_cast<size_t>(i * moved.width + to)] = given.row(i)[k];
  }
  return moved;
}

void check_same_question(const data::TargetEncoding& first, const data::TargetEncoding& second) {
  if (first.kind() != second.kind() || first.names() != second.names()) {
    fail(ErrorKind::kUsage, say("the models can't be compared: one predicts {}, the other {}",
                                fmt::join(first.names(), ", "), fmt::join(second.names(), ", ")));
  }
  if (first.kind() != TargetKind::kYesNo) return;
  for (size_t k = 0; k < first.names().size(); ++k) {
    if (first.labels(k) == second.labels(k)) continue;
    fail(ErrorKind::kUsage,
         say("the models can't be compared: the answers of {} are {} and {}", first.names()[k],
             fmt::join(first.labels(k), ", "), fmt::join(second.labels(k), ", ")));
  }
}

// The question that both models answer.
data::TargetEncoding common_target(const data::TargetEncoding& first,
                                   const data::TargetEncoding& second) {
  check_same_question(first, second);
  if (first.kind() != TargetKind::kClasses) return first;
  return data::TargetEncoding::of_classes(first.names().front(), all_labels(first, second));
}

Predictions answers_of(const train::Model& model, const Data& data, const LabelledRows& labelled,
                       const data::TargetEncoding& common, int threads,
                       std::vector<Message>& warnings) {
  train::Predictor predictor(model, threads > 1 ? std::make_shared<ThreadPool>(threads) : nullptr);
  Predictions given;
  if (const auto* table = std::get_if<data::Table>(&data)) {
    data::PreparationReport report;
    given = predictor.predict(table->select_rows(labelled.rows), &report);
    for (Message& message : report.messages()) warnings.push_back(std::move(message));
  } else {
    given = predictor.predict(images_of(data));
  }
  if (common.kind() != TargetKind::kClasses) return given;
  return with_labels(given, model.target.labels(), common.labels());
}

struct Compared {
  const data::TargetEncoding& target;
  const LabelledRows& labelled;
  const Predictions& first;
  const Predictions& second;
};

void find_apart(const Compared& compared, const data::Table* table, ComparisonResult& result) {
  const TargetKind kind = compared.target.kind();
  const RowTruth& truth = compared.labelled.truth;
  const auto costs = [&](const Predictions& given) {
    if (kind == TargetKind::kNumbers) return row_errors(truth, given, 1);
    std::vector<double> wrong;
    for (const uint8_t right : right_rows(kind, truth, given)) wrong.push_back(right != 0 ? 0 : 1);
    return wrong;
  };
  const std::vector<double> first = costs(compared.first), second = costs(compared.second);
  for (int64_t i = 0; i < compared.first.rows; ++i) {
    const auto at = static_cast<size_t>(i);
    if (!truth.counts(at)) continue;
    ApartRow row;
    row.first = answer_text(compared.target, compared.first.row(i));
    row.second = answer_text(compared.target, compared.second.row(i));
    row.first_cost = first[at];
    row.second_cost = second[at];
    if (row.first == row.second && first[at] == second[at]) continue;
    row.truth = truth_text(compared.target, truth, i);
    row.row = compared.labelled.rows[at];
    row.line = table != nullptr ? table->line(row.row) : 0;
    result.only_first += first[at] < second[at] ? 1 : 0;
    result.only_second += first[at] > second[at] ? 1 : 0;
    result.both_wrong += first[at] == second[at] ? 1 : 0;
    result.apart.push_back(std::move(row));
  }
  std::stable_sort(
      result.apart.begin(), result.apart.end(), [](const ApartRow& a, const ApartRow& b) {
        return std::fabs(a.first_cost - a.second_cost) > std::fabs(b.first_cost - b.second_cost);
      });
}

}  // namespace

std::vector<PairedMetric> paired_metrics(TargetKind kind, const RowTruth& truth,
                                         const Predictions& first, const Predictions& second) {
  if (!truth.weights.empty()) return weighted_metrics(kind, truth, first, second);
  if (kind == TargetKind::kNumbers) {
    return {r2_metric(truth, first, second),
            mean_metric("mae", row_errors(truth, first, 1), row_errors(truth, second, 1)),
            mean_metric("mse", row_errors(truth, first, 2), row_errors(truth, second, 2))};
  }
  const std::vector<uint8_t> a = right_rows(kind, truth, first);
  const std::vector<uint8_t> b = right_rows(kind, truth, second);
  return {metric_of("accuracy", mean_of(a), mean_of(b), train::paired_shares(a, b)),
          mean_metric("loss", row_losses(kind, truth, first), row_losses(kind, truth, second))};
}

ComparisonResult compare_models(const train::Model& first, const Data& first_data,
                                const train::Model& second, const Data& second_data, int threads,
                                const std::string& weight) {
  const data::TargetEncoding target = common_target(first.target, second.target);
  LabelledRows labelled = labelled_rows(target, first_data);
  ComparisonResult result;
  result.task = target.kind() == TargetKind::kNumbers ? "regress" : "classify";
  result.rows = static_cast<int64_t>(labelled.rows.size());
  if (result.rows < labelled.all) {
    result.warnings.push_back(say("{} of {} rows have no known target and are left out",
                                  labelled.all - result.rows, labelled.all));
  }
  result.weight = weight;
  if (!weight.empty())
    labelled.truth.weights = weights_for(first_data, weight, labelled.rows);
  else
    warn_of_other_weights(weight_column(first.settings).empty() ? second : first, first_data,
                          result.warnings);
  const Predictions a = answers_of(first, first_data, labelled, target, threads, result.warnings);
  const Predictions b = answers_of(second, second_data, labelled, target, threads, result.warnings);
  result.metrics = paired_metrics(target.kind(), labelled.truth, a, b);
  find_apart({target, labelled, a, b}, std::get_if<data::Table>(&first_data), result);
  return result;
}

std::string apart_csv(const ComparisonResult& result) {
  std::vector<const ApartRow*> rows;
  for (const ApartRow& row : result.apart) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(),
            [](const ApartRow* a, const ApartRow* b) { return a->row < b->row; });
  data::CsvWriter csv;
  for (const char* name : {"row", "line", "truth", "first", "second", "first_cost", "second_cost"})
    csv.field(name);
  csv.end_row();
  for (const ApartRow* row : rows) {
    csv.field(std::to_string(row->row + 1));
    if (row->line > 0)
      csv.field(std::to_string(row->line));
    else
      csv.missing();
    for (const std::string* text : {&row->truth, &row->first, &row->second}) csv.field(*text);
    csv.field(row->first_cost);
    csv.field(row->second_cost);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace glia::session
