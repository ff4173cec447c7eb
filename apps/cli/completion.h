// Completion of the command line in bash, zsh and fish, and manual pages: texts made from the table
// of verbs, so that they know every flag the parser knows. Pure functions.
#pragma once

#include <string>

#include "apps/cli/command.h"

namespace glia::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

// glia-VERB.1, or glia.1 for nullptr: troff with the man macros (man(7)).
std::string manual_page(const Command* command);

}  // namespace glia::cli
