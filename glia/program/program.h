// A program: outputs and assignments of a graph, compiled once, run many times.
//
// A run looks nothing up and allocates nothing once its sizes have been seen. A program is used by
// one thread at a time; several programs may share variables as long as at most one assigns.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "glia/base/function_ref.h"
#include "glia/base/thread_pool.h"
#include "glia/graph/graph.h"
#include "glia/program/plan.h"
#include "glia/program/variables.h"
#include "glia/tensor/tensor.h"

namespace glia::program {

class BoundPlan;
class RowsAhead;
struct Memory;

struct Options {
  Real real = Real::kDouble;
  Mode mode = Mode::kTrain;
  // Run the graph's assignments after the outputs.
  bool assign = true;
  // A scalar that must be finite for updates and assignments to take place; usually the loss.
  graph::Value guard = {};
  // Rows planned for. More are possible: the plan grows.
  int64_t capacity = 1;
  // Null: start values made from `seed`, owned by the program.
  std::shared_ptr<Variables> variables = nullptr;
  uint64_t seed = 0;
  // Null: a pool of one thread, owned by the program.
  std::shared_ptr<ThreadPool> pool = nullptr;
  PlanOptions plan = {};
};

// Where the rows of an input come from: a matrix that keeps its own type. Element x of a row
// reaches a real input as x * scale + shift.
struct RowSource {
  enum class Type : uint8_t { kU8, kI32, kI64, kFloat, kDouble };
  const void* data = nullptr;
  Type type = Type::kFloat;
  int64_t rows = 0;
  double scale = 1;
  double shift = 0;
};

// What an observer is shown of a node, in the order of the graph, right after it was computed.
struct Observation {
  const graph::Node& node;
  int id;
  const graph::Array& array;

  Tensor value() const;  // a copy
};
using Observer = std::function<void(const Observation&)>;

class Program {
 public:
  Program(graph::Graph& graph, const std::vector<graph::Value>& outputs, Options options = {});
  ~Program();
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;

  const std::shared_ptr<Variables>& variables() const { return variables_; }
  const std::shared_ptr<ThreadPool>& pool() const { return options_.pool; }
  const Options& options() const { return options_; }

  // The position of an input in the graph's order, for the calls below. Errors: no such input.
  int input(std::string_view name) const;
  bool has_input(std::string_view name) const;

  // Gives an input its value until it is given another. Sizes of symbols are taken from it.
  // Errors: no such input, another rank, another size.
  void set(int input, const Tensor& value);
  void set(int input, double scalar);
  void set_integer(int input, int64_t scalar);
  // The input's memory for `rows` rows (its leading symbol), to be filled by the caller.
  void* rows(int input, int64_t rows);

  // Runs once with the inputs as they are. False: the guard is not finite, and nothing was updated.
  // Errors: two inputs that the outputs depend on give one symbol different sizes.
  bool step();
  // The value of output i after a run: a copy. Of no meaning for a value of stage kUpdate when the
  // guard stopped the step.
  Tensor output(size_t i) const;
  // Output i, which has one element.
  double scalar(size_t i) const;
  // Output i without a copy, contiguous; null if it is a view. Valid until the next run.
  const void* output_data(size_t i) const;

  // Inputs in the graph's order (numbers or tensors), one run, all outputs.
  // Errors: an input that matters is missing; sizes disagree; the guard is not finite.
  template <class... Inputs>
  std::vector<Tensor> run(const Inputs&... inputs) {
    int next = 0;
    (set(next++, inputs), ...);
    return run_all(next);
  }

  // Rows of this input are gathered from `source` by run_steps.
  void bind(int input, RowSource source);

  // Runs steps over rows[0..count), `batch` rows each (the last may be shorter): gathers the bound
  // inputs, sets the i64 input named "step" (if any) to first_step, first_step + 1, ..., runs.
  // `after(step, rows)` is called after each step; it may set inputs and read outputs and
  // variables (unless the range keeps them), not write variables. False ends the run early. Returns
  // the number of steps done; one that the guard stopped is not counted.
  struct StepRange {
    std::span<const int64_t> rows;
    int64_t batch = 1;
    int64_t first_step = 0;
    // Nobody reads variables between these steps, so the program may keep them in another order.
    bool keeps_variables = false;
  };
  using AfterStep = FunctionRef<bool(int64_t step, int64_t rows)>;
  int64_t run_steps(const StepRange& range, AfterStep after);

  // Shows every node to `observer` in the runs that follow; an empty one ends that. The values
  // and variables have the same bits as without.
  void observe(Observer observer);

  // The plan in words, for the sizes given last or else the capacity: its steps, what was fused
  // into them, the floating-point operations and bytes of memory traffic of each, the arena.
  std::string describe() const;
  size_t arena_bytes() const;

 private:
  struct Compiled;
  struct Input {
    int node = -1;
    bool live = false;  // an output or assignment depends on it
    Type type = Type::kReal;
    AlignedBuffer data;
    bool given = false;
    bool scalar = false;           // one real number
    int64_t row_width = 1;         // elements of a row
    int symbols[kMaxRank] = {};    // position in symbols_, -1 for a number
    int64_t sizes[kMaxRank] = {};  // as last given
    RowSource source;
    bool bound = false;
    bool taken_as_it_is = false;  // floats of the source are those of the input
    bool copied = false;          // each thread may have a copy of its own
    int64_t copy_bytes = 0;       // from one thread's copy to the next; 0: there is one
  };

  std::vector<Tensor> run_all(int given);
  BoundPlan& bound(Compiled& compiled, bool in_bands);
  Compiled& active();
  std::vector<int64_t> sizes_of(const Plan& plan) const;
  void declare_inputs();
  Input& input_at(int input);
  void add_symbols(const Shape& shape);
  void set_sizes(Input& input, const int64_t* sizes);
  void check_sizes() const;
  void reserve_input(Input& input);
  void check_rows(const Input& input, std::span<const int64_t> rows) const;
  static void copy_short_rows(Input& input, std::span<const int64_t> rows);
  void gather_batch(std::span<const int64_t> rows, int64_t batch, bool in_bands, RowsAhead& ahead);
  BoundPlan& prepare(bool in_bands = false);
  bool runs_in_bands(const StepRange& range);
  bool run_prepared(BoundPlan& plan);
  bool run_observed(BoundPlan& plan);
  bool guard_is_finite(const BoundPlan& plan) const;

  graph::Graph* graph_;
  std::vector<int> outputs_;
  std::vector<const void*> output_data_;  // of the plan that runs; null: not real
  Options options_;
  size_t assignments_ = 0;  // of the graph when this was compiled
  std::shared_ptr<Variables> variables_;

  std::vector<Input> inputs_;
  // Those of the plan first, in its order, then those of inputs that it does not read.
  struct Symbol {
    std::string name;
    int64_t size = -1;
    int64_t capacity = 1;
    bool read = false;  // by an input that matters; else any input may say its size
  };
  std::vector<Symbol> symbols_;
  int64_t sizes_given_ = 0;  // how often a size or an input's memory changed
  std::unique_ptr<Memory> memory_;
  std::unique_ptr<Compiled> main_;
  std::unique_ptr<Compiled> plain_;  // for observers
  BoundPlan* last_ = nullptr;
  Observer observer_;
  int step_input_ = -1;
};

}  // namespace glia::program
