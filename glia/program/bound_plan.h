// A plan bound to sizes, memory and variables: flat calls, ready to run. Internal to the program.
#pragma once

#include <memory>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/program/chain.h"
#include "glia/program/dense_step.h"
#include "glia/program/plan.h"
#include "glia/program/variables.h"

namespace glia::program {

// Memory that the bound plans of one program share.
struct Memory {
  Real real = Real::kDouble;
  std::vector<void*> inputs;        // by node id; null for other nodes
  std::vector<int64_t> copy_bytes;  // by node id: from one thread's copy of an input to the next
  std::vector<void*> variables;     // by the graph's variables
  AlignedBuffer arena;
  AlignedBuffer scratch;  // of kernels
  AlignedBuffer tiles;    // of chains, for each thread
  AlignedBuffer turning;  // of variables on their way into bands and back
  AlignedBuffer ahead;    // rows of the next batch
  ThreadPool* pool = nullptr;
};

class BoundPlan {
 public:
  // sizes: of plan.symbols(). Grows memory.arena, .scratch and .tiles as needed; when it does,
  // plans bound before are stale (see `stale`).
  // in_bands: the plan's banded variables stand in bands, as many as the pool has threads.
  BoundPlan(const Plan& plan, std::vector<int64_t> sizes, bool in_bands, Memory& memory);

  const std::vector<int64_t>& sizes() const { return sizes_; }
  bool in_bands() const { return in_bands_; }
  bool stale(const Memory& memory) const { return arena_ != memory.arena.data(); }

  // One kernel that does what all the steps do; null if the plan has none for these sizes.
  DenseStep* dense_step() const { return dense_step_.get(); }
  // The steps that compute what its updates read, and then those.
  void run_dense_updates(Memory& memory);

  // Steps before, and after, the check of the guard.
  void run_values(Memory& memory);
  void run_updates(Memory& memory);
  // Steps [begin, end) of the plan, for observed runs.
  void run_steps(size_t begin, size_t end, Memory& memory);
  void commit();
  size_t first_update() const { return first_update_; }

  // The elements of a live node that has memory of its own or is a view of such.
  const graph::Array& array(int node) const { return arrays_[static_cast<size_t>(node)]; }
  // The same, from the contiguous copy if the plan made one.
  graph::Array output(int node) const;
  const void* output_data(int node) const;

  size_t arena_bytes() const { return arena_bytes_; }

 private:
  struct Step {
    PlanStep::Kind kind;
    graph::Kernel kernel = nullptr;
    graph::KernelCall call{};
    size_t first_input = 0;  // into operands_
    int chain = -1;
    int loss = -1;  // kSoftmaxLoss
    ChainEpilogue epilogue;
    graph::Array from;  // kCopy
  };
  struct Move {
    const void* from;
    void* to;
    size_t bytes;
  };

  graph::Array make_array(int node, void* data) const;
  void bind_arrays(const Memory& memory, const std::vector<size_t>& offsets);
  graph::Array operand(int read, bool strided) const;
  void bind_kernel(const PlanStep& planned, Step& step);
  void bind_dense();
  SoftmaxLossArrays bind_loss(const SoftmaxLossNodes& loss) const;
  void bind_chain(const std::vector<int>& members, Chain& chain) const;
  int chain_slot(int node, Chain& chain, std::vector<int>& slot_of) const;
  int one_slot(int node, Chain& chain, std::vector<int>& slot_of) const;

  const Plan& plan_;
  std::vector<int64_t> sizes_;
  bool in_bands_;
  Real real_;
  void* arena_ = nullptr;
  size_t arena_bytes_ = 0;
  static constexpr size_t kLeafBytes = 64;
  AlignedBuffer leaves_;  // constants and sizes, a line each
  std::vector<void*> storage_;
  std::vector<graph::Array> arrays_;  // by node
  std::vector<graph::Array> operands_;
  std::vector<Chain> chains_;
  std::vector<SoftmaxLossArrays> losses_;
  std::vector<Step> steps_;
  std::vector<Move> moves_;
  size_t first_update_ = 0;
  std::unique_ptr<DenseStep> dense_step_;
  std::vector<size_t> scalar_updates_;  // steps beside it
};

}  // namespace glia::program
