#include "glia/program/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/leaf.h"

namespace glia::program {
namespace {

using graph::Value;

// From the step that rounding likes best to those that fit between near kinks.
constexpr double kSteps[] = {2.5e-4, 2.5e-5, 2.5e-6, 2.5e-7};
constexpr double kLeastSlope = 1e-3;  // of max(1, |output|); differences are relative to no less

// d f(s) / ds at 0 from four points, with an error of order step^4.
double quotient(const std::function<double(double)>& f, double step) {
  const double near = f(step) - f(-step);
  const double far = f(2 * step) - f(-2 * step);
  return (8 * near - far) / (12 * step);
}

std::string name_of(Value value) { return value.node().attributes.text; }

class Checker {
 public:
  Checker(Value output, const std::vector<Value>& values,
          const std::map<std::string, Tensor>& inputs, const GradientCheckOptions& options)
      : options_(options),
        values_(values),
        tangents_(tangent_inputs(output, values)),
        gradients_(graph::grad(output, values)),
        slope_(graph::jvp({output}, values, tangents_)[0]),
        value_(program(output.graph(), {output}, nullptr)),
        reverse_(program(output.graph(), gradients_, value_.variables())),
        forward_(program(output.graph(), {slope_}, value_.variables())) {
    for (const Value& value : values_) {
      const auto given = inputs.find(name_of(value));
      if (is_variable(value)) {
        at_.push_back(value_.variables()->get(value_.variables()->find(name_of(value))));
      } else if (given != inputs.end()) {
        at_.push_back(given->second);
      } else {
        fail(ErrorKind::kUsage, say("gradient check: {} is not given", name_of(value)));
      }
    }
    for (Program* each : {&value_, &reverse_, &forward_}) give(*each, inputs);
    for (size_t i = 0; i < values_.size(); ++i) {
      zeros_.emplace_back(at_[i].shape(), Type::kReal);
      forward_.set(forward_.input(name_of(tangents_[i])), zeros_.back());
    }
    value_.step();
    least_ = kLeastSlope * std::max(1.0, std::fabs(value_.scalar(0)));
    reverse_.step();
  }

  GradientRow row(size_t i) {
    const Tensor reverse = reverse_.output(i);
    GradientRow row;
    row.name = name_of(values_[i]);
    row.shape = at_[i].shape();
    const int64_t count = at_[i].count();
    const int64_t apart = std::max<int64_t>(1, (count + options_.elements - 1) / options_.elements);
    double worst = -1;
    for (int64_t k = 0; k < count; k += apart) {
      ++row.checked;
      GradientRow here = row;
      measure(i, k, reverse.at(k), here);
      // Of two failures the larger; what is not finite above all.
      double off = here.finite_difference / options_.tolerance +
                   here.forward_difference / options_.modes_tolerance;
      if (!std::isfinite(off)) off = std::numeric_limits<double>::infinity();
      here.passed = here.finite_difference <= options_.tolerance &&
                    here.forward_difference <= options_.modes_tolerance;
      if (off <= worst) continue;
      const int64_t checked = row.checked;
      row = here;
      row.checked = checked;
      worst = off;
    }
    return row;
  }

 private:
  static bool is_variable(Value value) { return value.node().op == &graph::variable_op(); }

  static std::vector<Value> tangent_inputs(Value output, const std::vector<Value>& values) {
    std::vector<Value> tangents;
    for (const Value& value : values) {
      const bool input = value.node().op == &graph::input_op() && value.type() == Type::kReal;
      if (!input && !is_variable(value)) {
        fail(ErrorKind::kUsage,
             say("gradient check: expected variables and real inputs, found what {} makes",
                 value.node().op->name));
      }
      std::string name = "tangent/" + name_of(value);
      while (output.graph().find_input(name)) name += "'";
      tangents.push_back(output.graph().input(name, value.shape()));
    }
    return tangents;
  }

  Program program(graph::Graph& graph, const std::vector<Value>& outputs,
                  std::shared_ptr<Variables> variables) const {
    Options options;
    options.mode = options_.mode;
    options.assign = false;
    options.seed = options_.seed;
    options.variables = std::move(variables);
    return {graph, outputs, options};
  }

  void give(Program& program, const std::map<std::string, Tensor>& inputs) const {
    if (program.has_input("seed"))
      program.set_integer(program.input("seed"), static_cast<int64_t>(options_.seed));
    if (program.has_input("step")) program.set_integer(program.input("step"), 0);
    for (const auto& [name, value] : inputs) program.set(program.input(name), value);
  }

  void set(size_t i, const Tensor& value) {
    if (is_variable(values_[i])) {
      value_.variables()->set(value_.variables()->find(name_of(values_[i])), value);
    } else {
      value_.set(value_.input(name_of(values_[i])), value);
    }
  }

  double relative(double a, double b) const {
    return std::fabs(a - b) / std::max({std::fabs(a), std::fabs(b), least_});
  }

  void measure(size_t i, int64_t k, double reverse, GradientRow& row) {
    row.worst = k;
    row.reverse = reverse;
    row.forward = forward_at(i, k);
    row.forward_difference = relative(row.forward, reverse);
    Tensor moved = at_[i];
    const double from = moved.at(k);
    const auto shifted = [&](double by) {
      moved.set(k, from + by);
      set(i, moved);
      value_.step();
      return value_.scalar(0);
    };
    bool first = true;
    for (const double step : kSteps) {
      const double slope = quotient(shifted, step * std::max(1.0, std::fabs(from)));
      const double difference = relative(slope, reverse);
      if (first || difference < row.finite_difference) {
        row.finite = slope;
        row.finite_difference = difference;
      }
      first = false;
      if (row.finite_difference <= options_.tolerance) break;
    }
    set(i, at_[i]);
  }

  double forward_at(size_t i, int64_t k) {
    const int input = forward_.input(name_of(tangents_[i]));
    zeros_[i].set(k, 1);
    forward_.set(input, zeros_[i]);
    forward_.step();
    const double slope = forward_.scalar(0);  // before the tangent, which may be the output itself
    zeros_[i].set(k, 0);
    forward_.set(input, zeros_[i]);
    return slope;
  }

  const GradientCheckOptions& options_;
  const std::vector<Value>& values_;
  std::vector<Value> tangents_;
  std::vector<Value> gradients_;
  Value slope_;
  Program value_;
  Program reverse_;
  Program forward_;
  std::vector<Tensor> at_;  // where the derivatives are taken
  std::vector<Tensor> zeros_;
  double least_ = 0;
};

}  // namespace

std::vector<GradientRow> check_gradient(Value output, const std::vector<Value>& values,
                                        const std::map<std::string, Tensor>& inputs,
                                        const GradientCheckOptions& options) {
  if (options.elements < 1)
    fail(ErrorKind::kUsage,
         say("gradient check: elements must be 1 or more, found {}", options.elements));
  Checker checker(output, values, inputs, options);
  std::vector<GradientRow> rows;
  for (size_t i = 0; i < values.size(); ++i) rows.push_back(checker.row(i));
  return rows;
}

bool passed(const std::vector<GradientRow>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const GradientRow& row) { return row.passed; });
}

std::vector<Value> trainable_variables(graph::Graph& graph) {
  std::vector<Value> values;
  for (const graph::Variable& variable : graph.variables())
    if (variable.kind == graph::VariableKind::kTrainable)
      values.push_back(graph.value(variable.node));
  return values;
}

}  // namespace glia::program
