// A sheet of paper for one golden case: a graph whose inputs already have values. Build on it, then
// ask for numbers; each comes out of a program compiled in double. Not thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/program/program.h"
#include "glia/tensor/tensor.h"

namespace glia::golden {

using Json = nlohmann::json;
using graph::Value;

// Nested lists of numbers or booleans -> a real tensor, and back: a scalar becomes a number,
// integers stay integers, bool becomes true or false.
Tensor tensor_of(const Json& numbers);
Json json_of(const Tensor& tensor);

// Every number written in a text, in order: "41 points -2..2" -> 41, -2, 2.
std::vector<double> numbers_in(const std::string& text);

class Sheet {
 public:
  using Row = std::pair<std::string, Value>;

  graph::Graph& graph() { return graph_; }
  // An input with this value.
  Value given(const Json& numbers) { return given(tensor_of(numbers)); }
  Value given(Tensor value, Type type = Type::kReal);
  Value constant(double number) { return graph_.constant(number); }
  // 0, 1, .. n-1.
  Value count_to(int64_t n);
  // n points at even distances, from low to high.
  Value even_steps(int64_t n, double low, double high);

  std::vector<Tensor> run(const std::vector<Value>& values,
                          program::Mode mode = program::Mode::kTrain);
  Json show(Value value) { return json_of(run({value})[0]); }
  // An object with one member for each row.
  Json show(const std::vector<Row>& rows);
  Json list(const std::vector<Value>& values);

 private:
  graph::Graph graph_;
  std::vector<Tensor> values_;
};

// Element i of a vector, as a scalar.
Value at(Value vector, int64_t i);
// Elements begin..end-1 of a vector.
Value part(Value vector, int64_t begin, int64_t end);
// dy/dx, element by element, where y[i] depends on x[i] alone.
Value slope(Value y, Value x);
// A real 1 where true, else 0.
Value indicator(Value condition);

// Where f has a stationary point near `start`, and f there: Newton's method on the slope, with
// derivatives from the graph.
struct Peak {
  Json at, value;
};
Peak peak(const std::function<Value(Value)>& f, double start);

}  // namespace glia::golden
