#include "glia/words/words.h"

#include <cstdlib>
#include <unordered_map>

#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

std::string filled(std::string_view pattern, const Message& message, Language language) {
  std::string text;
  walk_pattern(
      pattern, [&](std::string_view literal) { text += literal; },
      [&](size_t index, std::string_view) {
        if (index < message.parts().size()) text += render(message.parts()[index], language);
      });
  return text;
}

}  // namespace

std::optional<Language> parse_language(std::string_view name) {
  const std::string_view head = name.substr(0, name.find_first_of("_-.@"));
  if (head == "zh") return Language::kChinese;
  if (head == "en") return Language::kEnglish;
  return std::nullopt;
}

Language language_of_environment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != 0) return parse_language(value).value_or(Language::kEnglish);
  }
  return Language::kEnglish;
}

std::span<const Subject> subjects() {
  static const Subject all[] = {
      command_line_subject(), file_subject(),        table_subject(),      image_subject(),
      model_subject(),        training_subject(),    score_subject(),      graph_subject(),
      network_subject(),      derivatives_subject(), help_subject(),       result_subject(),
      download_subject(),     diagnosis_subject(),   table_file_subject(), report_subject()};
  return all;
}

const Entry* find_english(std::string_view english) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const Entry*> by_english;
    for (const Subject& subject : subjects())
      for (const Entry& entry : subject.entries) by_english.emplace(entry.english, &entry);
    return by_english;
  }();
  const auto found = index.find(english);
  return found == index.end() ? nullptr : found->second;
}

const Entry* find_code(int code) {
  if (code <= 0) return nullptr;
  for (const Subject& subject : subjects())
    for (const Entry& entry : subject.entries)
      if (entry.code == code) return &entry;
  return nullptr;
}

const Subject* subject_of(int code) {
  for (const Subject& subject : subjects())
    if (subject.first_code > 0 && code / 100 == subject.first_code / 100) return &subject;
  return nullptr;
}

std::string_view translated(std::string_view english, Language language) {
  if (language == Language::kEnglish) return english;
  const Entry* entry = find_english(english);
  return entry == nullptr ? english : entry->chinese;
}

std::string render(const Message& message, Language language) {
  if (language == Language::kEnglish || message.text().empty()) return message.text();
  if (message.pattern().empty()) return std::string(translated(message.text(), language));
  return filled(translated(message.pattern(), language), message, language);
}

int code_of(const Message& message) {
  for (const Message& part : message.parts()) {
    const int code = code_of(part);
    if (code > 0) return code;
  }
  const Entry* entry = find_english(message.pattern().empty() ? message.text() : message.pattern());
  return entry == nullptr ? 0 : entry->code;
}

std::string code_text(int code) { return fmt::format("E{:04}", code); }

std::optional<int> parse_code(std::string_view text) {
  if (!text.empty() && (text.front() == 'E' || text.front() == 'e')) text.remove_prefix(1);
  const std::optional<int64_t> number = parse_int64(text);
  if (!number || *number < 1 || *number > 9999) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace glia::words
