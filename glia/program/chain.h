// A chain: elementwise nodes of one shape computed in one pass over memory, tile by tile, with
// everything between them kept in a few kilobytes of scratch.
//
// Each node is still computed by its own tile function, so a chain gives the same bits as its
// nodes one after another. Internal to the program.
#pragma once

#include <cstdint>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/graph/op.h"
#include "glia/kernels/bands.h"

namespace glia::program {

// Where the elements of an operand come from, or go to.
struct ChainSlot {
  enum class Kind : uint8_t {
    kDirect,   // contiguous memory of the chain's shape
    kOne,      // one element repeated, for operations that take it so
    kFill,     // one element repeated: written into scratch once for a range
    kRepeat,   // the same for each tile (a row repeated): copied into scratch once for a range
    kStrided,  // any other view: copied into scratch for each tile
    kScratch,  // a value that never leaves the tile
  };
  Kind kind = Kind::kScratch;
  uint8_t size = 4;    // bytes of an element
  graph::Array array;  // kDirect, kOne: data; kFill, kRepeat, kStrided: the view
  int scratch = -1;    // scratch buffer, except kDirect and kOne
};

struct ChainOp {
  kernels::TileFunction function = nullptr;  // null: dropout, or Adam
  kernels::TileOp tile = kernels::TileOp::kNeg;
  int inputs[3] = {0, 0, 0};  // slots
  int output = 0;             // slot
  unsigned repeated = 0;      // bit k: input k is one element
  int adam = -1;              // index into Chain::adams
  // Dropout reads its scalars when a range starts.
  const void* rate = nullptr;
  const int64_t* seed = nullptr;
  const int64_t* step = nullptr;
  uint64_t stream = 0;
};

// A step of Adam as one operation: the slots of kernels::AdamTile, in its order.
struct AdamOp {
  static constexpr int kSlots = 14;
  int slots[kSlots] = {};
};

// A result written to scratch and copied out at the end of a tile, because a later operation of the
// tile still reads what it replaces.
struct ChainStore {
  int slot;
  char* data;
};

struct Chain {
  Real real = Real::kDouble;
  int64_t count = 0;     // elements
  int64_t cols = 1;      // extent of the last axis
  int64_t tile = 0;      // elements of a tile
  kernels::Bands bands;  // of all kDirect slots; count 1: row after row
  int scratch_buffers = 0;
  std::vector<ChainSlot> slots;
  std::vector<ChainOp> ops;
  std::vector<AdamOp> adams;
  std::vector<ChainStore> stores;

  static constexpr int64_t kTileBytes = 4096;
  size_t scratch_bytes() const { return static_cast<size_t>(scratch_buffers) * kTileBytes; }
};

// Elements [begin, end) by one thread. scratch: chain.scratch_bytes() of this thread's own.
void run_chain_range(const Chain& chain, int64_t begin, int64_t end, std::byte* scratch);

// The same for a rectangle of the chain's rows and columns.
void run_chain_rectangle(const Chain& chain, const kernels::Rectangle& r, std::byte* scratch);

// All elements, over the threads of the pool. scratch: scratch_bytes() for each thread.
void run_chain(const Chain& chain, std::byte* scratch, ThreadPool& pool);

// The chain applied to the finished rectangles of a product of its shape.
struct ChainEpilogue {
  const Chain* chain = nullptr;
  std::byte* scratch = nullptr;
};
kernels::Epilogue epilogue_of(const ChainEpilogue& context);

}  // namespace glia::program
