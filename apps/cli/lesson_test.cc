// What lessons look like: in both languages, on 79 columns, as pages and pictures.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "apps/cli/commands.h"
#include "apps/cli/lesson_text.h"
#include "apps/cli/text_width.h"
#include "apps/cli/wrap.h"
#include "glia/base/file.h"
#include "glia/base/text.h"
#include "glia/lesson/figure_svg.h"

namespace glia::cli {
namespace {

constexpr uint64_t kLimit = uint64_t{1} << 24;

std::vector<lesson::Event> told(const lesson::Lesson& lesson) {
  std::vector<lesson::Event> events;
  lesson::run(lesson, lesson::make_settings(lesson, {}),
              [&](const lesson::Event& event) { events.push_back(event); });
  return events;
}

std::string file_of(const lesson::Lesson& lesson, const std::string& name) {
  const std::string path =
      std::string(GLIA_SOURCE_DIR) + "/" + lesson::folder_of(lesson) + "/" + name;
  return path_exists(path) ? read_file(path, kLimit) : path + " is missing; run tools/make_lessons";
}

std::multiset<std::string> places_of(const std::string& pattern) {
  std::multiset<std::string> places;
  for (size_t i = 0; i + 2 < pattern.size(); ++i)
    if (pattern[i] == '{' && pattern[i + 2] == '}') places.insert(pattern.substr(i, 3));
  return places;
}

int longest_line(const std::string& text) {
  int longest = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    longest = std::max(longest, display_width(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return longest;
}

class EachLesson : public testing::TestWithParam<size_t> {
 protected:
  const lesson::Lesson& lesson() const { return lesson::lessons()[GetParam()]; }
};

TEST_P(EachLesson, FitsATerminalInBothLanguages) {
  for (const lesson::Event& event : told(lesson())) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      const std::string text = event_text(event, {language, false});
      EXPECT_LE(longest_line(text), kLineWidth) << text;
      EXPECT_TRUE(is_utf8(text)) << text;
    }
  }
}

// The same places for numbers in both texts, so that neither language leaves one out.
TEST_P(EachLesson, SaysTheSameNumbersInBothLanguages) {
  const auto check = [](const Text& text, size_t words) {
    EXPECT_FALSE(text.english.empty());
    const auto english = places_of(text.english);
    const auto chinese = places_of(text.chinese);
    const std::set<std::string> one(english.begin(), english.end());
    const std::set<std::string> other(chinese.begin(), chinese.end());
    EXPECT_EQ(one, other) << text.english;
    EXPECT_EQ(one.size(), words) << text.english;
  };
  for (const lesson::Event& event : told(lesson())) {
    if (const auto* heading = std::get_if<lesson::Heading>(&event))
      check(heading->text, heading->words.size());
    if (const auto* paragraph = std::get_if<lesson::Paragraph>(&event))
      check(paragraph->text, paragraph->words.size());
  }
}

// A text cut into its numbers and what stands between them.
struct Taken {
  std::string words;
  std::vector<double> numbers;
};

Taken take_apart(const std::string& text) {
  Taken taken;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find_first_not_of("0123456789.", at);
    const bool number = end != at && text[at] != '.';
    if (number) {
      taken.numbers.push_back(std::stod(text.substr(at, end - at)));
      taken.words += '#';
      at = std::min(end, text.size());
    } else {
      taken.words += text[at++];
    }
  }
  return taken;
}

// Equal but for rounding: other processors add in another order, which may move a last digit.
void expect_similar(const std::string& found, const std::string& told, double room) {
  if (found == told) return;
  const Taken here = take_apart(found);
  const Taken there = take_apart(told);
  EXPECT_EQ(here.words, there.words) << "run tools/make_lessons";
  ASSERT_EQ(here.numbers.size(), there.numbers.size());
  for (size_t i = 0; i < here.numbers.size(); ++i)
    ASSERT_NEAR(here.numbers[i], there.numbers[i], room + 1e-4 * std::abs(there.numbers[i]))
        << "run tools/make_lessons";
}

TEST_P(EachLesson, HasThePagesAndPicturesThatItTells) {
  const auto events = told(lesson());
  constexpr double kPixels = 1.5;
  for (const auto& [language, page, figure] :
       {std::tuple{Language::kEnglish, "README.md", "figure.svg"},
        {Language::kChinese, "README.zh.md", "figure.zh.svg"}}) {
    expect_similar(file_of(lesson(), page), lesson_page(lesson(), events, language), 1e-9);
    expect_similar(file_of(lesson(), figure),
                   lesson::figures_svg(lesson().title.in(language), events, language), kPixels);
  }
  EXPECT_NE(std::find_if(events.begin(), events.end(), lesson::is_figure), events.end())
      << "a lesson has a figure";
}

TEST_P(EachLesson, TakesItsParametersFromTheCommandLine) {
  for (const lesson::Parameter& parameter : lesson().parameters) {
    const auto& flags = kLessonCommand.flags;
    EXPECT_TRUE(std::any_of(flags.begin(), flags.end(),
                            [&](const Flag& flag) { return flag.name == "--" + parameter.name; }))
        << parameter.name << " is missing in the flags of lesson_verb.cc";
  }
  constexpr int kMostColumns = 58;  // beside number and name
  EXPECT_LE(display_width(lesson().claim.english), kMostColumns);
  EXPECT_LE(display_width(lesson().claim.chinese), kMostColumns);
}

INSTANTIATE_TEST_SUITE_P(Lessons, EachLesson, testing::Range(size_t{0}, lesson::lessons().size()),
                         [](const auto& each) {
                           std::string name = lesson::lessons()[each.param].name;
                           std::erase(name, '-');
                           return name;
                         });

TEST(Wrapped, ChineseBreaksBetweenCharactersAndKeepsMarksWithThem) {
  std::string text;
  for (int i = 0; i < 39; ++i) text += "字";
  EXPECT_EQ(wrapped(text + "。字", 0), text.substr(0, 38 * 3) + "\n字。字");
  EXPECT_EQ(wrapped("a (b), c", 0), "a (b), c");
}

// In the legend each of two has three points more.
TEST(Figures, ALegendOverAFieldHasTheColoursOfItsPoints) {
  const lesson::Series cars{{"cars", "车"}, {0.2, 0.8}, {0.5, 0.5}, lesson::Mark::kPoints};
  const lesson::Series others{{"others", "其他"}, {0.4}, {0.5}, lesson::Mark::kPoints};
  const lesson::Field field{same("f"), same("x"), same("y"),    {0, 1},        {0, 1},
                            2,         2,         {0, 1, 0, 1}, {cars, others}};
  const std::string svg = lesson::figures_svg("f", {field}, Language::kEnglish);
  std::map<std::string, int> points;
  for (size_t at = svg.find("<circle"); at != std::string::npos; at = svg.find("<circle", at + 1)) {
    const size_t begin = svg.find("fill=\"", at) + 6;
    ++points[svg.substr(begin, svg.find('"', begin) - begin)];
  }
  ASSERT_EQ(points.size(), 2u) << svg;
  std::multiset<int> counts;
  for (const auto& [color, count] : points) counts.insert(count);
  EXPECT_EQ(counts, (std::multiset<int>{3 + 1, 3 + 2}));
}

}  // namespace
}  // namespace glia::cli
