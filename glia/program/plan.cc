#include "glia/program/plan.h"

#include <algorithm>
#include <queue>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/mode.h"
#include "glia/graph/ops/random.h"
#include "glia/program/dense_training.h"
#include "glia/program/fusion.h"

namespace glia::program {

using graph::Node;
using graph::OpKind;

Plan::Plan(const graph::Graph& graph, const std::vector<int>& outputs, int guard,
           size_t assignments, Mode mode, PlanOptions options)
    : graph_(graph), mode_(mode), options_(options), nodes_(graph.nodes().size()) {
  std::vector<int> roots = outputs;
  if (guard >= 0) roots.push_back(guard);
  for (size_t i = 0; i < assignments; ++i) {
    const graph::Assignment& assignment = graph.assignments()[i];
    roots.push_back(assignment.value);
    commits_.push_back({assignment.variable, assignment.value});
  }
  find_live(roots);
  if (options.fuse) share_scalars();
  for (Commit& commit : commits_) commit.node = resolve(commit.node);
  // What a mode leaves as it is: the running statistics of a prediction.
  std::erase_if(commits_, [&](const Commit& commit) {
    return commit.node == graph.variables()[static_cast<size_t>(commit.variable)].node;
  });
  if (options.lower) {
    if (auto found = recognise_dense_training(*this, outputs, guard))
      dense_training_ = std::make_unique<const DenseTraining>(std::move(*found));
  }
  fuse(roots);
  make_steps(outputs);
  schedule();
  choose_in_place(outputs);
  assign_storage(outputs, guard);
  choose_bands(outputs);
}

Plan::~Plan() = default;

int Plan::resolve(int node) const {
  while (nodes_[static_cast<size_t>(node)].alias >= 0)
    node = nodes_[static_cast<size_t>(node)].alias;
  return node;
}

int Plan::source(int node) const {
  for (node = resolve(node); graph_.node(node).op->kind == OpKind::kLayout;) node = input(node, 0);
  return node;
}

bool Plan::elementwise(int id) const {
  const Node& node = graph_.node(id);
  if (node.op->kind == OpKind::kElementwise) return true;
  if (node.op == &graph::dropout_op()) return mode_ == Mode::kTrain;
  return node.op == &graph::cast_op() && node.type == Type::kReal &&
         graph_.node(node.inputs[0]).type == Type::kBool;
}

bool Plan::reads_scalar(int id, size_t i) const {
  return i > 0 && graph_.node(id).op == &graph::dropout_op();
}

// The input whose value the node has in this mode, or -1.
int Plan::same_in_mode(const Node& node) const {
  const bool training = mode_ == Mode::kTrain;
  if (node.op == &graph::by_mode_op()) return node.inputs[training ? 0 : 1];
  return node.op == &graph::dropout_op() && !training ? node.inputs[0] : -1;
}

void Plan::find_live(const std::vector<int>& roots) {
  std::vector<int> open;
  const auto visit = [&](int id) {
    PlanNode& node = nodes_[static_cast<size_t>(id)];
    if (node.live) return;
    node.live = true;
    open.push_back(id);
  };
  for (const int root : roots) visit(root);
  while (!open.empty()) {
    const int id = open.back();
    open.pop_back();
    const Node& node = graph_.node(id);
    const bool size = node.op == &graph::size_op();
    for (const Dim& dim : (size ? node.attributes.shape : node.shape).dims()) {
      if (dim.is_symbol() &&
          std::find(symbols_.begin(), symbols_.end(), dim.name()) == symbols_.end())
        symbols_.push_back(dim.name());
    }
    const int same = same_in_mode(node);
    if (same >= 0) {
      nodes_[static_cast<size_t>(id)].alias = same;
      visit(same);
      continue;
    }
    for (const int input : node.inputs) visit(input);
  }
  // Contiguous or a view with other strides: a property of the ops, not of the sizes.
  for (size_t id = 0; id < nodes_.size(); ++id) {
    if (!nodes_[id].live) continue;
    const Node& node = graph_.node(static_cast<int>(id));
    if (nodes_[id].alias >= 0)
      nodes_[id].contiguous = nodes_[static_cast<size_t>(resolve(nodes_[id].alias))].contiguous;
    else if (node.op->kind == OpKind::kLayout && node.op->takes_strides)
      nodes_[id].contiguous =
          node.op->flat &&  // stop_gradient: the same view
          nodes_[static_cast<size_t>(input(static_cast<int>(id), 0))].contiguous;
  }
}

// A scalar that is computed twice, as Adam's bias corrections are for each variable, is computed
// once. In graph order, so that the inputs of a copy are shared before it is looked at.
void Plan::share_scalars() {
  std::map<std::string, int> first;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = graph_.node(static_cast<int>(i));
    const bool pure = node.op->kind == OpKind::kElementwise || node.op == &graph::cast_op() ||
                      node.op == &graph::size_op();
    if (!nodes_[i].live || nodes_[i].alias >= 0 || !pure || node.shape.rank() != 0) continue;
    std::string key = fmt::format("{} {} {} {} {}", node.op->name, static_cast<int>(node.stage),
                                  static_cast<int>(node.type), node.attributes.number,
                                  node.attributes.shape.to_string());
    for (size_t k = 0; k < node.inputs.size(); ++k)
      key += fmt::format(" {}", input(static_cast<int>(i), k));
    const int shared = first.try_emplace(key, static_cast<int>(i)).first->second;
    if (shared != static_cast<int>(i)) nodes_[i].alias = shared;
  }
}

