// say(): a Message from a pattern of fmt's kind and its arguments, checked when it is compiled.
//
// Messages among the arguments stay messages. Patterns are literals: the check of glia/words/ finds
// them in the source.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "glia/base/format.h"
#include "glia/base/message.h"

template <>
struct fmt::formatter<glia::Message> : fmt::formatter<fmt::string_view> {
  template <class Context>
  auto format(const glia::Message& message, Context& context) const {
    return fmt::formatter<fmt::string_view>::format(message.text(), context);
  }
};

namespace glia {

// The placeholders of a pattern: calls literal(TEXT) and placeholder(INDEX, SPEC) in turn, where
// SPEC is what stands behind the colon, colon included. The pattern must be well formed.
template <class Literal, class Placeholder>
void walk_pattern(std::string_view pattern, const Literal& literal,
                  const Placeholder& placeholder) {
  size_t next = 0;
  for (size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c != '{' && c != '}') {
      const size_t end = std::min(pattern.find_first_of("{}", at), pattern.size());
      literal(pattern.substr(at, end - at));
      at = end;
    } else if (at + 1 < pattern.size() && pattern[at + 1] == c) {
      literal(pattern.substr(at, 1));
      at += 2;
    } else {
      const size_t end = std::min(pattern.find('}', at), pattern.size());
      const std::string_view inside = pattern.substr(at + 1, end - at - 1);
      const size_t colon = std::min(inside.find(':'), inside.size());
      size_t index = 0;
      for (const char digit : inside.substr(0, colon)) index = index * 10 + (digit - '0');
      placeholder(colon == 0 ? next++ : index, inside.substr(colon));
      at = end + 1;
    }
  }
}

Message say_with(std::string_view pattern, fmt::format_args arguments,
                 const std::vector<const Message*>& messages);

template <class Argument>
const Message* as_message(const Argument& argument) {
  if constexpr (std::is_same_v<Argument, Message>)
    return &argument;
  else
    return nullptr;
}

template <class... Args>
Message say(fmt::format_string<Args...> pattern, Args&&... arguments) {
  const fmt::string_view text = pattern;
  return say_with({text.data(), text.size()}, fmt::make_format_args(arguments...),
                  {as_message<std::remove_cvref_t<Args>>(arguments)...});
}

}  // namespace glia
