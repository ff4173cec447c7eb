// What logistic regression minimises, and its derivatives along a line: a search asks for many
// points of one line, and each costs a pass over the logits but no product of matrices.
//
// Only for logistic.cc. Sums are taken in blocks of fixed size, so they don't depend on threads.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/feature_rows.h"
#include "glia/classic/quasi_newton.h"
#include "glia/kernels/gemm.h"

namespace glia::classic {

// 1 / (1 + exp(-z)) from exp of a negative number only, so nothing overflows.
inline double sigmoid(double z) {
  const double e = std::exp(-std::abs(z));
  return (z >= 0 ? 1.0 : e) / (1.0 + e);
}

// Logits z[0..width-1]: replaces them by probabilities that sum to 1.
inline void softmax(double* z, size_t width) {
  const double largest = *std::max_element(z, z + width);
  double sum = 0;
  for (size_t c = 0; c < width; ++c) sum += z[c] = std::exp(z[c] - largest);
  for (size_t c = 0; c < width; ++c) z[c] /= sum;
}

// The objective, divided by the rows n, and its parts:
//   J(W, b) = sum_i -log p(label_i | x_i W + b) / n + |W|^2 / (2 C n)
//   dJ/dW = X' (P - Y) / n + W / (C n),   dJ/db = sum_i (P - Y)_i / n
// With weights v_i of the rows each term and each P - Y is multiplied by v_i, and n is their sum.
// Variables are one vector: W [features, outputs], then b [outputs].
template <class T>
class LogisticObjective {
 public:
  LogisticObjective(const FeatureRows<T>& x, std::span<const int32_t> labels, int64_t outputs,
                    double c, std::span<const double> weights, ThreadPool& pool)
      : x_(x),
        labels_(labels),
        row_weights_(weights),
        width_(static_cast<size_t>(outputs)),
        rows_(weights.empty() ? static_cast<double>(x.rows)
                              : std::accumulate(weights.begin(), weights.end(), 0.0)),
        decay_(1.0 / (c * rows_)),
        pool_(pool),
        blocks_((x.rows + kBlockRows - 1) / kBlockRows),
        logits_(labels.size() * width_),
        slope_(labels.size() * width_),
        weights_(static_cast<size_t>(x.cols) * width_),
        wave_(wave_of(pool.threads())),
        products_(static_cast<size_t>(wave_) * weights_.size()),
        partial_(static_cast<size_t>(blocks_) * (1 + width_)),
        row_(static_cast<size_t>(pool.threads()) * width_),
        residual_(labels.size() * width_),
        scratch_bytes_(std::max(
            kernels::gemm_scratch_bytes<T>(FeatureRows<T>::kMostAtOnce, outputs, x.cols, 1),
            kernels::gemm_scratch_bytes<T>(outputs, x.cols, FeatureRows<T>::kMostAtOnce, 1))),
        scratch_(scratch_bytes_ * static_cast<size_t>(pool.threads())) {}

  size_t variables() const { return weights_.size() + width_; }

  // Sets the line to search, from the present point: how the logits move along `direction`.
  void set_line(std::span<const double> direction) {
    std::copy_n(direction.begin(), weights_.size(), weights_.begin());
    const int64_t outputs = static_cast<int64_t>(width_);
    pool_.run(blocks_, [&](int64_t block, int worker) noexcept {
      for_each_piece(block, worker, [&](int64_t begin, kernels::Matrix<const T> x) {
        kernels::gemm<T>(x, {weights_.data(), x_.cols, outputs, outputs, 1},
                         {slope_.data() + begin * outputs, x.rows, outputs, outputs, 1}, false,
                         scratch(worker), alone_);
      });
    });
    intercept_slope_.assign(direction.end() - outputs, direction.end());
  }