void Plan::fuse(const std::vector<int>& roots) {
  group_of_.assign(nodes_.size(), -1);
  if (options_.fuse) fuse_losses(roots);
  Fusion fusion(*this, roots);
  fusion.run();
}

void Plan::fuse_losses(const std::vector<int>& roots) {
  softmax_losses_ = recognise_softmax_losses(*this, roots);
  for (const SoftmaxLossNodes& loss : softmax_losses_) {
    for (const int id : loss.members) {
      group_of_[static_cast<size_t>(id)] = static_cast<int>(groups_.size());
      nodes_[static_cast<size_t>(id)].live = id == loss.picked || id == loss.slope;
    }
    for (const int id : loss.views) nodes_[static_cast<size_t>(id)].live = false;
    groups_.push_back(loss.members);
  }
}

void Plan::make_steps(const std::vector<int>& outputs) {
  for (size_t g = 0; g < groups_.size(); ++g) {
    const std::vector<int>& group = groups_[g];
    if (group.empty()) continue;
    PlanStep step;
    step.members = group;
    if (g < softmax_losses_.size()) {
      step.kind = PlanStep::Kind::kSoftmaxLoss;
      step.loss = static_cast<int>(g);
    } else if (!elementwise(group[0])) {  // a product leads its epilogue
      step.node = group[0];
      step.members.erase(step.members.begin());
    } else {
      step.kind = PlanStep::Kind::kChain;
    }
    step.update = graph_.node(group.back()).stage == graph::Stage::kUpdate;
    steps_.push_back(std::move(step));
  }
  // A contiguous copy wherever a kernel or a reshape can't read the view it is given.
  for (size_t id = 0; id < nodes_.size(); ++id) {
    const Node& node = graph_.node(static_cast<int>(id));
    const bool reader = node.op->kind == OpKind::kKernel || node.op->kind == OpKind::kLayout;
    if (!nodes_[id].live || nodes_[id].alias >= 0 || !reader || node.op->takes_strides ||
        elementwise(static_cast<int>(id)))
      continue;
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const int from = input(static_cast<int>(id), i);
      if (!nodes_[static_cast<size_t>(from)].contiguous) add_copy(from);
    }
  }
  // And wherever a value has to outlive the memory it stands in.
  for (const Commit& commit : commits_)
    if (group_of_[static_cast<size_t>(commit.node)] < 0) add_copy(commit.node);
  for (const int output : outputs) {
    const int from = resolve(output);
    const bool variable = graph_.node(source(from)).op == &graph::variable_op();
    if (variable && !commits_.empty()) add_copy(from);
  }
}

void Plan::add_copy(int node) {
  PlanNode& planned = nodes_[static_cast<size_t>(node)];
  if (planned.copy >= 0) return;
  planned.copy = static_cast<int>(storages_.size());
  storages_.push_back({graph_.node(node).shape, graph_.node(node).type});
  PlanStep step;
  step.kind = PlanStep::Kind::kCopy;
  step.node = node;
  step.update = graph_.node(node).stage == graph::Stage::kUpdate;
  steps_.push_back(std::move(step));
}

Plan::Origin Plan::origin(int node, bool strided) const {
  for (;;) {
    if (!strided && nodes_[static_cast<size_t>(node)].copy >= 0 &&
        !nodes_[static_cast<size_t>(node)].contiguous)
      return {node, true};
    const Node& at = graph_.node(node);
    if (at.op->kind != OpKind::kLayout) return {node, false};
    strided = at.op->takes_strides;
    node = input(node, 0);
  }
}

