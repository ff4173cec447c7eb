#include <algorithm>

#include "glia/base/say_internal.h"

namespace glia {

Message say_with(std::string_view pattern, fmt::format_args arguments,
                 const std::vector<const Message*>& messages) {
  std::vector<Message> parts(messages.size());
  std::string text;
  walk_pattern(
      pattern, [&](std::string_view literal) { text += literal; },
      [&](size_t index, std::string_view spec) {
        if (messages[index] != nullptr) {
          parts[index] = *messages[index];
        } else {
          parts[index] = Message(
              fmt::vformat("{" + std::to_string(index) + std::string(spec) + "}", arguments));
        }
        text += parts[index].text();
      });
  return Message(std::string(pattern), std::move(parts), std::move(text));
}

}  // namespace glia
