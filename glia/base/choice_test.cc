#include "glia/base/choice.h"

#include <gtest/gtest.h>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"

namespace glia {
namespace {

constexpr NumberOption kOptions[] = {{"factor", 0.1, Range::kAboveZero},
                                     {"every", 30, Range::kCount},
                                     {"share", 0, Range::kShare},
                                     {"on", 0, Range::kFlag}};

std::string error_of(std::string_view text) {
  return usage_message([&] { choice_numbers("schedule", text, kOptions); });
}

TEST(Choice, ReadsNumbersInOrderAndByName) {
  EXPECT_EQ(choice_name("step:0.5:10"), "step");
  EXPECT_EQ(choice_name("step"), "step");
  EXPECT_EQ(choice_numbers("schedule", "step", kOptions), Numbers());
  EXPECT_EQ(choice_numbers("schedule", "step:0.5:10", kOptions),
            (Numbers{{"factor", 0.5}, {"every", 10}}));
  EXPECT_EQ(choice_numbers("schedule", "step:every=10:0.5:on=1", kOptions),
            (Numbers{{"factor", 0.5}, {"every", 10}, {"on", 1}}));
}

TEST(Choice, SaysWhatIsWrong) {
  EXPECT_EQ(error_of("step:evry=3"),
            "options of step: no 'evry'; did you mean 'every'? known: factor, every, share, on");
  EXPECT_EQ(error_of("step:1:2:0:1:5"),
            "schedule 'step:1:2:0:1:5': '5' is not expected here; the form is "
            "step[:FACTOR[:EVERY[:SHARE[:ON]]]]");
  EXPECT_EQ(error_of("step:fast"),
            "schedule 'step:fast': 'fast' is no number for factor; the form is "
            "step[:FACTOR[:EVERY[:SHARE[:ON]]]]");
  EXPECT_EQ(error_of("step:"),
            "schedule 'step:': '' is no number for factor; the form is "
            "step[:FACTOR[:EVERY[:SHARE[:ON]]]]");
  EXPECT_EQ(error_of("step:0"), "schedule 'step:0': factor must be above 0, found 0");
  EXPECT_EQ(error_of("step:inf"), "schedule 'step:inf': factor must be above 0, found inf");
  EXPECT_EQ(error_of("step:nan"), "schedule 'step:nan': factor must be above 0, found nan");
  EXPECT_EQ(error_of("step:1:2.5"),
            "schedule 'step:1:2.5': every must be a whole number from 1 to 1000000, found 2.5");
  EXPECT_EQ(error_of("step:share=1"), "schedule 'step:share=1': share must be in [0, 1), found 1");
  EXPECT_EQ(error_of("step:on=0.5"), "schedule 'step:on=0.5': on must be 0 or 1, found 0.5");
  EXPECT_EQ(error_of("step:1:factor=2"), "schedule 'step:1:factor=2': factor is given twice");
}

TEST(Choice, CompletesAndWritesBack) {
  const Numbers given = {{"factor", 1.0 / 3}};
  const Numbers all = complete_numbers("step", kOptions, given);
  EXPECT_EQ(all, (Numbers{{"factor", 1.0 / 3}, {"every", 30}, {"share", 0}, {"on", 0}}));
  EXPECT_THROW(complete_numbers("step", kOptions, {{"factor", -1}}), Error);
  EXPECT_THROW(complete_numbers("step", kOptions, {{"fctor", 1}}), Error);
  EXPECT_EQ(choice_numbers("schedule", choice_text("step", all), kOptions), all);
}

}  // namespace
}  // namespace glia
