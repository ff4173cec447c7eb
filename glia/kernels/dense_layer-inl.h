// The parts of dense_chain.cc that belong to one layer. Included once for each target.
#include <algorithm>

#include "glia/kernels/adam-inl.h"
#include "glia/kernels/dense_chain.h"
#include "glia/kernels/math-inl.h"
#include "glia/kernels/sum-inl.h"

#if defined(GLIA_KERNELS_DENSE_LAYER_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_DENSE_LAYER_INL_H
#undef GLIA_KERNELS_DENSE_LAYER_INL_H
#else
#define GLIA_KERNELS_DENSE_LAYER_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

template <class T>
using Vector = decltype(Set(Tag<T>(), T{}));

// --- x W, with a step of its own for each finished vector

// [terms, cols], its rows `pitch` apart. At least a vector of columns: where they are no whole
// number of vectors the last one overlaps the one before.
template <class T>
struct DenseMatrix {
  const T* data;
  int64_t terms, cols, pitch;
};

template <class T>
HWY_INLINE int64_t whole_vectors(int64_t cols) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  return (cols + lanes - 1) & ~(lanes - 1);
}

// kVectors vectors of columns of one row, from j on: their sums run at once.
template <int kVectors, class T, class Finish>
HWY_INLINE void multiply_row(const T* x, const DenseMatrix<T>& w, int64_t j, const Finish& finish) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const int64_t last = w.cols - lanes;
  const int64_t j0 = std::min(j, last);
  const int64_t j1 = std::min(j + lanes, last);
  const int64_t j2 = std::min(j + 2 * lanes, last);
  const int64_t j3 = std::min(j + 3 * lanes, last);
  auto sum0 = Zero(d);
  auto sum1 = Zero(d);
  auto sum2 = Zero(d);
  auto sum3 = Zero(d);
  const T* at = w.data;
  for (int64_t k = 0; k < w.terms; ++k, at += w.pitch) {
    const auto value = Set(d, x[k]);
    sum0 = MulAdd(value, LoadU(d, at + j0), sum0);
    if constexpr (kVectors > 1) sum1 = MulAdd(value, LoadU(d, at + j1), sum1);
    if constexpr (kVectors > 2) sum2 = MulAdd(value, LoadU(d, at + j2), sum2);
    if constexpr (kVectors > 2) sum3 = MulAdd(value, LoadU(d, at + j3), sum3);
  }
  finish(0, j0, sum0);
  if constexpr (kVectors > 1) finish(0, j1, sum1);
  if constexpr (kVectors > 2) finish(0, j2, sum2);
  if constexpr (kVectors > 2) finish(0, j3, sum3);
}

// A vector of columns of four rows.
template <class T, class Finish>
HWY_INLINE void multiply_four_rows(const T* x, int64_t x_pitch, const DenseMatrix<T>& w, int64_t j,
                                   const Finish& finish) {
  const Tag<T> d;
  auto sum0 = Zero(d);
  auto sum1 = Zero(d);
  auto sum2 = Zero(d);
  auto sum3 = Zero(d);
  const T* at = w.data + j;
  for (int64_t k = 0; k < w.terms; ++k, at += w.pitch) {
    const auto weight = LoadU(d, at);
    sum0 = MulAdd(Set(d, x[k]), weight, sum0);
    sum1 = MulAdd(Set(d, x[x_pitch + k]), weight, sum1);
    sum2 = MulAdd(Set(d, x[2 * x_pitch + k]), weight, sum2);
    sum3 = MulAdd(Set(d, x[3 * x_pitch + k]), weight, sum3);
  }
  finish(0, j, sum0);
  finish(1, j, sum1);
  finish(2, j, sum2);
  finish(3, j, sum3);
}

// One row and one vector of columns, as in the smallest networks.
template <class T>
HWY_INLINE bool is_one_vector(int64_t rows, const DenseMatrix<T>& w) {
  return rows == 1 && w.cols == static_cast<int64_t>(Lanes(Tag<T>()));
}
template <class T>
HWY_INLINE Vector<T> multiply_vector(const T* x, const DenseMatrix<T>& w) {
  const Tag<T> d;
  auto sum = Zero(d);
  const T* at = w.data;
  for (int64_t k = 0; k < w.terms; ++k, at += w.pitch)
    sum = MulAdd(Set(d, x[k]), LoadU(d, at), sum);
  return sum;
}

// finish(r, j, sums) for every row r and vector of columns from j on.
template <class T, class Finish>
HWY_INLINE void multiply(const T* x, int64_t x_pitch, int64_t rows, const DenseMatrix<T>& w,
                         const Finish& finish) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  if (is_one_vector(rows, w)) return finish(0, 0, multiply_vector(x, w));
  int64_t r = 0;
  for (; r + 4 <= rows; r += 4) {
    const auto shifted = [&](int64_t row, int64_t j, Vector<T> sums)
                             HWY_ATTR { finish(r + row, j, sums); };
    for (int64_t j = 0; j < w.cols; j += lanes)
      multiply_four_rows(x + r * x_pitch, x_pitch, w, std::min(j, w.cols - lanes), shifted);
  }
  for (; r < rows; ++r) {
    const auto shifted = [&](int64_t, int64_t j, Vector<T> sums) HWY_ATTR { finish(r, j, sums); };
    int64_t j = 0;
    for (; w.cols - j > 2 * lanes; j += 4 * lanes) multiply_row<4>(x + r * x_pitch, w, j, shifted);
    if (w.cols - j > lanes)
      multiply_row<2>(x + r * x_pitch, w, j, shifted);
    else if (j < w.cols)
      multiply_row<1>(x + r * x_pitch, w, j, shifted);
  }
}

