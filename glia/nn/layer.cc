#include "glia/nn/layer.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/fixed_internal.h"

namespace glia::nn {
namespace {

constexpr int64_t kMostUnits = 1'000'000;

template <class T>
const T& option(const LayerSpec& spec, const char* name) {
  return std::get<T>(spec.options.at(name));
}

Value build_dense(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Value x = inputs[0];
  const Shape& shape = x.shape();
  if (shape.rank() != 2 || shape[1].is_symbol()) {
    fail(ErrorKind::kUsage,
         fmt::format("expected rows of numbers, found shape {}; flatten first", shape.to_string()));
  }
  const int64_t units = option<int64_t>(spec, "units");
  if (units < 1 || units > kMostUnits)
    fail(ErrorKind::kUsage, fmt::format("units must be 1 to {}, found {}", kMostUnits, units));
  const NamedInitializer& init = find_initializer(option<std::string>(spec, "init"));
  const int64_t in = shape[1].size();
  const Value weight = graph.variable(spec.name + ".weight", {in, units}, init.make(in, units));
  const Value product = graph::matmul(x, weight);
  if (!option<bool>(spec, "bias")) return product;
  return product + graph.variable(spec.name + ".bias", {units}, constant(0));
}

Value build_dropout(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const double rate = option<double>(spec, "rate");
  if (!(rate >= 0 && rate < 1))
    fail(ErrorKind::kUsage, fmt::format("rate must be in [0, 1), found {}", rate));
  return graph::dropout(inputs[0], graph.constant(rate), spec.name);
}

Value build_flatten(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  const Shape& shape = inputs[0].shape();
  int64_t width = 1;
  for (int axis = 1; axis < shape.rank(); ++axis) width *= shape[axis].size();
  if (shape.rank() < 1) fail(ErrorKind::kUsage, "expected rows, found a scalar");
  return graph::reshape(inputs[0], {shape[0], Dim(width)});
}

Value build_activation(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Activation& activation = find_activation(spec.kind);
  const double parameter = activation.parameter.empty()
                               ? 0
                               : option<double>(spec, std::string(activation.parameter).c_str());
  return activation.apply(inputs[0], parameter);
}

template <Value (*kCombine)(Value, Value)>
Value build_fold(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  Value result = inputs[0];
  for (size_t i = 1; i < inputs.size(); ++i) result = kCombine(result, inputs[i]);
  return result;
}

Value build_concat(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  return graph::concat(inputs, -1);
}

std::vector<LayerKind> make_kinds() {
  std::vector<LayerKind> kinds = {
      {"dense",
       "x W + b: [rows, in] -> [rows, units]; variables weight [in, units], bias [units]",
       1,
       {{"units", "outputs, 1 to 1000000", int64_t{1}, true},
        {"bias", "add a number to each output", true},
        {"init", "start values of the weights", std::string("glorot_uniform")}},
       build_dense},
      {"dropout",
       "while training sets a share of the values to 0 and scales the rest. Srivastava et al. 2014",
       1,
       {{"rate", "the share, in [0, 1)", 0.5}},
       build_dropout},
      {"flatten", "[rows, a, b, ...] -> [rows, a b ...]", 1, {}, build_flatten},
      {"add", "a + b + ..., of shapes that broadcast", -1, {}, build_fold<graph::add>},
      {"mul", "a b ..., of shapes that broadcast", -1, {}, build_fold<graph::mul>},
      {"concat", "joined along the last axis", -1, {}, build_concat},
  };
  for (const Activation& activation : activations()) {
    std::vector<LayerOption> options;
    if (!activation.parameter.empty())
      options.push_back({activation.parameter, "a finite number", activation.standard});
    kinds.push_back({activation.name, activation.doc, 1, std::move(options), build_activation});
  }
  for (const auto& family : {polynomial_kinds(), nearest_kinds()})
    kinds.insert(kinds.end(), family.begin(), family.end());
  return kinds;
}

const char* type_of(const OptionValue& value) {
  constexpr const char* kNames[] = {"true or false", "an integer", "a number", "a text",
                                    "a list of integers"};
  return kNames[value.index()];
}

// Every option present, of the type of its standard; an integer serves where a number is asked.
void complete(const LayerKind& kind, LayerSpec& spec) {
  for (const auto& [name, value] : spec.options) {
    std::vector<std::string> known;
    for (const LayerOption& option : kind.options) known.emplace_back(option.name);
    if (std::find(known.begin(), known.end(), name) == known.end())
      fail_unknown(fmt::format("options of {}", kind.name), name, known);
  }
  for (const LayerOption& option : kind.options) {
    const std::string name(option.name);
    const auto found = spec.options.find(name);
    if (found == spec.options.end()) {
      if (option.required) fail(ErrorKind::kUsage, fmt::format("the option {} is missing", name));
      spec.options[name] = option.standard;
      continue;
    }
    OptionValue& value = found->second;
    if (std::holds_alternative<double>(option.standard) && std::holds_alternative<int64_t>(value))
      value = static_cast<double>(std::get<int64_t>(value));
    if (value.index() != option.standard.index()) {
      fail(ErrorKind::kUsage, fmt::format("the option {} is {}, expected {}", name, type_of(value),
                                          type_of(option.standard)));
    }
  }
}

// "dense1": the kind and the first number that is free.
std::string free_name(const Graph& graph, const std::string& kind) {
  for (int number = 1;; ++number) {
    std::string name = kind + std::to_string(number);
    const bool taken = std::any_of(graph.layers().begin(), graph.layers().end(),
                                   [&](const graph::Layer& layer) { return layer.name == name; });
    if (!taken) return name;
  }
}

}  // namespace

std::span<const LayerKind> layer_kinds() {
  static const std::vector<LayerKind> kinds = make_kinds();
  return kinds;
}

const LayerKind& find_layer_kind(std::string_view name) {
  return find_named("layer kind", name, layer_kinds());
}

Value apply(Graph& graph, LayerSpec spec, const std::vector<Value>& inputs) {
  if (spec.name.empty()) spec.name = free_name(graph, spec.kind);
  const std::string where = spec.line > 0 ? fmt::format("line {}, layer {}", spec.line, spec.name)
                                          : fmt::format("layer {}", spec.name);
  try {
    const LayerKind& kind = find_layer_kind(spec.kind);
    const bool enough =
        kind.inputs < 0 ? inputs.size() >= 2 : static_cast<int>(inputs.size()) == kind.inputs;
    if (!enough) {
      fail(ErrorKind::kUsage, fmt::format("{} takes {}, found {} inputs", kind.name,
                                          kind.inputs < 0 ? "two or more inputs"
                                                          : fmt::format("{} input", kind.inputs),
                                          inputs.size()));
    }
    complete(kind, spec);
    const graph::Scope scope(graph, spec.name);
    const Value output = kind.build(graph, spec, inputs);
    graph::Layer layer{spec.name, spec.kind, {}, {}, output.id()};
    for (const LayerOption& option : kind.options)
      layer.options[std::string(option.name)] = spec.options.at(std::string(option.name));
    for (const Value& input : inputs) layer.inputs.push_back(input.id());
    graph.record_layer(std::move(layer));
    return output;
  } catch (const Error& error) {
    fail(error.kind(), where + ": " + error.what());
  }
}

Value dense(Value x, const DenseOptions& options) {
  LayerSpec spec{.name = options.name, .kind = "dense", .inputs = {}, .options = {}};
  spec.options = {{"units", options.units}, {"bias", options.bias}, {"init", options.init}};
  return apply(x.graph(), std::move(spec), {x});
}

Value activate(Value x, std::string_view name) {
  return apply(x.graph(), {.name = {}, .kind = std::string(name), .inputs = {}, .options = {}},
               {x});
}

Value relu(Value x) { return activate(x, "relu"); }

Value dropout(Value x, double rate) {
  LayerSpec spec{.name = {}, .kind = "dropout", .inputs = {}, .options = {{"rate", rate}}};
  return apply(x.graph(), std::move(spec), {x});
}

}  // namespace glia::nn
