// A tensor: shape, type and the elements it owns, row-major. It computes nothing.
//
// `real` tensors carry their precision, float or double. Copying copies the elements.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/tensor/shape.h"
#include "glia/tensor/type.h"

namespace glia {

class Tensor {
 public:
  Tensor() : Tensor(Shape{}, Type::kReal) {}
  // Zero-filled. The shape must be static.
  Tensor(Shape shape, Type type, Real real = Real::kDouble);

  Tensor(const Tensor& other);
  Tensor& operator=(const Tensor& other);
  Tensor(Tensor&&) noexcept = default;
  Tensor& operator=(Tensor&&) noexcept = default;

  // A real tensor of double precision from its elements in row-major order.
  static Tensor from(Shape shape, const std::vector<double>& values);
  static Tensor scalar(double value) { return from({}, {value}); }

  const Shape& shape() const { return shape_; }
  Type type() const { return type_; }
  Real real() const { return real_; }
  int64_t count() const { return count_; }
  size_t bytes() const { return static_cast<size_t>(count_) * type_size(type_, real_); }
  void* data() { return buffer_.data(); }
  const void* data() const { return buffer_.data(); }

  // Element i in row-major order, as a double. i must be in [0, count).
  double at(int64_t i) const;
  void set(int64_t i, double value);
  // The one element of a tensor of count 1.
  double item() const;
  std::vector<double> values() const;

  // "real [2, 3] {1, 2, 3, 4, 5, 6}", cut after `limit` elements.
  std::string to_string(int64_t limit = 32) const;

 private:
  Shape shape_;
  Type type_;
  Real real_;
  int64_t count_;
  AlignedBuffer buffer_;
};

}  // namespace glia
