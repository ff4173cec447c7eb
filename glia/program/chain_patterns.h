// Runs of operations in a chain that one kernel does in one pass over the tile, to the same bits.
// Recognised by what is computed, never by who asked for it. Internal to the program.
#pragma once

#include "glia/program/chain.h"

namespace glia::program {

// Replaces each step of Adam by one operation.
void fuse_patterns(Chain& chain);

}  // namespace glia::program
