#include "glia/tensor/tensor.h"

#include <cstring>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"

namespace glia {
namespace {

template <class T>
double read(const void* data, int64_t i) {
  return static_cast<double>(static_cast<const T*>(data)[i]);
}

template <class T>
void write(void* data, int64_t i, double value) {
  static_cast<T*>(data)[i] = static_cast<T>(value);
}

}  // namespace

Tensor::Tensor(Shape shape, Type type, Real real)
    : shape_(std::move(shape)),
      type_(type),
      real_(real),
      count_(shape_.count()),
      buffer_(static_cast<size_t>(count_) * type_size(type, real)) {}

Tensor::Tensor(const Tensor& other) : Tensor(other.shape_, other.type_, other.real_) {
  if (other.bytes() > 0) std::memcpy(data(), other.data(), other.bytes());
}

Tensor& Tensor::operator=(const Tensor& other) {
  if (this != &other) *this = Tensor(other);
  return *this;
}

Tensor Tensor::from(Shape shape, const std::vector<double>& values) {
  Tensor tensor(std::move(shape), Type::kReal, Real::kDouble);
  if (static_cast<size_t>(tensor.count()) != values.size()) {
    fail(ErrorKind::kUsage, say("tensor: shape {} holds {} elements, but {} were given",
                                tensor.shape().to_string(), tensor.count(), values.size()));
  }
  for (size_t i = 0; i < values.size(); ++i) tensor.set(static_cast<int64_t>(i), values[i]);
  return tensor;
}

double Tensor::at(int64_t i) const {
  GLIA_ASSERT(i >= 0 && i < count_);
  switch (type_) {
    case Type::kReal:
      return real_ == Real::kFloat ? read<float>(data(), i) : read<double>(data(), i);
    case Type::kI32:
      return read<int32_t>(data(), i);
    case Type::kI64:
      return read<int64_t>(data(), i);
    case Type::kU8:
    case Type::kBool:
      return read<uint8_t>(data(), i);
  }
  return 0;
}

void Tensor::set(int64_t i, double value) {
  GLIA_ASSERT(i >= 0 && i < count_);
  switch (type_) {
    case Type::kReal:
      return real_ == Real::kFloat ? write<float>(data(), i, value)
                                   : write<double>(data(), i, value);
    case Type::kI32:
      return write<int32_t>(data(), i, value);
    case Type::kI64:
      return write<int64_t>(data(), i, value);
    case Type::kU8:
      return write<uint8_t>(data(), i, value);
    case Type::kBool:
      return write<uint8_t>(data(), i, value != 0 ? 1 : 0);
  }
}

double Tensor::item() const {
  if (count_ != 1) {
    fail(ErrorKind::kUsage, say("item: expected one element, found shape {}", shape_.to_string()));
  }
  return at(0);
}

std::vector<double> Tensor::values() const {
  std::vector<double> values(static_cast<size_t>(count_));
  for (int64_t i = 0; i < count_; ++i) values[static_cast<size_t>(i)] = at(i);
  return values;
}

std::string Tensor::to_string(int64_t limit) const {
  std::string text = fmt::format("{} {} {{", type_name(type_), shape_.to_string());
  for (int64_t i = 0; i < count_ && i < limit; ++i)
    text += (i > 0 ? ", " : "") + fmt::format("{}", at(i));
  if (count_ > limit) text += ", ...";
  return text + "}";
}

}  // namespace glia
