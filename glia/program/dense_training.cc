#include "glia/program/dense_training.h"

#include <algorithm>

#include "glia/graph/ops/leaf.h"
#include "glia/program/pattern.h"

namespace glia::program {
namespace {

using graph::OpKind;
using kernels::DenseActivation;
using kernels::DenseLoss;

// p: what the last layer gives; n, n2: what the mean divides by. slope: the derivative by p. A mean
// over one output divides once.
struct LossPattern {
  DenseLoss kind;
  const char* value;
  const char* slope;
};
constexpr LossPattern kLosses[] = {
    {DenseLoss::kSquaredError, "div(sum(square(sub($p, $y))), cast($n))",
     "mul(broadcast_to(reshape(div(1, cast($n)))), mul(sub($p, $y), broadcast_to(2)))"},
    {DenseLoss::kSquaredError, "div(div(sum(square(sub($p, $y))), cast($n)), cast($n2))",
     "mul(broadcast_to(reshape(div(div(1, cast($n2)), cast($n)))), "
     "mul(sub($p, $y), broadcast_to(2)))"},
    {DenseLoss::kSigmoidCrossEntropy, "div(sum(sub(softplus($p), mul($p, $y))), cast($n))",
     "add(mul(broadcast_to(reshape(div(1, cast($n)))), sigmoid($p)), "
     "mul(neg(broadcast_to(reshape(div(1, cast($n))))), $y))"},
    {DenseLoss::kSigmoidCrossEntropy,
     "div(div(sum(sub(softplus($p), mul($p, $y))), cast($n)), cast($n2))",
     "add(mul(broadcast_to(reshape(div(div(1, cast($n2)), cast($n)))), sigmoid($p)), "
     "mul(neg(broadcast_to(reshape(div(div(1, cast($n2)), cast($n))))), $y))"},
    {DenseLoss::kSoftmaxCrossEntropy,
     "neg(div(sum(sum(mul(log_softmax($p), one_hot($y)))), cast($n)))",
     "sub(mul(broadcast_to(reshape(broadcast_to(reshape(div(neg(1), cast($n)))))), one_hot($y)), "
     "mul(exp(log_softmax($p)), broadcast_to(reshape(sum(mul(broadcast_to(reshape(broadcast_to("
     "reshape(div(neg(1), cast($n)))))), one_hot($y)))))))"},
};

// y: what the activation gives for z. slope: the derivative by z, given `up` by y.
struct ActivationPattern {
  DenseActivation kind;
  const char* value;
  const char* slope;
};
constexpr ActivationPattern kActivations[] = {
    {DenseActivation::kSigmoid, "sigmoid($z)", "mul($up, mul($a, sub(broadcast_to(1), $a)))"},
    {DenseActivation::kTanh, "tanh($z)", "mul($up, sub(broadcast_to(1), square($a)))"},
    {DenseActivation::kRelu, "relu($z)",
     "select(greater($a, broadcast_to(0)), $up, broadcast_to(0))"},
};

constexpr char kSgd[] = "sub($w, mul(broadcast_to($rate), $g))";
constexpr char kAdamMean[] = "add(mul($m, broadcast_to($beta1)), mul($g, broadcast_to($rest1)))";
constexpr char kAdamSquares[] =
    "add(mul($v, broadcast_to($beta2)), mul(square($g), broadcast_to($rest2)))";
constexpr char kAdam[] =
    "sub($w, div(mul(broadcast_to($m_scale), $new_m), "
    "add(mul(sqrt($new_v), broadcast_to($v_scale)), broadcast_to($epsilon))))";

class Recogniser {
 public:
  Recogniser(const Plan& plan, int loss) : plan_(plan), graph_(plan.graph()), match_(plan) {
    found_.loss = loss;
    value_of_.assign(graph_.variables().size(), -1);
    for (const Commit& commit : plan.commits())
      value_of_[static_cast<size_t>(commit.variable)] = commit.node;
  }

  std::optional<DenseTraining> run() {
    if (!find_loss() || !find_layers() || !find_slopes() || !whole()) return std::nullopt;
    return std::move(found_);
  }

