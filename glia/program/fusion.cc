#include "glia/program/fusion.h"

#include <algorithm>
#include <numeric>

#include "glia/graph/ops/leaf.h"

namespace glia::program {

using graph::Node;
using graph::OpKind;

namespace {

// Operands of one chain live in one table on the stack of the thread that runs it.
constexpr size_t kMaxMembers = 32;

// Of a node's readers, where a group's number would stand.
constexpr int kNobody = -1;
constexpr int kOthers = -2;

}  // namespace

Fusion::Fusion(Plan& plan, std::vector<int> roots)
    : plan_(plan), graph_(plan.graph_), roots_(std::move(roots)), cut_(plan.nodes_.size()) {
  std::iota(cut_.begin(), cut_.end(), 0);
}

void Fusion::run() {
  for (const std::vector<int>& group : plan_.groups_) reach_across(group);
  for (size_t i = 0; i < plan_.nodes_.size(); ++i) {
    const int id = static_cast<int>(i);
    const PlanNode& planned = plan_.nodes_[i];
    const Node& node = graph_.node(id);
    if (!planned.live || planned.alias >= 0 || plan_.group_of_[i] >= 0) continue;
    const bool elementwise = plan_.elementwise(id);
    if (!elementwise && node.op->kind != OpKind::kKernel) continue;
    const int own = static_cast<int>(plan_.groups_.size());
    plan_.groups_.push_back({id});
    plan_.group_of_[i] = own;
    if (!elementwise || !plan_.options_.fuse) continue;

    for (size_t k = 0; k < node.inputs.size(); ++k) {
      const int input = plan_.input(id, k);
      const int group = plan_.group_of_[static_cast<size_t>(input)];
      if (group < 0 || group == own) continue;
      const std::vector<int>& theirs = plan_.groups_[static_cast<size_t>(group)];
      const Node& head = graph_.node(theirs[0]);
      // A group may begin with a product whose epilogue it is; other kernels stand alone.
      const bool joinable = plan_.elementwise(theirs[0]) || head.op->takes_epilogue;
      const bool same = head.shape == node.shape && (head.stage == graph::Stage::kUpdate) ==
                                                        (node.stage == graph::Stage::kUpdate);
      const std::vector<int>& ours = plan_.groups_[static_cast<size_t>(own)];
      // Two products can't share one epilogue.
      const bool two_products = !plan_.elementwise(theirs[0]) && !plan_.elementwise(ours[0]);
      if (!joinable || !same || two_products || !small_enough(theirs, ours)) continue;
      if (can_merge(theirs, ours)) merge(own, group);
    }
  }
  if (plan_.options_.fuse) join_gradients();
}

// A gradient's product that only its own update reads may wait for the update's turn: each part of
// it is then still in cache.
void Fusion::join_gradients() {
  std::vector<int> reader(plan_.nodes_.size(), kNobody);  // the one group that reads a node
  const auto add_reader = [&](int id, int group) {
    int& at = reader[static_cast<size_t>(id)];
    at = at == kNobody || at == group ? group : kOthers;
  };
  for (const int root : roots_) add_reader(plan_.resolve(root), kOthers);
  for (size_t i = 0; i < plan_.nodes_.size(); ++i) {
    if (!plan_.nodes_[i].live || plan_.nodes_[i].alias >= 0) continue;
    const int group = plan_.group_of_[i];
    for (size_t k = 0; k < graph_.node(static_cast<int>(i)).inputs.size(); ++k)
      add_reader(plan_.input(static_cast<int>(i), k), group < 0 ? kOthers : group);
  }
  for (size_t own = 0; own < plan_.groups_.size(); ++own) {
    const std::vector<int>& product = plan_.groups_[own];
    if (product.size() != 1 || !graph_.node(product[0]).op->takes_epilogue) continue;
    const int update = reader[static_cast<size_t>(product[0])];
    if (update < 0 || update == static_cast<int>(own)) continue;
    const std::vector<int>& members = plan_.groups_[static_cast<size_t>(update)];
    const Node& head = graph_.node(members[0]);
    if (plan_.elementwise(members[0]) && head.stage == graph::Stage::kUpdate &&
        head.shape == graph_.node(product[0]).shape && small_enough(product, members) &&
        can_merge(product, members))
      merge(update, static_cast<int>(own));
  }
}

bool Fusion::small_enough(const std::vector<int>& a, const std::vector<int>& b) const {
  return a.size() + b.size() <= kMaxMembers;
}

// The union must be computable in one go: every input from outside is complete before it starts. So
// no outside node on the way from one member to another, and no member read through a view.
bool Fusion::can_merge(const std::vector<int>& a, const std::vector<int>& b) const {
  std::vector<int> members = a;
  members.insert(members.end(), b.begin(), b.end());
  // Nodes before a clean cut need only groups before it, so nothing there leads back to a member.
  const int cut = clean_cut(*std::min_element(members.begin(), members.end()));
  const int first_group = plan_.group_of_[static_cast<size_t>(a[0])];
  const int second_group = plan_.group_of_[static_cast<size_t>(b[0])];
  const auto inside = [&](int id) {
    const int group = plan_.group_of_[static_cast<size_t>(id)];
    return group == first_group || group == second_group;
  };

  std::vector<char> seen(plan_.nodes_.size(), 0);
  std::vector<int> open;
  const auto visit = [&](int id) {
    if (id < cut || seen[static_cast<size_t>(id)] != 0) return;
    seen[static_cast<size_t>(id)] = 1;
    open.push_back(id);
  };
  for (const int member : members) {
    const Node& node = graph_.node(member);
    for (size_t k = 0; k < node.inputs.size(); ++k) {
      const int input = plan_.input(member, k);
      const bool whole = !plan_.elementwise(member) || plan_.reads_scalar(member, k);
      if (inside(input) && !whole) continue;  // direct: computed in the same pass
      if (inside(input)) return false;        // must be complete before the pass starts
      visit(input);
    }
  }
  while (!open.empty()) {
    const int id = open.back();
    open.pop_back();
    if (inside(id)) return false;
    // A whole group runs as one step, so all that its members need is needed.
    const int group = plan_.group_of_[static_cast<size_t>(id)];
    if (group >= 0) {
      const std::vector<int>& step = plan_.groups_[static_cast<size_t>(group)];
      for (const int member : step)
        for (size_t k = 0; k < graph_.node(member).inputs.size(); ++k)
          visit(plan_.input(member, k));
    } else {
      for (size_t k = 0; k < graph_.node(id).inputs.size(); ++k) visit(plan_.input(id, k));
    }
  }
  return true;
}

int Fusion::clean_cut(int position) const {
  const auto next = [&](int at) -> int& { return cut_[static_cast<size_t>(at)]; };
  while (next(position) != position) position = next(position) = next(next(position));
  return position;
}

void Fusion::merge(int into, int from) {
  std::vector<int>& target = plan_.groups_[static_cast<size_t>(into)];
  std::vector<int>& source = plan_.groups_[static_cast<size_t>(from)];
  for (const int member : source) plan_.group_of_[static_cast<size_t>(member)] = into;
  target.insert(target.end(), source.begin(), source.end());
  source.clear();
  // Members in graph order, behind the product if there is one.
  std::sort(target.begin(), target.end(), [&](int a, int b) {
    const bool a_chain = plan_.elementwise(a);
    const bool b_chain = plan_.elementwise(b);
    return a_chain != b_chain ? b_chain : a < b;
  });
  reach_across(target);
}

void Fusion::reach_across(const std::vector<int>& group) {
  const auto [first, last] = std::minmax_element(group.begin(), group.end());
  for (int at = clean_cut(*last); at > *first; at = clean_cut(at))
    cut_[static_cast<size_t>(at)] = at - 1;
}

}  // namespace glia::program
