#include "glia/train/ranking.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::train {

Ranking::Ranking(std::span<const double> scores, std::span<const uint8_t> positive) {
  if (scores.size() != positive.size()) {
    fail(ErrorKind::kUsage,
         say("ranking: {} scores for {} rows of truth", scores.size(), positive.size()));
  }
  entries_.reserve(scores.size());
  for (size_t i = 0; i < scores.size(); ++i) {
    finite_ = finite_ && std::isfinite(scores[i]);
    entries_.push_back({static_cast<int64_t>(i), positive[i] != 0, true});
  }
  if (!finite_) return;  // NaN has no place in an order.
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
    const double left = scores[static_cast<size_t>(a.row)];
    const double right = scores[static_cast<size_t>(b.row)];
    return left != right ? left > right : a.row < b.row;
  });
  for (size_t i = 0; i + 1 < entries_.size(); ++i) {
    entries_[i].ends_tie = scores[static_cast<size_t>(entries_[i].row)] !=
                           scores[static_cast<size_t>(entries_[i + 1].row)];
  }
}

// Area under the ROC curve by trapezoids, which is the Mann-Whitney statistic U / (P * N).
// Twice the area is a whole number, so the sum is exact.
// Source: Hanley and McNeil 1982, The meaning and use of the area under a ROC curve.
Score Ranking::roc_auc(std::span<const int32_t> times) const {
  if (entries_.empty()) return undefined(kNoRows);
  if (!finite_) return undefined(kNotFinite);
  int64_t positives = 0, others = 0;          // Rows seen so far.
  int64_t tie_positives = 0, tie_others = 0;  // Of them, in the current tie.
  int64_t twice_area = 0;
  for (const Entry& entry : entries_) {
    const int64_t count = times.empty() ? 1 : times[static_cast<size_t>(entry.row)];
    (entry.positive ? tie_positives : tie_others) += count;
    if (!entry.ends_tie) continue;
    twice_area += tie_others * (2 * positives + tie_positives);
    positives += tie_positives;
    others += tie_others;
    tie_positives = tie_others = 0;
  }
  if (positives + others == 0) return undefined(kNoRows);
  if (positives == 0) return undefined(kNoPositives);
  if (others == 0) return undefined(kNoNegatives);
  return scored(static_cast<double>(twice_area) / 2.0 /
                (static_cast<double>(positives) * static_cast<double>(others)));
}

// AP = sum_n (R_n - R_(n-1)) P_n over the distinct thresholds, without interpolation.
// Source: scikit-learn, average_precision_score; Zhu 2004, Recall, Precision and Average Precision.
Score Ranking::average_precision(std::span<const int32_t> times) const {
  if (entries_.empty()) return undefined(kNoRows);
  if (!finite_) return undefined(kNotFinite);
  int64_t positives = 0, rows = 0, tie_positives = 0;
  double sum = 0;
  for (const Entry& entry : entries_) {
    const int64_t count = times.empty() ? 1 : times[static_cast<size_t>(entry.row)];
    rows += count;
    if (entry.positive) tie_positives += count;
    if (!entry.ends_tie || tie_positives == 0) continue;
    positives += tie_positives;
    sum += static_cast<double>(tie_positives) * static_cast<double>(positives) /
           static_cast<double>(rows);
    tie_positives = 0;
  }
  if (rows == 0) return undefined(kNoRows);
  if (positives == 0) return undefined(kNoPositives);
  return scored(sum / static_cast<double>(positives));
}

}  // namespace glia::train
