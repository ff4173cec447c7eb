#include "glia/train/ranking_curves.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::train {
namespace {

struct Row {
  double score, weight;
  bool positive;
};

RankingCurves none(std::string_view reason) {
  RankingCurves curves;
  curves.roc_auc = curves.average_precision = undefined(reason);
  return curves;
}

double area_of(const std::vector<CurvePoint>& roc) {
  double area = 0;
  for (size_t i = 1; i < roc.size(); ++i)
    area += (roc[i].x - roc[i - 1].x) * (roc[i].y + roc[i - 1].y) / 2;
  return area;
}

double steps_under(const std::vector<CurvePoint>& precision_recall) {
  double sum = 0;
  for (size_t i = 1; i < precision_recall.size(); ++i)
    sum += (precision_recall[i].x - precision_recall[i - 1].x) * precision_recall[i].y;
  return sum;
}

}  // namespace

RankingCurves ranking_curves(std::span<const double> scores, std::span<const uint8_t> positive,
                             std::span<const double> weights) {
  if (scores.size() != positive.size()) {
    fail(ErrorKind::kUsage,
         say("ranking: {} scores for {} rows of truth", scores.size(), positive.size()));
  }
  if (!weights.empty() && weights.size() != scores.size())
    fail(ErrorKind::kUsage, say("{} weights for {} rows", weights.size(), scores.size()));
  std::vector<Row> rows;
  double positives = 0, others = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) return none(kNotFinite);
    const Row row{scores[i], weights.empty() ? 1.0 : weights[i], positive[i] != 0};
    if (row.weight == 0) continue;
    (row.positive ? positives : others) += row.weight;
    rows.push_back(row);
  }
  if (rows.empty()) return none(kNoRows);
  if (positives == 0) return none(kNoPositives);
  if (others == 0) return none(kNoNegatives);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.score > b.score; });

  RankingCurves curves;
  curves.share = positives / (positives + others);
  curves.roc.push_back({0, 0});
  curves.precision_recall.push_back({0, 1});
  double found = 0, wrong = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    (rows[i].positive ? found : wrong) += rows[i].weight;
    if (i + 1 < rows.size() && rows[i + 1].score == rows[i].score) continue;
    curves.thresholds.push_back(rows[i].score);
    curves.roc.push_back({wrong / others, found / positives});
    curves.precision_recall.push_back({found / positives, found / (found + wrong)});
  }
  curves.roc_auc = scored(area_of(curves.roc));
  curves.average_precision = scored(steps_under(curves.precision_recall));
  return curves;
}

}  // namespace glia::train
