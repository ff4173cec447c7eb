// The one table of everything glia says to a person: English and Chinese side by side, and the code
// of each error.
//
// English stands where it is said and is the key here, placeholders included; tools/check_words
// holds the sources against the table. Constants, readable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "glia/base/language.h"
#include "glia/base/message.h"

namespace glia::words {

using glia::Language;

// "en", "zh", and what a locale begins with: "zh_CN.UTF-8". Nothing for any other.
std::optional<Language> parse_language(std::string_view name);
// From LC_ALL, LC_MESSAGES or LANG, the first of them that is set; English for any other language.
Language language_of_environment();

struct Entry {
  int code;  // of an error, 101 to 9999: "E0101"; 0: not an error
  std::string_view english;
  // Placeholders are {} in the order of the English ones, or {0} by their argument's number.
  std::string_view chinese;
};

// What the table has of one subject.
struct Subject {
  std::string_view name;     // "tables"
  std::string_view english;  // what its errors have in common, and what helps
  std::string_view chinese;
  int first_code;  // its errors' codes are first_code .. first_code + 99
  std::span<const Entry> entries;
};
std::span<const Subject> subjects();

// nullptr if the table has no such English.
const Entry* find_english(std::string_view english);
const Entry* find_code(int code);
// The subject that has this code.
const Subject* subject_of(int code);

// `english` in `language`; itself if the table does not have it.
std::string_view translated(std::string_view english, Language language);
std::string render(const Message& message, Language language);

// The code of an error, that of its innermost message that has one; 0 if none has.
int code_of(const Message& message);
std::string code_text(int code);  // "E0203"
// "E0203", "e203", "203". Nothing for what is no code.
std::optional<int> parse_code(std::string_view text);

}  // namespace glia::words
