// The subjects of the table, one file each.
#pragma once

#include "glia/words/words.h"

namespace glia::words {

Subject command_line_subject();
Subject help_subject();
Subject result_subject();

}  // namespace glia::words
