// The columns to predict: what they are, which rows have them, and how a network sees them.
//
// One target of texts (or of few whole numbers) becomes class numbers; one or more targets of
// numbers are scaled and scaled back; several targets of two values each become several yes/no
// outputs. A fitted encoding is a constant value, readable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/scale.h"
#include "glia/data/table.h"
#include "glia/data/task.h"
#include "glia/data/warning.h"

namespace glia::data {

enum class TargetKind {
  kClasses,  // one target, one class a row
  kNumbers,  // one or more numbers a row
  kYesNo,    // two or more targets, each one of two values
};

// "a,b" -> {"a", "b"}, each a column of the table; a column may be named "a,b" itself. Empty: the
// last column. Errors: kUsage for an unknown, repeated or missing name.
std::vector<std::string> target_names(const Table& table, std::string_view list);

// What the targets are in the whole table, before it is split.
struct TargetSurvey {
  std::vector<std::string> names;
  TargetKind kind = TargetKind::kClasses;
  std::vector<int64_t> rows;     // those with every target known, ascending
  std::vector<int32_t> classes;  // of each of these rows, to stratify by; empty for kNumbers
  std::vector<DataWarning> warnings;
};

// kAuto chooses classes for texts, and for whole numbers if there are two different ones, or at
// most 20 with 10 rows each on average; otherwise numbers. Errors: kUsage for a task that the
// columns cannot serve; kData for no usable row, a single class, or so many classes that the column
// must be a name or a number.
TargetSurvey survey_target(const Table& table, const std::vector<std::string>& names,
                           Task task = Task::kAuto);

// T: float or double.
template <class T>
struct EncodedTarget {
  int64_t rows = 0;
  int64_t width = 0;             // network outputs: classes, numbers or yes/no targets
  std::vector<int32_t> classes;  // kClasses: [rows], -1 where the class is missing or unknown
  std::vector<T> values;         // else: [rows, width]; scaled numbers, or 0/1; NaN where unknown
  int64_t missing = 0;           // cells
  int64_t unknown = 0;           // cells with a class, or a text among numbers, not seen before
};

class TargetEncoding {
 public:
  // Learns labels, or centre and spread, from the training rows.
  // Errors: kData for a single class in these rows, or a yes/no target without its two.
  static TargetEncoding fit(const Table& table, std::span<const int64_t> training_rows,
                            const TargetSurvey& survey, Scaling scaling = Scaling::kStandard);
  // For images: the classes are given.
  static TargetEncoding of_classes(std::string name, std::vector<std::string> labels);

  TargetKind kind() const { return kind_; }
  // The number of network outputs.
  int64_t width() const;
  std::vector<std::string> names() const;
  // kClasses: the classes in the order of their numbers. Texts are sorted, numbers go up.
  const std::vector<std::string>& labels() const { return targets_.front().labels; }
  // kYesNo: {no, yes} of one target.
  const std::vector<std::string>& labels(size_t target) const { return targets_.at(target).labels; }
  // kNumbers: target = scaled * spread + centre.
  const CentreSpread& scale(size_t target) const { return targets_.at(target).scale; }
  double restore(size_t target, double scaled) const;

  // Errors: kData when a target column is not in the table.
  template <class T>
  EncodedTarget<T> encode(const Table& table, std::span<const int64_t> rows) const;

  // {"kind": "classes" | "numbers" | "yes_no", "targets": [...]}
  std::string to_json() const;
  // The text may come from a stranger. Errors: kModel.
  static TargetEncoding from_json(std::string_view json);

 private:
  struct Target {
    std::string name;
    std::vector<std::string> labels;  // kClasses, kYesNo
    CentreSpread scale;               // kNumbers
  };
  TargetKind kind_ = TargetKind::kClasses;
  std::vector<Target> targets_;
};

}  // namespace glia::data
