#include "glia/base/function_ref.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>

namespace glia {
namespace {

int call_twice(FunctionRef<int(int)> f) { return f(1) + f(10); }

TEST(FunctionRef, IsEmptyOrCalls) {
  EXPECT_FALSE(FunctionRef<int()>());
  EXPECT_FALSE(FunctionRef<int()>(nullptr));
  int calls = 0;
  EXPECT_EQ(call_twice([&](int x) {
              ++calls;
              return 2 * x;
            }),
            22);
  EXPECT_EQ(calls, 2);
}

TEST(FunctionRef, SeesTheObjectItself) {
  auto counter = [n = 0](int x) mutable { return n += x; };
  EXPECT_EQ(call_twice(counter), 1 + 11);
  EXPECT_EQ(counter(0), 11);
  const std::function<int(int)> function = [](int x) { return -x; };
  EXPECT_EQ(call_twice(function), -11);
}

TEST(FunctionRef, ForwardsWhatOnlyMoves) {
  const auto take = [](std::unique_ptr<int> value) { return *value; };
  const FunctionRef<int(std::unique_ptr<int>)> f = take;
  EXPECT_EQ(f(std::make_unique<int>(7)), 7);
}

}  // namespace
}  // namespace glia
