#include "glia/nn/layer.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/say_internal.h"
#include "glia/nn/activation.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

std::vector<LayerKind> make_kinds() {
  std::vector<LayerKind> kinds;
  for (const auto& family :
       {dense_kinds(), embedding_kinds(), normalization_kinds(), noise_kinds(), shape_kinds(),
        activation_kinds(), polynomial_kinds(), nearest_kinds()})
    kinds.insert(kinds.end(), family.begin(), family.end());
  return kinds;
}

std::vector<LayerKind>& known_kinds() {
  static std::vector<LayerKind> kinds = make_kinds();
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
      if (option.required) fail(ErrorKind::kUsage, say("the option {} is missing", name));
      spec.options[name] = option.standard;
      continue;
    }
    OptionValue& value = found->second;
    if (std::holds_alternative<double>(option.standard) && std::holds_alternative<int64_t>(value))
      value = static_cast<double>(std::get<int64_t>(value));
    if (value.index() != option.standard.index()) {
      fail(ErrorKind::kUsage,
           say("the option {} is {}, expected {}", name, type_of(value), type_of(option.standard)));
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

std::span<const LayerKind> layer_kinds() { return known_kinds(); }

void add_layer_kind(LayerKind kind) {
  const auto taken = [&](const LayerKind& known) { return known.name == kind.name; };
  if (std::any_of(known_kinds().begin(), known_kinds().end(), taken))
    fail(ErrorKind::kUsage, say("layer kind {}: the name is taken", kind.name));
  known_kinds().push_back(std::move(kind));
}

const LayerKind& find_layer_kind(std::string_view name) {
  for (const Activation& activation : activations())
    if (!activation.alias.empty() && name == activation.alias) name = activation.name;
  return find_named("layer kind", name, layer_kinds());
}

Value apply(Graph& graph, LayerSpec spec, const std::vector<Value>& inputs) {
  if (spec.name.empty()) spec.name = free_name(graph, spec.kind);
  const Message where =
      spec.line > 0 ? say("line {}, layer {}", spec.line, spec.name) : say("layer {}", spec.name);
  try {
    const LayerKind& kind = find_layer_kind(spec.kind);
    const bool enough =
        kind.inputs < 0 ? inputs.size() >= 2 : static_cast<int>(inputs.size()) == kind.inputs;
    if (!enough) {
      fail(ErrorKind::kUsage,
           say("{} takes {}, found {} inputs", kind.name,
               kind.inputs < 0 ? say("two or more inputs") : say("{} input", kind.inputs),
               inputs.size()));
    }
    complete(kind, spec);
    const graph::Scope scope(graph, spec.name);
    const Value output = kind.build(graph, spec, inputs);
    graph::Layer layer{spec.name, std::string(kind.name), {}, {}, output.id()};
    for (const LayerOption& option : kind.options)
      layer.options[std::string(option.name)] = spec.options.at(std::string(option.name));
    for (const Value& input : inputs) layer.inputs.push_back(input.id());
    graph.record_layer(std::move(layer));
    return output;
  } catch (const Error& error) {
    fail(error.kind(), say("{}: {}", where, error.message()));
  }
}

Value apply(Value x, std::string kind, std::map<std::string, OptionValue> options) {
  LayerSpec spec{.name = {}, .kind = std::move(kind), .inputs = {}, .options = std::move(options)};
  return apply(x.graph(), std::move(spec), {x});
}

Value dense(Value x, const DenseOptions& options) {
  LayerSpec spec{.name = options.name, .kind = "dense", .inputs = {}, .options = {}};
  spec.options = {{"units", options.units}, {"bias", options.bias}, {"init", options.init}};
  return apply(x.graph(), std::move(spec), {x});
}

Value activate(Value x, std::string_view name) { return apply(x, std::string(name)); }
Value relu(Value x) { return activate(x, "relu"); }
Value dropout(Value x, double rate) { return apply(x, "dropout", {{"rate", rate}}); }
Value batch_norm(Value x) { return apply(x, "batch_norm"); }
Value layer_norm(Value x) { return apply(x, "layer_norm"); }

}  // namespace glia::nn
