#include "glia/program/chain.h"

#include <algorithm>
#include <cstring>

#include "glia/kernels/random.h"

namespace glia::program {
namespace {

// 32 operations of at most three operands and a result.
constexpr int kMaxSlots = 128;

// Copies elements [begin, begin + count) of a view, in row-major order, to `to`.
template <class T>
void load_strided(const graph::Array& view, int64_t begin, int64_t count, T* to) {
  const auto* from = static_cast<const T*>(view.data);
  if (view.rank == 0) {
    std::fill(to, to + count, *from);
    return;
  }
  int64_t at[kMaxRank];
  int64_t rest = begin;
  for (int axis = view.rank - 1; axis >= 0; --axis) {
    at[axis] = rest % view.extent[axis];
    rest /= view.extent[axis];
  }
  const int last = view.rank - 1;
  const int64_t stride = view.stride[last];
  while (count > 0) {
    int64_t offset = 0;
    for (int axis = 0; axis <= last; ++axis) offset += at[axis] * view.stride[axis];
    const int64_t run = std::min(count, view.extent[last] - at[last]);
    if (stride == 1) {
      std::memcpy(to, from + offset, static_cast<size_t>(run) * sizeof(T));
    } else {
      for (int64_t i = 0; i < run; ++i) to[i] = from[offset + i * stride];
    }
    to += run;
    count -= run;
    at[last] = 0;
    for (int axis = last - 1; axis >= 0 && ++at[axis] == view.extent[axis]; --axis) at[axis] = 0;
  }
}

void load(const ChainSlot& slot, int64_t begin, int64_t count, std::byte* to) {
  switch (slot.size) {
    case 1:
      return load_strided(slot.array, begin, count, reinterpret_cast<uint8_t*>(to));
    case 4:
      return load_strided(slot.array, begin, count, reinterpret_cast<uint32_t*>(to));
    default:
      return load_strided(slot.array, begin, count, reinterpret_cast<uint64_t*>(to));
  }
}

template <class T>
void run_dropout(const ChainOp& op, const void* x, void* out, int64_t first, int64_t count) {
  kernels::dropout<T>(static_cast<const T*>(x), static_cast<T*>(out), count, first,
                      static_cast<uint64_t>(*op.seed), op.stream, static_cast<uint64_t>(*op.step),
                      static_cast<double>(*static_cast<const T*>(op.rate)));
}

}  // namespace

void run_chain_range(const Chain& chain, int64_t begin, int64_t end, std::byte* scratch) {
  using Kind = ChainSlot::Kind;
  void* at[kMaxSlots];
  const size_t slot_count = chain.slots.size();
  for (size_t i = 0; i < slot_count; ++i) {
    const ChainSlot& slot = chain.slots[i];
    if (slot.kind == Kind::kDirect) continue;
    std::byte* buffer = scratch + static_cast<int64_t>(slot.scratch) * Chain::kTileBytes;
    at[i] = buffer;
    if (slot.kind == Kind::kFill || slot.kind == Kind::kRepeat)
      load(slot, begin, std::min(chain.tile, end - begin), buffer);
  }
  for (int64_t first = begin; first < end; first += chain.tile) {
    const int64_t count = std::min(chain.tile, end - first);
    for (size_t i = 0; i < slot_count; ++i) {
      const ChainSlot& slot = chain.slots[i];
      if (slot.kind == Kind::kDirect)
        at[i] = static_cast<char*>(slot.array.data) + first * slot.size;
      else if (slot.kind == Kind::kStrided)
        load(slot, first, count, static_cast<std::byte*>(at[i]));
    }
    for (const ChainOp& op : chain.ops) {
      const void* in[3] = {at[op.inputs[0]], at[op.inputs[1]], at[op.inputs[2]]};
      if (op.function != nullptr)
        op.function(in, at[op.output], static_cast<size_t>(count), nullptr);
      else if (chain.real == Real::kFloat)
        run_dropout<float>(op, in[0], at[op.output], first, count);
      else
        run_dropout<double>(op, in[0], at[op.output], first, count);
    }
    for (const ChainStore& store : chain.stores) {
      const int64_t size = chain.slots[static_cast<size_t>(store.slot)].size;
      std::memcpy(store.data + first * size, at[store.slot], static_cast<size_t>(count * size));
    }
  }
}

void run_chain(const Chain& chain, std::byte* scratch, ThreadPool& pool) {
  // Below this much work for a thread, waking it costs more than it brings.
  constexpr int64_t kWorkOfChunk = 32768;
  const auto ops = static_cast<int64_t>(chain.ops.size()) + 1;
  const int64_t tiles = std::max<int64_t>(1, kWorkOfChunk / (ops * chain.tile));
  const int64_t chunk = tiles * chain.tile;
  const int64_t chunks = (chain.count + chunk - 1) / chunk;
  if (chunks <= 1) {
    if (chain.count > 0) run_chain_range(chain, 0, chain.count, scratch);
    return;
  }
  pool.run(chunks, [&](int64_t i, int worker) {
    run_chain_range(chain, i * chunk, std::min(chain.count, (i + 1) * chunk),
                    scratch + static_cast<size_t>(worker) * chain.scratch_bytes());
  });
}

kernels::Epilogue epilogue_of(const ChainEpilogue& context) {
  const auto finish = [](const void* opaque, int64_t row_begin, int64_t row_end, int64_t col_begin,
                         int64_t col_end, int worker) {
    const auto& own = *static_cast<const ChainEpilogue*>(opaque);
    const Chain& chain = *own.chain;
    std::byte* scratch = own.scratch + static_cast<size_t>(worker) * chain.scratch_bytes();
    if (col_begin == 0 && col_end == chain.cols) {
      run_chain_range(chain, row_begin * chain.cols, row_end * chain.cols, scratch);
      return;
    }
    for (int64_t row = row_begin; row < row_end; ++row) {
      run_chain_range(chain, row * chain.cols + col_begin, row * chain.cols + col_end, scratch);
    }
  };
  return {finish, &context};
}

}  // namespace glia::program
