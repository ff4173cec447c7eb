// Layers: recipes that add nodes and declare variables by path. They hold no weights.
//
// A layer is written in three ways that mean the same graph: a function of values (below), an entry
// of Sequential, a [[layer]] of an architecture file. Every layer records itself in the graph, so
// that `describe` can read an architecture back.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/nn/arch_spec.h"

namespace glia::nn {

using graph::Graph;
using graph::Value;

// One option of a kind of layer.
struct LayerOption {
  std::string_view name;
  std::string_view doc;  // meaning and range
  OptionValue standard;  // its type is the option's type; what holds when it is not written
  bool required = false;
};

struct LayerKind {
  std::string_view name;
  std::string_view doc;  // formula, shapes, source
  int inputs;            // how many; -1: two or more
  std::vector<LayerOption> options;
  // Adds the nodes. `spec` has every option, of the right type. Errors: kUsage.
  Value (*build)(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs);
};

// The library's kinds, then those that were added.
std::span<const LayerKind> layer_kinds();
// Makes a kind from outside the library known by its name to architectures and model files, as
// examples/custom-layer does. Its texts must live as long as the program. Call it at the start: it
// is not thread-safe, and the span of layer_kinds() is valid until the next call.
// Errors: kUsage for a name that is taken.
void add_layer_kind(LayerKind kind);
// Errors: kUsage, naming the nearest.
const LayerKind& find_layer_kind(std::string_view name);

// Checks the options of `spec`, builds the layer in a scope of its name and records it. An empty
// name becomes the kind and a running number: "dense1". Errors: kUsage, naming the layer (and its
// line, if it has one) and the option.
Value apply(Graph& graph, LayerSpec spec, const std::vector<Value>& inputs);
// A layer of one input; options that are not given have their usual values:
//   nn::apply(x, "maxout", {{"units", int64_t{8}}})
Value apply(Value x, std::string kind, std::map<std::string, OptionValue> options = {});

struct DenseOptions {
  int64_t units = 1;                    // outputs; at least 1
  bool bias = true;                     // adds one number for each output
  std::string init = "glorot_uniform";  // of the weights; the bias starts at 0
  std::string name = {};                // path; empty: "dense1", "dense2", ...
};
// x W + b. x [rows, in], W [in, units] (variable NAME.weight), b [units] (NAME.bias).
Value dense(Value x, const DenseOptions& options);
inline Value dense(Value x, int64_t units) { return dense(x, DenseOptions{.units = units}); }
Value relu(Value x);
// The activation of that name with its usual parameter.
Value activate(Value x, std::string_view name);
// While training, sets a share `rate` in [0, 1) of x to 0 and scales the rest by 1/(1 - rate).
Value dropout(Value x, double rate);
// Each feature over the batch at mean 0 and deviation 1, then scaled and shifted. The usual
// options.
Value batch_norm(Value x);
// The same along each row.
Value layer_norm(Value x);

}  // namespace glia::nn
