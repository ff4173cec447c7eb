// The step that turns each text column into one 0/1 column for each of its categories.
#pragma once

#include "glia/data/step.h"

namespace glia::data {

// Number columns come first, in their order; then "COLUMN=CATEGORY" for all text columns. A cell
// that is missing or was not seen in training is all zeros.
class OneHot final : public Step {
 public:
  static StepPtr fit(const Layout& before);
  static StepPtr read(std::string_view json, const Layout& before);
  explicit OneHot(const Layout& before);

  std::string_view kind() const override { return "one_hot"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

 private:
  Layout before_;
  Layout after_;
};

}  // namespace glia::data
