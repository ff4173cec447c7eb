#include "apps/cli/fold_text.h"

#include "apps/cli/numbers.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_train.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr size_t kMostFoldsShown = 20;

}  // namespace

std::string folds_text(const session::Folds& folds) {
  if (folds.folds == 0) return {};
  std::string lines;
  if (folds.test_rows.size() <= kMostFoldsShown) {
    std::vector<TextTable::Align> columns(folds.metrics.size() + 2, TextTable::Align::kRight);
    TextTable table(columns);
    std::vector<std::string> head = {tr(text::kFoldColumn), tr(text::kRowsColumn)};
    for (const session::FoldedMetric& metric : folds.metrics) head.push_back(metric.name);
    table.add(head);
    for (size_t f = 0; f < folds.test_rows.size(); ++f) {
      std::vector<std::string> row = {std::to_string(f + 1), count_text(folds.test_rows[f])};
      for (const session::FoldedMetric& metric : folds.metrics)
        row.push_back(value_text(metric.values[f]));
      table.add(row);
    }
    lines += table.text() + "\n";
  }
  return lines + wrapped(tr(text::kFoldsWhat), 0) + "\n\n";
}

}  // namespace glia::cli
