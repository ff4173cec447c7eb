// The set of spellings that stand for a missing cell. Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace glia::data {

class MissingSpellings {
 public:
  // The empty text is always missing.
  explicit MissingSpellings(const std::vector<std::string>& spellings);

  bool contains(std::string_view text) const {
    if (text.empty()) return true;
    const auto first = static_cast<unsigned char>(text.front());
    return (lengths_ >> (text.size() < 64 ? text.size() : 63) & 1) != 0 && begins_[first] &&
           is_listed(text);
  }

 private:
  bool is_listed(std::string_view text) const;

  std::vector<std::string> spellings_;
  uint64_t lengths_ = 0;   // bit n: some spelling has n bytes; bit 63: 63 or more
  bool begins_[256] = {};  // some spelling begins so
};

}  // namespace glia::data
