#include "glia/program/chain.h"

#include <algorithm>
#include <cstring>

#include "glia/kernels/adam.h"
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

// Pointers to the elements of each slot at the tile that runs.
struct Pointers {
  void* at[kMaxSlots];
};

void run_adam(const Chain& chain, const AdamOp& op, const Pointers& p, size_t count) {
  const auto at = [&](int i) { return p.at[op.slots[i]]; };
  const kernels::AdamTile tile = {
      at(0),  at(1),  at(2), at(3), {at(4), at(5), at(6), at(7), at(8), at(9), at(10)},
      at(11), at(12), at(13)};
  chain.real == Real::kFloat ? kernels::adam_tile<float>(tile, count)
                             : kernels::adam_tile<double>(tile, count);
}

// What stays for all tiles that begin where this one does in their row, of at most `count`
// elements.
void prepare(const Chain& chain, int64_t begin, int64_t count, std::byte* scratch, Pointers& p) {
  using Kind = ChainSlot::Kind;
  for (size_t i = 0; i < chain.slots.size(); ++i) {
    const ChainSlot& slot = chain.slots[i];
    if (slot.kind == Kind::kDirect) continue;
    if (slot.kind == Kind::kOne) {
      p.at[i] = slot.array.data;
      continue;
    }
    std::byte* buffer = scratch + static_cast<int64_t>(slot.scratch) * Chain::kTileBytes;
    p.at[i] = buffer;
    if (slot.kind == Kind::kFill || slot.kind == Kind::kRepeat) load(slot, begin, count, buffer);
  }
}

// Elements [first, first + count), at most a tile.
void run_tile(const Chain& chain, int64_t first, int64_t count, Pointers& p) {
  using Kind = ChainSlot::Kind;
  for (size_t i = 0; i < chain.slots.size(); ++i) {
    const ChainSlot& slot = chain.slots[i];
    if (slot.kind == Kind::kDirect)
      p.at[i] = static_cast<char*>(slot.array.data) + first * slot.size;
    else if (slot.kind == Kind::kStrided)
      load(slot, first, count, static_cast<std::byte*>(p.at[i]));
  }
  for (const ChainOp& op : chain.ops) {
    if (op.adam >= 0) {
      run_adam(chain, chain.adams[static_cast<size_t>(op.adam)], p, static_cast<size_t>(count));
      continue;
    }
    const void* in[3] = {p.at[op.inputs[0]], p.at[op.inputs[1]], p.at[op.inputs[2]]};
    if (op.function != nullptr)
      op.function(in, p.at[op.output], static_cast<size_t>(count), op.repeated);
    else if (chain.real == Real::kFloat)
      run_dropout<float>(op, in[0], p.at[op.output], first, count);
    else
      run_dropout<double>(op, in[0], p.at[op.output], first, count);
  }
  for (const ChainStore& store : chain.stores) {
    const int64_t size = chain.slots[static_cast<size_t>(store.slot)].size;
    std::memcpy(store.data + first * size, p.at[store.slot], static_cast<size_t>(count * size));
  }
}

}  // namespace

void run_chain_range(const Chain& chain, int64_t begin, int64_t end, std::byte* scratch) {
  Pointers p;
  prepare(chain, begin, std::min(chain.tile, end - begin), scratch, p);
  for (int64_t first = begin; first < end; first += chain.tile)
    run_tile(chain, first, std::min(chain.tile, end - first), p);
}

void run_chain_rectangle(const Chain& chain, const kernels::Rectangle& r, std::byte* scratch) {
  // Element (row, column) stands at start + row * cols + column.
  int64_t cols = chain.cols;
  int64_t start = 0;
  if (chain.bands.count > 1) {
    const int band = chain.bands.band_of(r.col_begin);
    cols = chain.bands.width(band);
    start = chain.bands.offset(band) - chain.bands.begin(band);
  }
  const int64_t width = r.col_end - r.col_begin;
  const int64_t first = start + r.col_begin;
  if (width == cols)
    return run_chain_range(chain, first + r.row_begin * cols, first + r.row_end * cols, scratch);
  if (width > chain.tile) {
    for (int64_t row = r.row_begin; row < r.row_end; ++row)
      run_chain_range(chain, first + row * cols, first + row * cols + width, scratch);
    return;
  }
  Pointers p;
  prepare(chain, first + r.row_begin * cols, width, scratch, p);
  for (int64_t row = r.row_begin; row < r.row_end; ++row)
    run_tile(chain, first + row * cols, width, p);
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
    run_chain_rectangle(chain, {row_begin, row_end, col_begin, col_end}, scratch);
  };
  return {finish, &context};
}

}  // namespace glia::program
