// The pass that groups nodes: elementwise nodes of one shape into chains, and a chain onto the
// product it finishes. Chosen by graph and shape alone. Internal to the program.
#pragma once

#include <vector>

#include "glia/program/plan.h"

namespace glia::program {

class Fusion {
 public:
  explicit Fusion(Plan& plan);
  // Fills plan.groups_ and plan.group_of_: every node that needs a step is in one group.
  void run();

 private:
  bool can_merge(const std::vector<int>& a, const std::vector<int>& b) const;
  void merge(int into, int from);
  bool small_enough(const std::vector<int>& a, const std::vector<int>& b) const;

  Plan& plan_;
  const graph::Graph& graph_;
};

}  // namespace glia::program
