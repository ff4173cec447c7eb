#include "tests/golden_walk/sheet.h"

#include "glia/base/error.h"
#include "glia/base/parse_number.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/index.h"

namespace glia::golden {
namespace {

void flatten(const Json& json, std::vector<double>& values) {
  if (json.is_array()) {
    for (const Json& item : json) flatten(item, values);
  } else if (json.is_boolean()) {
    values.push_back(json.get<bool>() ? 1 : 0);
  } else {
    values.push_back(json.get<double>());
  }
}

Json nested(const Tensor& tensor, int axis, int64_t& next) {
  if (axis == tensor.shape().rank()) {
    const double value = tensor.at(next++);
    if (tensor.type() == Type::kBool) return value != 0;
    if (tensor.type() == Type::kReal) return value;
    return static_cast<int64_t>(value);
  }
  Json items = Json::array();
  for (int64_t i = 0; i < tensor.shape()[axis].size(); ++i)
    items.push_back(nested(tensor, axis + 1, next));
  return items;
}

}  // namespace

Tensor tensor_of(const Json& numbers) {
  Shape shape;
  for (const Json* level = &numbers; level->is_array(); level = &level->at(0))
    shape.push_back(static_cast<int64_t>(level->size()));
  std::vector<double> values;
  flatten(numbers, values);
  return Tensor::from(shape, values);
}

Json json_of(const Tensor& tensor) {
  int64_t next = 0;
  return nested(tensor, 0, next);
}

std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  for (size_t i = 0; i < text.size(); ++i) {
    const bool minus = text[i] == '-' && digit(i + 1) && (i == 0 || !digit(i - 1));
    if (!digit(i) && !minus) continue;
    size_t end = i + 1;
    while (digit(end) || (end < text.size() && text[end] == '.' && digit(end + 1))) ++end;
    numbers.push_back(parse_double(text.substr(i, end - i)).value());
    i = end - 1;
  }
  return numbers;
}

Value Sheet::given(Tensor value, Type type) {
  const std::string name = "given" + std::to_string(values_.size());
  values_.push_back(std::move(value));
  return graph_.input(name, values_.back().shape(), type);
}

Value Sheet::count_to(int64_t n) {
  Tensor tensor({n}, Type::kReal);
  for (int64_t i = 0; i < n; ++i) tensor.set(i, static_cast<double>(i));
  return given(std::move(tensor));
}

Value Sheet::even_steps(int64_t n, double low, double high) {
  const Value steps = given(n) - 1.0;
  return given(low) + count_to(n) / steps * (given(high) - given(low));
}

std::vector<Tensor> Sheet::run(const std::vector<Value>& values, program::Mode mode) {
  program::Options options;
  options.mode = mode;
  program::Program program(graph_, values, options);
  for (size_t i = 0; i < values_.size(); ++i)
    program.set(program.input("given" + std::to_string(i)), values_[i]);
  program.step();
  std::vector<Tensor> results;
  for (size_t i = 0; i < values.size(); ++i) results.push_back(program.output(i));
  return results;
}

Json Sheet::show(const std::vector<Row>& rows) {
  std::vector<Value> values;
  for (const Row& row : rows) values.push_back(row.second);
  const std::vector<Tensor> results = run(values);
  Json object;
  for (size_t i = 0; i < rows.size(); ++i) object[rows[i].first] = json_of(results[i]);
  return object;
}

Json Sheet::list(const std::vector<Value>& values) {
  Json items = Json::array();
  for (const Tensor& result : run(values)) items.push_back(json_of(result));
  return items;
}

Value at(Value vector, int64_t i) { return reshape(slice(vector, 0, i, i + 1), {}); }

Value part(Value vector, int64_t begin, int64_t end) { return slice(vector, 0, begin, end); }

Value slope(Value y, Value x) { return graph::grad(sum(y), {x})[0]; }

Value indicator(Value condition) { return cast(condition, Type::kReal); }

Peak peak(const std::function<Value(Value)>& f, double start) {
  graph::Graph graph;
  const Value t = graph.variable("t", {}, [start](std::span<double> values, uint64_t, uint64_t) {
    for (double& value : values) value = start;
  });
  const Value y = f(t);
  const Value first = graph::grad(y, {t})[0];
  const Value second = graph::grad(first, {t})[0];
  graph.assign(t, t - first / second);
  program::Program program(graph, {t, y});
  constexpr int kSteps = 40;  // Newton doubles the digits in each: far more than enough
  for (int i = 0; i < kSteps; ++i) program.step();
  return {program.scalar(0), program.scalar(1)};
}

}  // namespace glia::golden
