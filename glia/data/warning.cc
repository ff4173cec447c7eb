#include "glia/data/warning.h"

#include <algorithm>

#include "glia/base/format.h"
#include "glia/data/message_text.h"

namespace glia::data {

std::string list_columns(const std::vector<std::string>& names, size_t shown) {
  // "and 1 more" is no shorter than the name itself.
  const size_t listed = names.size() <= shown + 1 ? names.size() : shown;
  std::string text;
  for (size_t i = 0; i < listed; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) text += last ? " and " : ", ";
    text += text_for_message(names[i]);
  }
  if (listed < names.size()) text += fmt::format(" and {} more", names.size() - listed);
  return text;
}

}  // namespace glia::data
