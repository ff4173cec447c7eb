#include "glia/data/leak.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "glia/base/error.h"

namespace glia::data {
namespace {

constexpr double kTooGood = 0.999;
constexpr int64_t kLeastRows = 20;
constexpr int64_t kLeastOfClass = 5;
constexpr int64_t kRowsForEachCategory = 3;
// Counts are kept for every pair of classes, and of category and class.
constexpr size_t kMostClasses = 1000;
constexpr size_t kMostCategories = 1000;

// Cells and classes that count: known, of a class with enough rows, classes numbered anew.
template <class Value>
struct Sample {
  std::vector<std::pair<Value, size_t>> cells;  // value, class
  std::vector<int64_t> of_class;                // cells of each class

  bool enough() const {
    return static_cast<int64_t>(cells.size()) >= kLeastRows && of_class.size() >= 2 &&
           of_class.size() <= kMostClasses;
  }
};

template <class Value, class Cell>
Sample<Value> sample_of(std::span<const int64_t> rows, std::span<const int32_t> classes,
                        const Cell& known_cell) {
  GLIA_ASSERT(rows.size() == classes.size());
  std::unordered_map<int32_t, int64_t> counts;
  Value value{};
  for (size_t i = 0; i < rows.size(); ++i)
    if (classes[i] >= 0 && known_cell(rows[i], value)) ++counts[classes[i]];
  Sample<Value> sample;
  std::unordered_map<int32_t, size_t> number;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (classes[i] < 0 || !known_cell(rows[i], value)) continue;
    if (counts[classes[i]] < kLeastOfClass) continue;
    const auto [found, added] = number.emplace(classes[i], number.size());
    if (added) sample.of_class.push_back(0);
    ++sample.of_class[found->second];
    sample.cells.emplace_back(value, found->second);
  }
  return sample;
}

// AUC(a, b) = P(value of a < value of b) + P(equal) / 2, by walking the sorted values once
// (Mann-Whitney 1947).
bool orders_every_pair(Sample<double> sample) {
  if (!sample.enough()) return false;
  const size_t classes = sample.of_class.size();
  std::sort(sample.cells.begin(), sample.cells.end());
  std::vector<double> wins(classes * classes);  // of a (row) being below b (column)
  std::vector<double> below(classes), equal(classes);
  for (size_t i = 0; i < sample.cells.size();) {
    std::vector<size_t> met;
    size_t j = i;
    for (; j < sample.cells.size() && sample.cells[j].first == sample.cells[i].first; ++j) {
      const size_t c = sample.cells[j].second;
      if (equal[c]++ == 0.0) met.push_back(c);
    }
    for (const size_t b : met)
      for (size_t a = 0; a < classes; ++a)
        wins[a * classes + b] += equal[b] * (below[a] + equal[a] / 2.0);
    for (const size_t c : met) {
      below[c] += equal[c];
      equal[c] = 0.0;
    }
    i = j;
  }
  for (size_t a = 0; a < classes; ++a)
    for (size_t b = a + 1; b < classes; ++b) {
      const double auc = wins[a * classes + b] / (below[a] * below[b]);
      if (std::max(auc, 1.0 - auc) <= kTooGood) return false;
    }
  return true;
}

// Mean over classes of the share of their rows in categories where they are the commonest. The
// mean, not the share of all rows, which a rare class hardly moves.
template <class Value>
bool categories_tell(const Sample<Value>& sample) {
  if (!sample.enough()) return false;
  const size_t classes = sample.of_class.size();
  std::unordered_map<Value, std::vector<int64_t>> counts;
  for (const auto& [value, c] : sample.cells) {
    std::vector<int64_t>& of_value = counts[value];
    of_value.resize(classes);
    ++of_value[c];
    const int64_t met = static_cast<int64_t>(counts.size());
    if (counts.size() > kMostCategories ||
        met * kRowsForEachCategory > static_cast<int64_t>(sample.cells.size()))
      return false;
  }
  std::vector<int64_t> right(classes);
  for (const auto& [value, of_value] : counts) {
    const auto most = std::max_element(of_value.begin(), of_value.end());
    right[static_cast<size_t>(most - of_value.begin())] += *most;
  }
  double recall = 0.0;
  for (size_t c = 0; c < classes; ++c)
    recall += static_cast<double>(right[c]) / static_cast<double>(sample.of_class[c]);
  return recall / static_cast<double>(classes) > kTooGood;
}

}  // namespace

bool gives_class_away(const Column& column, std::span<const int64_t> rows,
                      std::span<const int32_t> classes) {
  if (column.is_text()) {
    // Missing is a category too: it may be what tells.
    return categories_tell(sample_of<int32_t>(rows, classes, [&](int64_t row, int32_t& code) {
      code = column.codes[static_cast<size_t>(row)];
      return true;
    }));
  }
  const auto sample = sample_of<double>(rows, classes, [&](int64_t row, double& number) {
    number = column.numbers[static_cast<size_t>(row)];
    return !std::isnan(number);
  });
  // Few known cells say little about the column.
  if (2 * sample.cells.size() < rows.size()) return false;
  return categories_tell(sample) || orders_every_pair(sample);
}

bool gives_number_away(const Column& column, std::span<const int64_t> rows,
                       std::span<const double> target) {
  GLIA_ASSERT(rows.size() == target.size());
  if (column.is_text()) return false;
  std::vector<std::pair<double, double>> pairs;
  for (size_t i = 0; i < rows.size(); ++i) {
    const double x = column.numbers[static_cast<size_t>(rows[i])];
    if (!std::isnan(x) && !std::isnan(target[i])) pairs.emplace_back(x, target[i]);
  }
  const double n = static_cast<double>(pairs.size());
  if (n < static_cast<double>(kLeastRows) || 2 * pairs.size() < rows.size()) return false;
  double mean_x = 0.0, mean_y = 0.0;
  for (const auto& [x, y] : pairs) {
    mean_x += x / n;
    mean_y += y / n;
  }
  double xx = 0.0, yy = 0.0, xy = 0.0;
  for (const auto& [x, y] : pairs) {
    xx += (x - mean_x) * (x - mean_x);
    yy += (y - mean_y) * (y - mean_y);
    xy += (x - mean_x) * (y - mean_y);
  }
  if (!(xx > 0.0) || !(yy > 0.0) || !std::isfinite(xx * yy)) return false;
  // 1 - r^2 is the part of the variance that the line leaves.
  return 1.0 - (xy / xx) * (xy / yy) < 1e-5;
}

}  // namespace glia::data
