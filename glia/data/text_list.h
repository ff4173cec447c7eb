// A list of texts in one block of memory: no allocation per text, 8 bytes beside its characters.
// Grows at the end only. A const list may be read from any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace glia::data {

class TextList {
 public:
  TextList() = default;
  TextList(std::initializer_list<std::string_view> texts);

  size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  // Valid until the list grows.
  std::string_view operator[](size_t index) const {
    const uint64_t begin = index == 0 ? 0 : ends_[index - 1];
    return {characters_.data() + begin, static_cast<size_t>(ends_[index] - begin)};
  }
  // `text` must not be a part of this list.
  void push_back(std::string_view text);
  // What the list occupies in memory.
  uint64_t bytes() const;

  // For `for (const std::string_view text : list)`.
  class Iterator {
   public:
    Iterator(const TextList& list, size_t index) : list_(&list), index_(index) {}
    std::string_view operator*() const { return (*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const TextList* list_;
    size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  bool operator==(const TextList& other) const {
    return ends_ == other.ends_ && characters() == other.characters();
  }
  bool operator==(const std::vector<std::string>& texts) const;

  // So many bytes behind each text can be read.
  static constexpr size_t kPadding = 8;

 private:
  std::string_view characters() const {
    return {characters_.data(), ends_.empty() ? 0 : static_cast<size_t>(ends_.back())};
  }

  std::vector<char> characters_;  // and kPadding more
  std::vector<uint64_t> ends_;    // of each text, in characters_
};

}  // namespace glia::data
