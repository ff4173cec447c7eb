// Start values of variables. Each is a pure function of (seed, stream, element): the same network
// with the same seed starts the same everywhere.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "glia/base/choice.h"
#include "glia/graph/graph.h"

namespace glia::nn {

using graph::Initializer;

Initializer constant(double value);
// Uniform in [low, high).
Initializer uniform(double low, double high);
// Normal with this mean and standard deviation.
Initializer normal(double mean, double deviation);
// The same with every value that is more than `bound` (above 0) deviations from the mean drawn
// again, which narrows it: to 0.88 of the deviation for a bound of 2.
Initializer truncated_normal(double mean, double deviation, double bound = 2);

// With `in` and `out` the inputs and outputs of one unit:
// Uniform in +-sqrt(6 / (in + out)). Glorot and Bengio 2010, for symmetric activations.
Initializer glorot_uniform(int64_t in, int64_t out);
// Normal with deviation sqrt(2 / (in + out)). Glorot and Bengio 2010.
Initializer glorot_normal(int64_t in, int64_t out);
// Uniform in +-sqrt(6 / in). He et al. 2015, for the ReLU family.
Initializer he_uniform(int64_t in, int64_t out);
// Normal with deviation sqrt(2 / in). He et al. 2015.
Initializer he_normal(int64_t in, int64_t out);
// Uniform in +-sqrt(3 / in): outputs as wide as the inputs. LeCun et al. 1998; SELU asks for it.
Initializer lecun_uniform(int64_t in, int64_t out);
// Normal with deviation sqrt(1 / in). LeCun et al. 1998.
Initializer lecun_normal(int64_t in, int64_t out);

// A matrix [in, out] whose shorter side is orthonormal, times `gain`, drawn uniformly from all of
// them: the Q of a normal matrix (Mezzadri 2007). Keeps lengths through many layers. Saxe et al.
// 2014. Costs 4 long short^2 flop. Errors: kUsage unless it is a matrix of that size.
Initializer orthogonal(int64_t in, int64_t out, double gain = 1);
// `gain` on the diagonal of a matrix [in, out], 0 elsewhere. Le et al. 2015. Errors: as above.
Initializer identity(int64_t in, int64_t out, double gain = 1);

// An entry of the table that users name.
struct InitializerKind {
  std::string_view name;
  std::string_view doc;  // values, source
  // With their usual values, in the order in which a user may write them.
  std::vector<NumberOption> options;
  // `numbers`: the options in their order.
  Initializer (*make)(int64_t in, int64_t out, const double* numbers);
  // Every unit starts the same: those of a hidden layer would stay one unit.
  bool alike = false;
};
std::span<const InitializerKind> initializers();

// An initialiser that a user named, still without its sizes.
class NamedInitializer {
 public:
  NamedInitializer(const InitializerKind& kind, std::vector<double> numbers)
      : kind_(&kind), numbers_(std::move(numbers)) {}
  Initializer make(int64_t in, int64_t out) const { return kind_->make(in, out, numbers_.data()); }
  std::string_view name() const { return kind_->name; }
  bool alike() const { return kind_->alike; }

 private:
  const InitializerKind* kind_;
  std::vector<double> numbers_;
};

// "he_normal", "constant:0.1", "uniform:-0.1:0.1". Errors: kUsage, naming the nearest.
NamedInitializer find_initializer(std::string_view text);

}  // namespace glia::nn
