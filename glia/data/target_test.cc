#include "glia/data/target.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>

#include "glia/base/error_testing.h"
#include "glia/data/csv.h"

namespace glia::data {
namespace {

using Names = std::vector<std::string>;

Table table_of(const std::string& csv) { return parse_csv(csv, "t.csv"); }

// One column, `n` rows, cell i is text(i).
template <class Text>
Table column_of(int n, const Text& text) {
  std::string csv = "x,y\n";
  for (int i = 0; i < n; ++i) csv += "1," + text(i) + "\n";
  return table_of(csv);
}

TEST(TargetNames, AreFoundInTheTable) {
  const Table table = table_of("a,b,\"a,b\"\n1,2,3\n");
  EXPECT_EQ(target_names(table, ""), Names{"a,b"});
  EXPECT_EQ(target_names(table, "a"), Names{"a"});
  EXPECT_EQ(target_names(table, "a,b"), Names{"a,b"});  // a column of that name
  EXPECT_EQ(target_names(table, "b,a"), (Names{"b", "a"}));
  EXPECT_EQ(message_of([&] { target_names(table, "b,b"); }), "the target 'b' is named twice");
  EXPECT_NE(message_of([&] { target_names(table, "b,"); }).find("no column is named ''"),
            std::string::npos);
}

TEST(TargetSurvey, TellsClassesFromNumbers) {
  const auto kind = [](const Table& table, Task task = Task::kAuto) {
    return survey_target(table, {"y"}, task).kind;
  };
  EXPECT_EQ(kind(table_of("x,y\n1,a\n2,b\n")), TargetKind::kClasses);
  EXPECT_EQ(kind(table_of("x,y\n1,0\n2,1\n")), TargetKind::kClasses);
  EXPECT_EQ(kind(table_of("x,y\n1,0\n2,1\n3,2\n")), TargetKind::kNumbers);
  EXPECT_EQ(kind(table_of("x,y\n1,0.5\n2,1\n")), TargetKind::kNumbers);
  const auto digit = [](int i) { return std::to_string(i % 10); };
  EXPECT_EQ(kind(column_of(100, digit)), TargetKind::kClasses);
  EXPECT_EQ(kind(column_of(99, digit)), TargetKind::kNumbers);
  EXPECT_EQ(kind(column_of(99, digit), Task::kClassify), TargetKind::kClasses);
  EXPECT_EQ(kind(column_of(100, digit), Task::kRegress), TargetKind::kNumbers);
  EXPECT_EQ(kind(column_of(1000, [](int i) { return std::to_string(i % 21); })),
            TargetKind::kNumbers);
}

TEST(TargetSurvey, LeavesOutRowsWithoutTarget) {
  const TargetSurvey survey = survey_target(table_of("x,y\n1,b\n2,\n3,a\n4,b\n"), {"y"});
  EXPECT_EQ(survey.rows, (std::vector<int64_t>{0, 2, 3}));
  EXPECT_EQ(survey.classes, (std::vector<int32_t>{1, 0, 1}));
  ASSERT_EQ(survey.warnings.size(), 1u);
  EXPECT_EQ(survey.warnings[0].message.text(),
            "1 of 4 rows have no value in the target 'y' and are left out");
}

TEST(TargetSurvey, SaysWhyATargetCannotServe) {
  const auto message = [](const Table& table, Task task = Task::kAuto) {
    return message_of([&] { survey_target(table, {"y"}, task); });
  };
  EXPECT_EQ(message(table_of("x,y\n1,a\n2,a\n")),
            "t.csv: the target 'y' has a single class: there is nothing to tell apart; "
            "--target names another column");
  EXPECT_EQ(message(table_of("x,y\n1,\n2,\n")),
            "t.csv: 2 rows, and none of them has a value in the target 'y'");
  EXPECT_EQ(message(column_of(40, [](int i) { return "name" + std::to_string(i); })),
            "t.csv: the target 'y' has 40 different values in 40 rows: expected classes that "
            "repeat. Is another column the target?");
  EXPECT_EQ(message(table_of("x,y\n1,5\n2,tall\n"), Task::kRegress),
            "t.csv: the target 'y' is text and cannot be predicted as a number: it has 'tall' at "
            "line 3");
  EXPECT_EQ(message_of([] {
              survey_target(table_of("x,y\n1,a\n2,b\n3,c\n"), {"y", "x"}, Task::kClassify);
            }),
            "t.csv: several targets are predicted as yes or no, but 'y' has 3 different values, "
            "expected 2");
}

TEST(TargetSurvey, WarnsOfAConstantNumber) {
  const TargetSurvey survey = survey_target(table_of("x,y\n1,2.5\n2,2.5\n"), {"y"});
  ASSERT_EQ(survey.warnings.size(), 1u);
  EXPECT_EQ(survey.warnings[0].kind, WarningKind::kConstantTarget);
}

TEST(TargetSurvey, StratifiesSeveralByTheirCombination) {
  const Table table = table_of("a,b\n0,no\n1,no\n0,yes\n1,yes\n0,no\n");
  const TargetSurvey survey = survey_target(table, {"a", "b"});
  EXPECT_EQ(survey.kind, TargetKind::kYesNo);
  EXPECT_EQ(survey.classes, (std::vector<int32_t>{0, 2, 1, 3, 0}));
}

TEST(TargetEncoding, NumbersClassesInOrder) {
  const Table table = table_of("x,y\n1,10\n2,9\n3,10\n4,\n5,9\n");
  const TargetSurvey survey = survey_target(table, {"y"}, Task::kClassify);
  const auto target = TargetEncoding::fit(table, survey.rows, survey);
  EXPECT_EQ(target.labels(), (Names{"9", "10"}));  // by value, not "10" < "9"
  EXPECT_EQ(target.width(), 2);
  const std::vector<int64_t> rows = {0, 1, 3};
  const auto encoded = target.encode<float>(table, rows);
  EXPECT_EQ(encoded.classes, (std::vector<int32_t>{1, 0, -1}));
  EXPECT_EQ(encoded.missing, 1);
  // The same classes as text, and one that was never seen.
  const auto other = target.encode<float>(table_of("y\n10\n9\nx\n"), std::vector<int64_t>{0, 1, 2});
  EXPECT_EQ(other.classes, (std::vector<int32_t>{1, 0, -1}));
  EXPECT_EQ(other.unknown, 1);
}

TEST(TargetEncoding, ScalesNumbersAndBack) {
  const Table table = table_of("y,z\n1,10\n3,10\n5,40\n");
  const TargetSurvey survey = survey_target(table, {"y", "z"}, Task::kRegress);
  const auto target = TargetEncoding::fit(table, survey.rows, survey);
  EXPECT_EQ(target.kind(), TargetKind::kNumbers);
  EXPECT_EQ(target.width(), 2);
  EXPECT_DOUBLE_EQ(target.scale(0).centre, 3.0);
  EXPECT_DOUBLE_EQ(target.scale(0).spread, std::sqrt(8.0 / 3.0));
  const auto encoded = target.encode<double>(table, survey.rows);
  ASSERT_EQ(encoded.values.size(), 6u);
  for (size_t r = 0; r < 3; ++r)
    for (size_t t = 0; t < 2; ++t)
      EXPECT_NEAR(target.restore(t, encoded.values[2 * r + t]),
                  table.column(static_cast<int64_t>(t)).numbers[r], 1e-12);
}

TEST(TargetEncoding, AConstantNumberComesBackExactly) {
  const Table table = table_of("y\n0.1\n0.1\n0.1\n");
  const TargetSurvey survey = survey_target(table, {"y"});
  const auto target = TargetEncoding::fit(table, survey.rows, survey);
  EXPECT_EQ(target.encode<double>(table, survey.rows).values, (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(target.restore(0, 0.0), 0.1);
}

TEST(TargetEncoding, AnswersYesOrNo) {
  const Table table = table_of("a,b\nno,1\nyes,0\nno,\n");
  const TargetSurvey survey = survey_target(table, {"a", "b"});
  EXPECT_EQ(survey.rows.size(), 2u);
  const auto target = TargetEncoding::fit(table, survey.rows, survey);
  EXPECT_EQ(target.labels(0), (Names{"no", "yes"}));
  EXPECT_EQ(target.labels(1), (Names{"0", "1"}));
  const auto encoded = target.encode<float>(table, std::vector<int64_t>{0, 1, 2});
  EXPECT_EQ(encoded.width, 2);
  EXPECT_EQ(std::vector<float>(encoded.values.begin(), encoded.values.end() - 1),
            (std::vector<float>{0, 1, 1, 0, 0}));
  EXPECT_TRUE(std::isnan(encoded.values.back()));
}

TEST(TargetEncoding, NeedsItsColumn) {
  const auto target = TargetEncoding::of_classes("digit", {"0", "1"});
  EXPECT_EQ(message_of([&] { target.encode<float>(table_of("x\n1\n"), std::vector<int64_t>{0}); }),
            "t.csv: the target column 'digit' is not there");
}

TEST(TargetEncoding, ReadsItsOwnJson) {
  const Table table = table_of("a,b,c\nno,1,0.1\nyes,0,7\n");
  for (const Names& names : {Names{"a"}, Names{"a", "b"}, Names{"b", "c"}, Names{"c"}}) {
    const TargetSurvey survey = survey_target(table, names);
    const auto target = TargetEncoding::fit(table, survey.rows, survey);
    const auto again = TargetEncoding::from_json(target.to_json());
    EXPECT_EQ(again.to_json(), target.to_json());
    EXPECT_EQ(again.names(), names);
    EXPECT_EQ(again.width(), target.width());
    EXPECT_EQ(again.kind(), target.kind());
  }
}

TEST(TargetEncoding, RefusesDamagedJson) {
  const std::pair<const char*, const char*> cases[] = {
      {"{}", "target: 'kind' is missing"},
      {"[]", "target: expected an object, found array"},
      {R"({"kind":"ranks","targets":[]})",
       "target.kind: expected classes, numbers or yes_no, found \"ranks\""},
      {R"({"kind":"classes","targets":[]})",
       "target.targets: expected at least one target, found array"},
      {R"({"kind":"classes","targets":[{"name":"y","labels":["a"]}]})",
       "target.targets[0].labels: expected two labels or more, found array"},
      {R"({"kind":"yes_no","targets":[{"name":"y","labels":["a","b","c"]}]})",
       "target.targets[0].labels: expected two labels, found array"},
      {R"({"kind":"numbers","targets":[{"name":"y","centre":1,"spread":0}]})",
       "target.targets[0].spread: expected a number above 0, found 0"},
      {R"({"kind":"numbers","targets":[{"name":"y","centre":1e300,"spread":1e-300}]})",
       "target.targets[0].spread: expected a number that 'centre' can be divided by, found "
       "1e-300"},
      {R"({"kind":"numbers","targets":[{"name":7,"centre":1,"spread":1}]})",
       "target.targets[0].name: expected a text, found 7"},
  };
  for (const auto& one : cases)
    EXPECT_EQ(message_of([&] { TargetEncoding::from_json(one.first); }), one.second);
}

}  // namespace
}  // namespace glia::data
