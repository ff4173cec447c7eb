// Something said to a person: a pattern in English and what fills it, kept apart, so that the same
// thing can be said in another language afterwards.
//
// The pattern is the key under which glia/words/ keeps its translation and its code.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace glia {

class Message {
 public:
  Message() = default;
  // A text that is the same in every language: a path, a name, what the system said. Implicit, so
  // that an error may be thrown with a plain text.
  Message(std::string text) : text_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
  Message(const char* text) : text_(text) {}             // NOLINT(google-explicit-constructor)
  // `text` is `pattern` with its placeholders filled by `parts`, in the order of the arguments.
  Message(std::string pattern, std::vector<Message> parts, std::string text)
      : pattern_(std::move(pattern)), parts_(std::move(parts)), text_(std::move(text)) {}

  // In English.
  const std::string& text() const { return text_; }
  // Empty for a text that is the same everywhere.
  const std::string& pattern() const { return pattern_; }
  const std::vector<Message>& parts() const { return parts_; }

 private:
  std::string pattern_;
  std::vector<Message> parts_;
  std::string text_;
};

}  // namespace glia
