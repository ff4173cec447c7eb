// The formatting library, header-only. For .cc files: no public header includes it.
#pragma once

#define FMT_HEADER_ONLY 1
#include <fmt/format.h>
#include <fmt/ranges.h>
