// The families of ops, for op_table() alone.
#pragma once

#include <span>

#include "glia/graph/op.h"

namespace glia::graph {

std::span<const Op* const> leaf_ops();
std::span<const Op* const> unary_ops();
std::span<const Op* const> activation_ops();
std::span<const Op* const> binary_ops();
std::span<const Op* const> logic_ops();
std::span<const Op* const> layout_ops();
std::span<const Op* const> reduce_ops();
std::span<const Op* const> product_ops();
std::span<const Op* const> softmax_ops();
std::span<const Op* const> index_ops();
std::span<const Op* const> join_ops();
std::span<const Op* const> random_ops();
std::span<const Op* const> mode_ops();

}  // namespace glia::graph
