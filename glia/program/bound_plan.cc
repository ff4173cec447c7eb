#include "glia/program/bound_plan.h"

#include <algorithm>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/random.h"
#include "glia/kernels/copy.h"
#include "glia/program/chain_patterns.h"

namespace glia::program {

using graph::Array;
using graph::Node;
using graph::OpKind;

namespace {

void grow(AlignedBuffer& buffer, size_t bytes) {
  if (buffer.size() < bytes) buffer = AlignedBuffer(bytes);
}

void copy_view(const Array& from, Real real, void* to) {
  switch (type_size(from.type, real)) {
    case 1:
      return kernels::strided_copy(static_cast<const uint8_t*>(from.data), from.extent, from.stride,
                                   from.rank, static_cast<uint8_t*>(to));
    case 4:
      return kernels::strided_copy(static_cast<const int32_t*>(from.data), from.extent, from.stride,
                                   from.rank, static_cast<int32_t*>(to));
    default:
      return kernels::strided_copy(static_cast<const int64_t*>(from.data), from.extent, from.stride,
                                   from.rank, static_cast<int64_t*>(to));
  }
}

}  // namespace

BoundPlan::BoundPlan(const Plan& plan, std::vector<int64_t> sizes, bool in_bands, Memory& memory)
    : plan_(plan), sizes_(std::move(sizes)), in_bands_(in_bands), real_(memory.real) {
  std::vector<size_t> offsets;
  arena_bytes_ = plan_.place(sizes_, real_, offsets);
  size_t leaves = 0;
  for (size_t id = 0; id < plan_.nodes().size(); ++id)
    leaves += plan_.nodes()[id].live &&
              plan_.graph().node(static_cast<int>(id)).op->kind == OpKind::kLeaf;
  leaves_ = AlignedBuffer(leaves * kLeafBytes);
  grow(memory.arena, arena_bytes_ > 0 ? arena_bytes_ : 64);
  arena_ = memory.arena.data();
  bind_arrays(memory, offsets);

  size_t inputs = 0;
  size_t chains = 0;
  for (const PlanStep& step : plan_.steps()) {
    if (step.kind == PlanStep::Kind::kKernel) inputs += plan_.graph().node(step.node).inputs.size();
    chains += !step.members.empty();
  }
  // Calls point into these: they must not move.
  operands_.reserve(inputs);
  chains_.reserve(chains);
  steps_.reserve(plan_.steps().size());
  size_t scratch = 0;
  size_t tiles = 0;
  first_update_ = plan_.steps().size();
  const int threads = memory.pool->threads();
  for (const PlanStep& planned : plan_.steps()) {
    if (planned.update) first_update_ = std::min(first_update_, steps_.size());
    Step& step = steps_.emplace_back();
    step.kind = planned.kind;
    step.loss = planned.loss;
    if (step.loss < 0 && !planned.members.empty()) {
      step.chain = static_cast<int>(chains_.size());
      bind_chain(planned.members, chains_.emplace_back());
      tiles = std::max(tiles, chains_.back().scratch_bytes() * static_cast<size_t>(threads));
    }
    if (planned.kind == PlanStep::Kind::kKernel) {
      bind_kernel(planned, step);
      const graph::Op& op = *plan_.graph().node(planned.node).op;
      if (op.scratch != nullptr) scratch = std::max(scratch, op.scratch(step.call, real_, threads));
    } else if (planned.kind == PlanStep::Kind::kCopy) {
      step.from = arrays_[static_cast<size_t>(planned.node)];
      step.call.output.data =
          storage_[static_cast<size_t>(plan_.nodes()[static_cast<size_t>(planned.node)].copy)];
    }
  }
  for (const SoftmaxLossNodes& loss : plan_.softmax_losses()) losses_.push_back(bind_loss(loss));
  grow(memory.scratch, scratch);
  grow(memory.tiles, tiles);

  for (const Commit& commit : plan_.commits()) {
    const PlanNode& node = plan_.nodes()[static_cast<size_t>(commit.node)];
    if (node.variable == commit.variable) continue;
    const Shape& shape = plan_.graph().variables()[static_cast<size_t>(commit.variable)].shape;
    const size_t bytes = static_cast<size_t>(shape.count()) * type_size(Type::kReal, real_);
    const void* from = node.copy >= 0 ? storage_[static_cast<size_t>(node.copy)]
                                      : arrays_[static_cast<size_t>(commit.node)].data;
    moves_.push_back({from, memory.variables[static_cast<size_t>(commit.variable)], bytes});
  }
  if (plan_.dense_training() != nullptr && !in_bands_) bind_dense();
}

void BoundPlan::bind_dense() {
  const auto data = [&](int node) { return arrays_[static_cast<size_t>(node)].data; };
  dense_step_ = bind_dense_step(plan_, sizes_, real_, data);
  for (size_t s = first_update_; s < steps_.size(); ++s) {
    const PlanStep& step = plan_.steps()[s];
    const int result = step.members.empty() ? step.node : step.members.back();
    if (plan_.graph().node(result).shape.rank() == 0) scalar_updates_.push_back(s);
  }
}

SoftmaxLossArrays BoundPlan::bind_loss(const SoftmaxLossNodes& loss) const {
  const auto at = [&](int id) { return arrays_[static_cast<size_t>(id)]; };
  return {at(loss.logits), at(loss.classes), at(loss.scale), at(loss.picked), at(loss.slope)};
}

Array BoundPlan::make_array(int id, void* data) const {
  const Node& node = plan_.graph().node(id);
  Array array;
  array.data = data;
  array.type = node.type;
  array.real = real_;
  array.rank = node.shape.rank();
  int64_t stride = 1;
  for (int axis = array.rank - 1; axis >= 0; --axis) {
    array.extent[axis] = plan_.extent(node.shape[axis], sizes_);
    array.stride[axis] = stride;
    stride *= array.extent[axis];
  }
  return array;
}

void BoundPlan::bind_arrays(const Memory& memory, const std::vector<size_t>& offsets) {
  auto* arena = static_cast<std::byte*>(arena_);
  for (const size_t offset : offsets) storage_.push_back(arena + offset);
  auto* leaf = leaves_.as<std::byte>();
  arrays_.resize(plan_.nodes().size());
  for (size_t i = 0; i < plan_.nodes().size(); ++i) {
    const PlanNode& planned = plan_.nodes()[i];
    if (!planned.live) continue;
    const int id = static_cast<int>(i);
    const Node& node = plan_.graph().node(id);
    if (planned.alias >= 0) {
      arrays_[i] = arrays_[static_cast<size_t>(plan_.resolve(id))];
      continue;
    }
    Array array = make_array(id, nullptr);
    if (node.op->kind == OpKind::kLayout) {
      const Array from = operand(plan_.input(id, 0), node.op->takes_strides);
      node.op->view(node.attributes, from, array);
      array.bands = from.bands;
      array.copy_bytes = from.copy_bytes;
    } else if (node.op->kind == OpKind::kLeaf) {
      array.data = leaf;
      if (node.op == &graph::input_op()) {
        array.data = memory.inputs[i];
        if (in_bands_) array.copy_bytes = memory.copy_bytes[i];
      } else if (node.op == &graph::variable_op()) {
        array.data = memory.variables[static_cast<size_t>(node.attributes.index)];
      } else if (node.op == &graph::size_op()) {
        *reinterpret_cast<int64_t*>(leaf) = plan_.extent(node.attributes.shape[0], sizes_);
      } else if (node.attributes.tensor) {
        array.data = const_cast<void*>(plan_.constant(id, real_));
      } else if (real_ == Real::kFloat) {
        *reinterpret_cast<float*>(leaf) = static_cast<float>(node.attributes.number);
      } else {
        *reinterpret_cast<double*>(leaf) = node.attributes.number;
      }
      leaf += kLeafBytes;
    } else if (planned.variable >= 0) {
      array.data = memory.variables[static_cast<size_t>(planned.variable)];
    } else if (planned.storage >= 0) {
      array.data = storage_[static_cast<size_t>(planned.storage)];
    }
    if (in_bands_ && planned.bands)
      array.bands = kernels::bands_for(array.extent[1], memory.pool->threads());
    arrays_[i] = array;
  }
}

Array BoundPlan::operand(int read, bool strided) const {
  const PlanNode& node = plan_.nodes()[static_cast<size_t>(read)];
  if (strided || node.contiguous || node.copy < 0) return arrays_[static_cast<size_t>(read)];
  return make_array(read, storage_[static_cast<size_t>(node.copy)]);
}

Array BoundPlan::output(int node) const {
  const int id = plan_.resolve(node);
  const PlanNode& planned = plan_.nodes()[static_cast<size_t>(id)];
  if (planned.copy >= 0) return make_array(id, storage_[static_cast<size_t>(planned.copy)]);
  return arrays_[static_cast<size_t>(id)];
}

const void* BoundPlan::output_data(int node) const {
  const auto id = static_cast<size_t>(plan_.resolve(node));
  const int copy = plan_.nodes()[id].copy;
  return copy >= 0 ? storage_[static_cast<size_t>(copy)] : arrays_[id].data;
}

void BoundPlan::bind_kernel(const PlanStep& planned, Step& step) {
  const Node& node = plan_.graph().node(planned.node);
  step.kernel = real_ == Real::kFloat ? node.op->kernel_float : node.op->kernel_double;
  step.first_input = operands_.size();
  for (size_t i = 0; i < node.inputs.size(); ++i)
    operands_.push_back(operand(plan_.input(planned.node, i), node.op->takes_strides));
  step.call.inputs = operands_.data() + step.first_input;
  step.call.output = arrays_[static_cast<size_t>(planned.node)];
  step.call.attributes = &node.attributes;
  if (step.chain < 0) return;
  Chain& chain = chains_[static_cast<size_t>(step.chain)];
  const Array& product = step.call.output;
  if (product.bands > 1) chain.bands = {product.extent[0], product.extent[1], product.bands};
  step.epilogue.chain = &chain;
}

// --- chains

namespace {

bool is_contiguous(const Array& array) {
  int64_t stride = 1;
  for (int axis = array.rank - 1; axis >= 0; --axis) {
    if (array.extent[axis] != 1 && array.stride[axis] != stride) return false;
    stride *= array.extent[axis];
  }
  return true;
}

bool one_element(const Array& array) {
  for (int axis = 0; axis < array.rank; ++axis)
    if (array.extent[axis] != 1 && array.stride[axis] != 0) return false;
  return true;
}

bool repeats_row(const Array& array) {
  for (int axis = 0; axis + 1 < array.rank; ++axis)
    if (array.extent[axis] != 1 && array.stride[axis] != 0) return false;
  return array.rank >= 2;
}

}  // namespace

void BoundPlan::bind_chain(const std::vector<int>& members, Chain& chain) const {
  const Array shape = make_array(members[0], nullptr);
  chain.real = real_;
  chain.count = shape.count();
  chain.cols = shape.rank > 0 ? shape.extent[shape.rank - 1] : 1;
  const int64_t most = Chain::kTileBytes / static_cast<int64_t>(type_size(Type::kReal, real_));
  chain.tile = most;
  // Whole rows in a tile let a repeated row be copied once, not once for each tile.
  if (chain.cols > 0 && chain.cols <= most) chain.tile = most / chain.cols * chain.cols;

  // The last operation that reads each node directly; a result that overwrites its variable
  // before that must wait for the end of the tile.
  std::vector<int> last_use(arrays_.size(), -1);
  for (size_t k = 0; k < members.size(); ++k)
    for (size_t i = 0; i < plan_.graph().node(members[k]).inputs.size(); ++i)
      last_use[static_cast<size_t>(plan_.input(members[k], i))] = static_cast<int>(k);

  std::vector<int> slot_of(arrays_.size(), -1);
  std::vector<int> one_slot_of(arrays_.size(), -1);
  std::vector<int> free_scratch;
  const auto take_scratch = [&] {
    if (free_scratch.empty()) return chain.scratch_buffers++;
    const int buffer = free_scratch.back();
    free_scratch.pop_back();
    return buffer;
  };
  for (size_t k = 0; k < members.size(); ++k) {
    const int id = members[k];
    const Node& node = plan_.graph().node(id);
    const PlanNode& planned = plan_.nodes()[static_cast<size_t>(id)];
    ChainOp op;
    const bool dropout = node.op == &graph::dropout_op();
    const size_t operands = dropout ? 1 : node.inputs.size();
    const kernels::TileOp tile =
        node.op->kind == OpKind::kElementwise ? node.op->tile : kernels::TileOp::kCastBool;
    for (size_t i = 0; i < operands; ++i) {
      const int input = plan_.input(id, i);
      const bool one = !dropout && kernels::repeats(tile) && op.repeated == 0 && chain.count > 1 &&
                       one_element(arrays_[static_cast<size_t>(input)]);
      op.inputs[i] = one ? one_slot(input, chain, one_slot_of) : chain_slot(input, chain, slot_of);
      if (one) op.repeated = 1u << i;
    }
    for (size_t i = operands; i < 3; ++i) op.inputs[i] = op.inputs[0];
    if (dropout) {
      op.rate = arrays_[static_cast<size_t>(plan_.input(id, 1))].data;
      op.seed = static_cast<const int64_t*>(arrays_[static_cast<size_t>(plan_.input(id, 2))].data);
      op.step = static_cast<const int64_t*>(arrays_[static_cast<size_t>(plan_.input(id, 3))].data);
      op.stream = hash_path(node.attributes.text);
    } else {
      op.tile = tile;
      op.function = real_ == Real::kFloat ? kernels::tile_function<float>(tile)
                                          : kernels::tile_function<double>(tile);
    }
    ChainSlot out;
    out.size = static_cast<uint8_t>(type_size(node.type, real_));
    const Array& target = arrays_[static_cast<size_t>(id)];
    bool deferred = false;
    if (planned.variable >= 0) {
      const int old = plan_.graph().variables()[static_cast<size_t>(planned.variable)].node;
      deferred = last_use[static_cast<size_t>(old)] > static_cast<int>(k);
    }
    if (target.data != nullptr && !deferred) {
      out.kind = ChainSlot::Kind::kDirect;
      out.array = target;
    } else {
      out.scratch = take_scratch();
    }
    slot_of[static_cast<size_t>(id)] = static_cast<int>(chain.slots.size());
    op.output = slot_of[static_cast<size_t>(id)];
    if (deferred) chain.stores.push_back({op.output, static_cast<char*>(target.data)});
    chain.slots.push_back(out);
    chain.ops.push_back(op);
    // Scratch of values that nobody reads any more serves the next ones.
    for (size_t earlier = 0; earlier <= k; ++earlier) {
      const int done = members[earlier];
      int& slot = slot_of[static_cast<size_t>(done)];
      if (slot < 0 || last_use[static_cast<size_t>(done)] > static_cast<int>(k)) continue;
      const ChainSlot& at = chain.slots[static_cast<size_t>(slot)];
      const bool stored = std::any_of(chain.stores.begin(), chain.stores.end(),
                                      [&](const ChainStore& store) { return store.slot == slot; });
      if (at.kind == ChainSlot::Kind::kScratch && !stored) {
        free_scratch.push_back(at.scratch);
        slot = -2;  // returned
      }
    }
  }
  // Operands loaded once for a range keep their scratch for all of it.
  for (ChainSlot& slot : chain.slots)
    if (slot.kind != ChainSlot::Kind::kDirect && slot.kind != ChainSlot::Kind::kOne &&
        slot.scratch < 0)
      slot.scratch = chain.scratch_buffers++;
  if (plan_.options().fuse) fuse_patterns(chain);
}

int BoundPlan::one_slot(int node, Chain& chain, std::vector<int>& slot_of) const {
  int& slot = slot_of[static_cast<size_t>(node)];
  if (slot >= 0) return slot;
  ChainSlot in;
  in.kind = ChainSlot::Kind::kOne;
  in.array = arrays_[static_cast<size_t>(node)];
  in.size = static_cast<uint8_t>(type_size(in.array.type, real_));
  slot = static_cast<int>(chain.slots.size());
  chain.slots.push_back(in);
  return slot;
}

int BoundPlan::chain_slot(int node, Chain& chain, std::vector<int>& slot_of) const {
  int& slot = slot_of[static_cast<size_t>(node)];
  if (slot >= 0) return slot;
  GLIA_ASSERT(slot == -1);  // a value read after its last use
  ChainSlot in;
  in.array = arrays_[static_cast<size_t>(node)];
  in.size = static_cast<uint8_t>(type_size(in.array.type, real_));
  using Kind = ChainSlot::Kind;
  if (one_element(in.array))
    in.kind = Kind::kFill;
  else if (is_contiguous(in.array))
    in.kind = Kind::kDirect;
  else if (chain.count > 0 && repeats_row(in.array) && chain.tile % chain.cols == 0)
    in.kind = Kind::kRepeat;
  else
    in.kind = Kind::kStrided;
  slot = static_cast<int>(chain.slots.size());
  chain.slots.push_back(in);
  return slot;
}

// --- running

void BoundPlan::run_steps(size_t begin, size_t end, Memory& memory) {
  for (size_t i = begin; i < end; ++i) {
    Step& step = steps_[i];
    auto* tiles = memory.tiles.as<std::byte>();
    switch (step.kind) {
      case PlanStep::Kind::kChain:
        run_chain(chains_[static_cast<size_t>(step.chain)], tiles, *memory.pool);
        break;
      case PlanStep::Kind::kCopy:
        copy_view(step.from, real_, step.call.output.data);
        break;
      case PlanStep::Kind::kSoftmaxLoss:
        run_softmax_loss(losses_[static_cast<size_t>(step.loss)], *memory.pool);
        break;
      case PlanStep::Kind::kKernel:
        step.call.scratch = memory.scratch.data();
        step.call.pool = memory.pool;
        if (step.chain >= 0) {
          step.epilogue.scratch = tiles;
          step.call.epilogue = epilogue_of(step.epilogue);
        }
        step.kernel(step.call);
        break;
    }
  }
}

void BoundPlan::run_dense_updates(Memory& memory) {
  for (const size_t s : scalar_updates_) run_steps(s, s + 1, memory);
  dense_step_->run_updates();
}

void BoundPlan::run_values(Memory& memory) { run_steps(0, first_update_, memory); }
void BoundPlan::run_updates(Memory& memory) { run_steps(first_update_, steps_.size(), memory); }

void BoundPlan::commit() {
  for (const Move& move : moves_)
    if (move.bytes > 0) std::memcpy(move.to, move.from, move.bytes);
}

}  // namespace glia::program
