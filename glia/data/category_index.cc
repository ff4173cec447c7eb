#include "glia/data/category_index.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "glia/base/error.h"

namespace glia::data {
namespace {

constexpr size_t kShort = 24;
constexpr size_t kMostShortTexts = size_t{1} << 12;

uint64_t load8(const char* p) {
  uint64_t word = 0;
  std::memcpy(&word, p, 8);
  return word;
}

// Both halves of a 128-bit product, so that every bit of a and b counts.
uint64_t mix(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

constexpr uint64_t kOdd[] = {0x9E3779B97F4A7C15u, 0xBF58476D1CE4E5B9u, 0x94D049BB133111EBu};

// Only equal texts must agree; nothing that is stored or printed depends on it.
uint64_t hash_of(uint64_t first, uint64_t last, size_t size) {
  return mix(first ^ kOdd[0], last ^ kOdd[1] ^ size);
}
uint64_t hash_of(uint64_t first, uint64_t middle, uint64_t last, size_t size) {
  return hash_of(first ^ middle * kOdd[2], last, size);
}

// All of a text below 8 bytes, so that texts of one size are equal if their words are. Without a
// loop, and without a look behind the text.
uint64_t word_of(const char* p, size_t size) {
  if (size >= 4) {
    uint32_t first = 0;
    uint32_t last = 0;
    std::memcpy(&first, p, 4);
    std::memcpy(&last, p + size - 4, 4);
    return uint64_t{last} << 32 | first;
  }
  if (size == 0) return 0;
  const auto byte = [p](size_t i) { return uint64_t{static_cast<unsigned char>(p[i])}; };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

uint32_t hash_of(std::string_view text) {
  const char* const p = text.data();
  const size_t size = text.size();
  if (size < 8) return static_cast<uint32_t>(hash_of(word_of(p, size), 0, size));
  // The last eight bytes over those before.
  uint64_t hash = hash_of(load8(p), load8(p + size - 8), size);
  for (size_t i = 8; i + 8 < size; i += 8) hash = mix(hash ^ load8(p + i), kOdd[2]);
  return static_cast<uint32_t>(hash);
}

// Faster than a call of memcmp where texts are short.
bool are_equal(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (b.size() != size) return false;
  if (size < 8) return word_of(a.data(), size) == word_of(b.data(), size);
  for (size_t i = 0; i + 8 < size; i += 8) {
    if (load8(a.data() + i) != load8(b.data() + i)) return false;
  }
  return load8(a.data() + size - 8) == load8(b.data() + size - 8);
}

}  // namespace

void CategoryIndex::codes(std::span<const std::string_view> texts, const MissingSpellings& missing,
                          int32_t* codes) {
  // Hashes first and looking up afterwards, some texts at a time: in two short loops more of them
  // are under way at once than in a long one.
  constexpr size_t kSome = 32;
  ShortKey keys[kSome];
  for (size_t begin = 0; begin < texts.size(); begin += kSome) {
    const auto some = texts.subspan(begin, std::min(kSome, texts.size() - begin));
    for (size_t i = 0; i < some.size(); ++i) keys[i] = key_of(some[i]);
    for (size_t i = 0; i < some.size(); ++i) {
      codes[begin + i] = some[i].size() <= kShort    ? short_code(some[i], keys[i], missing)
                         : missing.contains(some[i]) ? -1
                                                     : code(some[i]);
    }
  }
}

// The first, the next and the last eight bytes: of up to 24 that is all. What is not there is zero.
inline CategoryIndex::ShortKey CategoryIndex::key_of(std::string_view text) {
  const char* const p = text.data();
  const size_t size = text.size();
  const size_t beyond = size < 8 ? 8 - size : 0;
  const uint64_t mask = ~uint64_t{0} >> (4 * beyond) >> (4 * beyond);
  const uint64_t first = load8(p) & mask;
  const uint64_t last = load8(p + size + beyond - 8) & mask;
  const size_t has_middle = size > 16 ? 1 : 0;
  const uint64_t middle = load8(p + 8 * has_middle) & (0 - uint64_t{has_middle});
  return {first, middle, last, hash_of(first, middle, last, size)};
}

inline int32_t CategoryIndex::short_code(std::string_view text, const ShortKey& key,
                                         const MissingSpellings& missing) {
  ShortSlot* slot = &short_slot(key, text.size());
  if (slot->size != kFree) return slot->code;
  const int32_t found = missing.contains(text) ? -1 : code(text);
  if (short_texts_ == kMostShortTexts) return found;
  constexpr size_t kFew = 1024;
  if (short_texts_ * (short_slots_.size() <= kFew ? 4 : 2) >= short_slots_.size()) {
    grow_short();
    slot = &short_slot(key, text.size());
  }
  *slot = {key.first, key.middle, key.last, static_cast<uint32_t>(text.size()), found};
  ++short_texts_;
  return found;
}

// Where it is, or where it would be.
inline CategoryIndex::ShortSlot& CategoryIndex::short_slot(const ShortKey& key, size_t size) {
  if (short_slots_.empty()) grow_short();
  const size_t mask = short_slots_.size() - 1;
  for (size_t i = key.hash & mask;; i = (i + 1) & mask) {
    ShortSlot& slot = short_slots_[i];
    if (slot.first == key.first && slot.middle == key.middle && slot.last == key.last &&
        slot.size == size) {
      return slot;
    }
    if (slot.size == kFree) return slot;
  }
}

void CategoryIndex::grow_short() {
  const std::vector<ShortSlot> smaller = std::move(short_slots_);
  short_slots_ = std::vector<ShortSlot>(smaller.empty() ? 4 : smaller.size() * 4);
  for (const ShortSlot& slot : smaller) {
    if (slot.size == kFree) continue;
    const uint64_t hash = hash_of(slot.first, slot.middle, slot.last, slot.size);
    short_slot({slot.first, slot.middle, slot.last, hash}, slot.size) = slot;
  }
}

int32_t CategoryIndex::code(std::string_view text) {
  if (texts_.size() * 2 >= slots_.size()) grow();
  const uint32_t hash = hash_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.hash == hash && slot.code >= 0 &&
        are_equal(texts_[static_cast<size_t>(slot.code)], text)) {
      return slot.code;
    }
    if (slot.code >= 0) continue;
    if (texts_.size() >= static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
      fail(ErrorKind::kData, "a column has more than 2147483647 distinct texts");
    }
    slot = {hash, static_cast<int32_t>(texts_.size())};
    texts_.push_back(text);
    return slot.code;
  }
}

TextList CategoryIndex::take() {
  TextList texts = std::move(texts_);
  *this = CategoryIndex();
  return texts;
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
