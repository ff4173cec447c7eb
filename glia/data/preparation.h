// From a table to the numbers a network reads: columns chosen, missing cells filled, numbers
// scaled, texts turned into 0/1 columns. Everything is learned from the training rows alone, kept
// as a list of small steps, saved with the model and replayed on any table.
//
// A fitted preparation is a constant value, readable from any thread. The target is not its
// business (see target.h), except that a column which gives it away is named in a warning.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/fill.h"
#include "glia/data/inputs.h"
#include "glia/data/scale.h"
#include "glia/data/step.h"
#include "glia/data/table.h"
#include "glia/data/target.h"
#include "glia/data/warning.h"

namespace glia::data {

struct PreparationOptions {
  // Which columns.
  std::vector<std::string> drop;  // left out, without a warning
  std::vector<std::string> keep;  // used even if they look like identifiers or have many texts
  int64_t most_texts = 50;        // different texts in a column before it is left out
  // How a column like 5/1/2024 or 05/01/24 is read where every cell could be read in several ways:
  // kDmy, kMdy or, with years of two digits, kYmd. Not given: the day first, with a warning.
  std::optional<DateOrder> date_order = {};

  // What becomes of their cells.
  NumberFill numbers = NumberFill::kMean;
  TextFill texts = TextFill::kOwnCategory;  // that a cell is missing often says more than a guess
  bool note_missing = false;                // a 0/1 column beside each number column with gaps
  Scaling scaling = Scaling::kStandard;
};

// Row-major, features as in Preparation::feature_names().
template <class T>
struct Prepared {
  int64_t rows = 0;
  int64_t width = 0;
  std::vector<T> values;  // all finite: beyond the range of T its largest value stands
};

class Preparation {
 public:
  // Errors: kUsage for unknown names in the options, or a target among `drop`; kData when no
  // column is left to learn from. `table` has the target columns.
  static Preparation fit(const Table& table, std::span<const int64_t> training_rows,
                         const TargetEncoding& target, const PreparationOptions& options = {});

  // Network inputs.
  int64_t width() const { return static_cast<int64_t>(names_.size()); }
  // "bill_length_mm", "island=Biscoe", "age is missing": [width]
  const std::vector<std::string>& feature_names() const { return names_; }
  const TableInputs& inputs() const { return inputs_; }
  const std::vector<StepPtr>& steps() const { return steps_; }
  // What fit had to say; not saved.
  const std::vector<DataWarning>& warnings() const& { return warnings_; }
  const std::vector<DataWarning>& warnings() && = delete;  // would not outlive the loop over it

  // T: float or double. Differences from the training table are counted in *report, if given.
  // The values of a row depend on that row alone. Errors: kFailed when the result is too large.
  template <class T>
  Prepared<T> apply(const Table& table, std::span<const int64_t> rows,
                    PreparationReport* report = nullptr) const;

  // {"inputs": {...}, "steps": [...], "features": [...]}
  std::string to_json() const;
  // The text may come from a stranger. Errors: kModel, naming the member.
  static Preparation from_json(std::string_view json);

 private:
  void finish();

  TableInputs inputs_;
  std::vector<StepPtr> steps_;
  std::vector<std::string> names_;
  std::vector<DataWarning> warnings_;
};

}  // namespace glia::data
