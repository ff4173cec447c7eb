#include "glia/train/dataset.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"
#include "glia/data/row_numbers.h"
#include "glia/data/row_weights.h"
#include "glia/data/split_by.h"

namespace glia::train {

using program::RowSource;

Source Dataset::source() const {
  Source source;
  source.rows = rows;
  if (images) {
    RowSource pixels_of{pixels.data(), RowSource::Type::kU8, rows};
    pixels_of.scale = 1.0 / 255;
    source.inputs.push_back({"x", pixels_of});
  } else {
    source.inputs.push_back({"x", {x.data(), RowSource::Type::kFloat, rows}});
  }
  if (target.kind() == data::TargetKind::kClasses)
    source.inputs.push_back({"y", {classes.data(), RowSource::Type::kI32, rows}});
  else
    source.inputs.push_back({"y", {y.data(), RowSource::Type::kFloat, rows}});
  if (!weights.empty())
    source.inputs.push_back({"weight", {weights.data(), RowSource::Type::kFloat, rows}});
  return source;
}

namespace {

// A column can't be asked about and weigh the answer, nor be read by a model that goes on.
void check_weight(const data::Table& table, const std::vector<std::string>& targets,
                  const DatasetOptions& options) {
  const std::string& weight = options.weight;
  if (std::find(targets.begin(), targets.end(), weight) != targets.end())
    fail(ErrorKind::kUsage, say("{}: {} is the target; what a row counts stands in another column",
                                table.origin(), data::text_for_message(weight)));
  if (options.like == nullptr || !options.like->preparation) return;
  for (const data::LayoutColumn& input : options.like->preparation->inputs().layout())
    if (input.name == weight)
      fail(ErrorKind::kUsage,
           say("{}: the model to start from reads {} as a feature; it can't be the weight too",
               table.origin(), data::text_for_message(weight)));
}

// Errors: kData for a part of the rows of which none counts.
void expect_weight(const Dataset& dataset, const std::string& origin) {
  const auto counts = [&](const std::vector<int64_t>& rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](int64_t row) { return dataset.weights[static_cast<size_t>(row)] > 0; });
  };
  const data::Split& split = dataset.split;
  if (!counts(split.train))
    fail(ErrorKind::kData, say("{}: all training rows have the weight 0", origin));
  if (!split.validation.empty() && !counts(split.validation))
    fail(ErrorKind::kData, say("{}: all validation rows have the weight 0", origin));
  if (!split.test.empty() && !counts(split.test))
    fail(ErrorKind::kData, say("{}: all test rows have the weight 0", origin));
}

data::Split choose_split(const data::Table& table, const data::TargetSurvey& survey,
                         const DatasetOptions& options) {
  if (options.given != nullptr) return *options.given;
  const std::vector<int64_t>& rows = survey.rows;
  if (!options.group.empty())
    return data::split_rows_by_group(rows, data::groups_of(table, options.group, rows),
                                     options.split);
  if (!options.time.empty())
    return data::split_rows_by_time(rows, data::times_of(table, options.time, rows), options.split);
  return survey.classes.empty() ? data::split_rows(rows, options.split)
                                : data::split_rows_by_class(rows, survey.classes, options.split);
}

}  // namespace

Dataset make_dataset(const data::Table& table, const DatasetOptions& options) {
  const std::vector<std::string> names = data::target_names(table, options.target);
  const data::TargetSurvey survey = data::survey_target(table, names, options.task);
  if (!options.weight.empty()) check_weight(table, names, options);
  const data::Split split = choose_split(table, survey, options);
  Dataset dataset;
  dataset.warnings = survey.warnings;
  if (options.like != nullptr) {
    if (!options.like->preparation)
      fail(ErrorKind::kData, say("{}: the model to start from reads images", table.origin()));
    dataset.target = options.like->target;
    dataset.preparation = options.like->preparation;
  } else {
    // Which classes there are is known beforehand, also where a group or a time takes all rows of
    // one out of training; centre and spread of numbers are learned.
    const bool numbers = survey.kind == data::TargetKind::kNumbers;
    dataset.target = data::TargetEncoding::fit(table, numbers ? split.train : survey.rows, survey);
    data::PreparationOptions preparation = options.preparation;
    for (const std::string* name : {&options.group, &options.time, &options.weight})
      if (!name->empty()) preparation.drop.push_back(*name);
    dataset.preparation = data::Preparation::fit(table, split.train, dataset.target, preparation);
    const auto& said = dataset.preparation->warnings();
    dataset.warnings.insert(dataset.warnings.end(), said.begin(), said.end());
  }

  dataset.table_rows = survey.rows;
  dataset.rows = static_cast<int64_t>(survey.rows.size());
  data::Prepared<float> x = dataset.preparation->apply<float>(table, survey.rows);
  dataset.features = x.width;
  dataset.x = std::move(x.values);
  data::EncodedTarget<float> y = dataset.target.encode<float>(table, survey.rows);
  dataset.classes = std::move(y.classes);
  dataset.y = std::move(y.values);

  if (!options.weight.empty())
    dataset.weights = data::weights_of(table, options.weight, survey.rows);

  // From rows of the table to rows of the matrices: survey.rows is ascending.
  const auto renumber = [&](const std::vector<int64_t>& part) {
    std::vector<int64_t> result;
    for (const int64_t row : part) {
      const auto at = std::lower_bound(survey.rows.begin(), survey.rows.end(), row);
      result.push_back(at - survey.rows.begin());
    }
    return result;
  };
  dataset.split = split;
  dataset.split.train = renumber(split.train);
  dataset.split.validation = renumber(split.validation);
  dataset.split.test = renumber(split.test);
  if (!dataset.weights.empty()) expect_weight(dataset, table.origin());
  return dataset;
}

