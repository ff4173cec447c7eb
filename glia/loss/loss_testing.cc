#include "glia/loss/loss_testing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"

namespace glia::loss {
namespace {

struct Built {
  graph::Graph graph;
  std::vector<Value> arguments;
  std::vector<Value> by;
  Value loss;
};

std::unique_ptr<Built> build(const LossCase& of) {
  auto built = std::make_unique<Built>();
  for (size_t i = 0; i < of.arguments.size(); ++i) {
    const Tensor& argument = of.arguments[i];
    std::vector<Dim> dims = argument.shape().dims();
    if (of.symbolic && !dims.empty()) dims[0] = batch();
    built->arguments.push_back(
        built->graph.input(fmt::format("x{}", i), Shape(dims), argument.type()));
  }
  for (const size_t i : of.by) built->by.push_back(built->arguments[i]);
  built->loss = of.build(built->arguments);
  EXPECT_EQ(built->loss.shape().rank(), 0);
  return built;
}

std::vector<Tensor> run(Built& built, const LossCase& of, const std::vector<Value>& outputs,
                        Real real = Real::kDouble) {
  program::Program program(built.graph, outputs, {.real = real, .capacity = 4});
  for (size_t i = 0; i < of.arguments.size(); ++i)
    program.set(static_cast<int>(i), of.arguments[i]);
  program.step();
  std::vector<Tensor> results;
  for (size_t i = 0; i < outputs.size(); ++i) results.push_back(program.output(i));
  return results;
}

// A direction for each of `by`: fixed numbers in [-1, 1).
std::vector<Tensor> directions(const LossCase& of) {
  std::vector<Tensor> all;
  for (const size_t at : of.by) {
    Tensor direction(of.arguments[at].shape(), Type::kReal);
    for (int64_t i = 0; i < direction.count(); ++i) {
      const uint32_t word = random_word(1, hash_path("direction"), at, static_cast<uint64_t>(i));
      direction.set(i, 2 * uniform01(word) - 1);
    }
    all.push_back(std::move(direction));
  }
  return all;
}

// `output` of the loss with its arguments moved by s along the directions, by s: four points.
double slope_along(Built& built, const LossCase& of, Value output,
                   const std::vector<Tensor>& along) {
  const auto at = [&](double s) {
    LossCase moved = of;
    for (size_t k = 0; k < of.by.size(); ++k) {
      Tensor& argument = moved.arguments[of.by[k]];
      for (int64_t i = 0; i < argument.count(); ++i)
        argument.set(i, argument.at(i) + s * along[k].at(i));
    }
    return run(built, moved, {output})[0].item();
  };
  constexpr double kStep = 1e-4;
  return (8 * (at(kStep) - at(-kStep)) - (at(2 * kStep) - at(-2 * kStep))) / (12 * kStep);
}

Value inner(const std::vector<Value>& a, const std::vector<Value>& b) {
  Value total;
  for (size_t k = 0; k < a.size(); ++k) {
    const Value part = graph::sum(a[k] * b[k]);
    total = total ? total + part : part;
  }
  return total;
}

void expect_close(double actual, double expected, double tolerance) {
  EXPECT_NEAR(actual, expected, tolerance * std::max(1.0, std::fabs(expected)));
}

}  // namespace

Tensor integers(const std::vector<int64_t>& values) {
  Tensor tensor({static_cast<int64_t>(values.size())}, Type::kI64);
  for (size_t i = 0; i < values.size(); ++i)
    tensor.set(static_cast<int64_t>(i), static_cast<double>(values[i]));
  return tensor;
}

Slopes slopes_of(const LossCase& of, Real real) {
  const std::unique_ptr<Built> built = build(of);
  std::vector<Value> outputs = graph::grad(built->loss, built->by);
  outputs.push_back(built->loss);
  std::vector<Tensor> results = run(*built, of, outputs, real);
  Slopes slopes;
  slopes.value = results.back().item();
  results.pop_back();
  slopes.by = std::move(results);
  return slopes;
}

void check_loss(const LossCase& of, bool once) {
  const std::unique_ptr<Built> built = build(of);
  const std::vector<Tensor> along = directions(of);
  LossCase with = of;  // the directions are arguments too
  std::vector<Value> d;
  for (size_t k = 0; k < along.size(); ++k) {
    d.push_back(built->graph.input(fmt::format("d{}", k), built->by[k].shape()));
    with.arguments.push_back(along[k]);
  }
  const std::vector<Value> gradients = graph::grad(built->loss, built->by);
  const Value reverse = inner(gradients, d);
  const Value forward = graph::jvp({built->loss}, built->by, d)[0];
  const auto first = run(*built, with, {reverse, forward});
  const double numeric = slope_along(*built, with, built->loss, along);
  expect_close(first[0].item(), numeric, 1e-8);
  expect_close(first[1].item(), first[0].item(), 1e-12);

  if (!once) {
    const Value second_reverse = inner(graph::grad(reverse, built->by), d);
    const Value second_forward = graph::jvp({reverse}, built->by, d)[0];
    const auto second = run(*built, with, {second_reverse, second_forward});
    expect_close(second[0].item(), slope_along(*built, with, reverse, along), 1e-7);
    expect_close(second[1].item(), second[0].item(), 1e-11);
  }

  const Slopes in_double = slopes_of(of);
  const Slopes in_float = slopes_of(of, Real::kFloat);
  expect_close(in_float.value, in_double.value, 2e-6);
  for (size_t k = 0; k < of.by.size(); ++k)
    for (int64_t i = 0; i < in_double.by[k].count(); ++i)
      expect_close(in_float.by[k].at(i), in_double.by[k].at(i), 5e-6);
}

}  // namespace glia::loss
