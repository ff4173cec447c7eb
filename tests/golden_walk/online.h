// Training as the texts do it: rows in their listed order, an update after each batch, the error
// of a round summed over its rows, each measured before its own update.
#pragma once

#include "tests/golden_walk/trace.h"

namespace glia::golden {

struct Samples {
  Tensor x;  // [rows, inputs]
  Tensor y;  // [rows, outputs]
};

class Online {
 public:
  // `loss`: a scalar of the batch, from the inputs "x" and "y" of the graph, which assigns its
  // update.
  Online(graph::Graph& graph, Value loss, const Samples& samples, int64_t batch = 1);

  // Until the error of a round is at most `aim`, or `most` rounds are done.
  // {rounds, steps, final_err, err_at_round: {"1": ...}}
  Json train(double aim, int64_t most);

  // An output at the present weights for these rows.
  Tensor predict(Value output, const Tensor& x) const;
  Json variable(const std::string& name) const { return value_of(program_, name); }

 private:
  graph::Graph* graph_;
  Tensor x_, y_, opens_;
  int64_t batch_;
  program::Program program_;
};

}  // namespace glia::golden
