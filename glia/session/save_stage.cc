// What a run writes: the model, its curves, its parts.
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/formats/model_file.h"
#include "glia/session/reliability_svg.h"
#include "glia/session/run_pictures.h"
#include "glia/session/split_files.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {

void save(TrainingRun& run) {
  const TrainConfig& config = run.config;
  if (!config.out.empty()) {
    formats::save_model(config.out, run.model);
    run.result.model = config.out;
    run.report({.kind = SessionEvent::Kind::kSaved, .text = config.out});
  }
  if (!config.curves.empty()) {
    write_file_atomically(config.curves, history_svg(run.model.history));
    run.report({.kind = SessionEvent::Kind::kSaved, .text = config.curves});
  }
  if (!config.calibration.empty()) {
    if (run.result.calibration.bins.empty())
      fail(ErrorKind::kUsage, "--calibration draws probabilities; numbers have none");
    write_file_atomically(config.calibration, reliability_svg(run.result.calibration));
    run.report({.kind = SessionEvent::Kind::kSaved, .text = config.calibration});
  }
  if (config.split_out.empty()) return;
  write_split_files(config.split_out, *run.table, run.test_table, run.dataset, run.model);
  run.report({.kind = SessionEvent::Kind::kSaved, .text = config.split_out});
}

}  // namespace glia::session
