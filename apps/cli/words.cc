#include "apps/cli/words.h"

#include "apps/cli/text_width.h"

namespace glia::cli {
namespace {

words::Language spoken = words::Language::kEnglish;

}  // namespace

void speak(words::Language language) { spoken = language; }
words::Language language() { return spoken; }

std::string_view word(std::string_view english) { return words::translated(english, spoken); }
std::string in_words(const Message& message) { return words::render(message, spoken); }

std::string head(std::string_view english) { return padded(word(english), kHeadWidth); }

}  // namespace glia::cli
