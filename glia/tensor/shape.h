// Shapes: lists of dimensions, each a number or a named symbol such as `batch`.
//
// A symbol is equal only to itself. Its size is given when a program runs, so one graph serves any
// number of rows; no rule computes a constant from it. Symbols lead, numbers follow: [batch, 784].
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

inline constexpr int kMaxRank = 6;

class Dim {
 public:
  Dim(int64_t size) : size_(size) {}  // NOLINT(google-explicit-constructor): {32, 784} reads well
  Dim(int size) : size_(size) {}      // NOLINT(google-explicit-constructor)
  static Dim symbol(std::string_view name) {
    Dim dim(int64_t{-1});
    dim.name_ = name;
    return dim;
  }

  bool is_symbol() const { return size_ < 0; }
  // The number; -1 for a symbol.
  int64_t size() const { return size_; }
  // The symbol's name; empty for a number.
  const std::string& name() const { return name_; }
  bool is(int64_t size) const { return size_ == size; }
  std::string to_string() const { return name_.empty() ? std::to_string(size_) : name_; }

  friend bool operator==(const Dim& a, const Dim& b) {
    return a.size_ == b.size_ && a.name_ == b.name_;
  }

 private:
  int64_t size_;
  std::string name_;
};

// The usual leading size: rows of a batch.
inline Dim batch() { return Dim::symbol("batch"); }

class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<Dim> dims) : dims_(dims) {}
  explicit Shape(std::vector<Dim> dims) : dims_(std::move(dims)) {}

  int rank() const { return static_cast<int>(dims_.size()); }
  const Dim& operator[](int axis) const { return dims_[static_cast<size_t>(axis)]; }
  Dim& operator[](int axis) { return dims_[static_cast<size_t>(axis)]; }
  const std::vector<Dim>& dims() const { return dims_; }
  void push_back(Dim dim) { dims_.push_back(std::move(dim)); }

  // True when every dimension is a number.
  bool is_static() const;
  // Product of the dimensions. Only for static shapes; an error when it exceeds 2^62.
  int64_t count() const;
  // "[batch, 784]"
  std::string to_string() const;

  friend bool operator==(const Shape& a, const Shape& b) = default;

 private:
  std::vector<Dim> dims_;
};

// The NumPy broadcast of two shapes: aligned at the last dimension, equal or 1. Throws an error
// that starts with `what` ("add") when they do not fit.
Shape broadcast_shapes(std::string_view what, const Shape& a, const Shape& b);

// Turns -rank..rank-1 into 0..rank-1; an error that names `what` otherwise.
int normalize_axis(std::string_view what, int axis, int rank);

}  // namespace glia
