// Training as the books do it: rows in their listed order, an update after each batch of them, the
// loss of a round summed over its batches, each measured before its own update.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/lesson/worksheet.h"
#include "glia/program/program.h"

namespace glia::lesson {

struct Samples {
  Tensor x;  // [rows, inputs]
  Tensor y;  // [rows, outputs]
};

// The inputs "x" and "y" of a graph that is trained by Rounds.
Value input_x(Graph& graph, int64_t width);
Value input_y(Graph& graph, int64_t width);

class Rounds {
 public:
  // `loss`: a scalar of the batch, from the inputs "x" and "y" of the graph, which assigns its
  // update. The graph must outlive this.
  Rounds(Graph& graph, Value loss, Samples samples, int64_t batch = 1);

  // Visits every row once; the summed loss.
  double round();
  // Rounds until one has a loss of at most `aim`, or `most`; the loss of each.
  std::vector<double> train(double aim, int64_t most);

  // A value of the graph for these inputs, at the present weights.
  std::vector<double> predict(Value value, const Tensor& x) const;
  std::vector<double> variable(const std::string& name) const;

 private:
  Graph* graph_;
  Samples samples_;
  int64_t batch_;
  std::vector<int64_t> rows_;
  program::Program program_;
};

}  // namespace glia::lesson
