#include "glia/classic/logistic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>

#include "glia/base/aligned_buffer.h"
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/checks.h"
#include "glia/classic/quasi_newton.h"
#include "glia/kernels/gemm.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

constexpr int64_t kFewestIterations = 20;
constexpr int64_t kBlockRows = 1024;  // Fixed, so sums don't depend on threads.

// 1 / (1 + exp(-z)) from exp of a negative number only, so nothing overflows.
double sigmoid(double z) {
  const double e = std::exp(-std::abs(z));
  return (z >= 0 ? 1.0 : e) / (1.0 + e);
}

// Logits z[0..width-1]: replaces them by probabilities that sum to 1.
void softmax(double* z, size_t width) {
  const double largest = *std::max_element(z, z + width);
  double sum = 0;
  for (size_t c = 0; c < width; ++c) sum += z[c] = std::exp(z[c] - largest);
  for (size_t c = 0; c < width; ++c) z[c] /= sum;
}

// The objective, divided by the rows n, and its parts:
//   J(W, b) = sum_i -log p(label_i | x_i W + b) / n + |W|^2 / (2 C n)
//   dJ/dW = X' (P - Y) / n + W / (C n),   dJ/db = sum_i (P - Y)_i / n
// Variables are one vector: W [features, outputs], then b [outputs].
template <class T>
class Objective {
 public:
  Objective(const FeatureRows<T>& x, std::span<const int32_t> labels, int64_t outputs, double c,
            ThreadPool& pool)
      : x_(x),
        labels_(labels),
        width_(static_cast<size_t>(outputs)),
        rows_(static_cast<double>(x.rows)),
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
      for_each_piece(block, worker, [&](int64_t begin, Matrix<const T> x) {
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
      for_each_piece(block, 0, [&](int64_t, Matrix<const T> x) { add_squares(x, squares); });
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

  static void add_squares(Matrix<const T> x, std::vector<double>& squares) {
    for (int64_t r = 0; r < x.rows; ++r) {
      for (size_t j = 0; j < squares.size(); ++j) {
        const double v =
            static_cast<double>(x.data[r * x.row_stride + static_cast<int64_t>(j) * x.col_stride]);
        squares[j] += v * v;
      }
    }
  }

  // (P - Y)' X of one block, [outputs, features]: this way round X is read as it lies.
  void multiply_residuals(int64_t block, int worker, T* to) {
    const int64_t outputs = static_cast<int64_t>(width_);
    bool is_first = true;
    for_each_piece(block, worker, [&](int64_t begin, Matrix<const T> x) {
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

// A length where the derivative along the line has lost at least half of its size, or nine tenths
// beyond the minimum. The objective is convex, so the derivative only rises: doubling finds the
// far side, the secant between both sides closes in.
template <class T>
double search(Objective<T>& objective, std::span<const double> point,
              std::span<const double> direction, double start) {
  objective.set_line(direction);
  double low = 0.0, at_low = start;
  double high = std::numeric_limits<double>::infinity(), at_high = 0.0;
  double length = 1.0;
  for (int trial = 0; trial < 40; ++trial) {
    const double here =
        objective.derivative(length) + objective.penalty_derivative(point, direction, length);
    if (here <= 0.0 ? here >= 0.5 * start : here <= -0.1 * start) break;
    (here < 0.0 ? low : high) = length;
    (here < 0.0 ? at_low : at_high) = here;
    if (std::isinf(high)) {
      length *= 2.0;
      continue;
    }
    const double secant = low + (high - low) * at_low / (at_low - at_high);
    const double margin = 0.05 * (high - low);
    length = std::clamp(secant, low + margin, high - margin);
  }
  objective.move(length);
  return length;
}

// Labels of the classes that occur, and each label's place among them.
struct Present {
  std::vector<int32_t> classes;
  std::vector<int32_t> labels;
};
Present present_classes(std::span<const int32_t> labels, int32_t classes) {
  std::vector<int32_t> place(static_cast<size_t>(classes), -1);
  for (const int32_t label : labels) place[static_cast<size_t>(label)] = 0;
  Present present;
  for (int32_t c = 0; c < classes; ++c) {
    if (place[static_cast<size_t>(c)] < 0) continue;
    place[static_cast<size_t>(c)] = static_cast<int32_t>(present.classes.size());
    present.classes.push_back(c);
  }
  for (const int32_t label : labels) {
    present.labels.push_back(place[static_cast<size_t>(label)]);
  }
  return present;
}

// Minimises by L-BFGS from 0. Returns the variables; fills iterations and converged.
template <class T>
std::vector<double> minimise(const FeatureRows<T>& x, const Present& present, int64_t outputs,
                             const LogisticOptions& options, ThreadPool& pool, Logistic& result) {
  Objective<T> objective(x, present.labels, outputs, options.c, pool);
  const double floor = std::is_same_v<T, float> ? 2e-6 : 0.0;
  const double tolerance = std::max(options.tolerance, floor);
  const double each = 2.0 * static_cast<double>(x.rows) * static_cast<double>(x.cols * outputs);
  const double affordable = options.work / std::max(each, 1.0);
  const int64_t most =
      std::min(options.max_iterations,
               std::max(kFewestIterations, static_cast<int64_t>(std::min(affordable, 1e9))));

  QuasiNewton memory(objective.diagonal());
  std::vector<double> point(objective.variables());
  objective.set_line(point);
  objective.derivative(0.0);
  std::vector<double> gradient = objective.gradient(point);
  for (;; ++result.iterations) {
    double largest = 0;
    for (const double g : gradient) largest = std::max(largest, std::abs(g));
    result.converged = largest <= tolerance;
    if (result.converged || result.iterations >= most) return point;

    std::vector<double> direction = memory.direction(gradient);
    if (!(dot(gradient, direction) < 0.0)) {  // Rounding has spoilt the memory.
      if (memory.empty()) return point;
      memory.forget();
      direction = memory.direction(gradient);
    }
    const double length = search(objective, point, direction, dot(gradient, direction));
    for (double& d : direction) d *= length;
    for (size_t i = 0; i < point.size(); ++i) point[i] += direction[i];
    std::vector<double> next = objective.gradient(point);
    for (size_t i = 0; i < next.size(); ++i) gradient[i] = next[i] - gradient[i];
    memory.learn(std::move(direction), std::move(gradient));
    gradient = std::move(next);
  }
}

}  // namespace

// Source: Bishop 2006, Pattern Recognition and Machine Learning, 4.3.2 and 4.3.4; the penalty as
// in scikit-learn's LogisticRegression.
template <class T>
Logistic fit_logistic(const FeatureRows<T>& x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool) {
  check_labels("logistic baseline", labels, classes);
  check_rows("logistic baseline", x.rows, static_cast<int64_t>(labels.size()));
  if (!(options.c > 0.0)) {
    fail(ErrorKind::kUsage, say("logistic baseline: C is {}; expected above 0", options.c));
  }
  const Present present = present_classes(labels, classes);
  const size_t found = present.classes.size(), features = static_cast<size_t>(x.cols);
  const size_t fitted = found <= 2 ? found - 1 : found;

  Logistic result;
  result.classes = classes;
  result.converged = true;
  std::vector<double> variables;
  if (fitted > 0) {
    variables = minimise(x, present, static_cast<int64_t>(fitted), options, pool, result);
  }

  // Class 1 of two has the one logit; otherwise each class that occurs has its own, and the first
  // of two among several has the logit 0.
  LinearModel& linear = result.linear;
  const size_t outputs = classes == 2 ? 1 : static_cast<size_t>(classes);
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  linear.features = x.cols;
  linear.outputs = static_cast<int64_t>(outputs);
  linear.coefficients.resize(features * outputs);
  linear.intercept.resize(outputs, kNever);
  const auto place = [&](size_t output, size_t variable) {
    for (size_t j = 0; j < features; ++j) {
      linear.coefficients[j * outputs + output] = variables[j * fitted + variable];
    }
    linear.intercept[output] = variables[features * fitted + variable];
  };
  if (classes == 2) {
    if (found == 2) place(0, 0);
    if (found == 1 && present.classes[0] == 1) linear.intercept[0] = -kNever;
  } else {
    linear.intercept[static_cast<size_t>(present.classes[0])] = 0.0;
    for (size_t i = 0; i < fitted; ++i) {
      place(static_cast<size_t>(present.classes[found == 2 ? 1 : i]), i);
    }
  }
  return result;
}

template <class T>
Logistic fit_logistic(Matrix<const T> x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool) {
  return fit_logistic(rows_of(x), labels, classes, options, pool);
}

template <class T>
std::vector<double> Logistic::probabilities(const FeatureRows<T>& x, ThreadPool& pool) const {
  std::vector<double> all;
  for (int64_t begin = 0; begin < x.rows; begin += x.kMostAtOnce) {
    const int64_t count = std::min(x.kMostAtOnce, x.rows - begin);
    const std::vector<double> some = probabilities(x.some(begin, count, 0), pool);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

template <class T>
std::vector<double> Logistic::probabilities(Matrix<const T> x, ThreadPool& pool) const {
  std::vector<double> logits = linear.apply(x, pool);
  const size_t width = static_cast<size_t>(linear.outputs);
  if (width > 1 || classes == 1) {
    for (size_t i = 0; i < logits.size(); i += width) softmax(logits.data() + i, width);
    return logits;
  }
  std::vector<double> both;
  both.reserve(2 * logits.size());
  for (const double z : logits) {
    both.push_back(sigmoid(-z));  // Not 1 - p, which loses the digits of a small probability.
    both.push_back(sigmoid(z));
  }
  return both;
}

template Logistic fit_logistic(const FeatureRows<float>&, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template std::vector<double> Logistic::probabilities(const FeatureRows<float>&, ThreadPool&) const;
template Logistic fit_logistic(Matrix<const float>, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template Logistic fit_logistic(Matrix<const double>, std::span<const int32_t>, int32_t,
                               const LogisticOptions&, ThreadPool&);
template std::vector<double> Logistic::probabilities(Matrix<const float>, ThreadPool&) const;
template std::vector<double> Logistic::probabilities(Matrix<const double>, ThreadPool&) const;

}  // namespace glia::classic
