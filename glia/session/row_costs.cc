#include "glia/session/row_costs.h"

#include <algorithm>
#include <cmath>

#include "glia/base/format.h"
#include "glia/train/metrics.h"

namespace glia::session {

using data::TargetKind;
using train::Predictions;

std::vector<uint8_t> right_rows(TargetKind kind, const RowTruth& truth, const Predictions& given) {
  std::vector<uint8_t> right;
  for (int64_t i = 0; i < given.rows; ++i) {
    const auto row = given.row(i);
    if (kind == TargetKind::kClasses) {
      const auto best = std::max_element(row.begin(), row.end()) - row.begin();
      right.push_back(best == truth.classes[static_cast<size_t>(i)] ? 1 : 0);
      continue;
    }
    bool all = true;
    for (size_t k = 0; k < row.size(); ++k) {
      const double yes = truth.values[static_cast<size_t>(i * given.width) + k];
      all = all && answers_yes(row[k]) == answers_yes(yes);
    }
    right.push_back(all ? 1 : 0);
  }
  return right;
}

std::vector<double> row_losses(TargetKind kind, const RowTruth& truth, const Predictions& given) {
  if (kind == TargetKind::kClasses)
    return train::log_losses(truth.classes, given.values, static_cast<int32_t>(given.width));
  std::vector<double> losses(static_cast<size_t>(given.rows));
  for (size_t i = 0; i < truth.values.size(); ++i) {
    const int32_t own[] = {answers_yes(truth.values[i]) ? 1 : 0};
    const double both[] = {1 - given.values[i], given.values[i]};
    losses[i / static_cast<size_t>(given.width)] +=
        train::log_losses(own, both, 2)[0] / static_cast<double>(given.width);
  }
  return losses;
}

std::vector<double> row_errors(const RowTruth& truth, const Predictions& given, int power) {
  std::vector<double> errors(static_cast<size_t>(given.rows));
  for (size_t i = 0; i < truth.values.size(); ++i) {
    const double error = std::fabs(truth.values[i] - given.values[i]);
    errors[i / static_cast<size_t>(given.width)] +=
        (power == 2 ? error * error : error) / static_cast<double>(given.width);
  }
  return errors;
}

std::string answer_text(const data::TargetEncoding& target, std::span<const double> row) {
  if (target.kind() == TargetKind::kClasses)
    return target
        .labels()[static_cast<size_t>(std::max_element(row.begin(), row.end()) - row.begin())];
  std::vector<std::string> parts;
  for (size_t k = 0; k < row.size(); ++k) {
    parts.push_back(target.kind() == TargetKind::kYesNo
                        ? target.labels(k)[answers_yes(row[k]) ? 1 : 0]
                        : fmt::format("{:.6g}", row[k]));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string truth_text(const data::TargetEncoding& target, const RowTruth& truth, int64_t row) {
  if (target.kind() == TargetKind::kClasses)
    return target.labels()[static_cast<size_t>(truth.classes[static_cast<size_t>(row)])];
  const std::span<const double> values(truth.values);
  const auto width = static_cast<size_t>(target.width());
  return answer_text(target, values.subspan(static_cast<size_t>(row) * width, width));
}

}  // namespace glia::session
