// One training step of a small chain of dense layers in two calls: for networks whose step costs
// less than the calls of the general kernels.
//
// Every number is made by the operations, and in the order, of those kernels, so the bits are the
// same: sums of products in the order of their terms, other sums as kernels/reduce.h has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "glia/kernels/adam.h"

namespace glia::kernels {

enum class DenseActivation : uint8_t { kLinear, kSigmoid, kTanh, kRelu };

enum class DenseLoss : uint8_t {
  kSquaredError,         // mean (p - y)^2 over all elements
  kSoftmaxCrossEntropy,  // -mean log softmax(p)[y]; y are classes in [0, units)
  kSigmoidCrossEntropy,  // mean softplus(p) - p y over all elements
};

// Rows of scratch matrices begin this many elements, or a multiple, apart.
inline constexpr int64_t kDensePad = 16;
constexpr int64_t dense_pitch(int64_t units) { return (units + kDensePad - 1) & ~(kDensePad - 1); }

// A layer with fewer units than kDensePad keeps padded copies of its variables: a vector of a row
// would reach into the next one, and a masked store stalls the loads behind it.
constexpr bool dense_narrow(int64_t units) { return units < kDensePad; }

// The elements of a variable, and of Adam's means of its gradient if that is the update.
template <class T>
struct DenseElements {
  T* w = nullptr;
  T* m = nullptr;
  T* v = nullptr;
};

// read: what a step reads and writes: [rows, units], or if narrow the copies [rows, kDensePad].
// kept: null, or if narrow where the results are written as well, [rows, units].
template <class T>
struct DenseVariable {
  DenseElements<T> read;
  DenseElements<T> kept;
};

// value = activation(x weight + bias). The pitches are those of dense_pitch.
template <class T>
struct DenseLayer {
  int64_t inputs = 0;
  int64_t units = 0;
  DenseActivation activation = DenseActivation::kLinear;
  DenseVariable<T> weight;  // [inputs, units]
  DenseVariable<T> bias;    // [1, units]; read.w null: none
  // Scratch: value and slope (the loss's derivative by what the activation is given) [rows, pitch
  // of units], the weight turned [units, pitch of inputs].
  T* value = nullptr;
  T* slope = nullptr;
  T* turned = nullptr;
};

template <class T>
struct DenseChain {
  std::span<const DenseLayer<T>> layers;
  int64_t rows = 0;
  const T* x = nullptr;              // [rows, inputs of the first layer]
  const T* y = nullptr;              // [rows, units of the last], or
  const int64_t* classes = nullptr;  // [rows]
  DenseLoss loss_kind = DenseLoss::kSquaredError;
  // The mean divides by one and then the other; softmax cross entropy by the first.
  T divisor = 1;
  T second_divisor = 1;
  T* loss = nullptr;    // the result
  T* packed = nullptr;  // scratch, 3 * dense_packed_size(rows, units of the last)
  // w - rate g, or Adam if the layers have its means.
  const T* rate = nullptr;
  AdamScalars adam{};
};

constexpr int64_t dense_packed_size(int64_t rows, int64_t units) {
  return dense_pitch(rows * units) + kDensePad;
}

// What bounds the sums: more rows or outputs than these are added in blocks by kernels/reduce.h.
inline constexpr int64_t kMostDenseRows = 512;
inline constexpr int64_t kMostDenseOutputs = 16384;  // rows times the last layer's units
inline constexpr int64_t kMostDenseUnits = 512;

// Forward, the loss, and every layer's slope.
template <class T>
void dense_chain_values(const DenseChain<T>& chain);

// The variables' gradients and their update, after dense_chain_values.
template <class T>
void dense_chain_update(const DenseChain<T>& chain);

template <>
void dense_chain_values<float>(const DenseChain<float>& chain);
template <>
void dense_chain_values<double>(const DenseChain<double>& chain);
template <>
void dense_chain_update<float>(const DenseChain<float>& chain);
template <>
void dense_chain_update<double>(const DenseChain<double>& chain);

}  // namespace glia::kernels
