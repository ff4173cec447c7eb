// The op: one entry that holds everything the engine knows of one operation: shape rule, value,
// gradient and tangent side by side, and the samples that the contract test walks.
//
// An entry is a constant. The families of the engine stand in graph/ops/, listed by op_table();
// an op from outside the library is one more constant, handed to Graph::add.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/graph/value.h"
#include "glia/kernels/elementwise.h"
#include "glia/kernels/view.h"
#include "glia/tensor/tensor.h"

namespace glia::graph {

// What an op is told beside its inputs. Each op's docstring says which fields it reads.
struct Attributes {
  Shape shape = {};                           // target shape of a layout op
  std::vector<int64_t> axes = {};             // axes, ranges, permutations
  double number = 0;                          // a constant's value; a slope
  std::string text = {};                      // a name; the random stream of a random op
  Type type = Type::kReal;                    // target type of a cast
  int index = -1;                             // a variable's position
  std::shared_ptr<const Tensor> tensor = {};  // a constant with elements
};

// Elements of any type, described for a kernel.
struct Array {
  void* data = nullptr;
  Type type = Type::kReal;
  Real real = Real::kDouble;
  int rank = 0;
  int64_t extent[kMaxRank] = {};
  int64_t stride[kMaxRank] = {};  // in elements; 0 repeats
  int bands = 1;                  // above 1: a matrix in so many bands (kernels/bands.h), or a
                                  // transposed view of one
  int64_t copy_bytes = 0;         // above 0: thread w has a copy of its own so many bytes times w
                                  // further, of the same elements

  int64_t count() const {
    int64_t count = 1;
    for (int i = 0; i < rank; ++i) count *= extent[i];
    return count;
  }
};

// One call of a kernel. Inputs are contiguous unless the op `takes_strides`.
struct KernelCall {
  const Array* inputs;
  Array output;
  const Attributes* attributes;
  void* scratch;
  ThreadPool* pool;
  kernels::Epilogue epilogue;  // only for ops that `takes_epilogue`
};
using Kernel = void (*)(const KernelCall&);

enum class OpKind {
  kLeaf,         // input, variable, constant, size: filled by the program
  kElementwise,  // one tile function; inputs of one shape; fused into chains
  kLayout,       // another view of the same elements
  kMode,         // one of its inputs as it is, chosen when a program is compiled
  kKernel,       // everything else
};

struct Inferred {
  Shape shape;
  Type type;
};

// A row of the contract test: input shapes with their element range, and attributes.
struct Sample {
  std::vector<Shape> shapes = {};
  Attributes attributes = {};
  double low = -2;  // inputs are drawn from [low, high), at least 1e-3 from the kinks
  double high = 2;
  std::vector<Type> types = {};  // of the inputs; empty: all real
  int64_t modulo = 3;            // integer inputs are drawn from [0, modulo)
  bool refused = false;          // building this one must fail
  std::string message = {};      // the text that the refusal contains
};

struct Op {
  const char* name;
  // The formula and its source.
  const char* doc;
  OpKind kind;
  int arity;  // -1: any number

  // Checks the inputs and says what comes out. Throws an Error that starts with the op's name.
  Inferred (*infer)(const Op& op, const std::vector<Value>& inputs, const Attributes& attributes);

  // kElementwise. `scalar` is the independently written reference of one element.
  kernels::TileOp tile = kernels::TileOp::kNeg;
  double (*scalar)(const double* inputs) = nullptr;

  // kLayout: fills data, strides of `out`, whose extents are set. Asked of contiguous inputs only,
  // unless the op `takes_strides`.
  void (*view)(const Attributes& attributes, const Array& in, Array& out) = nullptr;

  // kKernel.
  Kernel kernel_float = nullptr;
  Kernel kernel_double = nullptr;
  size_t (*scratch)(const KernelCall& call, Real real, int threads) = nullptr;
  bool takes_strides = false;
  bool takes_epilogue = false;
  bool takes_bands = false;  // reads input 1, transposed or not, and writes its output in bands
  Tensor (*reference)(const Attributes& attributes, const std::vector<Tensor>& inputs,
                      Tensor output) = nullptr;

  // Floating-point operations for shapes of numbers; null: one for each element of the largest.
  double (*operations)(const std::vector<Shape>& inputs, const Shape& output) = nullptr;

  // Upstream gradient -> the gradient of each input, in order; an empty Value is zero.
  std::vector<Value> (*gradient)(Value node, Value upstream) = nullptr;
  // Tangents of the inputs (an empty Value is zero) -> the tangent of the node.
  Value (*tangent)(Value node, const std::vector<Value>& tangents) = nullptr;
  // kElementwise: d(node)/d(input i) * factor. Serves gradient and tangent alike.
  Value (*scale)(Value node, int input, Value factor) = nullptr;
  // The derivative is zero wherever it exists.
  bool flat = false;
  // An input that the op has no derivative by, though it has one by others: grad and jvp refuse it
  // by name instead of calling it zero. -1: none.
  int underivable = -1;

  std::vector<Sample> (*samples)() = nullptr;
  // Distances that samples keep from these input values (kinks).
  std::vector<double> kinks = {};
};

// Every op of the engine, family by family.
std::span<const Op* const> op_table();
// The op of that name, or nullptr.
const Op* find_op(std::string_view name);

}  // namespace glia::graph
