#include "glia/data/target.h"

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/cells.h"
#include "glia/data/json_object_internal.h"
#include "glia/data/message_text.h"
#include "glia/data/step_columns_internal.h"

namespace glia::data {
namespace {

constexpr std::string_view kKindNames[] = {"classes", "numbers", "yes_no"};

std::string_view name_of(TargetKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

const Column& target_column(const Table& table, const std::string& name) {
  if (const std::optional<int64_t> index = table.find(name)) return table.column(*index);
  fail(ErrorKind::kData,
       say("{}: the target column {} is not there", table.origin(), text_for_message(name)));
}

}  // namespace

TargetEncoding TargetEncoding::fit(const Table& table, std::span<const int64_t> training_rows,
                                   const TargetSurvey& survey, Scaling scaling) {
  TargetEncoding encoding;
  encoding.kind_ = survey.kind;
  const std::vector<int64_t> rows(training_rows.begin(), training_rows.end());
  for (const std::string& name : survey.names) {
    const Column& column = target_column(table, name);
    Target target;
    target.name = name;
    if (survey.kind == TargetKind::kNumbers) {
      std::vector<double> values;
      values.reserve(rows.size());
      for (const int64_t row : rows) values.push_back(column.numbers[static_cast<size_t>(row)]);
      target.scale = centre_and_spread(values, scaling);
    } else {
      target.labels = distinct_texts(column, rows);
      if (target.labels.size() < 2)
        fail(ErrorKind::kData, say("{}: the training rows have a single class of the target {}",
                                   table.origin(), text_for_message(name)));
    }
    encoding.targets_.push_back(std::move(target));
  }
  return encoding;
}

TargetEncoding TargetEncoding::of_classes(std::string name, std::vector<std::string> labels) {
  TargetEncoding encoding;
  encoding.targets_.push_back({std::move(name), std::move(labels), {}});
  return encoding;
}

int64_t TargetEncoding::width() const {
  return static_cast<int64_t>(kind_ == TargetKind::kClasses ? labels().size() : targets_.size());
}

std::vector<std::string> TargetEncoding::names() const {
  std::vector<std::string> names;
  for (const Target& target : targets_) names.push_back(target.name);
  return names;
}

double TargetEncoding::restore(size_t target, double scaled) const {
  return scaled * scale(target).spread + scale(target).centre;
}

template <class T>
EncodedTarget<T> TargetEncoding::encode(const Table& table, std::span<const int64_t> rows) const {
  EncodedTarget<T> encoded;
  encoded.rows = static_cast<int64_t>(rows.size());
  encoded.width = width();
  if (kind_ != TargetKind::kClasses) encoded.values.resize(rows.size() * targets_.size());
  for (size_t t = 0; t < targets_.size(); ++t) {
    const Target& target = targets_[t];
    const Column& column = target_column(table, target.name);
    const auto note = [&](int64_t row) {
      ++(column.is_missing(row) ? encoded.missing : encoded.unknown);
    };
    if (kind_ == TargetKind::kNumbers) {
      const NumberCells cells(column);
      for (size_t r = 0; r < rows.size(); ++r) {
        const double value = cells.at(rows[r]);
        if (std::isnan(value)) note(rows[r]);
        encoded.values[r * targets_.size() + t] =
            static_cast<T>((value - target.scale.centre) / target.scale.spread);
      }
      continue;
    }
    const CodeCells cells(column, target.labels);
    for (size_t r = 0; r < rows.size(); ++r) {
      const int32_t code = cells.at(rows[r]);
      if (code < 0) note(rows[r]);
      if (kind_ == TargetKind::kClasses)
        encoded.classes.push_back(code < 0 ? -1 : code);
      else
        encoded.values[r * targets_.size() + t] =
            code < 0 ? std::numeric_limits<T>::quiet_NaN() : static_cast<T>(code);
    }
  }
  return encoded;
}

template EncodedTarget<float> TargetEncoding::encode(const Table&, std::span<const int64_t>) const;
template EncodedTarget<double> TargetEncoding::encode(const Table&, std::span<const int64_t>) const;

std::string TargetEncoding::to_json() const {
  Json targets = Json::array();
  for (const Target& target : targets_) {
    Json one = json_object({{"name", target.name}});
    if (kind_ == TargetKind::kNumbers) {
      one["centre"] = target.scale.centre;
      one["spread"] = target.scale.spread;
    } else {
      one["labels"] = target.labels;
    }
    targets.push_back(std::move(one));
  }
  return dump_json(json_object({{"kind", name_of(kind_)}, {"targets", std::move(targets)}}));
}

TargetEncoding TargetEncoding::from_json(std::string_view text) {
  const Json json = JsonReader::parse(text, "target");
  const JsonReader reader(json, "target");
  TargetEncoding encoding;
  const JsonReader kind = reader.member("kind");
  if (kind.text() == name_of(TargetKind::kNumbers)) {
    encoding.kind_ = TargetKind::kNumbers;
  } else if (kind.text() == name_of(TargetKind::kYesNo)) {
    encoding.kind_ = TargetKind::kYesNo;
  } else if (kind.text() != name_of(TargetKind::kClasses)) {
    kind.wrong("classes, numbers or yes_no");
  }
  const JsonReader list = reader.member("targets");
  for (const JsonReader& one : list.elements()) {
    Target target;
    target.name = one.member("name").text();
    if (encoding.kind_ == TargetKind::kNumbers) {
      target.scale = read_centre_spread(one);
    } else {
      const JsonReader labels = one.member("labels");
      target.labels = labels.texts();
      const size_t found = target.labels.size();
      if (encoding.kind_ == TargetKind::kYesNo ? found != 2 : found < 2)
        labels.wrong(encoding.kind_ == TargetKind::kYesNo ? "two labels" : "two labels or more");
    }
    encoding.targets_.push_back(std::move(target));
  }
  const size_t found = encoding.targets_.size();
  if (found == 0) list.wrong("at least one target");
  if (encoding.kind_ == TargetKind::kClasses && found != 1) list.wrong("one target");
  return encoding;
}

}  // namespace glia::data
