// For the tests of kernels only: one body run once for each instruction set of this machine.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "glia/kernels/dispatch.h"

namespace glia::kernels {

template <class Body>
void for_each_target(const Body& body) {
  for (const std::string_view target : supported_targets()) {
    SCOPED_TRACE(std::string(target));
    ASSERT_TRUE(set_target(target));
    body();
  }
  set_target("");
}

}  // namespace glia::kernels
