#include "glia/nn/network.h"

#include <algorithm>
#include <map>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/leaf.h"

namespace glia::nn {

std::vector<Value> declare_inputs(Graph& graph, const ArchSpec& arch) {
  std::vector<Value> inputs;
  for (const InputSpec& input : arch.inputs) {
    Shape shape{batch()};
    for (const int64_t size : input.shape) shape.push_back(size);
    inputs.push_back(graph.input(input.name, shape));
  }
  return inputs;
}

std::vector<Value> build(Graph& graph, const ArchSpec& arch) {
  return build_on(graph, arch, declare_inputs(graph, arch));
}

std::vector<Value> build_on(Graph& graph, const ArchSpec& arch, const std::vector<Value>& given) {
  GLIA_ASSERT(given.size() == arch.inputs.size());
  std::map<std::string, Value> values;
  for (size_t i = 0; i < given.size(); ++i) values[arch.inputs[i].name] = given[i];
  const auto find = [&](const std::string& name, const std::string& where) {
    const auto found = values.find(name);
    if (found == values.end())
      fail(ErrorKind::kUsage, say("{}: no input or earlier layer is named {}", where, name));
    return found->second;
  };
  for (const LayerSpec& layer : arch.layers) {
    std::vector<Value> inputs;
    for (const std::string& name : layer.inputs)
      inputs.push_back(find(name, fmt::format("layer {}", layer.name)));
    values[layer.name] = apply(graph, layer, inputs);
  }
  std::vector<Value> outputs;
  for (const std::string& name : arch.outputs) outputs.push_back(find(name, "outputs"));
  return outputs;
}

namespace {

// Reads an architecture back from the outputs of a graph.
class Description {
 public:
  explicit Description(const Graph& graph) : graph_(graph) {
    for (const graph::Layer& layer : graph.layers()) {
      by_output_[layer.output].push_back(&layer);
      taken_[layer.name] = true;
    }
  }

  ArchSpec read(const std::vector<Value>& outputs) {
    for (const int input : graph_.inputs()) {
      const graph::Node& node = graph_.node(input);
      if (node.shape.rank() < 1 || !node.shape[0].is_symbol()) continue;  // seed, step, rate
      InputSpec spec{graph_.input_name(input), {}};
      for (int axis = 1; axis < node.shape.rank(); ++axis)
        spec.shape.push_back(node.shape[axis].size());
      input_names_[input] = spec.name;
      arch_.inputs.push_back(std::move(spec));
    }
    for (const Value& output : outputs) arch_.outputs.push_back(name_of(output.id()));
    return std::move(arch_);
  }

 private:
  // A layer may return its input as it is (linear), so one node can be the output of several, the
  // network's input included: the last of them is read first, and asks for the node again.
  std::string name_of(int id) {
    const auto known = names_.find(id);
    if (known != names_.end()) return known->second;
    const auto found = by_output_.find(id);
    if (found != by_output_.end() && !found->second.empty()) {
      const graph::Layer* layer = found->second.back();
      found->second.pop_back();
      LayerSpec spec{
          .name = layer->name, .kind = layer->kind, .inputs = {}, .options = layer->options};
      for (const int input : layer->inputs) spec.inputs.push_back(name_of(input));
      arch_.layers.push_back(std::move(spec));
      return names_[id] = layer->name;
    }
    const auto given = input_names_.find(id);
    if (given != input_names_.end()) return names_[id] = given->second;
    const graph::Node& node = graph_.node(id);
    const auto& kinds = layer_kinds();
    const bool writable = std::any_of(kinds.begin(), kinds.end(), [&](const LayerKind& kind) {
      return kind.name == node.op->name && kind.options.empty();
    });
    if (!writable) {
      fail(ErrorKind::kUsage, say("describe: the op {} (in {}) is outside every layer and no "
                                  "layer kind; wrap it in one",
                                  node.op->name, node.scope.empty() ? "no layer" : node.scope));
    }
    LayerSpec spec{.name = {}, .kind = node.op->name, .inputs = {}, .options = {}};
    for (const int input : node.inputs) spec.inputs.push_back(name_of(input));
    for (int number = 1; spec.name.empty(); ++number) {
      const std::string name = spec.kind + std::to_string(number);
      if (!taken_[name]) spec.name = name;
    }
    taken_[spec.name] = true;
    arch_.layers.push_back(spec);
    return names_[id] = spec.name;
  }

  const Graph& graph_;
  ArchSpec arch_;
  std::map<int, std::vector<const graph::Layer*>> by_output_;
  std::map<int, std::string> input_names_;
  std::map<int, std::string> names_;  // of what has been read
  std::map<std::string, bool> taken_;
};

}  // namespace

ArchSpec describe(const Graph& graph, const std::vector<Value>& outputs) {
  return Description(graph).read(outputs);
}

Dense::Dense(int64_t units, std::string init) {
  kind = "dense";
  options = {{"units", units}, {"init", std::move(init)}};
}

Activate::Activate(std::string activation) { kind = std::move(activation); }

Dropout::Dropout(double rate) {
  kind = "dropout";
  options = {{"rate", rate}};
}

BatchNorm::BatchNorm() { kind = "batch_norm"; }
LayerNorm::LayerNorm() { kind = "layer_norm"; }

Relu::Relu() : Activate("relu") {}
Tanh::Tanh() : Activate("tanh") {}
Sigmoid::Sigmoid() : Activate("sigmoid") {}

Sequential::Sequential() = default;
Sequential::Sequential(std::initializer_list<LayerSpec> layers) : layers_(layers) {}
Sequential::Sequential(const Sequential&) = default;
Sequential& Sequential::operator=(const Sequential&) = default;
Sequential::~Sequential() = default;

void Sequential::add(LayerSpec layer) { layers_.push_back(std::move(layer)); }

ArchSpec Sequential::arch(int64_t width) const {
  ArchSpec arch;
  arch.inputs = {{"x", {width}}};
  std::string before = "x";
  std::map<std::string, int> numbers;
  for (LayerSpec layer : layers_) {
    const int number = ++numbers[layer.kind];
    if (layer.name.empty()) layer.name = layer.kind + std::to_string(number);
    layer.inputs = {before};
    before = layer.name;
    arch.layers.push_back(std::move(layer));
  }
  arch.outputs = {before};
  return arch;
}

}  // namespace glia::nn
