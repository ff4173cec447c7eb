#include "glia/nn/activation.h"

#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/softmax.h"

namespace glia::nn {
namespace {

constexpr Activation kActivations[] = {
    {"linear", "x", [](Value x, double) { return x; }},
    {"step",
     "1 for x >= 0, else 0; derivative 0, so it can't be trained through. McCulloch and "
     "Pitts 1943",
     [](Value x, double) { return graph::step(x); }},
    {"sigmoid", "1/(1 + e^-x)", [](Value x, double) { return graph::sigmoid(x); }},
    {"tanh", "(e^x - e^-x)/(e^x + e^-x)", [](Value x, double) { return graph::tanh(x); }},
    {"relu", "max(0, x). Nair and Hinton 2010", [](Value x, double) { return graph::relu(x); }},
    {"leaky_relu", "x for x >= 0, else slope x. Maas et al. 2013", leaky_relu, "slope", 0.01},
    {"elu", "x for x >= 0, else alpha (e^x - 1). Clevert et al. 2016", elu, "alpha", 1},
    {"softmax", "e^x_i / sum_j e^x_j along the last axis. Bridle 1990",
     [](Value x, double) { return graph::softmax(x); }},
};

Value zero(Value x) { return x.graph().constant(0); }

}  // namespace

Value leaky_relu(Value x, double slope) {
  return graph::select(graph::greater_equal(x, zero(x)), x, x * slope);
}

Value elu(Value x, double alpha) {
  // expm1 of the negative part only: the other branch would overflow.
  return graph::select(graph::greater_equal(x, zero(x)), x,
                       graph::expm1(graph::minimum(x, zero(x))) * alpha);
}

std::span<const Activation> activations() { return kActivations; }

const Activation& find_activation(std::string_view name) {
  return find_named("activation", name, activations());
}

}  // namespace glia::nn