 private:
  struct Values {
    int x, z, value;  // nodes: what goes in, the weighted sum with bias, what comes out
    int slope = -1;   // the derivative of the loss by z
  };

  bool find_loss() {
    for (const LossPattern& each : kLosses) {
      if (!match_.match(found_.loss, each.value)) continue;
      loss_ = &each;
      found_.loss_kind = each.kind;
      found_.y = match_.at("y");
      found_.divisor = match_.at("n");
      if (match_.bound("n2")) found_.second_divisor = match_.at("n2");
      const bool rows_first = each.kind != DenseLoss::kSoftmaxCrossEntropy || sums_rows();
      return rows_first && is_input(found_.y) && is_size(found_.divisor) &&
             (found_.second_divisor < 0 || is_size(found_.second_divisor));
    }
    return false;
  }

  // From the last layer to the first.
  bool find_layers() {
    int value = match_.at("p");
    do {
      DenseTraining::Layer layer;
      Values values{.x = -1, .z = value, .value = value};
      for (const char* name : {"z", "x", "w", "b"}) match_.forget(name);
      for (const ActivationPattern& each : kActivations) {
        if (!match_.match(value, each.value)) continue;
        layer.activation = each.kind;
        values.z = match_.at("z");
        break;
      }
      const bool biased = match_.match(values.z, "add(matmul($x, $w), broadcast_to($b))");
      if (!biased && !match_.match(values.z, "matmul($x, $w)")) return false;
      if (biased) layer.bias.node = match_.at("b");
      layer.weight.node = match_.at("w");
      values.x = match_.at("x");
      if (!is_variable(layer.weight.node, 2) || (biased && !is_variable(layer.bias.node, 1)))
        return false;
      found_.layers.insert(found_.layers.begin(), layer);
      values_.insert(values_.begin(), values);
      value = values.x;
    } while (!is_input(value));
    found_.x = value;
    return graph_.node(value).shape.rank() == 2;
  }

  bool find_slopes() {
    for (size_t l = found_.layers.size(); l-- > 0;) {
      DenseTraining::Layer& layer = found_.layers[l];
      Values& values = values_[l];
      const int gradient = find_update(layer.weight);
      if (gradient < 0) return false;
      for (const char* name : {"x", "up", "turned", "slope"}) match_.forget(name);
      match_.bind("x", values.x);
      if (!match_.match(gradient, "matmul(transpose($x), $slope)") || !turns(gradient, 0))
        return false;
      values.slope = match_.at("slope");
      if (layer.bias.node >= 0 && !is_bias_gradient(find_update(layer.bias), values)) return false;
      if (!is_slope(l)) return false;
    }
    return true;
  }

  // The derivative by z from that by the value, and that from the layer above or the loss.
  bool is_slope(size_t l) {
    const Values& values = values_[l];
    int upstream = values.slope;
    for (const ActivationPattern& each : kActivations) {
      if (each.kind != found_.layers[l].activation) continue;
      match_.forget("up");
      match_.bind("a", values.value);
      if (!match_.match(values.slope, each.slope)) return false;
      upstream = match_.at("up");
    }
    if (l + 1 == found_.layers.size()) return match_.match(upstream, loss_->slope);
    match_.bind("slope", values_[l + 1].slope);
    match_.bind("w", found_.layers[l + 1].weight.node);
    return match_.match(upstream, "matmul($slope, transpose($w))") && turns(upstream, 1);
  }

  bool is_bias_gradient(int gradient, const Values& values) {
    if (gradient < 0) return false;
    match_.bind("slope", values.slope);
    return match_.match(gradient, "sum($slope)") &&
           graph_.node(gradient).attributes.axes == std::vector<int64_t>{0, 0};
  }

  // The gradient that the variable's update takes, or -1.
  int find_update(DenseTraining::Variable& variable) {
    const int value = value_of(variable.node);
    if (value < 0) return -1;
    for (const char* name : {"g", "m", "v", "new_m", "new_v"}) match_.forget(name);
    match_.bind("w", variable.node);
    const bool sgd = match_.match(value, kSgd);
    if (!sgd && !find_adam(value, variable)) return -1;
    // One rule for all of them.
    const bool first = variable.node == found_.layers.back().weight.node;
    if (!first && sgd != (found_.rate >= 0)) return -1;
    if (sgd) found_.rate = match_.at("rate");
    return is_scalar(sgd ? "rate" : "m_scale") ? match_.at("g") : -1;
  }

