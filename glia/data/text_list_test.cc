#include "glia/data/text_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace glia::data {
namespace {

TEST(TextList, BeginsEmpty) {
  const TextList list;
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.size(), 0u);
  EXPECT_EQ(list.begin(), list.end());
}

TEST(TextList, GivesBackWhatItWasGiven) {
  std::vector<std::string> texts = {"", "a", "", "eight ch", std::string(100000, 'x'), "好"};
  for (int i = 0; i < 1000; ++i) texts.push_back(std::to_string(i));
  TextList list;
  for (const std::string& text : texts) list.push_back(text);
  ASSERT_EQ(list.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(list[i], texts[i]);
  EXPECT_EQ(list, texts);
  size_t i = 0;
  for (const std::string_view text : list) EXPECT_EQ(text, texts[i++]);
}

TEST(TextList, EqualListsHaveEqualTexts) {
  EXPECT_EQ(TextList({"ab", "c"}), TextList({"ab", "c"}));
  EXPECT_FALSE(TextList({"ab", "c"}) == TextList({"a", "bc"}));
  EXPECT_FALSE(TextList({"ab"}) == TextList({"ab", ""}));
}

}  // namespace
}  // namespace glia::data
