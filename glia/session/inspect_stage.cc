// Behind the score: how sure the model may be believed, where it errs, what it looks at.
#include "glia/base/thread_pool.h"
#include "glia/session/answers.h"
#include "glia/session/baseline.h"
#include "glia/session/inspection.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

constexpr int64_t kUsualRepeats = 5;
// Cells read for it, that is some tenths of a second.
constexpr int64_t kMostCells = int64_t{20} << 20;

// A row of the dataset in the table it came from.
struct Place {
  const data::Table* table;
  int64_t row;
};

Place place_of(const TrainingRun& run, int64_t row) {
  if (!run.table) return {nullptr, row};
  if (run.test_table) {
    // They stand behind the rows of the training table.
    const int64_t first = run.dataset.rows - run.test_table->rows();
    if (row >= first) return {&*run.test_table, row - first};
  }
  return {&*run.table, run.dataset.table_rows[static_cast<size_t>(row)]};
}

}  // namespace

int64_t importance_repeats(const TrainingRun& run, int64_t rows) {
  if (!run.table || rows < 2) return 0;
  if (run.config.importance) return *run.config.importance;
  const auto columns = static_cast<int64_t>(run.dataset.preparation->inputs().layout().size());
  const int64_t cells = rows * run.dataset.features * columns * kUsualRepeats;
  return cells <= kMostCells ? kUsualRepeats : 0;
}

void inspect(TrainingRun& run) {
  // Of folds it stands already, from each fold's own fit; no row is left that the model that is
  // saved never saw.
  if (run.result.folds.folds > 0) return;
  const std::vector<int64_t>& rows = judged_rows(run.dataset);
  if (rows.empty() || run.result.interrupted || run.interrupted()) return;
  const RowTruth truth = truth_of(run.dataset, rows);
  train::Predictor predictor(run.model, std::make_shared<ThreadPool>(run.options.threads));
  const train::Predictions given = predictor.predict(run.dataset.source(), rows);
  run.result.calibration = calibration_of(run.dataset.target.kind(), truth, given);
  if (run.config.answers) run.result.answers = answers_of(run.dataset.target, truth, given);
  run.result.mistakes = worst_mistakes(run.dataset.target, truth, given, kMostMistakes);
  for (Mistake& mistake : run.result.mistakes) {
    const Place place = place_of(run, rows[static_cast<size_t>(mistake.row)]);
    mistake.row = place.row;
    if (place.table != nullptr) mistake.line = place.table->line(place.row);
  }
  const int64_t repeats = importance_repeats(run, static_cast<int64_t>(rows.size()));
  if (repeats == 0) return;
  std::vector<int64_t> picked;
  const data::Table* table = place_of(run, rows.front()).table;
  for (const int64_t row : rows) picked.push_back(place_of(run, row).row);
  run.result.importance = column_importance(
      run.model, table->select_rows(picked), truth,
      {repeats, run.config.seed, run.options.threads, [&run] { return run.interrupted(); }});
}

}  // namespace glia::session
