// The formatting library fmt. For .cc files: no public header includes it.
//
// Its implementation is compiled once, in format.cc, from fmt's headers: header-only use would cost
// each of a hundred files 3 s. It stands in a namespace of its own, so that a program may use glia
// and any libfmt together.
#pragma once

#define FMT_BEGIN_NAMESPACE \
  namespace fmt {           \
  inline namespace for_glia {
#define FMT_END_NAMESPACE \
  }                       \
  }
#include <fmt/format.h>
#include <fmt/ranges.h>
