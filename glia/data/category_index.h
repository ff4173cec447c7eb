// The distinct texts of a column, numbered in order of first appearance: a hash table of codes with
// open addressing, because a lookup happens for every text cell. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace glia::data {

class CategoryIndex {
 public:
  // The code of `text`, a new one if it was not there. Errors: kData beyond 2^31 - 1 texts.
  int32_t code(std::string_view text);
  const std::vector<std::string>& texts() const { return texts_; }
  // Hands the texts over; the index is empty afterwards.
  std::vector<std::string> take();

 private:
  struct Slot {
    uint32_t hash = 0;
    int32_t code = -1;  // -1: free
  };
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most half full
  std::vector<std::string> texts_;
};

}  // namespace glia::data
