// Update rules: from a gradient to the new value of a variable, as nodes of the graph.
//
// A rule keeps its memory in state variables, one slot for each trainable variable, which lie in
// the same block. The rate is an input, so a schedule never rebuilds a plan. Rules that evaluate
// the loss several times in a step (L-BFGS, Newton) are in the table too, but a step of their own
// runs them (glia/train/closure_step.h).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/choice.h"
#include "glia/graph/graph.h"
#include "glia/optim/constraints.h"

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
  // The same for one number, with this start value.
  Value scalar_slot(const std::string& slot, double start) const;
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
  double rate = 0.001;      // learning rate, above 0
  Numbers options = {};     // by name; what is absent has its usual value
  double weight_decay = 0;  // decoupled: w -= rate * decay * w (Loshchilov 2019)
  double clip_norm = 0;     // above 0: gradients scaled to this global norm at most
  std::vector<Override> overrides = {};
  Constraints constraints = {};
};

// The formulas of these are in the table of rules (rules_*.cc) and in `Rule::doc`.
struct Sgd : Optimizer {
  explicit Sgd(double learning_rate = 0.01);
};
struct Momentum : Optimizer {
  explicit Momentum(double learning_rate = 0.01, double momentum = 0.9);
};
struct Nesterov : Optimizer {
  explicit Nesterov(double learning_rate = 0.01, double momentum = 0.9);
};
struct Adagrad : Optimizer {
  explicit Adagrad(double learning_rate = 0.01);
};
struct RmsProp : Optimizer {
  explicit RmsProp(double learning_rate = 0.01);
};
struct Adadelta : Optimizer {
  explicit Adadelta(double learning_rate = 1);
};
struct Adam : Optimizer {
  explicit Adam(double learning_rate = 0.001);
};
struct AdamW : Optimizer {
  explicit AdamW(double learning_rate = 0.001, double decay = 0.01);
};
struct AmsGrad : Optimizer {
  explicit AmsGrad(double learning_rate = 0.001);
};
struct Nadam : Optimizer {
  explicit Nadam(double learning_rate = 0.002);
};
struct Lion : Optimizer {
  explicit Lion(double learning_rate = 0.0001);
};

// What the length of a rule's steps goes by.
enum class StepLength : uint8_t {
  kGradient,  // the gradient: a loss twice as large makes steps twice as long
  kRate,      // the rate alone: one that suits Adam suits this rule times their usual rates' ratio
  kOwn,       // past steps, or a search along a line
};

struct Rule {
  std::string_view name;
  std::string_view doc;  // the update, its source
  double rate;           // usual learning rate
  // With their usual values, in the order in which a user may write them. "weight_decay", where a
  // rule has it, is what holds when the optimizer's is 0.
  std::vector<NumberOption> options;
  // Assigns the slots and returns the new value of the variable. Null: needs a closure.
  Value (*update)(const Update& update, const Numbers& options);
  StepLength length = StepLength::kOwn;

  bool closure() const { return update == nullptr; }
};

std::span<const Rule> rules();
// Errors: kUsage, naming the nearest.
const Rule& find_rule(std::string_view name);
// "adam", "rmsprop:momentum=0.9": the rule with its usual rate. Errors: kUsage.
Optimizer parse_optimizer(std::string_view text);
// The other way round; the rate, decay and clipping are not part of it.
std::string optimizer_text(const Optimizer& optimizer);

// Assigns every trainable variable its new value. `rate`: a real scalar, the step's learning rate.
// The step is the graph's input "step", declared if it is not there, which counts from 0.
// Errors: kUsage for an unknown rule or option, or a rule that needs a closure.
void add_updates(Graph& graph, const std::vector<Value>& variables,
                 const std::vector<Value>& gradients, Value rate, const Optimizer& optimizer);

}  // namespace glia::optim
