#include "glia/program/chain_patterns.h"

#include <algorithm>

namespace glia::program {
namespace {

using kernels::TileOp;

// Reads a chain backwards from a result. Every `take` checks one operation and remembers it;
// `failed` stays true after the first that is not as expected.
class Reader {
 public:
  Reader(const Chain& chain, int last) : chain_(chain), last_(last) {}

  // The operation that computes `slot`.
  const ChainOp* take(int slot, TileOp tile) {
    for (int k = last_; k >= 0 && !failed; --k) {
      const ChainOp& op = chain_.ops[static_cast<size_t>(k)];
      if (op.output != slot) continue;
      if (op.function == nullptr || op.tile != tile) break;
      taken.push_back(k);
      return &op;
    }
    failed = true;
    return &chain_.ops[0];
  }

  // The same for a value that only the pattern needs.
  const ChainOp* take_inner(int slot, TileOp tile) {
    inner.push_back(slot);
    return take(slot, tile);
  }

  // tile(x, s) with x an array and s one element, in either order.
  struct Scaled {
    int x = 0;
    int scalar = 0;
  };
  Scaled take_scaled(int slot, TileOp tile) {
    const ChainOp* op = take_inner(slot, tile);
    if (op->repeated != 1 && op->repeated != 2) failed = true;
    const int one = op->repeated == 1 ? 0 : 1;
    return {op->inputs[1 - one], op->inputs[one]};
  }

  const ChainOp* take_plain(int slot, TileOp tile) {
    const ChainOp* op = take(slot, tile);
    failed = failed || op->repeated != 0;
    return op;
  }

  // Whether the taken operations are all there is from the first to the last of them, and the inner
  // values are read by nothing else and stored nowhere.
  bool closed() {
    if (failed) return false;
    std::sort(taken.begin(), taken.end());
    if (std::adjacent_find(taken.begin(), taken.end()) != taken.end()) return false;
    if (taken.back() - taken.front() + 1 != static_cast<int>(taken.size())) return false;
    for (const int slot : inner) {
      if (chain_.slots[static_cast<size_t>(slot)].kind != ChainSlot::Kind::kScratch) return false;
      for (const ChainStore& store : chain_.stores)
        if (store.slot == slot) return false;
      for (size_t k = 0; k < chain_.ops.size(); ++k) {
        const bool own = std::binary_search(taken.begin(), taken.end(), static_cast<int>(k));
        const int* inputs = chain_.ops[k].inputs;
        if (!own && std::find(inputs, inputs + 3, slot) != inputs + 3) return false;
      }
    }
    return true;
  }

  std::vector<int> taken;
  std::vector<int> inner;
  bool failed = false;

 private:
  const Chain& chain_;
  int last_;
};

// w - m_scale m / (sqrt(v) v_scale + epsilon) with m = m0 b1 + g c1, v = v0 b2 + g^2 c2. Operands
// of sums and products stand as the rule writes them; swapped ones would have the same bits, but
// nobody writes them so.
bool fuse_adam(Chain& chain, size_t last) {
  const ChainOp& update = chain.ops[last];
  if (update.function == nullptr || update.tile != TileOp::kSub || update.repeated != 0)
    return false;
  Reader reader(chain, static_cast<int>(last));
  reader.take_plain(update.output, TileOp::kSub);
  reader.inner.push_back(update.inputs[1]);
  const ChainOp* quotient = reader.take_plain(update.inputs[1], TileOp::kDiv);
  const auto top = reader.take_scaled(quotient->inputs[0], TileOp::kMul);
  const auto bottom = reader.take_scaled(quotient->inputs[1], TileOp::kAdd);
  const auto root_scaled = reader.take_scaled(bottom.x, TileOp::kMul);
  const ChainOp* root = reader.take_inner(root_scaled.x, TileOp::kSqrt);
  const ChainOp* v = reader.take_plain(root->inputs[0], TileOp::kAdd);
  const auto old_v = reader.take_scaled(v->inputs[0], TileOp::kMul);
  const auto new_v = reader.take_scaled(v->inputs[1], TileOp::kMul);
  const ChainOp* square = reader.take_inner(new_v.x, TileOp::kSquare);
  const ChainOp* m = reader.take_plain(top.x, TileOp::kAdd);
  const auto old_m = reader.take_scaled(m->inputs[0], TileOp::kMul);
  const auto new_m = reader.take_scaled(m->inputs[1], TileOp::kMul);
  if (!reader.closed() || new_m.x != square->inputs[0]) return false;

  AdamOp adam;
  const int slots[] = {
      new_m.x,       old_m.x,      old_v.x,      update.inputs[0], old_m.scalar,
      new_m.scalar,  old_v.scalar, new_v.scalar, top.scalar,       root_scaled.scalar,
      bottom.scalar, m->output,    v->output,    update.output};
  std::copy(std::begin(slots), std::end(slots), adam.slots);
  ChainOp fused;
  fused.adam = static_cast<int>(chain.adams.size());
  chain.adams.push_back(adam);
  const auto first = chain.ops.begin() + reader.taken.front();
  *first = fused;
  chain.ops.erase(first + 1, chain.ops.begin() + static_cast<int64_t>(last) + 1);
  return true;
}

}  // namespace

void fuse_patterns(Chain& chain) {
  for (size_t k = 0; k < chain.ops.size(); ++k)
    if (fuse_adam(chain, k)) k = 0;
}

}  // namespace glia::program
