// The table of texts, as the program uses it. tools/check_words holds it against the sources.
#include "apps/cli/words.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/numbers.h"
#include "apps/cli/text_width.h"
#include "apps/cli/wrap.h"
#include "glia/base/error.h"

namespace glia::cli {
namespace {

using words::Language;

class Words : public testing::Test {
 protected:
  ~Words() override { speak(Language::kEnglish); }
};

// What `pattern` shows of its arguments.
std::set<size_t> shown(std::string_view pattern) {
  std::set<size_t> indices;
  walk_pattern(
      pattern, [](std::string_view) {},
      [&](size_t index, std::string_view) { indices.insert(index); });
  return indices;
}

TEST_F(Words, EveryTranslationShowsWhatTheEnglishShows) {
  size_t entries = 0;
  for (const words::Subject& subject : words::subjects()) {
    for (const words::Entry& entry : subject.entries) {
      ++entries;
      EXPECT_EQ(shown(entry.english), shown(entry.chinese)) << entry.english;
      EXPECT_FALSE(entry.chinese.empty()) << entry.english;
      EXPECT_EQ(words::find_english(entry.english), &entry) << "twice: " << entry.english;
    }
  }
  EXPECT_GT(entries, 300u);
}

TEST_F(Words, CodesAreOfTheirSubjectAndOnce) {
  std::set<int> codes;
  for (const words::Subject& subject : words::subjects()) {
    for (const words::Entry& entry : subject.entries) {
      if (entry.code == 0) continue;
      EXPECT_TRUE(codes.insert(entry.code).second) << entry.code;
      EXPECT_EQ(entry.code / 100, subject.first_code / 100) << entry.english;
      EXPECT_EQ(words::find_code(entry.code), &entry);
      EXPECT_EQ(words::subject_of(entry.code)->name, subject.name);
    }
  }
}

TEST_F(Words, HelpIsWholeInChinese) {
  const auto check = [](std::string_view english) {
    if (!english.empty()) {
      EXPECT_NE(words::find_english(english), nullptr) << english;
    }
  };
  for (const Command* command : commands()) {
    check(command->summary);
    check(command->notes);
    for (const Flag& flag : command->flags) check(flag.text);
    for (const Operand& operand : command->operands) check(operand.text);
    for (const Example& example : command->examples) check(example.text);
    for (const Planned& planned : command->planned) check(planned.instead);
  }
}

TEST_F(Words, MessagesInMessagesAreTranslated) {
  speak(Language::kChinese);
  const Message error =
      say("{} expects {}, found '{}'", "--lr", say("a number of {:g} or more", 0.0), "{}x");
  EXPECT_EQ(in_words(error), "--lr 应为不小于 0 的数，却写了“{}x”");
  EXPECT_EQ(error.text(), "--lr expects a number of 0 or more, found '{}x'");
  EXPECT_EQ(counted(1, "row"), "1 行");
  EXPECT_EQ(counted(1234, "row"), "1,234 行");
  EXPECT_EQ(words::code_of(error), words::find_english("{} expects {}, found '{}'")->code);
}

TEST_F(Words, WhatTheTableLacksStaysEnglish) {
  speak(Language::kChinese);
  EXPECT_EQ(word("no such text"), "no such text");
  EXPECT_EQ(in_words(Message("C:\\路径")), "C:\\路径");
  EXPECT_EQ(words::code_of(Message("no such text")), 0);
}

TEST_F(Words, LanguageOfALocale) {
  EXPECT_EQ(words::parse_language("zh_CN.UTF-8"), Language::kChinese);
  EXPECT_EQ(words::parse_language("zh"), Language::kChinese);
  EXPECT_EQ(words::parse_language("en_GB"), Language::kEnglish);
  EXPECT_EQ(words::parse_language("zhuang"), std::nullopt);
  EXPECT_EQ(words::parse_language("C"), std::nullopt);
  EXPECT_EQ(words::parse_code("E0103"), 103);
  EXPECT_EQ(words::parse_code("103"), 103);
  EXPECT_EQ(words::parse_code("E-1"), std::nullopt);
  EXPECT_EQ(words::parse_code("E10000"), std::nullopt);
}

TEST_F(Words, ChineseWrapsWithoutSpacesAndNeverBeforeItsStops) {
  std::string long_text;
  for (int i = 0; i < 60; ++i) long_text += i % 13 == 12 ? "，" : "字";
  const std::string text = wrapped(long_text, 4);
  size_t begin = 0;
  int lines = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    EXPECT_LE(display_width(line) + (lines == 0 ? 4 : 0), kLineWidth);
    if (lines > 0) {
      EXPECT_NE(line.substr(0, 7), "    ，");
    }
    ++lines;
    begin = end + 1;
  }
  EXPECT_EQ(lines, 2);
}

}  // namespace
}  // namespace glia::cli
