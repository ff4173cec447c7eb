// The pass that finds weights which several threads may keep in bands (kernels/bands.h): those that
// only products read, and that change only behind the product of their own gradient.
#include <algorithm>

#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/kernels/bands.h"
#include "glia/program/plan.h"

namespace glia::program {

using graph::Node;

namespace {

// Elements of the smallest weight that is kept in bands: 64 KiB of floats.
constexpr int64_t kLeastElements = 16384;
constexpr int64_t kLeastColumns = 2 * kernels::Bands::kLeastColumns;

bool is_number(const Shape& shape) { return shape.is_static() && shape.count() == 1; }

bool has(const std::vector<int>& nodes, int node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

}  // namespace

// The variables that an update reads or writes element by element beside the product of its
// gradient; empty where it does something else too.
std::vector<int> Plan::variables_beside(const PlanStep& step) const {
  const Node& product = graph_.node(step.node);
  std::vector<int> found;
  for (const int id : step.members) {
    const Node& node = graph_.node(id);
    const PlanNode& planned = nodes_[static_cast<size_t>(id)];
    if (node.op->kind != graph::OpKind::kElementwise || planned.storage >= 0) return {};
    if (planned.variable >= 0)
      found.push_back(graph_.variables()[static_cast<size_t>(planned.variable)].node);
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const int from = input(id, i);
      if (from == step.node || has(step.members, from)) continue;
      const Node& operand = graph_.node(from);
      if (operand.op == &graph::variable_op() && operand.shape == product.shape)
        found.push_back(from);
      else if (!is_number(graph_.node(source(from)).shape))
        return {};
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// Whether nobody but step s and products that take bands reads these variables, or what the step's
// product leaves in memory.
bool Plan::only_products_read(const std::vector<int>& variables, size_t s) const {
  const PlanStep& step = steps_[s];
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const int id = static_cast<int>(i);
    const Node& node = graph_.node(id);
    if (!nodes_[i].live || nodes_[i].alias >= 0) continue;
    const bool ours = has(variables, source(id)) || source(id) == step.node;
    if (ours && nodes_[i].copy >= 0) return false;
    if (node.op->kind == graph::OpKind::kLayout) continue;
    for (size_t k = 0; k < node.inputs.size(); ++k) {
      const int read = input(id, k);
      const int from = source(read);
      if (from == step.node && !has(step.members, id)) return false;
      if (!has(variables, from) || (read == from && has(step.members, id))) continue;
      const Node& view = graph_.node(read);
      const bool direct =
          read == from || (view.op == &graph::transpose_op() && input(read, 0) == from);
      if (!direct || !node.op->takes_bands || k != 1) return false;
    }
  }
  return true;
}

void Plan::choose_bands(const std::vector<int>& outputs) {
  if (!options_.bands) return;
  for (size_t s = 0; s < steps_.size(); ++s) {
    const PlanStep& step = steps_[s];
    if (!step.update || step.kind != PlanStep::Kind::kKernel || step.members.empty()) continue;
    const Node& product = graph_.node(step.node);
    if (!product.op->takes_bands || !product.shape.is_static() ||
        product.shape.count() < kLeastElements || product.shape[1].size() < kLeastColumns)
      continue;
    const std::vector<int> variables = variables_beside(step);
    if (variables.empty() || !only_products_read(variables, s)) continue;
    const bool shown = std::any_of(outputs.begin(), outputs.end(), [&](int output) {
      return has(variables, source(output)) || source(output) == step.node;
    });
    const bool written_elsewhere =
        std::any_of(commits_.begin(), commits_.end(), [&](const Commit& commit) {
          const int node = graph_.variables()[static_cast<size_t>(commit.variable)].node;
          const PlanNode& value = nodes_[static_cast<size_t>(commit.node)];
          return has(variables, node) &&
                 (value.variable != commit.variable || value.members_of != static_cast<int>(s));
        });
    if (shown || written_elsewhere) continue;
    nodes_[static_cast<size_t>(step.node)].bands = true;
    for (const int variable : variables) {
      nodes_[static_cast<size_t>(variable)].bands = true;
      banded_.push_back(graph_.node(variable).attributes.index);
    }
  }
  choose_copied_inputs();
}

// Where every thread works on a band of its own, each reads all rows of the batch.
void Plan::choose_copied_inputs() {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = graph_.node(static_cast<int>(i));
    if (!nodes_[i].live || nodes_[i].alias >= 0 || !node.op->takes_bands) continue;
    const int left = source(input(static_cast<int>(i), 0));
    const bool from_bands = nodes_[static_cast<size_t>(input(static_cast<int>(i), 1))].bands;
    if (graph_.node(left).op == &graph::input_op() && (nodes_[i].bands || from_bands))
      nodes_[static_cast<size_t>(left)].copied = true;
  }
}

}  // namespace glia::program
