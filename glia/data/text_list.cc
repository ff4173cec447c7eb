#include "glia/data/text_list.h"

#include <cstring>

namespace glia::data {

TextList::TextList(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) push_back(text);
}

void TextList::push_back(std::string_view text) {
  const size_t begin = characters().size();
  characters_.resize(begin + text.size() + kPadding);
  if (!text.empty()) std::memcpy(characters_.data() + begin, text.data(), text.size());
  ends_.push_back(begin + text.size());
}

uint64_t TextList::bytes() const { return characters_.size() + ends_.size() * sizeof(uint64_t); }

bool TextList::operator==(const std::vector<std::string>& texts) const {
  if (texts.size() != size()) return false;
  for (size_t i = 0; i < size(); ++i) {
    if ((*this)[i] != texts[i]) return false;
  }
  return true;
}

}  // namespace glia::data