  bool find_adam(int value, DenseTraining::Variable& variable) {
    if (!match_.match(value, kAdam) || !match_.match(match_.at("new_m"), kAdamMean) ||
        !match_.match(match_.at("new_v"), kAdamSquares))
      return false;
    variable.m = match_.at("m");
    variable.v = match_.at("v");
    found_.adam = {match_.at("beta1"),  match_.at("rest1"),   match_.at("beta2"),
                   match_.at("rest2"),  match_.at("m_scale"), match_.at("v_scale"),
                   match_.at("epsilon")};
    return value_of(variable.m) == match_.at("new_m") &&
           value_of(variable.v) == match_.at("new_v") && is_scalar("beta1") && is_scalar("rest1") &&
           is_scalar("beta2") && is_scalar("rest2") && is_scalar("v_scale") && is_scalar("epsilon");
  }

  // Nothing else is computed, and nothing else assigned.
  bool whole() const {
    size_t assigned = 0;
    for (const DenseTraining::Layer& layer : found_.layers)
      for (const DenseTraining::Variable& each : {layer.weight, layer.bias})
        assigned += each.node < 0 ? 0 : found_.rate >= 0 ? 1 : 3;
    if (assigned != plan_.commits().size()) return false;
    for (size_t id = 0; id < plan_.nodes().size(); ++id) {
      const PlanNode& planned = plan_.nodes()[id];
      const bool leaf = graph_.node(static_cast<int>(id)).op->kind == OpKind::kLeaf;
      if (!planned.live || planned.alias >= 0 || leaf || match_.seen(static_cast<int>(id)))
        continue;
      if (!runs_as_planned(static_cast<int>(id))) return false;
    }
    return true;
  }

  // Adam's scalars are left to the plan's own steps.
  bool runs_as_planned(int id) const {
    const graph::Node& node = graph_.node(id);
    return node.stage == graph::Stage::kUpdate && node.shape.rank() == 0;
  }

  // Whether softmax cross entropy adds along its rows first.
  bool sums_rows() const {
    const int mean = plan_.input(found_.loss, 0);
    const int row_sums = plan_.input(plan_.input(mean, 0), 0);
    return graph_.node(row_sums).attributes.axes == std::vector<int64_t>{1, 1};
  }
  // Whether input i of the product is a matrix with its axes exchanged.
  bool turns(int product, size_t i) const {
    return graph_.node(plan_.input(product, i)).attributes.axes == std::vector<int64_t>{1, 0};
  }
  bool is_input(int id) const { return graph_.node(id).op == &graph::input_op(); }
  bool is_size(int id) const { return graph_.node(id).op == &graph::size_op(); }
  bool is_scalar(const char* name) const { return graph_.node(match_.at(name)).shape.rank() == 0; }
  bool is_variable(int id, int rank) const {
    return graph_.node(id).op == &graph::variable_op() && graph_.node(id).shape.rank() == rank;
  }
  // What the variable that `node` reads is assigned, or -1.
  int value_of(int node) const {
    if (graph_.node(node).op != &graph::variable_op()) return -1;
    return value_of_[static_cast<size_t>(graph_.node(node).attributes.index)];
  }

  const Plan& plan_;
  const graph::Graph& graph_;
  Matcher match_;
  DenseTraining found_;
  const LossPattern* loss_ = nullptr;
  std::vector<Values> values_;
  std::vector<int> value_of_;  // by variable
};

}  // namespace

std::optional<DenseTraining> recognise_dense_training(const Plan& plan,
                                                      const std::vector<int>& outputs, int guard) {
  if (outputs.size() != 1 || (guard >= 0 && plan.resolve(guard) != plan.resolve(outputs[0])))
    return std::nullopt;
  return Recogniser(plan, plan.resolve(outputs[0])).run();
}

}  // namespace glia::program
