// Every lesson against its expected.json: the numbers for its standard parameters and for others,
// each of which names a golden case or the script outside that made it.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/lesson/lesson.h"

namespace glia::lesson {
namespace {

using Json = nlohmann::json;

constexpr uint64_t kLimit = uint64_t{1} << 24;

Json read_json(const std::string& path) {
  return Json::parse(read_file(std::string(GLIA_SOURCE_DIR) + "/" + path, kLimit));
}

std::map<std::string, std::vector<double>> numbers_of(
    const Lesson& lesson, const std::map<std::string, std::string>& given) {
  std::map<std::string, std::vector<double>> numbers;
  run(lesson, make_settings(lesson, given), [&](const Event& event) {
    if (const auto* named = std::get_if<Named>(&event)) {
      EXPECT_TRUE(numbers.emplace(named->name, named->values).second)
          << lesson.name << " names " << named->name << " twice";
    }
  });
  return numbers;
}

void compare(const Json& number, const std::vector<double>& found, const std::string& where) {
  std::vector<double> expected;
  const Json flat =
      number["value"].is_array() ? number["value"].flatten() : Json{{"", number["value"]}};
  for (const auto& item : flat.items()) expected.push_back(item.value());
  if (number["value"].is_array() && !number["value"].empty() && !number["value"][0].is_array())
    expected = number["value"].get<std::vector<double>>();
  ASSERT_EQ(found.size(), expected.size()) << where;
  for (size_t i = 0; i < found.size(); ++i) {
    const double room =
        number["abs"].get<double>() + number["rel"].get<double>() * std::abs(expected[i]);
    EXPECT_NEAR(found[i], expected[i], room) << where << " [" << i << "]";
  }
}

class EveryLesson : public testing::TestWithParam<size_t> {
 protected:
  const Lesson& lesson() const { return lessons()[GetParam()]; }
};

TEST_P(EveryLesson, GivesTheExpectedNumbers) {
  const Json expected = read_json(folder_of(lesson()) + "/expected.json");
  EXPECT_EQ(expected["lesson"], lesson().name);
  ASSERT_FALSE(expected["runs"].empty());
  EXPECT_TRUE(expected["runs"][0]["parameters"].empty()) << "the first run has the standard ones";
  for (const Json& run : expected["runs"]) {
    const auto numbers = numbers_of(lesson(), run["parameters"]);
    ASSERT_FALSE(run["numbers"].empty());
    for (const Json& number : run["numbers"]) {
      const std::string name = number["name"];
      const std::string where = lesson().name + " " + run["parameters"].dump() + " " + name;
      ASSERT_TRUE(numbers.count(name)) << where << ": the lesson does not give it";
      compare(number, numbers.at(name), where);
    }
  }
}

// A golden number is the one of golden.json; any other names a script that is there.
TEST_P(EveryLesson, SaysWhereItsNumbersComeFrom) {
  static const Json golden = read_json("tests/golden/golden.json");
  const Json expected = read_json(folder_of(lesson()) + "/expected.json");
  for (const Json& run : expected["runs"]) {
    for (const Json& number : run["numbers"]) {
      const std::string from = number["from"];
      if (from.substr(0, 7) != "golden ") {
        EXPECT_TRUE(path_exists(std::string(GLIA_SOURCE_DIR) + "/" + from)) << from;
        continue;
      }
      const size_t space = from.find(' ', 7);
      const std::string id = from.substr(7, space - 7);
      const std::string path = space == std::string::npos ? "" : from.substr(space + 1);
      bool known = false;
      for (const Json& each : golden["cases"]) {
        if (each["id"] != id) continue;
        known = true;
        const Json& computed = each["computed"];
        EXPECT_EQ(path.size() < 2 ? computed : computed.at(Json::json_pointer(path)),
                  number["value"])
            << from;
      }
      EXPECT_TRUE(known) << from;
    }
  }
}

TEST_P(EveryLesson, RefusesWhatItsParametersCannotBe) {
  EXPECT_THROW(make_settings(lesson(), {{"nothing-like-it", "1"}}), Error);
  for (const Parameter& parameter : lesson().parameters) {
    for (const std::string bad : {"", "x", "1e99", "-1e99", "nan"})
      EXPECT_THROW(make_settings(lesson(), {{parameter.name, bad}}), Error)
          << parameter.name << " " << bad;
  }
}

INSTANTIATE_TEST_SUITE_P(Lessons, EveryLesson, testing::Range(size_t{0}, lessons().size()),
                         [](const auto& each) {
                           std::string name = lessons()[each.param].name;
                           std::erase(name, '-');
                           return name;
                         });

TEST(Lessons, HaveNamesOfTheirOwnAndSpeakBothLanguages) {
  std::set<std::string> names;
  for (const Lesson& lesson : lessons()) {
    EXPECT_TRUE(names.insert(lesson.name).second) << lesson.name;
    for (const Text* text : {&lesson.title, &lesson.claim, &lesson.formula, &lesson.source}) {
      EXPECT_FALSE(text->english.empty()) << lesson.name;
      EXPECT_FALSE(text->chinese.empty()) << lesson.name;
    }
  }
}

TEST(Lessons, SuggestTheNearestName) {
  try {
    find_lesson("percepton");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find("did you mean 'perceptron'?"), std::string::npos);
  }
}

}  // namespace
}  // namespace glia::lesson