bool Plan::takes_strides(const PlanStep& step) const {
  return step.kind != PlanStep::Kind::kKernel || graph_.node(step.node).op->takes_strides;
}

// Nodes whose memory a step reads.
std::vector<int> Plan::step_inputs(const PlanStep& step) const {
  std::vector<int> reads;
  if (step.kind == PlanStep::Kind::kCopy) return {step.node};
  if (step.kind == PlanStep::Kind::kSoftmaxLoss) {
    const SoftmaxLossNodes& loss = softmax_losses_[static_cast<size_t>(step.loss)];
    return {loss.logits, loss.classes, loss.scale};
  }
  std::vector<int> computed = step.members;
  if (step.node >= 0) computed.push_back(step.node);
  for (const int id : computed)
    for (size_t i = 0; i < graph_.node(id).inputs.size(); ++i) reads.push_back(input(id, i));
  return reads;
}

void Plan::schedule() {
  // Kahn's algorithm; among the ready steps the one whose last node was written first in the
  // graph. Updates wait for everything else.
  const size_t n = steps_.size();
  std::vector<int> maker(nodes_.size(), -1);       // step that computes a node
  std::vector<int> copy_maker(nodes_.size(), -1);  // step that copies a node
  std::vector<int> rank(n, 0);
  for (size_t s = 0; s < n; ++s) {
    const PlanStep& step = steps_[s];
    if (step.kind == PlanStep::Kind::kCopy) {
      copy_maker[static_cast<size_t>(step.node)] = static_cast<int>(s);
    } else {
      if (step.node >= 0) maker[static_cast<size_t>(step.node)] = static_cast<int>(s);
      for (const int id : step.members) maker[static_cast<size_t>(id)] = static_cast<int>(s);
    }
    rank[s] = step.members.empty() ? step.node : step.members.back();
    if (step.update) rank[s] += static_cast<int>(nodes_.size());
  }
  std::vector<std::vector<int>> users(n);
  std::vector<int> waiting(n, 0);
  for (size_t s = 0; s < n; ++s) {
    std::vector<int> needs;
    const bool strided = takes_strides(steps_[s]);
    for (const int read : step_inputs(steps_[s])) {
      const Origin from = origin(read, strided);
      const int needed = (from.copy ? copy_maker : maker)[static_cast<size_t>(from.node)];
      if (needed >= 0) needs.push_back(needed);
    }
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    for (const int need : needs) {
      if (need == static_cast<int>(s)) continue;
      users[static_cast<size_t>(need)].push_back(static_cast<int>(s));
      ++waiting[s];
    }
  }
  using Ready = std::pair<int, int>;
  std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
  for (size_t s = 0; s < n; ++s)
    if (waiting[s] == 0) ready.push({rank[s], static_cast<int>(s)});
  std::vector<PlanStep> ordered;
  while (!ready.empty()) {
    const int s = ready.top().second;
    ready.pop();
    ordered.push_back(std::move(steps_[static_cast<size_t>(s)]));
    for (const int user : users[static_cast<size_t>(s)])
      if (--waiting[static_cast<size_t>(user)] == 0)
        ready.push({rank[static_cast<size_t>(user)], user});
  }
  GLIA_ASSERT(ordered.size() == n);  // a cycle here is a fault of the fusion
  steps_ = std::move(ordered);
}

const void* Plan::constant(int node, Real real) const {
  const Tensor& given = *graph_.node(node).attributes.tensor;
  if (given.type() != Type::kReal || given.real() == real) return given.data();
  const auto [found, added] = constants_.try_emplace({node, real});
  if (added) {
    found->second = Tensor(given.shape(), Type::kReal, real);
    for (int64_t i = 0; i < given.count(); ++i) found->second.set(i, given.at(i));
  }
  return found->second.data();
}

int64_t Plan::extent(const Dim& dim, const std::vector<int64_t>& sizes) const {
  if (!dim.is_symbol()) return dim.size();
  const auto found = std::find(symbols_.begin(), symbols_.end(), dim.name());
  return found == symbols_.end() ? 1 : sizes[static_cast<size_t>(found - symbols_.begin())];
}

int64_t Plan::count(const Shape& shape, const std::vector<int64_t>& sizes) const {
  int64_t count = 1;
  for (const Dim& dim : shape.dims()) count *= extent(dim, sizes);
  return count;
}

}  // namespace glia::program
