#include "glia/session/inspection.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/base/thread_pool.h"
#include "glia/session/row_costs.h"
#include "glia/train/importance.h"
#include "glia/train/weighted_metrics.h"

namespace glia::session {
namespace {

using data::TargetKind;
using train::Predictions;

constexpr int32_t kBins = 10;  // of the calibration

data::Column shuffled_cells(const data::Column& column, std::span<const int64_t> order) {
  data::Column shuffled = column;
  for (size_t i = 0; i < order.size(); ++i) {
    const auto from = static_cast<size_t>(order[i]);
    if (column.is_number())
      shuffled.numbers[i] = column.numbers[from];
    else
      shuffled.codes[i] = column.codes[from];
  }
  return shuffled;
}

}  // namespace

train::Calibration calibration_of(TargetKind kind, const RowTruth& truth,
                                  const Predictions& predictions) {
  if (kind == TargetKind::kNumbers) return {};
  std::vector<double> confidence;
  std::vector<uint8_t> right;
  if (kind == TargetKind::kClasses) {
    right = right_rows(kind, truth, predictions);
    for (int64_t i = 0; i < predictions.rows; ++i) {
      const auto row = predictions.row(i);
      confidence.push_back(*std::max_element(row.begin(), row.end()));
    }
    return train::calibration(confidence, right, kBins, {}, truth.weights);
  }
  std::vector<double> weights;  // of the answers
  for (size_t i = 0; i < truth.values.size(); ++i) {
    const bool yes = answers_yes(predictions.values[i]);
    confidence.push_back(yes ? predictions.values[i] : 1 - predictions.values[i]);
    right.push_back(yes == answers_yes(truth.values[i]) ? 1 : 0);
    if (!truth.weights.empty())
      weights.push_back(truth.weights[i / static_cast<size_t>(predictions.width)]);
  }
  return train::calibration(confidence, right, kBins, {}, weights);
}

std::vector<Mistake> worst_mistakes(const data::TargetEncoding& target, const RowTruth& truth,
                                    const Predictions& predictions, size_t most) {
  const TargetKind kind = target.kind();
  const bool numbers = kind == TargetKind::kNumbers;
  const std::vector<double> costs =
      numbers ? row_errors(truth, predictions, 1) : row_losses(kind, truth, predictions);
  std::vector<int64_t> rows;
  const std::vector<uint8_t> right =
      numbers ? std::vector<uint8_t>(costs.size()) : right_rows(kind, truth, predictions);
  for (size_t i = 0; i < costs.size(); ++i)
    if (right[i] == 0 && costs[i] > 0 && truth.counts(i)) rows.push_back(static_cast<int64_t>(i));
  std::stable_sort(rows.begin(), rows.end(), [&](int64_t a, int64_t b) {
    return costs[static_cast<size_t>(a)] > costs[static_cast<size_t>(b)];
  });
  rows.resize(std::min(rows.size(), most));
  std::vector<Mistake> mistakes;
  for (const int64_t row : rows) {
    const auto at = static_cast<size_t>(row);
    Mistake mistake;
    mistake.row = row;
    mistake.truth = truth_text(target, truth, row);
    mistake.predicted = answer_text(target, predictions.row(row));
    mistake.loss = costs[at];
    mistake.probability = kind == TargetKind::kClasses
                              ? predictions.row(row)[static_cast<size_t>(truth.classes[at])]
                              : std::nan("");
    mistakes.push_back(std::move(mistake));
  }
  return mistakes;
}

double main_score(TargetKind kind, const RowTruth& truth, const Predictions& predictions) {
  const auto targets = static_cast<int32_t>(predictions.width);
  const bool weighted = !truth.weights.empty();
  if (kind == TargetKind::kNumbers && weighted)
    return train::weighted_r_squared(truth.values, predictions.values, targets, truth.weights);
  if (kind == TargetKind::kNumbers)
    return train::r_squared(truth.values, predictions.values, targets).value;
  const std::vector<uint8_t> right = right_rows(kind, truth, predictions);
  if (weighted)
    return train::weighted_mean(std::vector<double>(right.begin(), right.end()), truth.weights);
  return static_cast<double>(std::count(right.begin(), right.end(), 1)) /
         static_cast<double>(predictions.rows);
}

std::vector<ColumnImportance> column_importance(const train::Model& model, const data::Table& table,
                                                const RowTruth& truth,
                                                const ImportanceRequest& request) {
  train::Predictor predictor(
      model, request.threads > 1 ? std::make_shared<ThreadPool>(request.threads) : nullptr);
  const TargetKind kind = model.target.kind();
  const double whole = main_score(kind, truth, predictor.predict(table));
  std::vector<ColumnImportance> importances;
  for (const data::LayoutColumn& input : model.preparation->inputs().layout()) {
    if (request.interrupted && request.interrupted()) return {};
    const auto changed = static_cast<size_t>(table.index_of(input.name));
    const auto shuffled = [&](std::span<const int64_t> order) {
      std::vector<data::Column> columns;
      for (int64_t c = 0; c < table.columns(); ++c) {
        const data::Column& column = table.column(c);
        columns.push_back(static_cast<size_t>(c) == changed ? shuffled_cells(column, order)
                                                            : column);
      }
      return main_score(kind, truth,
                        predictor.predict(data::Table(table.origin(), std::move(columns))));
    };
    const train::Importance found = train::permutation_importance(
        whole, table.rows(), shuffled, {request.repeats, request.seed, hash_path(input.name)});
    importances.push_back({input.name, found.mean, found.deviation});
  }
  std::stable_sort(
      importances.begin(), importances.end(),
      [](const ColumnImportance& a, const ColumnImportance& b) { return a.mean > b.mean; });
  return importances;
}

}  // namespace glia::session
