#include "glia/nn/initializer.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/named.h"
#include "glia/base/say_internal.h"
#include "glia/kernels/random.h"

namespace glia::nn {
namespace {

double sum_of(int64_t in, int64_t out) {
  return static_cast<double>(in) + static_cast<double>(out);
}

Initializer symmetric(double limit) { return uniform(-limit, limit); }

void expect_matrix(const char* name, size_t count, int64_t in, int64_t out) {
  if (count == static_cast<size_t>(in * out)) return;
  fail(ErrorKind::kUsage,
       say("initialiser {}: expected a matrix [{}, {}], found {} numbers", name, in, out, count));
}

// Makes `vectors` ([count, length], count <= length) orthonormal in their order: the method of Gram
// and Schmidt, each twice, after which rounding leaves nothing to mend (Giraud et al. 2005).
void orthonormalize(std::vector<double>& vectors, size_t count, size_t length) {
  const auto dot = [&](const double* a, const double* b) {
    double sum = 0;
    for (size_t k = 0; k < length; ++k) sum += a[k] * b[k];
    return sum;
  };
  for (size_t i = 0; i < count; ++i) {
    double* own = vectors.data() + i * length;
    for (int round = 0; round < 2; ++round) {
      for (size_t j = 0; j < i; ++j) {
        const double* other = vectors.data() + j * length;
        const double share = dot(own, other);
        for (size_t k = 0; k < length; ++k) own[k] -= share * other[k];
      }
    }
    const double scale = 1 / std::sqrt(dot(own, own));
    for (size_t k = 0; k < length; ++k) own[k] *= scale;
  }
}

// Table entries of functions that take no numbers.
template <Initializer (*kMake)(int64_t, int64_t)>
Initializer plain(int64_t in, int64_t out, const double*) {
  return kMake(in, out);
}

std::vector<InitializerKind> make_kinds() {
  const NumberOption gain = {"gain", 1, Range::kFinite, "times the matrix"};
  const NumberOption mean = {"mean", 0, Range::kFinite, "of the values"};
  return {
      {"glorot_uniform",
       "uniform in +-sqrt(6/(in+out)), for tanh and sigmoid. Glorot and Bengio 2010",
       {},
       plain<glorot_uniform>},
      {"glorot_normal",
       "normal, deviation sqrt(2/(in+out)), for tanh and sigmoid. Glorot and Bengio 2010",
       {},
       plain<glorot_normal>},
      {"he_uniform", "uniform in +-sqrt(6/in), for ReLU. He et al. 2015", {}, plain<he_uniform>},
      {"he_normal", "normal, deviation sqrt(2/in), for ReLU. He et al. 2015", {}, plain<he_normal>},
      {"lecun_uniform",
       "uniform in +-sqrt(3/in), for SELU. LeCun et al. 1998",
       {},
       plain<lecun_uniform>},
      {"lecun_normal",
       "normal, deviation sqrt(1/in), for SELU. LeCun et al. 1998",
       {},
       plain<lecun_normal>},
      {"uniform",
       "uniform in [low, high)",
       {{"low", -0.05, Range::kFinite, "the least value"},
        {"high", 0.05, Range::kFinite, "above every value"}},
       [](int64_t, int64_t, const double* n) { return uniform(n[0], n[1]); }},
      {"normal",
       "normal with mean and deviation",
       {mean, {"deviation", 0.01, Range::kAtLeastZero, "standard deviation"}},
       [](int64_t, int64_t, const double* n) { return normal(n[0], n[1]); }},
      {"truncated_normal",
       "normal, values beyond bound deviations drawn again",
       {mean,
        {"deviation", 0.05, Range::kAtLeastZero, "standard deviation before"},
        {"bound", 2, Range::kAboveZero, "in deviations"}},
       [](int64_t, int64_t, const double* n) { return truncated_normal(n[0], n[1], n[2]); }},
      {"orthogonal",
       "a random matrix with orthonormal rows or columns. Saxe et al. 2014",
       {gain},
       [](int64_t in, int64_t out, const double* n) { return orthogonal(in, out, n[0]); }},
      {"identity",
       "1 on the diagonal, else 0: hidden units differ only where inputs do. Le et al. 2015",
       {gain},
       [](int64_t in, int64_t out, const double* n) { return identity(in, out, n[0]); }},
      {"zeros",
       "all 0: hidden units stay equal, so only for one layer",
       {},
       [](int64_t, int64_t, const double*) { return constant(0); },
       true},
      {"constant",
       "all the same: hidden units stay equal, so only for one layer",
       {{"value", 0.1, Range::kFinite, "every number"}},
       [](int64_t, int64_t, const double* n) { return constant(n[0]); },
       true},
  };
}

}  // namespace

Initializer constant(double value) {
  return [value](std::span<double> values, uint64_t, uint64_t) {
    for (double& x : values) x = value;
  };
}

Initializer uniform(double low, double high) {
  return [low, high](std::span<double> values, uint64_t seed, uint64_t stream) {
    kernels::uniform(values.data(), static_cast<int64_t>(values.size()), 0, seed, stream, 0);
    for (double& x : values) x = low + (high - low) * x;
  };
}

Initializer normal(double mean, double deviation) {
  return [mean, deviation](std::span<double> values, uint64_t seed, uint64_t stream) {
    kernels::normal(values.data(), static_cast<int64_t>(values.size()), 0, seed, stream, 0);
    for (double& x : values) x = mean + deviation * x;
  };
}

Initializer truncated_normal(double mean, double deviation, double bound) {
  // A bound of a hundredth takes 125 draws for a value; one far smaller would take for ever.
  constexpr uint64_t kMostDraws = 10000;
  return [=](std::span<double> values, uint64_t seed, uint64_t stream) {
    const auto count = static_cast<int64_t>(values.size());
    kernels::normal(values.data(), count, 0, seed, stream, 0);
    for (int64_t i = 0; i < count; ++i) {
      double& x = values[static_cast<size_t>(i)];
      for (uint64_t draw = 1; std::abs(x) > bound && draw < kMostDraws; ++draw)
        kernels::normal(&x, 1, i, seed, stream, draw);
      x = mean + deviation * std::clamp(x, -bound, bound);
    }
  };
}

Initializer glorot_uniform(int64_t in, int64_t out) {
  return symmetric(std::sqrt(6 / sum_of(in, out)));
}

Initializer glorot_normal(int64_t in, int64_t out) {
  return normal(0, std::sqrt(2 / sum_of(in, out)));
}

Initializer he_uniform(int64_t in, int64_t) {
  return symmetric(std::sqrt(6 / static_cast<double>(in)));
}

Initializer he_normal(int64_t in, int64_t) {
  return normal(0, std::sqrt(2 / static_cast<double>(in)));
}

Initializer lecun_uniform(int64_t in, int64_t) {
  return symmetric(std::sqrt(3 / static_cast<double>(in)));
}

Initializer lecun_normal(int64_t in, int64_t) {
  return normal(0, std::sqrt(1 / static_cast<double>(in)));
}

Initializer orthogonal(int64_t in, int64_t out, double gain) {
  return [=](std::span<double> values, uint64_t seed, uint64_t stream) {
    expect_matrix("orthogonal", values.size(), in, out);
    const auto rows = static_cast<size_t>(in), columns = static_cast<size_t>(out);
    const size_t count = std::min(rows, columns), length = std::max(rows, columns);
    std::vector<double> vectors(count * length);
    kernels::normal(vectors.data(), in * out, 0, seed, stream, 0);
    orthonormalize(vectors, count, length);
    for (size_t i = 0; i < rows; ++i) {
      for (size_t j = 0; j < columns; ++j) {
        const size_t at = rows <= columns ? i * length + j : j * length + i;
        values[i * columns + j] = gain * vectors[at];
      }
    }
  };
}

Initializer identity(int64_t in, int64_t out, double gain) {
  return [=](std::span<double> values, uint64_t, uint64_t) {
    expect_matrix("identity", values.size(), in, out);
    std::fill(values.begin(), values.end(), 0.0);
    const auto step = static_cast<size_t>(out) + 1;
    for (size_t i = 0; i < static_cast<size_t>(std::min(in, out)); ++i) values[i * step] = gain;
  };
}

std::span<const InitializerKind> initializers() {
  static const std::vector<InitializerKind> kinds = make_kinds();
  return kinds;
}

NamedInitializer find_initializer(std::string_view text) {
  const InitializerKind& kind = find_named("initialiser", choice_name(text), initializers());
  const Numbers given = choice_numbers("initialiser", text, kind.options);
  const Numbers all = complete_numbers(kind.name, kind.options, given);
  std::vector<double> numbers;
  for (const NumberOption& option : kind.options)
    numbers.push_back(all.at(std::string(option.name)));
  if (kind.name == "uniform" && !(numbers[0] < numbers[1])) {
    fail(ErrorKind::kUsage, say("initialiser '{}': low must be below high, found {:g} and "
                                "{:g}",
                                text, numbers[0], numbers[1]));
  }
  return {kind, std::move(numbers)};
}

}  // namespace glia::nn
