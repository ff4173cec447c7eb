// One step of preparing a table for a network, and the columns it works on.
//
// A step is fitted once, on the training rows, and never changes afterwards; a fitted step may be
// applied from any number of threads. Columns are known by position: a Layout says what they are,
// a Frame holds their cells for a block of rows. Steps do not look at the target.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/date.h"

namespace glia::data {

struct LayoutColumn {
  std::string name;
  bool text = false;
  bool flag = false;                    // numbers that are 0 or 1 by construction: not scaled
  std::vector<std::string> categories;  // text: the texts that codes stand for
  bool filled = false;                  // numbers none of which is missing any more
  std::optional<DateOrder> date = {};   // numbers that are moments, read from text of that order
};
using Layout = std::vector<LayoutColumn>;

inline constexpr int32_t kMissingCode = -1;
inline constexpr int32_t kUnseenCode = -2;  // a text that the training rows did not have

struct FrameColumn {
  std::vector<double> numbers;  // NaN is a missing cell
  std::vector<int32_t> codes;   // an index into the layout's categories, or a code above
};

struct Frame {
  int64_t rows = 0;
  std::vector<FrameColumn> columns;  // as many as the layout has
};

class Step {
 public:
  virtual ~Step() = default;

  // The name that stands in the file: "fill_numbers".
  virtual std::string_view kind() const = 0;
  // The columns after this step.
  virtual const Layout& layout() const = 0;
  // `frame` has the columns that the step was fitted on and gets those of layout().
  virtual void apply(Frame& frame) const = 0;
  // {"kind": ..., "columns": [...]}, read back by read_step.
  virtual std::string to_json() const = 0;
};
using StepPtr = std::shared_ptr<const Step>;

// The text may come from a stranger. `before` has the columns that the step will be given.
// Errors: kModel, naming the member, what was expected and what was found.
StepPtr read_step(std::string_view json, const Layout& before);

}  // namespace glia::data
