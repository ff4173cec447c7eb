// Data in: tables or images are read, split and prepared.
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/say_internal.h"
#include "glia/data/builtin.h"
#include "glia/data/duplicates.h"
#include "glia/formats/model_file.h"
#include "glia/session/data_source.h"
#include "glia/session/image_labels.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

std::string builtin_target(const std::string& name) {
  const data::Builtin* builtin = path_exists(name) ? nullptr : data::find_builtin(name);
  return builtin == nullptr ? std::string() : std::string(builtin->target);
}

void leave_duplicates_out(TrainingRun& run) {
  const std::vector<int64_t> rows = data::distinct_rows(*run.table);
  const int64_t left_out = run.table->rows() - static_cast<int64_t>(rows.size());
  if (left_out == 0) return;
  run.table = run.table->select_rows(rows);
  run.warn(say("{} rows equal to an earlier one are left out", left_out));
}

}  // namespace

train::DatasetOptions dataset_options(const TrainingRun& run) {
  const TrainConfig& config = run.config;
  train::DatasetOptions options;
  options.target = config.target.empty() ? builtin_target(config.data) : config.target;
  options.task = config.task;
  options.preparation.drop = config.drop;
  options.preparation.keep = config.use;
  if (!config.date_order.empty())
    options.preparation.date_order = data::date_order_named(config.date_order);
  options.split.ratios = config.split;
  options.split.seed = config.seed;
  options.group = config.group;
  options.time = config.time;
  options.weight = config.weight;
  if (run.start) options.like = &*run.start;
  // Nothing of the table is spent on testing: an own test set, or every row tests in its fold.
  if (!config.test_data.empty() || config.folds > 0) {
    options.split.ratios[0] += config.folds > 0 ? options.split.ratios[2] : 0;
    options.split.ratios[2] = 0;
  }
  return options;
}

namespace {

void load_table(TrainingRun& run) {
  const TrainConfig& config = run.config;
  const train::DatasetOptions options = dataset_options(run);
  run.dataset = train::make_dataset(*run.table, options);
  if (config.test_data.empty()) return;
  const Data test = read_data({config.test_data, run.dataset.preparation->inputs().text_columns(),
                               config.encoding, config.sheet});
  if (!std::holds_alternative<data::Table>(test))
    fail(ErrorKind::kData, say("{}: images can't test a model of tables", config.test_data));
  run.test_table = std::get<data::Table>(test);
  for (const Message& note : run.test_table->notes()) run.warn(note);
  data::PreparationReport report;
  train::set_test_rows(run.dataset, *run.test_table, config.weight, &report);
  if (std::optional<Message> warning = report.warning(config.test_data)) run.warn(*warning);
}

}  // namespace

void load_data(TrainingRun& run) {
  const TrainConfig& config = run.config;
  if (!config.from.empty()) run.start = formats::load_model(config.from);
  Data data = read_data({config.data, {}, config.encoding, config.sheet});
  if (auto* images = std::get_if<data::ImageSplit>(&data)) {
    if (!config.target.empty() || !config.drop.empty())
      fail(ErrorKind::kUsage, "images have no columns: leave --target and --drop out");
    if (!config.group.empty() || !config.time.empty() || config.folds > 0 || !config.weight.empty())
      fail(ErrorKind::kUsage, "--group, --time, --weight and --folds are of the rows of a table");
    if (!config.split_out.empty())
      fail(ErrorKind::kUsage, "--split-out writes tables; images have none");
    if (!config.test_data.empty()) images->test = read_test_images(config.test_data, images->train);
    run.origin = images->train.origin;
    data::SplitOptions split;
    split.ratios = config.split;
    split.seed = config.seed;
    run.dataset = train::make_dataset(std::move(*images), split);
  } else {
    run.table = std::move(std::get<data::Table>(data));
    for (const Message& note : run.table->notes()) run.warn(note);
    if (config.no_duplicates) leave_duplicates_out(run);
    run.origin = run.table->origin();
    load_table(run);
  }
  for (const auto& method : {run.method, run.baseline})
    if (method) classic::check_target(*method, run.dataset.target.kind());
  for (const Message& note : run.dataset.split.notes) run.warn(note);
  run.result.rows = run.dataset.rows;
  run.result.features = run.dataset.features;
  run.report({.kind = SessionEvent::Kind::kData,
              .text = run.origin,
              .rows = run.result.rows,
              .count = run.result.features});
}

}  // namespace glia::session
