// A plan of a program with the bindings it was run with. Internal to the program.
#pragma once

#include <list>

#include "glia/program/bound_plan.h"
#include "glia/program/program.h"

namespace glia::program {

// A plan with its bindings, newest first. Few sizes occur: a full batch, a short last one, one row.
struct Program::Compiled {
  Compiled(const graph::Graph& graph, const std::vector<int>& outputs, int guard,
           size_t assignments, Mode mode, PlanOptions plan_options)
      : plan(graph, outputs, guard, assignments, mode, plan_options) {}

  static constexpr size_t kMostBindings = 8;
  Plan plan;
  std::list<BoundPlan> bindings;
};

}  // namespace glia::program
