// The step that brings numbers to one size: x -> (x - centre) / spread, column by column.
#pragma once

#include <vector>

#include "glia/data/step.h"

namespace glia::data {

enum class Scaling {
  kStandard,  // centre = mean, spread = standard deviation (of n, not n - 1), as scikit-learn does
  kMinMax,    // centre = smallest, spread = largest - smallest: training values lie in [0, 1]
  kNone,
};

// centre and spread of the values that are not NaN. A spread of 0 is replaced by 1, so that a
// constant becomes 0 and nothing is divided by zero.
struct CentreSpread {
  double centre = 0.0;
  double spread = 1.0;  // finite and above 0
};
CentreSpread centre_and_spread(const std::vector<double>& values, Scaling scaling);

// Columns of zeros and ones made by other steps are left as they are.
class ScaleNumbers final : public Step {
 public:
  struct Scale {
    size_t column;
    CentreSpread by;
  };
  static StepPtr fit(const Layout& before, const Frame& training, Scaling scaling);
  static StepPtr read(std::string_view json, const Layout& before);
  ScaleNumbers(const Layout& before, std::vector<Scale> scales);

  std::string_view kind() const override { return "scale_numbers"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

  const std::vector<Scale>& scales() const { return scales_; }

 private:
  std::vector<Scale> scales_;
  Layout after_;
};

}  // namespace glia::data
