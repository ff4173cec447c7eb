// How well scores put the positive rows before the others, threshold by threshold: the points of
// the ROC curve and of the precision-recall curve, and the areas under them.
//
// Points and areas equal scikit-learn's roc_curve, precision_recall_curve, roc_auc_score and
// average_precision_score; the areas are those of ranking.h, which needs no points and bootstraps.
// Pure function, safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/train/score.h"

namespace glia::train {

struct CurvePoint {
  double x = 0;
  double y = 0;
  bool operator==(const CurvePoint&) const = default;
};

// By falling threshold: after a first point for "no row is called positive" one for each distinct
// score, which calls the rows with at least that score positive.
struct RankingCurves {
  // x: share of the other rows that are called positive; y: share of the positive ones. From (0, 0)
  // to (1, 1).
  std::vector<CurvePoint> roc;
  // x: recall, the share of the positive rows that are found; y: precision, the share of what is
  // called positive that is. From (0, 1), where precision is 1 by convention.
  std::vector<CurvePoint> precision_recall;
  std::vector<double> thresholds;  // of the points after the first one
  Score roc_auc;                   // by trapezoids
  Score average_precision;         // by steps, without interpolation
  double share = 0;                // of the positive rows: the precision of guessing
};

// scores: larger means "more likely positive"; positive: 0 or 1, one per score; weights: what each
// row counts, 0 or more, or none. No points and undefined areas without rows of both kinds, or with
// a score that is not finite. Errors: kUsage when the lengths differ.
RankingCurves ranking_curves(std::span<const double> scores, std::span<const uint8_t> positive,
                             std::span<const double> weights = {});

}  // namespace glia::train