void set_test_rows(Dataset& dataset, const data::Table& test, const std::string& weight,
                   data::PreparationReport* report) {
  const std::vector<int64_t> all = data::first_rows(test.rows());
  data::EncodedTarget<float> y = dataset.target.encode<float>(test, all);
  data::Prepared<float> x = dataset.preparation->apply<float>(test, all, report);
  dataset.split.test.clear();
  for (int64_t i = 0; i < test.rows(); ++i) {
    const auto at = static_cast<size_t>(i);
    bool known = true;
    if (!y.classes.empty()) known = y.classes[at] >= 0;
    for (int64_t k = 0; y.classes.empty() && k < y.width; ++k)
      known = known &&
              !std::isnan(y.values[at * static_cast<size_t>(y.width) + static_cast<size_t>(k)]);
    if (known) dataset.split.test.push_back(dataset.rows + i);
    dataset.table_rows.push_back(-1);
  }
  if (dataset.split.test.empty())
    fail(ErrorKind::kData, say("{}: no row with a known target to test on", test.origin()));
  dataset.x.insert(dataset.x.end(), x.values.begin(), x.values.end());
  dataset.classes.insert(dataset.classes.end(), y.classes.begin(), y.classes.end());
  dataset.y.insert(dataset.y.end(), y.values.begin(), y.values.end());
  if (!weight.empty()) {
    // Rows without a target are not tested on, and their cell may be anything.
    std::vector<int64_t> tested;
    for (const int64_t row : dataset.split.test) tested.push_back(row - dataset.rows);
    const std::vector<float> of_tested = data::weights_of(test, weight, tested);
    std::vector<float> weights(all.size());
    for (size_t i = 0; i < tested.size(); ++i)
      weights[static_cast<size_t>(tested[i])] = of_tested[i];
    dataset.weights.insert(dataset.weights.end(), weights.begin(), weights.end());
    expect_weight(dataset, test.origin());
  }
  dataset.rows += test.rows();
}

Dataset make_dataset(data::ImageSplit images, const data::SplitOptions& options) {
  data::Images& train = images.train;
  const data::Images& test = images.test;
  if (!train.has_labels() || (test.count > 0 && !test.has_labels()))
    fail(ErrorKind::kData, say("{}: images without labels can't be trained on", train.origin));
  if (test.count > 0 && (test.height != train.height || test.width != train.width)) {
    fail(ErrorKind::kData, say("{}: training images are {}x{}, test images {}x{}", train.origin,
                               train.height, train.width, test.height, test.width));
  }
  Dataset dataset;
  dataset.images = ImageInput{train.height, train.width};
  dataset.features = train.pixels_per_image();
  dataset.rows = train.count + test.count;
  std::vector<std::string> labels;
  for (int64_t i = 0; i < std::max(train.classes(), test.classes()); ++i)
    labels.push_back(train.label_name(i));
  const bool single = std::all_of(train.labels.begin(), train.labels.end(),
                                  [&](const auto& label) { return label == train.labels[0]; });
  if (labels.size() < 2 || single)
    fail(ErrorKind::kData, say("{}: all images have one label", train.origin));
  dataset.target = data::TargetEncoding::of_classes("label", std::move(labels));
  dataset.classes.assign(train.labels.begin(), train.labels.end());
  dataset.classes.insert(dataset.classes.end(), test.labels.begin(), test.labels.end());

  const std::vector<int64_t> rows = data::first_rows(train.count);
  // Where the test images are given, all the others are for training: a twelfth is enough to watch.
  data::SplitOptions split = options;
  if (test.count > 0) split.ratios = {11, 1, 0};
  dataset.split = data::split_rows_by_class(
      rows, std::span<const int32_t>(dataset.classes).first(static_cast<size_t>(train.count)),
      split);
  if (test.count > 0) dataset.split.notes.clear();
  for (int64_t i = 0; i < test.count; ++i) dataset.split.test.push_back(train.count + i);

  dataset.pixels = std::move(train.pixels);
  dataset.pixels.insert(dataset.pixels.end(), test.pixels.begin(), test.pixels.end());
  return dataset;
}

}  // namespace glia::train
