#include <string_view>

#include "glia/graph/op.h"
#include "glia/graph/ops/families.h"

namespace glia::graph {

std::span<const Op* const> op_table() {
  static const std::vector<const Op*> ops = [] {
    std::vector<const Op*> table;
    for (const auto family : {leaf_ops(), unary_ops(), activation_ops(), binary_ops(), logic_ops(),
                              layout_ops(), reduce_ops(), product_ops(), softmax_ops(), index_ops(),
                              join_ops(), random_ops(), mode_ops()})
      table.insert(table.end(), family.begin(), family.end());
    return table;
  }();
  return ops;
}

const Op* find_op(std::string_view name) {
  for (const Op* op : op_table())
    if (name == op->name) return op;
  return nullptr;
}

}  // namespace glia::graph