// --- activations

template <class D, class V>
HWY_INLINE V activate(DenseActivation activation, D d, V z) {
  switch (activation) {
    case DenseActivation::kSigmoid:
      return sigmoid(d, z);
    case DenseActivation::kTanh:
      return tanh(d, z);
    case DenseActivation::kRelu:
      return IfThenElse(z <= Zero(d), Zero(d), z);
    case DenseActivation::kLinear:
      break;
  }
  return z;
}

// The derivative by what the activation was given, times `upstream`; y is what it gave.
template <class D, class V>
HWY_INLINE V activation_slope(DenseActivation activation, D d, V y, V upstream) {
  const V one = Set(d, 1);
  switch (activation) {
    case DenseActivation::kSigmoid:
      return upstream * (y * (one - y));
    case DenseActivation::kTanh:
      return upstream * (one - y * y);
    case DenseActivation::kRelu:
      return IfThenElseZero(y > Zero(d), upstream);
    case DenseActivation::kLinear:
      break;
  }
  return upstream;
}

// --- a layer

// The weight, or its padded copy, as a product reads it.
template <class T>
HWY_INLINE DenseMatrix<T> weight_of(const DenseLayer<T>& layer) {
  if (dense_narrow(layer.units))
    return {layer.weight.read.w, layer.inputs, whole_vectors<T>(layer.units), kDensePad};
  return {layer.weight.read.w, layer.inputs, layer.units, layer.units};
}

template <class T>
HWY_INLINE void turn_weight(const DenseLayer<T>& layer) {
  const DenseMatrix<T> w = weight_of(layer);
  const int64_t pitch = dense_pitch(layer.inputs);
  for (int64_t j = 0; j < layer.units; ++j) {
    const T* from = w.data + j;
    T* const to = layer.turned + j * pitch;
    for (int64_t i = 0; i < w.terms; ++i, from += w.pitch) to[i] = *from;
  }
}

template <class T>
HWY_INLINE void forward(const DenseLayer<T>& layer, const T* x, int64_t x_pitch, int64_t rows) {
  const Tag<T> d;
  const DenseMatrix<T> w = weight_of(layer);
  const T* const bias = layer.bias.read.w;
  if (is_one_vector(rows, w)) {
    auto sums = multiply_vector(x, w);
    if (bias != nullptr) sums = sums + LoadU(d, bias);
    StoreU(activate(layer.activation, d, sums), d, layer.value);
    return;
  }
  const int64_t pitch = dense_pitch(layer.units);
  multiply(x, x_pitch, rows, w, [&](int64_t r, int64_t j, Vector<T> sums) HWY_ATTR {
    if (bias != nullptr) sums = sums + LoadU(d, bias + j);
    StoreU(activate(layer.activation, d, sums), d, layer.value + r * pitch + j);
  });
}

// The slope of the layer before, whose value was this one's x.
template <class T>
HWY_INLINE void backward(const DenseLayer<T>& layer, const DenseLayer<T>& before, int64_t rows) {
  const Tag<T> d;
  const int64_t pitch = dense_pitch(layer.inputs);
  const DenseMatrix<T> turned = {layer.turned, layer.units, whole_vectors<T>(layer.inputs), pitch};
  multiply(layer.slope, dense_pitch(layer.units), rows, turned,
           [&](int64_t r, int64_t i, Vector<T> sums) HWY_ATTR {
             const auto value = LoadU(d, before.value + r * pitch + i);
             StoreU(activation_slope(before.activation, d, value, sums), d,
                    before.slope + r * pitch + i);
           });
}

// --- updates

// A vector of a variable's elements.
template <class T>
struct SgdRule {
  Vector<T> rate;

  using State = Vector<T>;
  HWY_INLINE State load(const DenseElements<T>& e, int64_t at) const {
    return LoadU(Tag<T>(), e.w + at);
  }
  HWY_INLINE State step(State w, Vector<T> gradient) const { return w - rate * gradient; }
  HWY_INLINE void store(State w, const DenseElements<T>& e, int64_t at) const {
    StoreU(w, Tag<T>(), e.w + at);
  }
  HWY_INLINE void store_some(State w, const DenseElements<T>& e, int64_t at,
                             const Some<T>& some) const {
    some.store(w, e.w + at);
  }
};

template <class T>
struct AdamRule {
  Adam<T> adam;

