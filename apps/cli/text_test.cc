// The small parts that put numbers and names on a terminal.
#include <gtest/gtest.h>

#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/requirement.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/wrap.h"
#include "glia/base/shell_word.h"

namespace glia::cli {
namespace {

TEST(TextWidth, ChineseTakesTwoColumnsAndMarksNone) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("北京"), 4);
  EXPECT_EQ(display_width("é"), 1);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // e and a combining accent
  EXPECT_EQ(display_width("\xFF\xE5"), 2);   // bytes that are no character count one each
  EXPECT_EQ(padded("北", 4) + "|", "北  |");
  EXPECT_EQ(padded_left("北", 4), "  北");
  EXPECT_EQ(padded("long", 2), "long");
}

TEST(TextWidth, ShortenedNeverCutsACharacter) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdef", 4), "abc~");
  EXPECT_EQ(shortened("北京上海", 4), "北~");
  EXPECT_EQ(shortened("北京上海", 5), "北京~");
}

TEST(TextWidth, PrintableHasNothingATerminalObeys) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1B[31mb");
  EXPECT_EQ(printable("two\nlines"), "two lines");
  EXPECT_EQ(printable("\xC2\x9B"), "\\x9B");  // a one-character escape of Latin-1
  EXPECT_EQ(printable("caf\xE9"), "caf\\xE9");
  EXPECT_EQ(printable("caf\xE9.csv"), "caf\\xE9.csv");
  EXPECT_EQ(printable("北京 é"), "北京 é");
}

TEST(Numbers, FourDigitsThatSaySomething) {
  EXPECT_EQ(value_text(0.98044), "0.9804");
  EXPECT_EQ(value_text(12.3456), "12.35");
  EXPECT_EQ(value_text(1234.5), "1234");
  EXPECT_EQ(value_text(4.11e-9), "4.11e-09");
  EXPECT_EQ(value_text(-0.5), "-0.5000");
  EXPECT_EQ(value_text(0), "0");
  EXPECT_EQ(value_text(std::nan("")), "-");
  EXPECT_EQ(value_text(-INFINITY), "-inf");
}

TEST(Numbers, CountsAndTimes) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1,000");
  EXPECT_EQ(count_text(-1234567), "-1,234,567");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(2, "row"), "2 rows");
  EXPECT_EQ(counted(2, "class", "classes"), "2 classes");
  EXPECT_EQ(seconds_text(0.84), "0.84 s");
  EXPECT_EQ(seconds_text(12.4), "12 s");
  EXPECT_EQ(seconds_text(59.7), "1 min 0 s");
  EXPECT_EQ(seconds_text(200), "3 min 20 s");
  EXPECT_EQ(seconds_text(3900), "1 h 5 min");
}

TEST(Requirement, NameComparisonNumber) {
  const auto gate = parse_requirement("accuracy >= 0.9");
  ASSERT_TRUE(gate);
  EXPECT_EQ(gate->text(), "accuracy >= 0.9");
  EXPECT_TRUE(gate->holds(0.9));
  EXPECT_FALSE(gate->holds(0.8999));
  EXPECT_FALSE(gate->holds(std::nan("")));
  EXPECT_FALSE(parse_requirement("mae<2")->holds(2));
  EXPECT_TRUE(parse_requirement("mae<=2")->holds(2));
  EXPECT_FALSE(parse_requirement("mae>2")->holds(2));
  for (const char* wrong : {"", "accuracy", "accuracy=0.9", ">=0.9", "accuracy>=", "accuracy>=x",
                            "accuracy>=inf", "accuracy>>0.9"})
    EXPECT_FALSE(parse_requirement(wrong)) << wrong;
}

TEST(TextTable, ColumnsOfAnyScriptAlign) {
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kRight});
  table.add({"上海", "1"});
  table.add({"x", "10"});
  EXPECT_EQ(table.text(), "  上海   1\n  x     10\n");
  EXPECT_EQ(table.width(), 10);
}

TEST(Wrap, WordsOverLinesAndQuotesForAShell) {
  const std::string long_text = std::string(60, 'a') + " " + std::string(30, 'b');
  EXPECT_EQ(wrapped(long_text, 2), std::string(60, 'a') + "\n  " + std::string(30, 'b'));
  EXPECT_EQ(shell_word("my.csv"), "my.csv");
  EXPECT_EQ(shell_word("my file.csv"), "'my file.csv'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace glia::cli
