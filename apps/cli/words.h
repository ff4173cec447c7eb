// What the program says, in its user's language. Everything that people read goes through here on
// its way out; what scripts read (JSON, CSV, exit codes) does not.
//
// The language is set once, before anything is said.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "glia/base/say_internal.h"
#include "glia/words/words.h"

namespace glia::cli {

void speak(words::Language language);
words::Language language();

// A fixed text.
std::string_view word(std::string_view english);
std::string in_words(const Message& message);
// A text at the beginning of a line, before what it names.
inline constexpr int kHeadWidth = 10;
std::string head(std::string_view english);

template <class... Args>
std::string tr(fmt::format_string<Args...> pattern, Args&&... arguments) {
  return in_words(say(pattern, std::forward<Args>(arguments)...));
}

}  // namespace glia::cli
