#include "apps/cli/spoken.h"

#include <cstdlib>

namespace glia::cli {

Language spoken_language(const Arguments& arguments) {
  if (arguments.has("--lang"))
    return arguments.choice("--lang", {"en", "zh"}) == 1 ? Language::kChinese : Language::kEnglish;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* locale = std::getenv(name);
    if (locale != nullptr && *locale != '\0') return language_of(locale);
  }
  return Language::kEnglish;
}

}  // namespace glia::cli
