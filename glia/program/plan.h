// The plan: a graph lowered to a list of steps over one arena. Sizes that are symbols stay open
// until it is bound, so one plan serves any number of rows up to its capacity.
//
// Built by passes, each in its file: live (dead nodes, mode), fuse (chains and epilogues),
// schedule, memory, bands (of weights). Immutable once built. Internal to the program.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/program/softmax_loss.h"

namespace glia::program {

struct DenseTraining;

enum class Mode : uint8_t { kTrain, kPredict };

// What a plan may do. Any choice gives the same bits.
struct PlanOptions {
  bool fuse = true;      // elementwise chains, epilogues of products, a loss with its derivative
  bool reuse = true;     // values share arena memory when their lifetimes allow
  bool in_place = true;  // an update writes its variable directly
  bool lower = true;     // training of a small chain of dense layers becomes one kernel
  bool bands = true;     // several threads keep weights in bands between the steps of one run
};

struct PlanStep {
  enum class Kind : uint8_t { kKernel, kChain, kCopy, kSoftmaxLoss };
  Kind kind = Kind::kKernel;
  int node = -1;             // kKernel: the node. kCopy: the node whose view is made contiguous
  int loss = -1;             // kSoftmaxLoss: which
  std::vector<int> members;  // the other kinds, and the epilogue of a kernel: nodes in order
  bool update = false;       // runs after the loss proved finite
};

// Memory of the arena for one value.
struct Storage {
  Shape shape;
  Type type = Type::kReal;
  int first = 0;  // first and last step that touch it
  int last = 0;
  size_t offset = 0;
};

struct PlanNode {
  bool live = false;
  int alias = -1;       // the node whose value this is (identity), or -1
  int storage = -1;     // its memory in the arena
  int copy = -1;        // memory of its contiguous copy, for kernels that need one
  int variable = -1;    // >= 0: its memory is that of this variable of the graph (in-place update)
  int members_of = -1;  // step that computes it
  bool contiguous = true;
  bool bands = false;   // may stand in bands: a variable, or the product that is its gradient
  bool copied = false;  // an input that products read beside bands: each thread may have a copy
};

// After the step, `variable` receives the value of `node`.
struct Commit {
  int variable;
  int node;
};

class Plan {
 public:
  // outputs, and `guard` (-1: none), are node ids. assignments: how many of the graph's to carry
  // out; the graph may have grown since.
  Plan(const graph::Graph& graph, const std::vector<int>& outputs, int guard, size_t assignments,
       Mode mode, PlanOptions options);
  ~Plan();
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const graph::Graph& graph() const { return graph_; }
  Mode mode() const { return mode_; }
  const PlanOptions& options() const { return options_; }
  const std::vector<PlanNode>& nodes() const { return nodes_; }
  const std::vector<PlanStep>& steps() const { return steps_; }
  const std::vector<Storage>& storages() const { return storages_; }
  const std::vector<Commit>& commits() const { return commits_; }
  // Each is one step; of its members only the two results are live.
  const std::vector<SoftmaxLossNodes>& softmax_losses() const { return softmax_losses_; }
  // Variables of the graph that may stand in bands.
  const std::vector<int>& banded() const { return banded_; }
  // What the whole plan does, if one kernel can do it; null if not. The steps are there all the
  // same: they serve sizes that the kernel is not for.
  const DenseTraining* dense_training() const { return dense_training_.get(); }
  // Names of the open sizes, in order of first use.
  const std::vector<std::string>& symbols() const { return symbols_; }

  // Follows aliases.
  int resolve(int node) const;
  // Follows aliases and layout ops to the node that owns the elements.
  int source(int node) const;
  // Whose memory is read when a reader that does, or does not, take strides reads `node`: views are
  // followed down to the node that owns the elements, or to a contiguous copy on the way.
  struct Origin {
    int node;
    bool copy;
  };
  Origin origin(int node, bool strided) const;
  // An input of a node, aliases followed.
  int input(int node, size_t i) const { return resolve(graph_.node(node).inputs[i]); }
  // True for a node that a chain can compute.
  bool elementwise(int node) const;
  // True where an elementwise node reads input i once for all elements: dropout's rate, seed, step.
  bool reads_scalar(int node, size_t i) const;

  // Gives every storage an offset for these sizes of the symbols; returns the bytes of the arena.
  size_t place(const std::vector<int64_t>& sizes, Real real, std::vector<size_t>& offsets) const;
  // The elements of a constant that has a tensor, in this precision.
  const void* constant(int node, Real real) const;
  int64_t count(const Shape& shape, const std::vector<int64_t>& sizes) const;
  int64_t extent(const Dim& dim, const std::vector<int64_t>& sizes) const;

 private:
  friend class Fusion;

  int same_in_mode(const graph::Node& node) const;
  void find_live(const std::vector<int>& roots);
  void share_scalars();
  void fuse(const std::vector<int>& roots);
  void fuse_losses(const std::vector<int>& roots);
  void make_steps(const std::vector<int>& outputs);
  void add_copy(int node);
  void schedule();
  void assign_storage(const std::vector<int>& outputs, int guard);
  void choose_in_place(const std::vector<int>& outputs);
  void choose_bands(const std::vector<int>& outputs);
  void choose_copied_inputs();
  std::vector<int> variables_beside(const PlanStep& step) const;
  bool only_products_read(const std::vector<int>& variables, size_t step) const;
  // Whether a step reads views as they are.
  bool takes_strides(const PlanStep& step) const;
  std::vector<int> step_inputs(const PlanStep& step) const;

  const graph::Graph& graph_;
  Mode mode_;
  PlanOptions options_;
  std::vector<PlanNode> nodes_;
  std::vector<std::vector<int>> groups_;  // members of each fused group
  std::vector<int> group_of_;             // group of a node, -1
  std::vector<PlanStep> steps_;
  std::vector<Storage> storages_;
  std::vector<Commit> commits_;
  std::vector<SoftmaxLossNodes> softmax_losses_;  // their groups come first
  std::vector<int> banded_;
  std::vector<std::string> symbols_;
  std::unique_ptr<const DenseTraining> dense_training_;
  mutable std::map<std::pair<int, Real>, Tensor> constants_;
};

}  // namespace glia::program
