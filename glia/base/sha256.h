// SHA-256, to notice a model file that was changed or damaged. Not keyed: it proves that bytes are
// the same, not who wrote them. Distinct objects may be used from any threads.
// Source: NIST FIPS 180-4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace glia {

using Sha256Digest = std::array<uint8_t, 32>;

// For bytes that come in pieces: add() any number of times, then finish() once.
class Sha256 {
 public:
  void add(const void* bytes, size_t size);
  void add(std::string_view bytes) { add(bytes.data(), bytes.size()); }
  Sha256Digest finish();

 private:
  void compress(const uint8_t* block);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> pending_{};
  uint64_t size_ = 0;  // bytes added so far
};

Sha256Digest sha256(const void* bytes, size_t size);
inline Sha256Digest sha256(std::string_view bytes) { return sha256(bytes.data(), bytes.size()); }

// 64 lowercase hexadecimal digits.
std::string to_hex(const Sha256Digest& digest);

}  // namespace glia
