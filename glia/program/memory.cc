// The passes of a plan that decide where values live: which updates write their variable in place,
// how long each value is needed, and, once sizes are known, where in the arena it stands.
#include <algorithm>
#include <numeric>

#include "glia/graph/ops/leaf.h"
#include "glia/program/plan.h"

namespace glia::program {

// An update may write its variable directly if nobody reads the old value later: all other readers
// run before, and within its own chain the old value is read element by element.
void Plan::choose_in_place(const std::vector<int>& outputs) {
  for (size_t s = 0; s < steps_.size(); ++s) {
    for (const int id : steps_[s].members)
      nodes_[static_cast<size_t>(id)].members_of = static_cast<int>(s);
    if (steps_[s].node >= 0 && steps_[s].kind == PlanStep::Kind::kKernel)
      nodes_[static_cast<size_t>(steps_[s].node)].members_of = static_cast<int>(s);
  }
  if (!options_.in_place) return;
  for (const Commit& commit : commits_) {
    PlanNode& value = nodes_[static_cast<size_t>(commit.node)];
    if (value.members_of < 0 || value.variable >= 0) continue;
    const PlanStep& writer = steps_[static_cast<size_t>(value.members_of)];
    if (!writer.update || writer.members.empty()) continue;
    bool allowed = std::none_of(outputs.begin(), outputs.end(),
                                [&](int output) { return source(output) == commit.node; });
    allowed = allowed && std::count_if(commits_.begin(), commits_.end(), [&](const Commit& other) {
                           return other.node == commit.node;
                         }) == 1;
    const int variable = graph_.variables()[static_cast<size_t>(commit.variable)].node;
    // A product reads its operands again after parts of its result are done.
    for (size_t i = 0; writer.node >= 0 && i < graph_.node(writer.node).inputs.size(); ++i)
      allowed = allowed && source(input(writer.node, i)) != variable;
    for (size_t s = 0; allowed && s < steps_.size(); ++s) {
      for (const int read : step_inputs(steps_[s])) {
        if (source(read) != variable) continue;
        const bool later = static_cast<int>(s) > value.members_of;
        const bool same_elsewhere = static_cast<int>(s) == value.members_of && read != variable;
        if (later || same_elsewhere) allowed = false;
      }
    }
    if (allowed) value.variable = commit.variable;
  }
}

void Plan::assign_storage(const std::vector<int>& outputs, int guard) {
  const int last_step = static_cast<int>(steps_.size());
  const auto touch = [&](int storage, int step) {
    if (storage < 0) return;
    Storage& at = storages_[static_cast<size_t>(storage)];
    at.last = std::max(at.last, step);
  };
  const auto storage_of = [&](int read, bool strided) {
    const Origin from = origin(read, strided);
    const PlanNode& node = nodes_[static_cast<size_t>(from.node)];
    return from.copy ? node.copy : node.storage;
  };
  // A value read only inside its own chain needs no memory.
  std::vector<char> leaves(nodes_.size(), 0);
  for (size_t s = 0; s < steps_.size(); ++s) {
    for (const int read : step_inputs(steps_[s])) {
      const int from = source(read);
      const bool direct = from == read && steps_[s].kind != PlanStep::Kind::kCopy;
      if (nodes_[static_cast<size_t>(from)].members_of != static_cast<int>(s) || !direct)
        leaves[static_cast<size_t>(from)] = 1;
    }
  }
  for (const int output : outputs) leaves[static_cast<size_t>(source(output))] = 1;
  if (guard >= 0) leaves[static_cast<size_t>(source(guard))] = 1;
  for (const Commit& commit : commits_) leaves[static_cast<size_t>(source(commit.node))] = 1;

  for (size_t s = 0; s < steps_.size(); ++s) {
    PlanStep& step = steps_[s];
    const int now = static_cast<int>(s);
    if (step.kind == PlanStep::Kind::kCopy) {
      Storage& copy = storages_[static_cast<size_t>(nodes_[static_cast<size_t>(step.node)].copy)];
      copy.first = copy.last = now;
    }
    std::vector<int> made = step.members;
    if (step.kind == PlanStep::Kind::kKernel) made.push_back(step.node);
    for (const int id : made) {
      PlanNode& node = nodes_[static_cast<size_t>(id)];
      // A product always has memory: its epilogue reads it from there.
      const bool kernel = step.kind == PlanStep::Kind::kKernel && id == step.node;
      if (node.variable >= 0 || (leaves[static_cast<size_t>(id)] == 0 && !kernel)) continue;
      node.storage = static_cast<int>(storages_.size());
      storages_.push_back({graph_.node(id).shape, graph_.node(id).type, now, now, 0});
    }
  }
  for (size_t s = 0; s < steps_.size(); ++s)
    for (const int read : step_inputs(steps_[s]))
      touch(storage_of(read, takes_strides(steps_[s])), static_cast<int>(s));
  for (const Commit& commit : commits_) {
    const PlanNode& node = nodes_[static_cast<size_t>(commit.node)];
    touch(node.copy >= 0 ? node.copy : node.storage, last_step);
  }
  std::vector<int> kept = outputs;
  if (guard >= 0) kept.push_back(guard);
  for (const int output : kept) {
    touch(nodes_[static_cast<size_t>(resolve(output))].copy, last_step);
    touch(storage_of(resolve(output), true), last_step);
    // A view whose own input had to be copied.
    touch(storage_of(resolve(output), false), last_step);
  }
}

// Largest first, each at the lowest offset that is free while it lives.
size_t Plan::place(const std::vector<int64_t>& sizes, Real real,
                   std::vector<size_t>& offsets) const {
  constexpr size_t kAlign = 64;
  const size_t n = storages_.size();
  std::vector<size_t> bytes(n);
  for (size_t i = 0; i < n; ++i) {
    const auto elements = static_cast<size_t>(count(storages_[i].shape, sizes));
    bytes[i] = (elements * type_size(storages_[i].type, real) + kAlign - 1) / kAlign * kAlign;
  }
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return bytes[a] > bytes[b]; });
  offsets.assign(n, 0);
  size_t total = 0;
  std::vector<size_t> placed;  // by offset
  for (const size_t i : order) {
    size_t offset = 0;
    for (const size_t other : placed) {
      const bool together = !options_.reuse || (storages_[i].first <= storages_[other].last &&
                                                storages_[other].first <= storages_[i].last);
      if (!together) continue;
      if (offset + bytes[i] <= offsets[other]) break;
      offset = std::max(offset, offsets[other] + bytes[other]);
    }
    offsets[i] = offset;
    total = std::max(total, offset + bytes[i]);
    placed.insert(std::upper_bound(placed.begin(), placed.end(), i,
                                   [&](size_t a, size_t b) { return offsets[a] < offsets[b]; }),
                  i);
  }
  return total;
}

}  // namespace glia::program
