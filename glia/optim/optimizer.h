// Update rules: from a gradient to the new value of a variable, as nodes of the graph.
//
// A rule keeps its memory in state variables, one slot for each trainable variable, which lie in
// the same block. The rate is an input, so a schedule never rebuilds a plan.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"

namespace glia::optim {

using graph::Graph;
using graph::Value;

// What a rule is given of one variable. Values are shaped like the variable, `rate` and `step` are
// real scalars; step counts from 1.
struct Update {
  Graph& graph;
  std::string name;  // of the variable
  Value variable;
  Value gradient;
  Value rate;
  Value step;

  // The state variable "SLOT/NAME", zero at the start.
  Value slot(const std::string& slot) const;
};

// Overrides for the variables whose name contains `pattern`.
struct Override {
  std::string pattern;
  double rate_factor = 1;    // times the rate
  double weight_decay = -1;  // instead of the optimizer's; below 0: unchanged
  bool frozen = false;       // never updated
};

struct Optimizer {
  std::string name;
  double rate = 0.001;                         // learning rate, above 0
  std::map<std::string, double> options = {};  // by name; what is absent has its usual value
  double weight_decay = 0;                     // decoupled: w -= rate * decay * w (Loshchilov 2019)
  double clip_norm = 0;  // above 0: gradients scaled to this global norm at most
  std::vector<Override> overrides = {};
};

// w <- w - rate g. Robbins and Monro 1951.
struct Sgd : Optimizer {
  explicit Sgd(double learning_rate = 0.01);
};
// u <- momentum u + g; w <- w - rate u. Polyak 1964, as in Sutskever et al. 2013.
struct Momentum : Optimizer {
  explicit Momentum(double learning_rate = 0.01, double momentum = 0.9);
};
// m <- b1 m + (1-b1) g; v <- b2 v + (1-b2) g^2; w <- w - rate m^ / (sqrt(v^) + eps) with
// m^ = m / (1 - b1^t), v^ = v / (1 - b2^t). Kingma and Ba 2015.
struct Adam : Optimizer {
  explicit Adam(double learning_rate = 0.001);
};

struct Rule {
  std::string_view name;
  std::string_view doc;                   // the update, its source
  double rate;                            // usual learning rate
  std::map<std::string, double> options;  // with their usual values
  // Assigns the slots and returns the new value of the variable.
  Value (*update)(const Update& update, const std::map<std::string, double>& options);
};

std::span<const Rule> rules();
// Errors: kUsage, naming the nearest.
const Rule& find_rule(std::string_view name);

// Assigns every trainable variable its new value. `rate`: a real scalar, the step's learning rate.
// The step is the graph's input "step", declared if it is not there, which counts from 0.
// Errors: kUsage for an unknown rule or option.
void add_updates(Graph& graph, const std::vector<Value>& variables,
                 const std::vector<Value>& gradients, Value rate, const Optimizer& optimizer);

}  // namespace glia::optim