  // Derivative along the line at `length`, without the penalty's part; keeps P - Y of that point.
  double derivative(double length) {
    const size_t stride = 1 + width_;
    pool_.run(blocks_, [&](int64_t block, int worker) noexcept {
      double* partial = partial_.data() + static_cast<size_t>(block) * stride;
      std::fill_n(partial, stride, 0.0);
      const int64_t end = std::min(x_.rows, (block + 1) * kBlockRows);
      double along = 0;
      double* p = row_.data() + static_cast<size_t>(worker) * width_;
      for (int64_t r = block * kBlockRows; r < end; ++r) {
        const size_t first = static_cast<size_t>(r) * width_;
        for (size_t c = 0; c < width_; ++c) p[c] = logits_[first + c] + length * slope(first, c);
        residuals(labels_[static_cast<size_t>(r)], p);
        if (!row_weights_.empty())
          for (size_t c = 0; c < width_; ++c) p[c] *= row_weights_[static_cast<size_t>(r)];
        for (size_t c = 0; c < width_; ++c) {
          along += p[c] * slope(first, c);
          partial[1 + c] += p[c];
          residual_[first + c] = static_cast<T>(p[c]);
        }
      }
      partial[0] = along;
    });
    double sum = 0;
    for (int64_t b = 0; b < blocks_; ++b) sum += partial_[static_cast<size_t>(b) * stride];
    return sum / rows_;
  }

  // Moves the present point along the line.
  void move(double length) {
    for (size_t i = 0; i < logits_.size(); i += width_) {
      for (size_t c = 0; c < width_; ++c) logits_[i + c] += length * slope(i, c);
    }
  }

  // Gradient at the point of the last derivative(), which is `point`.
  std::vector<double> gradient(std::span<const double> point) {
    std::vector<double> sum(variables());
    for (int64_t begin = 0; begin < blocks_; begin += wave_) {
      const int64_t count = std::min(wave_, blocks_ - begin);
      pool_.run(count, [&](int64_t i, int worker) noexcept {
        multiply_residuals(begin + i, worker, product(i));
      });
      for (int64_t i = 0; i < count; ++i) add_product(product(i), sum);
    }
    for (int64_t b = 0; b < blocks_; ++b) {
      for (size_t c = 0; c < width_; ++c) {
        sum[weights_.size() + c] += partial_[static_cast<size_t>(b) * (1 + width_) + 1 + c];
      }
    }
    for (double& s : sum) s /= rows_;
    for (size_t i = 0; i < weights_.size(); ++i) sum[i] += decay_ * point[i];
    return sum;
  }

  // The penalty's part of the derivative along a line.
  double penalty_derivative(std::span<const double> point, std::span<const double> direction,
                            double length) const {
    const auto w = point.first(weights_.size()), d = direction.first(weights_.size());
    return decay_ * (dot(w, d) + length * dot(d, d));
  }

  // An estimate of the second derivatives at 0, the same for every class.
  std::vector<double> diagonal() const {
    const double share = 1.0 / static_cast<double>(std::max<size_t>(width_, 2));
    const double curvature = share * (1.0 - share);
    std::vector<double> squares(static_cast<size_t>(x_.cols));
    for (int64_t block = 0; block < blocks_; ++block) {
      for_each_piece(block, 0, [&](int64_t begin, kernels::Matrix<const T> x) {
        add_squares(x, begin, squares);
      });
    }
    std::vector<double> result(variables(), curvature);
    for (size_t j = 0; j < squares.size(); ++j) {
      if (!std::isfinite(squares[j])) {
        fail(ErrorKind::kUsage, say("logistic baseline: feature {} is not finite in every row", j));
      }
      for (size_t c = 0; c < width_; ++c) {
        result[j * width_ + c] = curvature * squares[j] / rows_ + decay_;
      }
    }
    return result;
  }

 private:
  static constexpr int64_t kBlockRows = 1024;

  double slope(size_t first, size_t c) const {
    return static_cast<double>(slope_[first + c]) + intercept_slope_[c];
  }

