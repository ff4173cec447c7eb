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

// Columns [j, units) of a matrix, a vector at a time; the last may be part of one.
template <class T>
struct Columns {
  int64_t left;  // columns from here on

  HWY_INLINE bool whole() const { return left >= static_cast<int64_t>(Lanes(Tag<T>())); }
  HWY_INLINE Vector<T> load(const T* p) const {
    const Tag<T> d;
    return whole() ? LoadU(d, p) : load_some(d, p, static_cast<size_t>(left));
  }
  HWY_INLINE void store(Vector<T> v, T* p) const {
    const Tag<T> d;
    whole() ? StoreU(v, d, p) : store_some(v, d, p, static_cast<size_t>(left));
  }
};

// --- x W, with a step of its own for each finished vector

// A matrix [terms, cols] whose rows lie `pitch` apart.
template <class T>
struct DenseMatrix {
  const T* data;
  int64_t terms, cols, pitch;
};

// Columns j.. of one row, kVectors vectors side by side: their sums run at once.
template <int kVectors, class T, class Finish>
HWY_INLINE void multiply_row(const T* x, const DenseMatrix<T>& w, int64_t j, const Finish& finish) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const Columns<T> last{w.cols - j - (kVectors - 1) * lanes};
  auto sum0 = Zero(d);
  auto sum1 = Zero(d);
  auto sum2 = Zero(d);
  auto sum3 = Zero(d);
  const T* at = w.data + j;
  const auto sweep = [&](const auto& load_last) HWY_ATTR {
    for (int64_t k = 0; k < w.terms; ++k, at += w.pitch) {
      const auto value = Set(d, x[k]);
      if constexpr (kVectors == 1) sum0 = MulAdd(value, load_last(at), sum0);
      if constexpr (kVectors > 1) sum0 = MulAdd(value, LoadU(d, at), sum0);
      if constexpr (kVectors == 2) sum1 = MulAdd(value, load_last(at + lanes), sum1);
      if constexpr (kVectors > 2) sum1 = MulAdd(value, LoadU(d, at + lanes), sum1);
      if constexpr (kVectors > 2) sum2 = MulAdd(value, LoadU(d, at + 2 * lanes), sum2);
      if constexpr (kVectors > 3) sum3 = MulAdd(value, load_last(at + 3 * lanes), sum3);
    }
  };
  if (last.whole())
    sweep([&](const T* p) HWY_ATTR { return LoadU(d, p); });
  else
    sweep([&](const T* p) HWY_ATTR { return load_some(d, p, static_cast<size_t>(last.left)); });
  finish(0, j, sum0);
  if constexpr (kVectors > 1) finish(0, j + lanes, sum1);
  if constexpr (kVectors > 2) finish(0, j + 2 * lanes, sum2);
  if constexpr (kVectors > 3) finish(0, j + 3 * lanes, sum3);
}

