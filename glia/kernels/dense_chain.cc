#include "glia/kernels/dense_chain.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/dense_chain.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/dense_layer-inl.h"
#include "glia/kernels/softmax-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

// --- the losses: the value, and the slope of the last layer

// squared error and sigmoid cross entropy: an element at a time.
// term: what is averaged. upstream: its derivative times `share`, one element's part of the mean.
template <class T>
struct ElementLoss {
  Vector<T> term, upstream;
};

template <class T>
HWY_INLINE ElementLoss<T> squared_error(Vector<T> p, Vector<T> y, Vector<T> share) {
  const Tag<T> d;
  const auto difference = p - y;
  return {difference * difference, share * (difference * Set(d, 2))};
}

template <class T>
HWY_INLINE ElementLoss<T> sigmoid_cross_entropy(Vector<T> p, Vector<T> y, Vector<T> share) {
  const Tag<T> d;
  return {softplus(d, p) - p * y, share * sigmoid(d, p) + Neg(share) * y};
}

template <class T>
HWY_INLINE void element_loss(const DenseChain<T>& chain) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const DenseLayer<T>& last = chain.layers.back();
  const int64_t pitch = dense_pitch(last.units);
  const auto share = Set(d, T{1} / chain.second_divisor / chain.divisor);
  for (int64_t r = 0; r < chain.rows; ++r) {
    for (int64_t j = 0; j < last.units; j += lanes) {
      const auto p = LoadU(d, last.value + r * pitch + j);
      const auto y = Some<T>(std::min(last.units - j, lanes)).load(chain.y + r * last.units + j);
      const ElementLoss<T> loss = chain.loss_kind == DenseLoss::kSquaredError
                                      ? squared_error<T>(p, y, share)
                                      : sigmoid_cross_entropy<T>(p, y, share);
      // Lanes past the row are overwritten by the next one.
      StoreU(loss.term, d, chain.packed + r * last.units + j);
      StoreU(activation_slope(last.activation, d, p, loss.upstream), d, last.slope + r * pitch + j);
    }
  }
  T total = static_cast<T>(contiguous_sum(chain.packed, chain.rows * last.units));
  // A division by 1 changes nothing but takes its time.
  if (chain.divisor != 1) total = total / chain.divisor;
  if (chain.second_divisor != 1) total = total / chain.second_divisor;
  *chain.loss = total;
}

template <class T>
HWY_INLINE void softmax_cross_entropy(const DenseChain<T>& chain) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const DenseLayer<T>& last = chain.layers.back();
  const int64_t units = last.units;
  const int64_t pitch = dense_pitch(units);
  const int64_t count = chain.rows * units;
  const int64_t step = dense_packed_size(chain.rows, units);
  T* const logs = chain.packed;          // log softmax
  T* const picks = chain.packed + step;  // one-hot rows, then times logs
  T* const rows = chain.packed + 2 * step;
  for (int64_t r = 0; r < chain.rows; ++r)
    for (int64_t j = 0; j < units; ++j) {
      logs[r * units + j] = last.value[r * pitch + j];
      picks[r * units + j] = chain.classes[r] == j ? T{1} : T{0};
    }
  softmax_rows<T, true>(logs, chain.rows, units, logs);

  // The derivative of log softmax: upstream less the sum of upstream times softmax. Of a row's
  // upstream only the picked element counts, so its sum is the share.
  const auto share = Set(d, T{-1} / chain.divisor);
  T* const slopes = rows;
  for (int64_t i = 0; i < count; i += lanes) {
    const auto log = LoadU(d, logs + i);
    const auto pick = LoadU(d, picks + i);
    StoreU(share * pick - exp(d, log) * share, d, slopes + i);
    StoreU(log * pick, d, picks + i);
  }
  for (int64_t r = 0; r < chain.rows; ++r)
    for (int64_t j = 0; j < units; j += lanes) {
      const auto p = LoadU(d, last.value + r * pitch + j);
      StoreU(activation_slope(last.activation, d, p, LoadU(d, slopes + r * units + j)), d,
             last.slope + r * pitch + j);
    }
  // One of a row's products at most is not 0, so any order of them has the bits of contiguous_sum.
  for (int64_t r = 0; r < chain.rows; ++r) {
    double sum = 0;
    for (int64_t j = 0; j < units; ++j) sum += static_cast<double>(picks[r * units + j]);
    rows[r] = static_cast<T>(sum);
  }
  const T total = static_cast<T>(contiguous_sum(rows, chain.rows));
  *chain.loss = -(total / chain.divisor);
}

// --- the step

template <class T>
HWY_INLINE void values(const DenseChain<T>& chain) {
  // Long before anybody reads it: a load waits for stores that make up parts of it.
  for (size_t l = 1; l < chain.layers.size(); ++l) turn_weight(chain.layers[l]);
  const T* x = chain.x;
  int64_t x_pitch = chain.layers.front().inputs;
  for (const DenseLayer<T>& layer : chain.layers) {
    forward(layer, x, x_pitch, chain.rows);
    x = layer.value;
    x_pitch = dense_pitch(layer.units);
  }
  if (chain.loss_kind == DenseLoss::kSoftmaxCrossEntropy)
    softmax_cross_entropy(chain);
  else
    element_loss(chain);
  for (size_t l = chain.layers.size() - 1; l > 0; --l)
    backward(chain.layers[l], chain.layers[l - 1], chain.rows);
}

template <class T, class Rule>
HWY_INLINE void update_all(const DenseChain<T>& chain, const Rule& rule) {
  const T* x = chain.x;
  int64_t x_pitch = chain.layers.front().inputs;
  for (const DenseLayer<T>& layer : chain.layers) {
    update_weight(layer, x, x_pitch, chain.rows, rule);
    if (layer.bias.read.w != nullptr) update_bias(layer, chain.rows, rule);
    x = layer.value;
    x_pitch = dense_pitch(layer.units);
  }
}

template <class T>
HWY_INLINE void update(const DenseChain<T>& chain) {
  if (chain.layers.front().weight.read.m != nullptr)
    update_all(chain, AdamRule<T>{Adam<T>(chain.adam)});
  else
    update_all(chain, SgdRule<T>{Set(Tag<T>(), *chain.rate)});
}

void values_f32(const DenseChain<float>& chain) { values(chain); }
void values_f64(const DenseChain<double>& chain) { values(chain); }
void update_f32(const DenseChain<float>& chain) { update(chain); }
void update_f64(const DenseChain<double>& chain) { update(chain); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(values_f32);
HWY_EXPORT(values_f64);
HWY_EXPORT(update_f32);
HWY_EXPORT(update_f64);
}  // namespace

template <>
void dense_chain_values<float>(const DenseChain<float>& chain) {
  HWY_DYNAMIC_DISPATCH(values_f32)(chain);
}
template <>
void dense_chain_values<double>(const DenseChain<double>& chain) {
  HWY_DYNAMIC_DISPATCH(values_f64)(chain);
}
template <>
void dense_chain_update<float>(const DenseChain<float>& chain) {
  HWY_DYNAMIC_DISPATCH(update_f32)(chain);
}
template <>
void dense_chain_update<double>(const DenseChain<double>& chain) {
  HWY_DYNAMIC_DISPATCH(update_f64)(chain);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
