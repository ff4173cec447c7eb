// The distinct texts of a column, numbered in order of first appearance: a hash table of codes with
// open addressing, because a lookup happens for every text cell. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "glia/data/missing_spellings.h"
#include "glia/data/text_list.h"

namespace glia::data {

class CategoryIndex {
 public:
  // So many bytes behind each text given to `codes` must be readable.
  static constexpr size_t kPadding = 8;

  // The code of `text`, a new one if it was not there. Errors: kData beyond 2^31 - 1 texts.
  int32_t code(std::string_view text);
  // The same for many, -1 where one is missing; `missing` is the same in every call.
  void codes(std::span<const std::string_view> texts, const MissingSpellings& missing,
             int32_t* codes);
  const TextList& texts() const { return texts_; }
  // Hands the texts over; the index is empty afterwards.
  TextList take();

 private:
  struct Slot {
    uint32_t hash = 0;
    int32_t code = -1;  // -1: free
  };
  // A short text as a whole, and its code, -1 if it is a missing cell.
  struct ShortSlot {
    uint64_t first = 0;
    uint64_t middle = 0;
    uint64_t last = 0;
    uint32_t size = kFree;
    int32_t code = 0;
  };
  static constexpr uint32_t kFree = ~uint32_t{0};

  void grow();
  struct ShortKey {
    uint64_t first;
    uint64_t middle;
    uint64_t last;
    uint64_t hash;
  };
  static ShortKey key_of(std::string_view text);
  int32_t short_code(std::string_view text, const ShortKey& key, const MissingSpellings& missing);
  ShortSlot& short_slot(const ShortKey& key, size_t size);
  void grow_short();

  std::vector<Slot> slots_;  // of all texts; a power of two, at most half full
  TextList texts_;
  // Those of up to 24 bytes that came first, missing ones too: few enough to stay in cache, and
  // found without a look at the text. A power of two, at most half full.
  std::vector<ShortSlot> short_slots_;
  size_t short_texts_ = 0;
};

}  // namespace glia::data
