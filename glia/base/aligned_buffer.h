// A block of memory that owns itself: 64-byte aligned (a cache line, an AVX-512 vector),
// zero-filled, movable, never resized in place. It is not a container: it holds bytes, and
// whoever asked for them knows what they mean. Distinct buffers may be used from any threads.
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "glia/base/error.h"

namespace glia {

class AlignedBuffer {
 public:
  static constexpr size_t kAlignment = 64;

  AlignedBuffer() = default;

  // `size` bytes of zero. Throws Error(kFailed) when there is not that much memory.
  explicit AlignedBuffer(size_t size) : size_(size) {
    if (size == 0) return;
    data_ = ::operator new (size, std::align_val_t{kAlignment}, std::nothrow);
    if (data_ == nullptr) {
      fail(ErrorKind::kFailed, "out of memory: could not get " + std::to_string(size) + " bytes");
    }
    std::memset(data_, 0, size);
  }

  ~AlignedBuffer() {
    if (data_ != nullptr) ::operator delete (data_, std::align_val_t{kAlignment});
  }

  AlignedBuffer(AlignedBuffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  AlignedBuffer& operator=(AlignedBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  AlignedBuffer(const AlignedBuffer&) = delete;
  AlignedBuffer& operator=(const AlignedBuffer&) = delete;

  // Null when empty.
  void* data() { return data_; }
  const void* data() const { return data_; }

  // The same memory, typed: as<float>()[i], or as<std::byte>() + offset.
  template <class T>
  T* as() {
    return static_cast<T*>(data_);
  }
  template <class T>
  const T* as() const {
    return static_cast<const T*>(data_);
  }

  // In bytes.
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  void* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace glia
