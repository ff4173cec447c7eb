#include "glia/program/softmax_loss.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>

#include "glia/kernels/softmax_loss.h"
#include "glia/program/pattern.h"
#include "glia/program/plan.h"

namespace glia::program {
namespace {

using graph::Node;
using graph::OpKind;

constexpr char kSlope[] = "sub($scaled, mul(exp($log), broadcast_to(reshape(sum($scaled)))))";
constexpr char kScaled[] = "mul(broadcast_to(reshape(broadcast_to(reshape($scale)))), $hot)";
constexpr char kPicked[] = "sum(mul($log, $hot))";

bool has(const std::vector<int>& nodes, int node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

class Recogniser {
 public:
  Recogniser(const Plan& plan, const std::vector<int>& roots)
      : plan_(plan), graph_(plan.graph()), roots_(roots) {}

  std::optional<SoftmaxLossNodes> at(int node) {
    Matcher match(plan_);
    if (!match.match(node, kSlope) || !match.match(match.at("scaled"), kScaled) ||
        !match.match(match.at("hot"), "one_hot($classes)") ||
        !match.match(match.at("log"), "log_softmax($logits)"))
      return std::nullopt;
    SoftmaxLossNodes found;
    found.logits = match.at("logits");
    found.classes = match.at("classes");
    found.scale = match.at("scale");
    found.slope = node;
    found.picked = find_picked(match);
    if (found.picked < 0 || !reads_well(found)) return std::nullopt;
    collect(found);
    if (!rows_are_summed(found) || !closed(found)) return std::nullopt;
    return found;
  }

 private:
  int find_picked(Matcher& match) const {
    for (size_t id = 0; id < plan_.nodes().size(); ++id) {
      const PlanNode& planned = plan_.nodes()[id];
      if (planned.live && planned.alias < 0 && match.match(static_cast<int>(id), kPicked))
        return static_cast<int>(id);
    }
    return -1;
  }

  // Computed rows that stand one after the other, one scale for all of them.
  bool reads_well(const SoftmaxLossNodes& loss) const {
    const auto contiguous = [&](int id) {
      return plan_.nodes()[static_cast<size_t>(id)].contiguous;
    };
    return graph_.node(loss.logits).shape.rank() == 2 && contiguous(loss.logits) &&
           graph_.node(plan_.source(loss.logits)).op->kind != OpKind::kLeaf &&
           graph_.node(loss.classes).shape.rank() == 1 && contiguous(loss.classes) &&
           graph_.node(loss.scale).shape.rank() == 0;
  }

  void collect(SoftmaxLossNodes& loss) const {
    const std::function<void(int)> visit = [&](int id) {
      const bool given = id == loss.logits || id == loss.classes || id == loss.scale;
      const bool view = graph_.node(id).op->kind == OpKind::kLayout;
      std::vector<int>& kept = view ? loss.views : loss.members;
      if (given || has(kept, id)) return;
      kept.push_back(id);
      for (size_t i = 0; i < graph_.node(id).inputs.size(); ++i) visit(plan_.input(id, i));
    };
    visit(loss.slope);
    visit(loss.picked);
    std::sort(loss.members.begin(), loss.members.end());
  }

  // Every sum is of rows, and what is repeated along them stands in a column.
  bool rows_are_summed(const SoftmaxLossNodes& loss) const {
    const auto is = [&](int id, std::string_view name) { return graph_.node(id).op->name == name; };
    const auto sums_row = [&](int id) {
      return !is(id, "sum") || graph_.node(id).attributes.axes == std::vector<int64_t>{1, 1};
    };
    const auto in_column = [&](int id) {
      if (!is(id, "broadcast_to") || graph_.node(id).shape.rank() != 2) return true;
      const Shape& from = graph_.node(plan_.input(id, 0)).shape;
      return from.rank() == 2 && !from[1].is_symbol() && from[1].size() == 1;
    };
    return std::all_of(loss.members.begin(), loss.members.end(), sums_row) &&
           std::all_of(loss.views.begin(), loss.views.end(), in_column);
  }

  bool closed(const SoftmaxLossNodes& loss) const {
    const auto member = [&](int id) { return has(loss.members, id) || has(loss.views, id); };
    const auto inner = [&](int id) { return member(id) && id != loss.picked && id != loss.slope; };
    for (const int root : roots_)
      if (inner(plan_.resolve(root))) return false;
    for (size_t i = 0; i < plan_.nodes().size(); ++i) {
      const int id = static_cast<int>(i);
      if (!plan_.nodes()[i].live || plan_.nodes()[i].alias >= 0 || member(id)) continue;
      for (size_t k = 0; k < graph_.node(id).inputs.size(); ++k)
        if (inner(plan_.input(id, k))) return false;
    }
    return true;
  }

  const Plan& plan_;
  const graph::Graph& graph_;
  const std::vector<int>& roots_;
};

template <class T>
void run(const SoftmaxLossArrays& arrays, ThreadPool& pool) {
  kernels::SoftmaxLoss<T> loss;
  loss.logits = static_cast<const T*>(arrays.logits.data);
  loss.classes = static_cast<const int64_t*>(arrays.classes.data);
  loss.scale = *static_cast<const T*>(arrays.scale.data);
  loss.rows = arrays.slope.extent[0];
  loss.cols = arrays.slope.extent[1];
  loss.picked = static_cast<T*>(arrays.picked.data);
  loss.slope = static_cast<T*>(arrays.slope.data);
  kernels::softmax_loss(loss, pool);
}

}  // namespace

std::vector<SoftmaxLossNodes> recognise_softmax_losses(const Plan& plan,
                                                       const std::vector<int>& roots) {
  Recogniser recogniser(plan, roots);
  std::vector<SoftmaxLossNodes> found;
  for (size_t id = 0; id < plan.nodes().size(); ++id) {
    const PlanNode& planned = plan.nodes()[id];
    if (!planned.live || planned.alias >= 0) continue;
    if (auto loss = recogniser.at(static_cast<int>(id))) found.push_back(std::move(*loss));
  }
  return found;
}

void run_softmax_loss(const SoftmaxLossArrays& arrays, ThreadPool& pool) {
  if (arrays.slope.real == Real::kFloat)
    run<float>(arrays, pool);
  else
    run<double>(arrays, pool);
}

}  // namespace glia::program