  struct State {
    Vector<T> w, m, v;
  };
  HWY_INLINE State load(const DenseElements<T>& e, int64_t at) const {
    const Tag<T> d;
    return {LoadU(d, e.w + at), LoadU(d, e.m + at), LoadU(d, e.v + at)};
  }
  HWY_INLINE State step(State s, Vector<T> gradient) const {
    adam.update(gradient, s.m, s.v, s.w);
    return s;
  }
  HWY_INLINE void store(const State& s, const DenseElements<T>& e, int64_t at) const {
    const Tag<T> d;
    StoreU(s.w, d, e.w + at);
    StoreU(s.m, d, e.m + at);
    StoreU(s.v, d, e.v + at);
  }
  HWY_INLINE void store_some(const State& s, const DenseElements<T>& e, int64_t at,
                             const Some<T>& some) const {
    some.store(s.w, e.w + at);
    some.store(s.m, e.m + at);
    some.store(s.v, e.v + at);
  }
};

// Rows of a narrow variable move against gradient(i, j), that of a vector of columns of row i from
// j on.
template <class T, class Rule, class Gradient>
HWY_INLINE void update_narrow(const DenseVariable<T>& variable, int64_t rows, int64_t units,
                              const Rule& rule, const Gradient& gradient) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  for (int64_t j = 0; j < units; j += lanes) {
    const Some<T> kept(std::min(units - j, lanes));
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t at = i * kDensePad + j;
      const auto moved = rule.step(rule.load(variable.read, at), gradient(i, j));
      rule.store(moved, variable.read, at);
      rule.store_some(moved, variable.kept, i * units + j, kept);
    }
  }
}

// The same of a variable with a vector of columns or more.
template <class T, class Rule, class Gradient>
HWY_INLINE void update_wide(const DenseVariable<T>& variable, int64_t rows, int64_t units,
                            const Rule& rule, const Gradient& gradient) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  const int64_t whole = units & ~(lanes - 1);
  for (int64_t i = 0; i < rows; ++i) {
    const int64_t begin = i * units;
    // The last vector overlaps one that is written before: it is read first.
    const int64_t last = units - lanes;
    const auto last_state = rule.load(variable.read, begin + last);
    for (int64_t j = 0; j < whole; j += lanes)
      rule.store(rule.step(rule.load(variable.read, begin + j), gradient(i, j)), variable.read,
                 begin + j);
    if (whole != units)
      rule.store(rule.step(last_state, gradient(i, last)), variable.read, begin + last);
  }
}

template <class T, class Rule, class Gradient>
HWY_INLINE void update_variable(const DenseVariable<T>& variable, int64_t rows, int64_t units,
                                const Rule& rule, const Gradient& gradient) {
  if (dense_narrow(units))
    update_narrow(variable, rows, units, rule, gradient);
  else
    update_wide(variable, rows, units, rule, gradient);
}

template <class T, class Rule>
HWY_INLINE void update_weight(const DenseLayer<T>& layer, const T* x, int64_t x_pitch, int64_t rows,
                              const Rule& rule) {
  const Tag<T> d;
  const T* const slope = layer.slope;
  if (rows == 1) {
    // An addition of 0 mends the sign of a zero: the sum begins with 0 too.
    update_variable(layer.weight, layer.inputs, layer.units, rule,
                    [&](int64_t i, int64_t j)
                        HWY_ATTR { return MulAdd(Set(d, x[i]), LoadU(d, slope + j), Zero(d)); });
    return;
  }
  const int64_t pitch = dense_pitch(layer.units);
  update_variable(
      layer.weight, layer.inputs, layer.units, rule, [&](int64_t i, int64_t j) HWY_ATTR {
        auto sum = Zero(d);
        for (int64_t r = 0; r < rows; ++r)
          sum = MulAdd(Set(d, x[r * x_pitch + i]), LoadU(d, slope + r * pitch + j), sum);
        return sum;
      });
}

// sums[j] = sum of slope over the rows, in double, as a sum over the first axis is made.
template <class T>
HWY_INLINE void add_slopes(const DenseLayer<T>& layer, int64_t rows, T* sums) {
  const int64_t pitch = dense_pitch(layer.units);
  if (layer.units == 1) {
    T column[kMostDenseRows];
    for (int64_t r = 0; r < rows; ++r) column[r] = layer.slope[r * pitch];
    sums[0] = static_cast<T>(contiguous_sum(column, rows));
    return;
  }
  double wide[kMostDenseUnits];
  std::fill_n(wide, layer.units, 0.0);
  add_rows(layer.slope, rows, pitch, layer.units, wide);
  for (int64_t j = 0; j < layer.units; ++j) sums[j] = static_cast<T>(wide[j]);
}

template <class T, class Rule>
HWY_INLINE void update_bias(const DenseLayer<T>& layer, int64_t rows, const Rule& rule) {
  const Tag<T> d;
  T sums[kMostDenseUnits + kMostLanes<T>];
  const T* slopes = layer.slope;
  if (rows > 1) {
    add_slopes(layer, rows, sums);
    slopes = sums;
  }
  // A single row is its own sum but for the sign of a zero, as above.
  update_variable(layer.bias, 1, layer.units, rule,
                  [&](int64_t, int64_t j) HWY_ATTR { return LoadU(d, slopes + j) + Zero(d); });
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_DENSE_LAYER_INL_H
