#include "glia/program/op_testing.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/kernels/random.h"

namespace glia::program {

using graph::Op;
using graph::Sample;

namespace {

constexpr double kGap = 1e-3;  // samples keep this far from kinks and ties
constexpr uint64_t kSeed = 20240229;

double uniform(uint64_t stream, uint64_t step, uint64_t i) {
  return uniform01(random_word(kSeed, stream, step, i));
}

SampleGraph build(const Op& op, const Sample& sample) {
  SampleGraph built;
  for (size_t i = 0; i < sample.shapes.size(); ++i) {
    built.inputs.push_back(
        built.graph->input(fmt::format("x{}", i), sample.shapes[i], type_of_input(sample, i)));
  }
  built.output = built.graph->add(op, built.inputs, sample.attributes);
  return built;
}

double away_from(double value, const std::vector<double>& kinks) {
  for (const double kink : kinks)
    if (std::fabs(value - kink) < kGap) return kink + std::copysign(2 * kGap, value - kink);
  return value;
}

// One number from each of `n` equal parts of [low, high), parts in random order, the outer quarters
// of a part left out: neighbours are half a part apart.
std::vector<double> spread(const Op& op, const Sample& sample, uint64_t step, int64_t n) {
  std::vector<int64_t> part(static_cast<size_t>(n));
  std::iota(part.begin(), part.end(), int64_t{0});
  kernels::shuffle(part.data(), n, kSeed, step);
  const double width = (sample.high - sample.low) / static_cast<double>(n);
  const uint64_t stream = hash_path(op.name);
  std::vector<double> values(part.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const double within = 0.25 + 0.5 * uniform(stream, step, i);
    values[i] = away_from(sample.low + width * (static_cast<double>(part[i]) + within), op.kinks);
  }
  return values;
}

}  // namespace

Type type_of_input(const Sample& sample, size_t i) {
  return sample.types.empty() ? Type::kReal : sample.types[i];
}

SampleGraph build_sample(const Op& op, const Sample& sample) { return build(op, sample); }

std::vector<SampleGraph> build_symbolic(const Op& op, const Sample& sample) {
  std::set<int64_t> leading;
  for (const Shape& shape : sample.shapes)
    if (shape.rank() > 0) leading.insert(shape[0].size());
  std::vector<SampleGraph> graphs;
  for (const int64_t size : leading) {
    Sample symbolic = sample;
    for (Shape& shape : symbolic.shapes)
      if (shape.rank() > 0 && shape[0].is(size)) shape[0] = batch();
    Shape& target = symbolic.attributes.shape;
    if (target.rank() > 0 && target[0].is(size)) target[0] = batch();
    try {
      graphs.push_back(build(op, symbolic));
    } catch (const Error&) {
      continue;  // two sizes that must agree, or one that must be a number
    }
  }
  return graphs;
}

std::vector<Tensor> draw_inputs(const Op& op, const Sample& sample, Draw draw) {
  // A stream of its own for every sample, told apart by its shapes.
  std::string text;
  int64_t reals = 0;
  for (size_t i = 0; i < sample.shapes.size(); ++i) {
    text += sample.shapes[i].to_string();
    if (type_of_input(sample, i) == Type::kReal) reals += sample.shapes[i].count();
  }
  const uint64_t step = hash_path(text);
  const std::vector<double> values = spread(op, sample, step, reals);
  std::vector<Tensor> inputs;
  size_t next = 0;
  for (size_t i = 0; i < sample.shapes.size(); ++i) {
    Tensor input(sample.shapes[i], type_of_input(sample, i));
    const uint64_t stream = hash_path(fmt::format("{}/{}", op.name, i));
    for (int64_t k = 0; k < input.count(); ++k) {
      const double u = uniform(stream, step, static_cast<uint64_t>(k));
      double value = 0;
      if (input.type() == Type::kReal) {
        value = values[next++];
        if (draw == Draw::kWhole) value = std::floor(sample.low + u * (sample.high - sample.low));
      } else {
        const auto ways = input.type() == Type::kBool ? int64_t{2} : sample.modulo;
        value = std::floor(u * static_cast<double>(ways));
      }
      input.set(k, value);
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

Tensor draw_tensor(const Shape& shape, std::string_view name) {
  Tensor tensor(shape, Type::kReal);
  const uint64_t stream = hash_path(name);
  for (int64_t i = 0; i < tensor.count(); ++i)
    tensor.set(i, 2 * uniform(stream, 0, static_cast<uint64_t>(i)) - 1);
  return tensor;
}

Tensor rounded_to_float(const Tensor& tensor) {
  Tensor rounded = tensor;
  if (tensor.type() != Type::kReal) return rounded;
  for (int64_t i = 0; i < tensor.count(); ++i)
    rounded.set(i, static_cast<double>(static_cast<float>(tensor.at(i))));
  return rounded;
}

Tensor expected_output(const Op& op, const Sample& sample, const std::vector<Tensor>& inputs,
                       const Shape& shape, Type type) {
  Tensor output(shape, type);
  if (op.scalar == nullptr) return op.reference(sample.attributes, inputs, std::move(output));
  for (int64_t i = 0; i < output.count(); ++i) {
    double x[3] = {0, 0, 0};
    for (size_t k = 0; k < inputs.size(); ++k) {
      // Axes from the last; those of size 1, and missing ones, repeat.
      const Shape& own = inputs[k].shape();
      int64_t at = 0;
      int64_t scale = 1;
      int64_t rest = i;
      for (int axis = 1; axis <= shape.rank(); ++axis) {
        const int64_t size = shape[shape.rank() - axis].size();
        if (axis <= own.rank() && !own[own.rank() - axis].is(1)) at += rest % size * scale;
        if (axis <= own.rank()) scale *= own[own.rank() - axis].size();
        rest /= size;
      }
      x[k] = inputs[k].at(at);
    }
    output.set(i, op.scalar(x));
  }
  return output;
}

double central_slope(const std::function<double(double)>& f) {
  constexpr double kStep = 2.5e-4;  // twice this stays within kGap
  return (8 * (f(kStep) - f(-kStep)) - (f(2 * kStep) - f(-2 * kStep))) / (12 * kStep);
}

void Evaluator::set(size_t first, const std::vector<Tensor>& values) {
  for (size_t i = 0; i < values.size(); ++i) set(first + i, values[i]);
}

double Evaluator::scalar() {
  program_.step();
  return program_.scalar(0);
}

std::vector<Tensor> Evaluator::outputs(size_t count) {
  program_.step();
  std::vector<Tensor> results;
  for (size_t i = 0; i < count; ++i) results.push_back(program_.output(i));
  return results;
}

double dot(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    for (int64_t k = 0; k < a[i].count(); ++k) sum += a[i].at(k) * b[i].at(k);
  return sum;
}

bool same_bits(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && a.type() == b.type() && a.bytes() == b.bytes() &&
         (a.bytes() == 0 || std::memcmp(a.data(), b.data(), a.bytes()) == 0);
}

}  // namespace glia::program
