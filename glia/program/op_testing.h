// What tests of ops share: inputs drawn for a sample, the sample's graph, the expected values and
// numerical slopes. Deterministic: the same op and sample draw the same numbers everywhere.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/program/program.h"

namespace glia::program {

// A graph that holds one sample of an op. Inputs are named x0, x1, ... and declared in that order.
struct SampleGraph {
  std::unique_ptr<graph::Graph> graph = std::make_unique<graph::Graph>();
  std::vector<graph::Value> inputs;
  graph::Value output;
};

// Throws what Graph::add throws when the op refuses the sample.
SampleGraph build_sample(const graph::Op& op, const graph::Sample& sample);
// The same with the symbol `batch` for a leading size, in every input that leads with it and in the
// attributes; one graph for each such size that the op takes.
std::vector<SampleGraph> build_symbolic(const graph::Op& op, const graph::Sample& sample);

Type type_of_input(const graph::Sample& sample, size_t i);

enum class Draw {
  kSpread,  // in [low, high), apart from each other and from the kinks by 1e-3 where there is room
  kWhole,   // whole numbers in [low, high): full of ties, on the kinks
};
std::vector<Tensor> draw_inputs(const graph::Op& op, const graph::Sample& sample,
                                Draw draw = Draw::kSpread);
// Uniform in [-1, 1), a function of the name and the element.
Tensor draw_tensor(const Shape& shape, std::string_view name);

// A real tensor rounded to float, kept in double; others as they are.
Tensor rounded_to_float(const Tensor& tensor);

// The op's own reference for `output`, whose shape and type are known.
Tensor expected_output(const graph::Op& op, const graph::Sample& sample,
                       const std::vector<Tensor>& inputs, const Shape& shape, Type type);

// d f(s) / ds at 0 from four points, with an error of order step^4.
double central_slope(const std::function<double(double)>& f);

// One value of a graph, run again and again in double for inputs given by position.
class Evaluator {
 public:
  Evaluator(graph::Graph& graph, const std::vector<graph::Value>& outputs, Options options = {})
      : program_(graph, outputs, std::move(options)) {}

  void set(size_t first, const std::vector<Tensor>& values);
  void set(size_t input, const Tensor& value) { program_.set(static_cast<int>(input), value); }
  double scalar();
  std::vector<Tensor> outputs(size_t count);

 private:
  Program program_;
};

// Sum of the products of the elements.
double dot(const std::vector<Tensor>& a, const std::vector<Tensor>& b);

// Whether two tensors have the same shape, type and bits.
bool same_bits(const Tensor& a, const Tensor& b);

}  // namespace glia::program
