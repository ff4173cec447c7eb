// Derivatives as graph transforms: both append nodes, so a derivative can be differentiated again.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// Reverse mode: d(output)/d(value) for each value, shaped like the value; zeros where the output
// does not depend on it. `output` must be a scalar unless `seed`, shaped like output, is given
// (then the result is the sum of seed * d(output)).
// The new nodes belong to stage kBackward and to the layer of the node they differentiate.
// Errors: an op on the way that has no gradient, or none by that input (dropout by its rate),
// named.
std::vector<Value> grad(Value output, const std::vector<Value>& values, Value seed = {});

// Forward mode: the directional derivative of each output along `tangents`, one for each of
// `values` and shaped like it. Zeros where an output does not depend on them.
// Errors: an op on the way that has no tangent, or none by that input, named.
std::vector<Value> jvp(const std::vector<Value>& outputs, const std::vector<Value>& values,
                       const std::vector<Value>& tangents);

}  // namespace glia::graph
