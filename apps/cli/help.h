// Help texts, made from the table of verbs: examples first, at most 79 columns.
#pragma once

#include <string>

#include "apps/cli/command.h"

namespace glia::cli {

std::string overview();  // of a bare `glia`
std::string help_of(const Command& command);
std::string markdown_lists();  // the lists of verbs and flags in README
// " DATA [NAME]"
std::string operands_of(const Command& command);
std::string version_text();  // "glia 0.1.0 (avx2)"

}  // namespace glia::cli
