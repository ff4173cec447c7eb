#include "glia/program/dense_step.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/kernels/dense_chain.h"

namespace glia::program {
namespace {

using kernels::dense_packed_size;
using kernels::dense_pitch;

// Multiply-adds of a forward pass up to which one kernel beats the plan's steps, measured with one
// thread: general products win once they have rows enough to reuse what they load.
constexpr int64_t kMostWork = 96 * 1024;
constexpr int64_t kFewRows = 4;
constexpr int64_t kMostWorkOfFewRows = 256 * 1024;

struct Extents {
  int64_t inputs, units;
};

template <class T>
class BoundDenseStep : public DenseStep {
 public:
  BoundDenseStep(const Plan& plan, const std::vector<int64_t>& sizes, int64_t rows,
                 const std::vector<Extents>& extents, NodeData data)
      : layers_(extents.size()) {
    const DenseTraining& training = *plan.dense_training();
    const auto at = [&](int node) { return node < 0 ? nullptr : static_cast<T*>(data(node)); };
    for (size_t l = 0; l < extents.size(); ++l) {
      const DenseTraining::Layer& from = training.layers[l];
      kernels::DenseLayer<T>& layer = layers_[l];
      layer.inputs = extents[l].inputs;
      layer.units = extents[l].units;
      layer.activation = from.activation;
      layer.weight.read = {at(from.weight.node), at(from.weight.m), at(from.weight.v)};
      layer.bias.read = {at(from.bias.node), at(from.bias.m), at(from.bias.v)};
    }
    place_scratch(rows);
    chain_.layers = layers_;
    chain_.rows = rows;
    chain_.x = at(training.x);
    chain_.loss_kind = training.loss_kind;
    if (training.loss_kind == kernels::DenseLoss::kSoftmaxCrossEntropy)
      chain_.classes = static_cast<const int64_t*>(data(training.y));
    else
      chain_.y = at(training.y);
    chain_.divisor = size_of(plan, training.divisor, sizes);
    chain_.second_divisor = size_of(plan, training.second_divisor, sizes);
    chain_.loss = at(training.loss);
    chain_.rate = at(training.rate);
    const DenseTraining::AdamNodes& adam = training.adam;
    chain_.adam = {at(adam.beta1),   at(adam.rest1),   at(adam.beta2),  at(adam.rest2),
                   at(adam.m_scale), at(adam.v_scale), at(adam.epsilon)};
  }

  void load_variables() override {
    for (auto& layer : layers_) {
      load_copies(layer.weight, layer.inputs, layer.units);
      load_copies(layer.bias, 1, layer.units);
    }
  }
  bool run_values() override {
    kernels::dense_chain_values(chain_);
    return std::isfinite(*chain_.loss);
  }
  void run_updates() override { kernels::dense_chain_update(chain_); }

 private:
  static T size_of(const Plan& plan, int node, const std::vector<int64_t>& sizes) {
    if (node < 0) return 1;
    return static_cast<T>(plan.extent(plan.graph().node(node).attributes.shape[0], sizes));
  }

  static void load_copies(kernels::DenseVariable<T>& variable, int64_t rows, int64_t units) {
    if (variable.kept.w == nullptr) return;
    const auto load = [&](const T* from, T* to) {
      if (from == nullptr) return;
      for (int64_t i = 0; i < rows; ++i)
        std::copy_n(from + i * units, units, to + i * kernels::kDensePad);
    };
    load(variable.kept.w, variable.read.w);
    load(variable.kept.m, variable.read.m);
    load(variable.kept.v, variable.read.v);
  }

  // Takes memory, one piece after another; with no begin it only counts.
  struct Pieces {
    T* next = nullptr;
    int64_t taken = 0;

    T* take(int64_t count) {
      T* const begin = next == nullptr ? nullptr : next + taken;
      taken += count;
      return begin;
    }
  };

  void place_scratch(int64_t rows) {
    const std::vector<kernels::DenseLayer<T>> variables = layers_;
    Pieces counted;
    place(rows, counted);
    scratch_ = AlignedBuffer{static_cast<size_t>(counted.taken) * sizeof(T)};
    layers_ = variables;
    Pieces pieces{.next = scratch_.template as<T>()};
    place(rows, pieces);
  }

  void place(int64_t rows, Pieces& pieces) {
    for (auto& layer : layers_) {
      layer.value = pieces.take(rows * dense_pitch(layer.units));
      layer.slope = pieces.take(rows * dense_pitch(layer.units));
      layer.turned = pieces.take(layer.units * dense_pitch(layer.inputs));
      if (!kernels::dense_narrow(layer.units)) continue;
      place_copies(layer.weight, layer.inputs, pieces);
      place_copies(layer.bias, 1, pieces);
    }
    chain_.packed = pieces.take(3 * dense_packed_size(rows, layers_.back().units));
  }

  static void place_copies(kernels::DenseVariable<T>& variable, int64_t rows, Pieces& pieces) {
    variable.kept = variable.read;
    for (T** each : {&variable.read.w, &variable.read.m, &variable.read.v})
      if (*each != nullptr) *each = pieces.take(rows * kernels::kDensePad);
  }

  std::vector<kernels::DenseLayer<T>> layers_;
  kernels::DenseChain<T> chain_;
  AlignedBuffer scratch_;
};

bool worth_it(const std::vector<Extents>& extents, int64_t rows) {
  int64_t work = 0;
  for (const Extents& each : extents) {
    if (each.units < 1 || each.units > kernels::kMostDenseUnits) return false;
    work += rows * each.inputs * each.units;
  }
  const int64_t most = rows <= kFewRows ? kMostWorkOfFewRows : kMostWork;
  return rows >= 1 && rows <= kernels::kMostDenseRows && work <= most &&
         rows * extents.back().units <= kernels::kMostDenseOutputs;
}

}  // namespace

std::unique_ptr<DenseStep> bind_dense_step(const Plan& plan, const std::vector<int64_t>& sizes,
                                           Real real, NodeData data) {
  const DenseTraining& training = *plan.dense_training();
  const int64_t rows = plan.extent(plan.graph().node(training.x).shape[0], sizes);
  std::vector<Extents> extents;
  for (const DenseTraining::Layer& layer : training.layers) {
    const Shape& shape = plan.graph().node(layer.weight.node).shape;
    extents.push_back({shape[0].size(), shape[1].size()});
  }
  if (!worth_it(extents, rows)) return nullptr;
  if (real == Real::kFloat)
    return std::make_unique<BoundDenseStep<float>>(plan, sizes, rows, extents, data);
  return std::make_unique<BoundDenseStep<double>>(plan, sizes, rows, extents, data);
}

}  // namespace glia::program