  void residuals(int32_t label, double* z) const {
    if (width_ == 1) {
      *z = sigmoid(*z) - label;
    } else {
      softmax(z, width_);
      z[label] -= 1.0;
    }
  }

  // As many as keep the threads busy without much memory; the sum does not depend on it.
  int64_t wave_of(int threads) const {
    constexpr int64_t kElements = int64_t{1} << 21;
    const int64_t fitting =
        kElements / std::max<int64_t>(x_.cols * static_cast<int64_t>(width_), 1);
    return std::min(blocks_, std::max<int64_t>(fitting, threads));
  }

  void add_squares(kernels::Matrix<const T> x, int64_t begin, std::vector<double>& squares) const {
    for (int64_t r = 0; r < x.rows; ++r) {
      const double weight =
          row_weights_.empty() ? 1.0 : row_weights_[static_cast<size_t>(begin + r)];
      for (size_t j = 0; j < squares.size(); ++j) {
        const double v =
            static_cast<double>(x.data[r * x.row_stride + static_cast<int64_t>(j) * x.col_stride]);
        squares[j] += weight * v * v;
      }
    }
  }

  // (P - Y)' X of one block, [outputs, features]: this way round X is read as it lies.
  void multiply_residuals(int64_t block, int worker, T* to) {
    const int64_t outputs = static_cast<int64_t>(width_);
    bool is_first = true;
    for_each_piece(block, worker, [&](int64_t begin, kernels::Matrix<const T> x) {
      kernels::gemm<T>({residual_.data() + begin * outputs, outputs, x.rows, 1, outputs}, x,
                       {to, outputs, x_.cols, x_.cols, 1}, !is_first, scratch(worker), alone_);
      is_first = false;
    });
  }

  // Blocks are added in double, so float keeps its last digits on many rows.
  void add_product(const T* product, std::vector<double>& sum) const {
    const size_t features = static_cast<size_t>(x_.cols);
    for (size_t c = 0; c < width_; ++c) {
      for (size_t j = 0; j < features; ++j) {
        sum[j * width_ + c] += static_cast<double>(product[c * features + j]);
      }
    }
  }

  T* product(int64_t i) { return products_.data() + static_cast<size_t>(i) * weights_.size(); }

  void* scratch(int worker) {
    return static_cast<std::byte*>(scratch_.data()) + static_cast<size_t>(worker) * scratch_bytes_;
  }

  template <class Use>
  void for_each_piece(int64_t block, int worker, const Use& use) const {
    const int64_t end = std::min(x_.rows, (block + 1) * kBlockRows);
    for (int64_t begin = block * kBlockRows; begin < end; begin += FeatureRows<T>::kMostAtOnce) {
      use(begin, x_.some(begin, std::min(FeatureRows<T>::kMostAtOnce, end - begin), worker));
    }
  }

  const FeatureRows<T>& x_;
  std::span<const int32_t> labels_;
  std::span<const double> row_weights_;  // none: 1 each
  size_t width_;
  double rows_;
  double decay_;
  ThreadPool& pool_;
  int64_t blocks_;
  std::vector<double> logits_;  // [rows, outputs] at the present point.
  std::vector<T> slope_;        // [rows, outputs], how they change along the line (but for b).
  std::vector<double> intercept_slope_;
  std::vector<T> weights_;       // [features, outputs]
  int64_t wave_;                 // Blocks whose products are kept until they are added.
  std::vector<T> products_;      // [wave, outputs, features]
  std::vector<double> partial_;  // [blocks, 1 + outputs]: derivative, then sums of P - Y.
  std::vector<double> row_;      // [threads, outputs], one row's logits, then its P - Y.
  std::vector<T> residual_;      // [rows, outputs]
  size_t scratch_bytes_;         // of one thread
  AlignedBuffer scratch_;
  ThreadPool alone_{1};  // For products within a thread.
};

}  // namespace glia::classic
