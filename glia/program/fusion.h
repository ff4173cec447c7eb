// The pass that groups nodes: elementwise nodes of one shape into chains, and a chain onto the
// product it finishes. Chosen by graph and shape alone. Internal to the program.
#pragma once

#include <vector>

#include "glia/program/plan.h"

namespace glia::program {

class Fusion {
 public:
  // roots: nodes that are wanted from outside the plan's steps.
  Fusion(Plan& plan, std::vector<int> roots);
  // Fills plan.groups_ and plan.group_of_: every node that needs a step is in one group.
  void run();

 private:
  void join_gradients();
  bool can_merge(const std::vector<int>& a, const std::vector<int>& b) const;
  void merge(int into, int from);
  // The largest position up to `position` that no group reaches across: with members before it and
  // members from it on.
  int clean_cut(int position) const;
  // No position within this group is a clean cut.
  void reach_across(const std::vector<int>& group);
  bool small_enough(const std::vector<int>& a, const std::vector<int>& b) const;

  Plan& plan_;
  const graph::Graph& graph_;
  std::vector<int> roots_;
  // By position: itself where it is a clean cut, else one nearer to it (a disjoint-set forest).
  mutable std::vector<int> cut_;
};

}  // namespace glia::program
