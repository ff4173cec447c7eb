// Variables in bands for as long as this lives; row after row again afterwards. Internal to the
// program.
#pragma once

#include "glia/program/bound_plan.h"

namespace glia::program {

class BandedVariables {
 public:
  // Those of `plan`, for the threads of memory.pool. Both must outlive this. Grows memory.turning.
  BandedVariables(const Plan& plan, Memory& memory);
  ~BandedVariables();
  BandedVariables(const BandedVariables&) = delete;
  BandedVariables& operator=(const BandedVariables&) = delete;

 private:
  template <class F>
  void for_each(const F& turn);

  const Plan& plan_;
  Memory& memory_;
};

}  // namespace glia::program
