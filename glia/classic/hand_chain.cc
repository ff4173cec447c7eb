#include "glia/classic/hand_chain.h"

#include <cmath>

#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"

namespace glia::classic {
namespace {

using graph::Value;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

constexpr HandFunction kFunctions[] = {
    {"square", "x^2", "2 x", [](double x) { return x * x; }, [](double x) { return 2 * x; },
     graph::square},
    {"cube", "x^3", "3 x^2", [](double x) { return x * x * x; }, [](double x) { return 3 * x * x; },
     [](Value x) { return graph::square(x) * x; }},
    {"sqrt", "x^(1/2)", "1/2 x^(-1/2)", [](double x) { return std::sqrt(x); },
     [](double x) { return 1 / (2 * std::sqrt(x)); }, graph::sqrt},
    {"reciprocal", "1/x", "-1/x^2", [](double x) { return 1 / x; },
     [](double x) { return -1 / (x * x); }, graph::reciprocal},
    {"double", "2 x", "2", [](double x) { return 2 * x; }, [](double) { return 2.0; },
     [](Value x) { return x * 2.0; }},
    {"increment", "x + 1", "1", [](double x) { return x + 1; }, [](double) { return 1.0; },
     [](Value x) { return x + 1.0; }},
    {"negate", "-x", "-1", [](double x) { return -x; }, [](double) { return -1.0; }, graph::neg},
    {"exp", "e^x", "e^x", [](double x) { return std::exp(x); },
     [](double x) { return std::exp(x); }, graph::exp},
    {"log", "ln x", "1/x", [](double x) { return std::log(x); }, [](double x) { return 1 / x; },
     graph::log},
    {"sin", "sin x", "cos x", [](double x) { return std::sin(x); },
     [](double x) { return std::cos(x); }, graph::sin},
    {"cos", "cos x", "-sin x", [](double x) { return std::cos(x); },
     [](double x) { return -std::sin(x); }, graph::cos},
    {"tanh", "tanh x", "1 - tanh^2 x", [](double x) { return std::tanh(x); },
     [](double x) { return 1 - std::tanh(x) * std::tanh(x); }, graph::tanh},
    {"sigmoid", "1/(1 + e^-x)", "s (1 - s)", sigmoid,
     [](double x) { return sigmoid(x) * (1 - sigmoid(x)); }, graph::sigmoid},
    {"softplus", "ln(1 + e^x)", "1/(1 + e^-x)", [](double x) { return std::log1p(std::exp(x)); },
     sigmoid, graph::softplus},
    {"relu", "max(0, x)", "0 or 1", [](double x) { return x > 0 ? x : 0; },
     [](double x) { return x > 0 ? 1.0 : 0.0; }, graph::relu},
};

}  // namespace

std::span<const HandFunction> hand_functions() { return kFunctions; }

const HandFunction& find_hand_function(std::string_view name) {
  return find_named("function", name, hand_functions());
}

std::vector<ChainLink> chain_by_hand(std::span<const std::string> names, double x) {
  std::vector<ChainLink> links;
  double product = 1;
  for (const std::string& name : names) {
    const HandFunction& function = find_hand_function(name);
    const double slope = function.slope_at(x);
    product *= slope;
    const double y = function.at(x);
    links.push_back({&function, x, y, slope, product});
    x = y;
  }
  return links;
}

graph::Value chain_in_graph(std::span<const std::string> names, graph::Value x) {
  for (const std::string& name : names) x = find_hand_function(name).node(x);
  return x;
}

}  // namespace glia::classic