// A vector of columns of four rows.
template <class T, class Finish>
HWY_INLINE void multiply_four_rows(const T* x, int64_t x_pitch, const DenseMatrix<T>& w, int64_t j,
                                   const Finish& finish) {
  const Tag<T> d;
  const Columns<T> columns{w.cols - j};
  auto sum0 = Zero(d);
  auto sum1 = Zero(d);
  auto sum2 = Zero(d);
  auto sum3 = Zero(d);
  const T* at = w.data + j;
  for (int64_t k = 0; k < w.terms; ++k, at += w.pitch) {
    const auto weight = columns.load(at);
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

// finish(r, j, sums) for every row r and vector of columns from j on.
template <class T, class Finish>
HWY_INLINE void multiply(const T* x, int64_t x_pitch, int64_t rows, const DenseMatrix<T>& w,
                         const Finish& finish) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  int64_t r = 0;
  for (; r + 4 <= rows; r += 4) {
    const auto shifted = [&](int64_t row, int64_t j, Vector<T> sums)
                             HWY_ATTR { finish(r + row, j, sums); };
    for (int64_t j = 0; j < w.cols; j += lanes)
      multiply_four_rows(x + r * x_pitch, x_pitch, w, j, shifted);
  }
  for (; r < rows; ++r) {
    const auto shifted = [&](int64_t, int64_t j, Vector<T> sums) HWY_ATTR { finish(r, j, sums); };
    int64_t j = 0;
    for (; w.cols - j > 3 * lanes; j += 4 * lanes) multiply_row<4>(x + r * x_pitch, w, j, shifted);
    if (w.cols - j > lanes) {
      multiply_row<2>(x + r * x_pitch, w, j, shifted);
      j += 2 * lanes;
    }
    if (j < w.cols) multiply_row<1>(x + r * x_pitch, w, j, shifted);
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

template <class T>
HWY_INLINE void forward(const DenseLayer<T>& layer, const T* x, int64_t x_pitch, int64_t rows) {
  const Tag<T> d;
  const int64_t pitch = dense_pitch(layer.units);
  const DenseMatrix<T> w = {layer.weight.data, layer.inputs, layer.units, layer.units};
  multiply(x, x_pitch, rows, w, [&](int64_t r, int64_t j, Vector<T> sums) HWY_ATTR {
    const Columns<T> columns{layer.units - j};
    if (layer.bias.data != nullptr) sums = sums + columns.load(layer.bias.data + j);
    StoreU(activate(layer.activation, d, sums), d, layer.value + r * pitch + j);
  });
}

// The slope of the layer before, whose value was this one's x.
template <class T>
HWY_INLINE void backward(const DenseLayer<T>& layer, const DenseLayer<T>& before, int64_t rows) {
  const Tag<T> d;
  const int64_t pitch = dense_pitch(layer.inputs);
  DenseMatrix<T> turned = {layer.turned, layer.units, layer.inputs, pitch};
  if (layer.units == 1) {
    turned.data = layer.weight.data;  // one column lies as its own row
  } else {
    for (int64_t i = 0; i < layer.inputs; ++i)
      for (int64_t j = 0; j < layer.units; ++j)
        layer.turned[j * pitch + i] = layer.weight.data[i * layer.units + j];
  }
  multiply(layer.slope, dense_pitch(layer.units), rows, turned,
           [&](int64_t r, int64_t i, Vector<T> sums) HWY_ATTR {
             const auto value = LoadU(d, before.value + r * pitch + i);
             StoreU(activation_slope(before.activation, d, value, sums), d,
                    before.slope + r * pitch + i);
           });
}

// --- updates

// A vector of the variable, `at` elements from its begin, moves against its gradient.
template <class T>
struct SgdRule {
  Vector<T> rate;

  HWY_INLINE void apply(const DenseVariable<T>& variable, int64_t at, const Columns<T>& columns,
                        Vector<T> gradient) const {
    T* const w = variable.data + at;
    columns.store(columns.load(w) - rate * gradient, w);
  }
};

template <class T>
struct AdamRule {
  Adam<T> adam;

  HWY_INLINE void apply(const DenseVariable<T>& variable, int64_t at, const Columns<T>& columns,
                        Vector<T> gradient) const {
    auto m = columns.load(variable.m + at);
    auto v = columns.load(variable.v + at);
    auto w = columns.load(variable.data + at);
    adam.update(gradient, m, v, w);
    columns.store(m, variable.m + at);
    columns.store(v, variable.v + at);
    columns.store(w, variable.data + at);
  }
};

// kInputs rows of the weight from i on, a vector of columns from j on.
template <int kInputs, class T, class Rule>
HWY_INLINE void update_block(const DenseLayer<T>& layer, const T* x, int64_t x_pitch, int64_t rows,
                             int64_t i, int64_t j, const Rule& rule) {
  const Tag<T> d;
  const int64_t pitch = dense_pitch(layer.units);
  auto sum0 = Zero(d);
  auto sum1 = Zero(d);
  auto sum2 = Zero(d);
  auto sum3 = Zero(d);
  const T* at = x + i;
  for (int64_t r = 0; r < rows; ++r, at += x_pitch) {
    const auto slope = LoadU(d, layer.slope + r * pitch + j);
    sum0 = MulAdd(Set(d, at[0]), slope, sum0);
    if constexpr (kInputs > 1) {
      sum1 = MulAdd(Set(d, at[1]), slope, sum1);
      sum2 = MulAdd(Set(d, at[2]), slope, sum2);
      sum3 = MulAdd(Set(d, at[3]), slope, sum3);
    }
  }
  const Columns<T> columns{layer.units - j};
  const int64_t first = i * layer.units + j;
  rule.apply(layer.weight, first, columns, sum0);
  if constexpr (kInputs > 1) {
    rule.apply(layer.weight, first + layer.units, columns, sum1);
    rule.apply(layer.weight, first + 2 * layer.units, columns, sum2);
    rule.apply(layer.weight, first + 3 * layer.units, columns, sum3);
  }
}

template <class T, class Rule>
HWY_INLINE void update_weight(const DenseLayer<T>& layer, const T* x, int64_t x_pitch, int64_t rows,
                              const Rule& rule) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  int64_t i = 0;
  for (; i + 4 <= layer.inputs; i += 4)
    for (int64_t j = 0; j < layer.units; j += lanes)
      update_block<4>(layer, x, x_pitch, rows, i, j, rule);
  for (; i < layer.inputs; ++i)
    for (int64_t j = 0; j < layer.units; j += lanes)
      update_block<1>(layer, x, x_pitch, rows, i, j, rule);
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
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  T buffer[kMostDenseUnits + kMostLanes<T>];
  const T* gradient = layer.slope;
  // One row is its own sum but for the sign of a zero, which an addition of 0 mends below.
  if (rows > 1) {
    add_slopes(layer, rows, buffer);
    gradient = buffer;
  }
  for (int64_t j = 0; j < layer.units; j += lanes) {
    const Columns<T> columns{layer.units - j};
    rule.apply(layer.bias, j, columns, LoadU(d, gradient + j) + Zero(d));
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_DENSE_LAYER_INL_H
