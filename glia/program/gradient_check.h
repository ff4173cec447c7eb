// A gradient checked: difference quotients, forward mode and reverse mode side by side.
//
// Difference quotients know nothing of the rules of derivatives, so an op whose gradient or tangent
// is wrong shows. Everything is computed in double. Pure but for the graph, which gets the nodes
// of both derivatives.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/program/program.h"
#include "glia/tensor/tensor.h"

namespace glia::program {

struct GradientCheckOptions {
  Mode mode = Mode::kTrain;
  uint64_t seed = 0;       // of the variables' start values, and what the input "seed" is given
  int64_t elements = 100;  // checked of each value at most, at even distances; at least 1
  // Largest difference from the quotients that passes. It is relative to the larger of both
  // numbers, but to no less than a thousandth of max(1, |output|): of smaller slopes a quotient of
  // rounded values knows too little.
  double tolerance = 1e-6;
  // The same between both modes, which only rounding parts.
  double modes_tolerance = 1e-9;
};

// What was found for one variable or input, at its worst element.
struct GradientRow {
  std::string name;
  Shape shape;                    // as it was checked: all numbers
  int64_t checked = 0;            // elements
  int64_t worst = 0;              // the element, in row-major order
  double finite = 0;              // d(output)/d(element) by central differences,
  double forward = 0;             // by jvp,
  double reverse = 0;             // by grad
  double finite_difference = 0;   // relative, between finite and reverse
  double forward_difference = 0;  // relative, between forward and reverse
  bool passed = true;
};

// d(output)/d(value) of each of `values` (variables or real inputs), each way. `output`: a real
// scalar. `inputs`: the inputs that it depends on by name; "seed" and "step" may be left out.
// A kink (a ReLU's at 0) spoils a quotient whose points lie on both its sides: smaller steps are
// tried before a difference counts.
// Errors: kUsage for an output that is not a scalar, a value that is neither variable nor input, a
// missing input, an op without a derivative.
std::vector<GradientRow> check_gradient(graph::Value output,
                                        const std::vector<graph::Value>& values,
                                        const std::map<std::string, Tensor>& inputs,
                                        const GradientCheckOptions& options = {});

// Whether every row passed.
bool passed(const std::vector<GradientRow>& rows);

// The graph's trainable variables, in the order they were declared.
std::vector<graph::Value> trainable_variables(graph::Graph& graph);

}  // namespace glia::program
