#include "glia/data/category_index.h"

#include <cstring>
#include <limits>
#include <utility>

#include "glia/base/error.h"

namespace glia::data {
namespace {

// Eight bytes at a time through a multiply and a shift. Only equal texts must agree; nothing that
// is stored or printed depends on it.
uint32_t hash_of(std::string_view text) {
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
  uint64_t hash = text.size() * kMultiplier;
  const char* p = text.data();
  size_t left = text.size();
  for (; left >= 8; p += 8, left -= 8) {
    uint64_t word = 0;
    std::memcpy(&word, p, 8);
    hash = (hash ^ word) * kMultiplier;
    hash ^= hash >> 32;
  }
  uint64_t word = 0;
  if (left > 0) std::memcpy(&word, p, left);
  hash = (hash ^ word) * kMultiplier;
  return static_cast<uint32_t>(hash >> 32);
}

}  // namespace

int32_t CategoryIndex::code(std::string_view text) {
  if (texts_.size() * 2 >= slots_.size()) grow();
  const uint32_t hash = hash_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.code < 0) {
      if (texts_.size() >= static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
        fail(ErrorKind::kData, "a column has more than 2147483647 distinct texts");
      }
      slot = {hash, static_cast<int32_t>(texts_.size())};
      texts_.emplace_back(text);
      return slot.code;
    }
    if (slot.hash == hash && texts_[static_cast<size_t>(slot.code)] == text) return slot.code;
  }
}

std::vector<std::string> CategoryIndex::take() {
  slots_ = {};
  return std::exchange(texts_, {});
}

void CategoryIndex::grow() {
  std::vector<Slot> larger(slots_.empty() ? 16 : slots_.size() * 2);
  const size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.code < 0) continue;
    size_t i = slot.hash & mask;
    while (larger[i].code >= 0) i = (i + 1) & mask;
    larger[i] = slot;
  }
  slots_ = std::move(larger);
}

}  // namespace glia::data
