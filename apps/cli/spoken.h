// In which language a verb answers.
#pragma once

#include "apps/cli/arguments.h"
#include "glia/base/language.h"

namespace glia::cli {

inline constexpr Flag kLangFlag = {"--lang", "zh|en", "language (default: by the locale)"};

// That of --lang; without it, that of LC_ALL, LC_MESSAGES or LANG, the first that is set.
// Errors: UsageError for another language.
Language spoken_language(const Arguments& arguments);

}  // namespace glia::cli
