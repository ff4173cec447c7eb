// Architectures and graphs, one made from the other without loss.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "glia/nn/arch_spec.h"
#include "glia/nn/layer.h"

namespace glia::nn {

// The outputs of the architecture, built on `graph`: an input [batch, shape...] for each of its
// inputs, then its layers. Errors: kUsage, naming layer, line and option.
std::vector<Value> build(Graph& graph, const ArchSpec& arch);
// The two halves of that: the inputs; the layers on values that stand for the inputs, in order.
std::vector<Value> declare_inputs(Graph& graph, const ArchSpec& arch);
std::vector<Value> build_on(Graph& graph, const ArchSpec& arch, const std::vector<Value>& given);

// The architecture that gives this graph: its layers, and the plain ops between them that have a
// layer kind (add, mul, concat, activations). Errors: kUsage for any other op, named.
ArchSpec describe(const Graph& graph, const std::vector<Value>& outputs);

// Layers one after another:
//   nn::Sequential{nn::Dense{32}, nn::Relu{}, nn::Dropout{0.1}, nn::Dense{3}}
struct Dense : LayerSpec {
  explicit Dense(int64_t units, std::string init = "glorot_uniform");
};
struct Activate : LayerSpec {
  explicit Activate(std::string kind);
};
struct Relu : Activate {
  Relu();
};
struct Tanh : Activate {
  Tanh();
};
struct Sigmoid : Activate {
  Sigmoid();
};
struct Dropout : LayerSpec {
  explicit Dropout(double rate);
};

struct BatchNorm : LayerSpec {
  BatchNorm();
};
struct LayerNorm : LayerSpec {
  LayerNorm();
};

class Sequential {
 public:
  // What touches the list of layers is not inline: its maps are slow to compile.
  Sequential();
  Sequential(std::initializer_list<LayerSpec> layers);
  Sequential(const Sequential&);
  Sequential& operator=(const Sequential&);
  ~Sequential();

  void add(LayerSpec layer);
  const std::vector<LayerSpec>& layers() const { return layers_; }

  // With names given and each layer reading the one before. The input is named "x" and has
  // `width` numbers a row.
  ArchSpec arch(int64_t width) const;

 private:
  std::vector<LayerSpec> layers_;
};

}  // namespace glia::nn
