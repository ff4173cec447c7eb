// A program that uses glia and Debian's libhwy side by side. glia carries its own two dispatch
// functions under Highway's names; they are hidden, so this program must reach libhwy's.
#include <hwy/targets.h>

#include <cstdio>

#include "glia/kernels/dispatch.h"

int main() {
  const int64_t supported = hwy::SupportedTargets();
  const auto name = glia::kernels::target_name();
  std::printf("libhwy sees %s, glia uses %.*s\n", hwy::TargetName(supported & -supported),
              static_cast<int>(name.size()), name.data());
  return supported == 0 || name.empty();
}
