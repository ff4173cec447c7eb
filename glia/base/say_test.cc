#include <gtest/gtest.h>

#include "glia/base/say_internal.h"

namespace glia {
namespace {

TEST(Say, FillsItsPatternAsFmtDoes) {
  const Message message = say("{}:{}: byte {:02x} of {{}} is {:.2f}", "a.csv", 3, 10, 0.125);
  EXPECT_EQ(message.text(), "a.csv:3: byte 0a of {} is 0.12");
  EXPECT_EQ(message.pattern(), "{}:{}: byte {:02x} of {{}} is {:.2f}");
  ASSERT_EQ(message.parts().size(), 4u);
  EXPECT_EQ(message.parts()[2].text(), "0a");
}

TEST(Say, KeepsPartsByTheirArgument) {
  const Message message = say("{1} before {0}, {1}", "zero", "one");
  EXPECT_EQ(message.text(), "one before zero, one");
  ASSERT_EQ(message.parts().size(), 2u);
  EXPECT_EQ(message.parts()[0].text(), "zero");
}

TEST(Say, KeepsMessagesInMessages) {
  const Message inner = say("rate must be at most {}", 1);
  const Message outer = say("layer {}: {}", "dense1", inner);
  EXPECT_EQ(outer.text(), "layer dense1: rate must be at most 1");
  EXPECT_EQ(outer.parts()[1].pattern(), "rate must be at most {}");
}

TEST(Say, TakesAnArgumentForWhatItIs) {
  const std::string hostile = "{} {0}";
  EXPECT_EQ(say("no file '{}'", hostile).text(), "no file '{} {0}'");
}

}  // namespace
}  // namespace glia
