// Layers beyond dense: normalisation, dropout, residuals, and the zoo of other networks.
#include "glia/nn/layer.h"

#include "glia/graph/ops/index.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/product.h"
#include "glia/program/variables.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// The layer with and without scale and shift. With momentum 1 its running statistics are those of
// the batch; the running variance is taken with 1/(n - 1), that of the case with 1/n.
Json batch_norm(const Json& in) {
  const Tensor x = tensor_of(in["x"]);
  const int64_t n = x.count();
  graph::Graph graph;
  const Value rows = reshape(graph.input("x", {n}), {n, 1});
  const auto layer = [&](const char* name, bool affine) {
    nn::LayerSpec spec{.name = name, .kind = "batch_norm", .inputs = {}, .options = {}};
    spec.options = {{"epsilon", in["eps"].get<double>()}, {"momentum", 1.0}, {"affine", affine}};
    return reshape(nn::apply(graph, spec, {rows}), {n});
  };
  const Value xhat = layer("plain", false);
  const Value z = layer("norm", true);
  program::Program program(graph, {xhat, z});
  program::Variables& variables = *program.variables();
  const auto set = [&](const char* name, double value) {
    variables.set(variables.find(name), Tensor::from({1}, {value}));
  };
  set("norm.scale", in["gamma"]);
  set("norm.shift", in["beta"]);
  program.run(x);
  const auto state = [&](const char* name) { return variables.get(variables.find(name)).item(); };
  Sheet s;
  const Value unbiased = s.given(state("norm.running_variance"));
  const double count = static_cast<double>(n);
  Json answer = s.show({{"var", unbiased * ((count - 1) / count)}});
  answer["mu"] = state("norm.running_mean");
  answer["xhat"] = json_of(program.output(0));
  answer["z"] = json_of(program.output(1));
  return answer;
}

// The layer draws its own masks: among its first steps one has the mask of the case.
Json dropout(const Json& in) {
  const Tensor x = tensor_of(in["x"]);
  const Tensor mask = tensor_of(in["mask"]);
  graph::Graph graph;
  const Value input = graph.input("x", {x.count()});
  const Value seen = nn::dropout(input, in["rate"]);
  const auto program = [&](program::Mode mode, int64_t step) {
    program::Options options;
    options.mode = mode;
    program::Program made(graph, {seen}, options);
    made.set(made.input("x"), x);
    made.set_integer(made.input("seed"), 0);
    made.set_integer(made.input("step"), step);
    made.step();
    return made;
  };
  Json answer;
  answer["infer"] = json_of(program(program::Mode::kPredict, 0).output(0));
  program::Program training = program(program::Mode::kTrain, 0);
  constexpr int64_t kMostSteps = 10000;
  for (int64_t step = 0; step < kMostSteps; ++step) {
    training.set_integer(training.input("step"), step);
    training.step();
    const Tensor out = training.output(0);
    bool same = true;
    for (int64_t i = 0; i < x.count(); ++i) same &= (out.at(i) != 0) == (mask.at(i) != 0);
    if (!same) continue;
    answer["train"] = json_of(out);
    break;
  }
  return answer;
}

// x + tanh(0.5 x), the 0.5 being the only number in "tanh(0.5x)".
Json residual(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value y = tanh(x * numbers_in(in["f"])[0]) + x;
  return s.show({{"y", y}, {"dy", slope(y, x)}});
}

// sum w exp(-(x - c)^2 / (2 sigma^2)) + b. Broomhead and Lowe 1988.
Json radial_basis(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value distance = square(reshape(x, {x.shape()[0], 1}) - s.given(in["centres"]));
  const Value units = exp(-distance / (square(s.given(in["sigma"])) * 2.0));
  return s.show(sum(s.given(in["w"]) * units, {1}) + s.given(in["b"]));
}

// The node nearest to x wins; each moves towards x by eta exp(-d^2 / (2 sigma^2)), d its distance
// from the winner along the line. Kohonen 1982.
Json self_organising_map(const Json& in) {
  Sheet s;
  const Value nodes = s.given(in["nodes"]);
  const Value x = s.given(in["x"]);
  const Value winner = argmax(-sum(square(x - nodes), {1}), 0);
  const int64_t count = nodes.shape()[0].size();
  const Value d = s.count_to(count) - cast(winner, Type::kReal);
  const Value pull = s.given(in["eta"]) * exp(-square(d) / (square(s.given(in["sigma"])) * 2.0));
  return s.show({{"winner", winner}, {"nodes", nodes + reshape(pull, {count, 1}) * (x - nodes)}});
}

// Every window of the image as a row: [windows, size * size].
Value windows(Value image, int64_t size, int64_t stride) {
  const int64_t steps = (image.shape()[0].size() - size) / stride + 1;
  std::vector<Value> rows;
  for (int64_t i = 0; i < steps; ++i)
    for (int64_t j = 0; j < steps; ++j) {
      const Value band = slice(image, 0, i * stride, i * stride + size);
      rows.push_back(reshape(slice(band, 1, j * stride, j * stride + size), {1, size * size}));
    }
  return graph::concat(rows, 0);
}

// A convolution is a dense unit shared by all windows; a dense layer has its own for each.
Json convolution(const Json& in) {
  Sheet s;
  const Value image = s.given(in["image"]);
  const Value kernel = s.given(in["kernel"]);
  const int64_t size = kernel.shape()[0].size();
  const Value seen = windows(image, size, 1);
  const int64_t outputs = seen.shape()[0].size();
  const int64_t side = image.shape()[0].size() - size + 1;
  const Value conv = matmul(seen, reshape(kernel, {size * size, 1})) + s.given(in["bias"]);
  const Value pooled = windows(image, 2, 2);
  Json answer = s.show({{"conv", reshape(conv, {side, side})},
                        {"maxpool", reshape(max(pooled, 1), {2, 2})},
                        {"meanpool", reshape(mean(pooled, {1}), {2, 2})}});
  const auto parameters = [](Value x, int64_t units) {
    graph::Graph graph;
    nn::dense(graph.input("x", {batch(), x.shape().count()}), units);
    return program::Variables(graph, Real::kDouble).trainable_count();
  };
  answer["shared_params"] = parameters(kernel, 1);
  answer["dense_params"] = parameters(image, outputs);
  return answer;
}

// Q + alpha (r + gamma max Q' - Q), Watkins 1989; and the text's rule.
Json table_learning(const Json& in) {
  Sheet s;
  const Value q = s.given(in["Q"]);
  const Value r = s.given(in["r"]);
  const Value best = s.given(in["max_next"]);
  const Value gamma = s.given(in["gamma"]);
  return s.show({{"standard", q + s.given(in["alpha"]) * (r + gamma * best - q)},
                 {"as_printed", q + (r + best) * gamma}});
}

constexpr Answer kLayerCases[] = {
    {"001-conv-shared", convolution, "convolution or pooling"},
    {"001-rbf", radial_basis, "radial basis layer"},
    {"001-som", self_organising_map, "self-organising map"},
    {"002-bn-1234", batch_norm},
    {"002-dropout", dropout},
    {"002-residual", residual},
    {"004-q-update", table_learning, "Q-learning"},
};

}  // namespace

std::span<const Answer> layer_cases() { return kLayerCases; }

}  // namespace glia::golden
