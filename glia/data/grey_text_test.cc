#include "glia/data/grey_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glia/base/error.h"

namespace glia::data {
namespace {

using ::testing::ElementsAre;

std::string grey_refusal(std::string_view text, int64_t height = 2, int64_t width = 2) {
  try {
    parse_grey_text(text, "d.txt", height, width);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kData);
    return error.what();
  }
  return "accepted";
}

TEST(GreyText, RefusesNothingAtAll) {
  EXPECT_EQ(grey_refusal(""), "d.txt: expected 4 grey values (2 x 2) for each drawing, found 0");
  EXPECT_EQ(grey_refusal("# only words\n\n"),
            "d.txt: expected 4 grey values (2 x 2) for each drawing, found 0");
}

TEST(GreyText, ReadsBytesAndFractions) {
  // 51 / 255 = 0.2 exactly as the float nearest to it.
  EXPECT_THAT(parse_grey_text("0 255 51 0", "d", 2, 2).pixels, ElementsAre(0.f, 1.f, 0.2f, 0.f));
  EXPECT_THAT(parse_grey_text("0 1 0.25 5e-1", "d", 2, 2).pixels,
              ElementsAre(0.f, 1.f, 0.25f, 0.5f));
  EXPECT_THAT(parse_grey_text("0 1 1 0", "d", 2, 2).pixels, ElementsAre(0.f, 1.f, 1.f, 0.f));
  EXPECT_THAT(parse_grey_text("0,0,0,0", "d", 2, 2).pixels, ElementsAre(0.f, 0.f, 0.f, 0.f));
}

TEST(GreyText, TakesAnythingBetweenNumbers) {
  for (const char* text : {"1,0,0,1", "1 0\n0 1\n", "1, 0,\r\n0, 1\r\n", "1\n0\n0\n1", "1;0\t0;1",
                           "# a drawing\n1 0 # first row\n\n0 1"}) {
    const GreyDrawings drawings = parse_grey_text(text, "d", 2, 2);
    EXPECT_EQ(drawings.count, 1) << text;
    EXPECT_THAT(drawings.pixels, ElementsAre(1.f, 0.f, 0.f, 1.f)) << text;
    EXPECT_TRUE(drawings.warnings.empty()) << text;
  }
}

TEST(GreyText, ReadsSeveralDrawings) {
  EXPECT_EQ(parse_grey_text("1 0 0 1\n0 1 1 0\n", "d", 2, 2).count, 2);
}

TEST(GreyText, NamesTheLineThatLacksANumber) {
  EXPECT_EQ(grey_refusal("1 0 1\n0 1\n1 1 1\n", 3, 3),
            "d.txt: expected 9 grey values (3 x 3) for each drawing, found 8; line 2 has 2 of 3");
  EXPECT_EQ(grey_refusal("1 0 1 1 1"),
            "d.txt: expected 4 grey values (2 x 2) for each drawing, found 5");
}

TEST(GreyText, RefusesWhatIsNoGrey) {
  for (const char* word : {"256", "-1", "nan", "inf", "0x10", "white", "1e9"}) {
    EXPECT_EQ(grey_refusal(std::string("1 0\n0 ") + word),
              std::string("d.txt:2: expected a grey value from 0 to 255, found '") + word + "'");
  }
}

TEST(GreyText, SaysThatADarkDrawingIsDoubtful) {
  const GreyDrawings drawings = parse_grey_text("0 16 8 0", "d.txt", 2, 2);
  ASSERT_EQ(drawings.warnings.size(), 1u);
  EXPECT_EQ(drawings.warnings[0].text(),
            "d.txt: the largest grey value is 16; read as of 255, which is nearly black");
}

}  // namespace
}  // namespace glia::data
