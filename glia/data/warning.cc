#include "glia/data/warning.h"

#include <algorithm>

#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"

namespace glia::data {

Message list_columns(const std::vector<std::string>& names, size_t shown) {
  // "and 1 more" is no shorter than the name itself.
  const size_t listed = names.size() <= shown + 1 ? names.size() : shown;
  Message list;
  for (size_t i = 0; i < listed; ++i) {
    const std::string name = text_for_message(names[i]);
    if (i == 0)
      list = name;
    else if (i + 1 == names.size())
      list = say("{} and {}", list, name);
    else
      list = say("{}, {}", list, name);
  }
  return listed < names.size() ? say("{} and {} more", list, names.size() - listed) : list;
}

}  // namespace glia::data
