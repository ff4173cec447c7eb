#include "glia/classic/perceptron.h"

#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/classic/checks.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

template <class T>
class Rule {
 public:
  Rule(Matrix<const T> x, std::span<const int32_t> labels)
      : x_(x), labels_(labels), weights_(static_cast<size_t>(x.cols)) {}

  // One pass over the rows; returns how many changed the weights.
  int64_t pass() {
    int64_t changes = 0;
    for (size_t r = 0; r < labels_.size(); ++r) {
      const double y = labels_[r] == 1 ? 1.0 : -1.0;
      if (y * score(r) > 0.0) continue;
      ++changes;
      for (size_t c = 0; c < weights_.size(); ++c) weights_[c] += y * at(r, c);
      bias_ += y;
    }
    return changes;
  }

  int64_t mistakes() const {
    int64_t count = 0;
    for (size_t r = 0; r < labels_.size(); ++r) count += (score(r) > 0.0) != (labels_[r] == 1);
    return count;
  }

  const std::vector<double>& weights() const { return weights_; }
  double bias() const { return bias_; }

 private:
  double at(size_t row, size_t column) const {
    return static_cast<double>(x_.data[static_cast<int64_t>(row) * x_.row_stride +
                                       static_cast<int64_t>(column) * x_.col_stride]);
  }

  double score(size_t row) const {
    double sum = bias_;
    for (size_t c = 0; c < weights_.size(); ++c) sum += weights_[c] * at(row, c);
    return sum;
  }

  Matrix<const T> x_;
  std::span<const int32_t> labels_;
  std::vector<double> weights_;
  double bias_ = 0.0;
};

}  // namespace

template <class T>
Perceptron fit_perceptron(Matrix<const T> x, std::span<const int32_t> labels,
                          const PerceptronOptions& options) {
  check_labels("perceptron", labels, 2);
  check_rows("perceptron", x.rows, static_cast<int64_t>(labels.size()));
  check_finite("perceptron", x);
  if (options.passes < 1) {
    fail(ErrorKind::kUsage,
         fmt::format("perceptron: {} passes; expected 1 or more", options.passes));
  }
  Perceptron best;
  best.linear.features = x.cols;
  best.linear.outputs = 1;
  Rule<T> rule(x, labels);
  const auto keep = [&](int64_t mistakes) {
    best.mistakes = mistakes;
    best.linear.coefficients = rule.weights();
    best.linear.intercept = {rule.bias()};
  };
  keep(rule.mistakes());
  while (best.passes < options.passes && !best.separated) {
    ++best.passes;
    best.separated = rule.pass() == 0;
    const int64_t mistakes = rule.mistakes();
    if (mistakes < best.mistakes) keep(mistakes);
  }
  // Weights that change no more got every score on its side, not only on the line.
  if (best.separated) keep(0);
  return best;
}

template Perceptron fit_perceptron(Matrix<const float>, std::span<const int32_t>,
                                   const PerceptronOptions&);
template Perceptron fit_perceptron(Matrix<const double>, std::span<const int32_t>,
                                   const PerceptronOptions&);

}  // namespace glia::classic
