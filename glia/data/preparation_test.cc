#include "glia/data/preparation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/data/builtin.h"
#include "glia/data/csv.h"
#include "glia/data/split.h"

namespace glia::data {
namespace {

std::vector<std::string> texts_of(const std::vector<Message>& messages) {
  std::vector<std::string> texts;
  for (const Message& message : messages) texts.push_back(message.text());
  return texts;
}

std::vector<int64_t> all_rows(const Table& table) {
  std::vector<int64_t> rows(static_cast<size_t>(table.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

// Fitted on all rows of a table whose last column is the target.
Preparation fit_all(const Table& table, const PreparationOptions& options = {}) {
  const auto rows = all_rows(table);
  const auto target =
      TargetEncoding::fit(table, rows, survey_target(table, target_names(table, "")));
  return Preparation::fit(table, rows, target, options);
}

std::vector<std::string> warned(const Preparation& preparation, WarningKind kind) {
  for (const DataWarning& warning : preparation.warnings())
    if (warning.kind == kind) return warning.columns;
  return {};
}

Table small_table() {
  return parse_csv(
      "age,city,size,y\n"
      "1,Oslo,,a\n"
      "2,Rome,5,b\n"
      ",Oslo,7,a\n"
      "3,,9,b\n",
      "small.csv");
}

TEST(Preparation, FillsScalesAndUnfolds) {
  const Table table = small_table();
  const Preparation preparation = fit_all(table);
  EXPECT_EQ(preparation.feature_names(),
            (std::vector<std::string>{"age", "size", "city=Oslo", "city=Rome", "city=(missing)"}));
  const auto rows = all_rows(table);
  const auto x = preparation.apply<double>(table, rows);
  ASSERT_EQ(x.rows, 4);
  ASSERT_EQ(x.width, 5);
  const double age = std::sqrt(0.5), size = std::sqrt(2.0);  // deviations after filling with means
  const std::vector<double> expected = {-1 / age, 0,         1, 0, 0,  //
                                        0,        -2 / size, 0, 1, 0,  //
                                        0,        0,         1, 0, 0,  //
                                        1 / age,  2 / size,  0, 0, 1};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(x.values[i], expected[i], 1e-15) << i;
  const auto single = preparation.apply<float>(table, rows);
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ(single.values[i], static_cast<float>(x.values[i]));
}

TEST(Preparation, NotesWhereNumbersAreMissing) {
  PreparationOptions options;
  options.note_missing = true;
  options.numbers = NumberFill::kMedian;
  options.scaling = Scaling::kMinMax;
  options.texts = TextFill::kMostFrequent;
  const Table table = small_table();
  const Preparation preparation = fit_all(table, options);
  EXPECT_EQ(preparation.feature_names(),
            (std::vector<std::string>{"age", "size", "age is missing", "size is missing",
                                      "city=Oslo", "city=Rome"}));
  const std::vector<int64_t> rows = {0, 2, 3};
  EXPECT_EQ(preparation.apply<double>(table, rows).values,
            (std::vector<double>{0, 0.5, 0, 1, 1, 0,  //
                                 0.5, 0.5, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0}));
}

TEST(Preparation, EqualsScikitLearn) {
  const nlohmann::json& golden = golden_file("preparation.json");
  const Table table = load_builtin("penguins");
  const TargetSurvey survey = survey_target(table, {"species"});
  std::vector<int64_t> training;
  for (int64_t row = 0; row < table.rows(); ++row)
    if (row % 3 != 0) training.push_back(row);
  const auto target = TargetEncoding::fit(table, training, survey);
  const auto rows = golden["rows"].get<std::vector<int64_t>>();
  for (const auto& one : golden["cases"]) {
    PreparationOptions options;
    options.numbers = one["numbers"] == "mean" ? NumberFill::kMean : NumberFill::kMedian;
    options.texts = one["texts"] == "own" ? TextFill::kOwnCategory : TextFill::kMostFrequent;
    options.scaling = one["scaling"] == "minmax" ? Scaling::kMinMax : Scaling::kStandard;
    const Preparation preparation = Preparation::fit(table, training, target, options);
    const auto x = preparation.apply<double>(table, rows);
    const auto features = one["features"].get<std::vector<std::string>>();
    ASSERT_EQ(features.size(), preparation.feature_names().size());
    for (size_t f = 0; f < features.size(); ++f) {
      const auto& names = preparation.feature_names();
      const size_t at =
          static_cast<size_t>(std::find(names.begin(), names.end(), features[f]) - names.begin());
      ASSERT_LT(at, names.size()) << features[f];
      for (size_t r = 0; r < rows.size(); ++r)
        EXPECT_NEAR(x.values[r * names.size() + at], one["values"][r][f].get<double>(), 1e-12)
            << features[f] << " row " << rows[r];
    }
  }
}

TEST(Preparation, LearnsFromTheTrainingRowsAlone) {
  Table table = small_table();
  const TargetSurvey survey = survey_target(table, {"y"});
  const std::vector<int64_t> training = {0, 1};
  const auto target = TargetEncoding::fit(table, training, survey);
  const std::string before = Preparation::fit(table, training, target, {}).to_json();
  const Table other = parse_csv(
      "age,city,size,y\n1,Oslo,,a\n2,Rome,5,b\n999,Bern,999,a\n-7,Wien,1,b\n", "other.csv");
  EXPECT_EQ(Preparation::fit(other, training, target, {}).to_json(), before);
}

TEST(Preparation, ReadsItsOwnJson) {
  for (const Builtin& set : builtins()) {
    if (set.kind != BuiltinKind::kTable) continue;
    const Table table = load_builtin(set.name);
    const TargetSurvey survey = survey_target(table, target_names(table, set.target), set.task);
    const Split split = set.task == Task::kRegress
                            ? split_rows(survey.rows)
                            : split_rows_by_class(survey.rows, survey.classes);
    const auto target = TargetEncoding::fit(table, split.train, survey);
    const Preparation fitted = Preparation::fit(table, split.train, target);
    const Preparation again = Preparation::from_json(fitted.to_json());
    EXPECT_EQ(again.to_json(), fitted.to_json()) << set.name;
    EXPECT_EQ(again.feature_names(), fitted.feature_names());
    PreparationReport report;
    EXPECT_EQ(again.apply<double>(table, all_rows(table), &report).values,
              fitted.apply<double>(table, all_rows(table)).values)
        << set.name;
    EXPECT_TRUE(report.clean()) << set.name << ": " << report.messages().front().text();
  }
}

// Failure class "training trouble": no false alarm on a bundled set.
TEST(Preparation, RaisesNoFalseAlarmOnBundledSets) {
  for (const Builtin& set : builtins()) {
    if (set.kind != BuiltinKind::kTable) continue;
    const Table table = load_builtin(set.name);
    const TargetSurvey survey = survey_target(table, target_names(table, set.target), set.task);
    EXPECT_TRUE(survey.warnings.empty()) << set.name;
    for (uint64_t seed = 0; seed < 5; ++seed) {
      const Split split = set.task == Task::kRegress
                              ? split_rows(survey.rows, {.seed = seed})
                              : split_rows_by_class(survey.rows, survey.classes, {.seed = seed});
      const auto target = TargetEncoding::fit(table, split.train, survey);
      const Preparation preparation = Preparation::fit(table, split.train, target);
      for (const DataWarning& warning : preparation.warnings()) {
        // True: some penguins lack values, some pixels at the edge are always white.
        const bool known =
            (set.name == "penguins" && warning.kind == WarningKind::kMissingValues) ||
            (set.name == "digits" && warning.kind == WarningKind::kConstant);
        EXPECT_TRUE(known) << set.name << ": " << warning.message.text();
      }
    }
  }
}

TEST(Preparation, NamesTheColumnThatGivesTitanicAway) {
  const std::string path = GLIA_SOURCE_DIR "/../shared/data/tables/titanic.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "NOT TESTED: no " << path;
  const Table table = read_csv(path);
  const TargetSurvey survey = survey_target(table, {"survived"});
  EXPECT_EQ(survey.kind, TargetKind::kClasses);
  for (uint64_t seed = 0; seed < 10; ++seed) {
    const Split split = split_rows_by_class(survey.rows, survey.classes, {.seed = seed});
    const auto target = TargetEncoding::fit(table, split.train, survey);
    EXPECT_EQ(warned(Preparation::fit(table, split.train, target), WarningKind::kGivesTargetAway),
              std::vector<std::string>{"alive"});
    PreparationOptions options;
    options.drop = {"alive"};
    const Preparation without = Preparation::fit(table, split.train, target, options);
    EXPECT_TRUE(warned(without, WarningKind::kGivesTargetAway).empty());
    EXPECT_EQ(warned(without, WarningKind::kMissingValues),
              (std::vector<std::string>{"age", "embarked", "deck", "embark_town"}));
  }
}

TEST(Preparation, GivesEachDifferenceADefinedResult) {
  const Preparation preparation = fit_all(small_table());
  const Table other = parse_csv(
      "extra,size,city,age\n"
      "1,5,Rome,2\n"
      "2,big,Paris,3\n"
      "3,huge,Paris,\n",
      "other.csv");
  PreparationReport report;
  const auto x = preparation.apply<double>(other, all_rows(other), &report);
  const Table known = parse_csv("age,city,size\n2,Rome,5\n3,,\n,,\n", "known.csv");
  auto expected = preparation.apply<double>(known, all_rows(known)).values;
  expected[1 * 5 + 4] = expected[2 * 5 + 4] = 0;  // Paris is no category, not a missing one
  EXPECT_EQ(x.values, expected);
  EXPECT_FALSE(report.clean());
  EXPECT_EQ(texts_of(report.messages()),
            (std::vector<std::string>{
                "'city': 2 of 3 cells have a text that training did not have ('Paris')",
                "'size': 2 of 3 cells are no numbers, taken as missing ('big' and 'huge')",
                "not known to the model, not read: 'extra'",
                "in another order than in training, read by name: 'city' and 'size'"}));
  EXPECT_EQ(report.columns[0].missing, 1);
}

TEST(Preparation, TakesAnAbsentColumnAsMissing) {
  const Preparation preparation = fit_all(small_table());
  const Table other = parse_csv("city\nRome\n", "other.csv");
  PreparationReport report;
  EXPECT_EQ(preparation.apply<double>(other, all_rows(other), &report).values,
            (std::vector<double>{0, 0, 0, 1, 0}));
  EXPECT_EQ(texts_of(report.messages()),
            std::vector<std::string>{"not in the data, taken as missing: 'age' and 'size'"});
}

TEST(Preparation, ComparesByValueWhenTheTypeChanged) {
  const Table table = parse_csv("code,n,y\nx1,1,a\n2,2,b\n3,3,a\n", "t.csv");
  const Preparation preparation = fit_all(table);
  const Table other = parse_csv("code,n\n2,1\n3,2\n", "o.csv");  // code is a number here
  PreparationReport report;
  const auto x = preparation.apply<double>(other, all_rows(other), &report);
  EXPECT_EQ(x.values[1], 1.0);  // code=2
  EXPECT_EQ(texts_of(report.messages()),
            std::vector<std::string>{"'code': the type has changed, every cell is still readable"});
  EXPECT_EQ(preparation.inputs().text_columns(), std::vector<std::string>{"code"});
}

TEST(Preparation, DoesNotReportTheTargetOrDroppedColumns) {
  Table table = small_table();
  PreparationOptions options;
  options.drop = {"size"};
  const Preparation preparation = fit_all(table, options);
  PreparationReport report;
  preparation.apply<float>(table, all_rows(table), &report);
  EXPECT_TRUE(report.clean());
}

TEST(Preparation, ARowDependsOnItselfAlone) {
  const Table table = load_builtin("penguins");
  const TargetSurvey survey = survey_target(table, {"species"});
  const auto target = TargetEncoding::fit(table, survey.rows, survey);
  const Preparation preparation = Preparation::fit(table, survey.rows, target);
  std::vector<int64_t> many;  // more than one block, in odd order, with repetitions
  for (int64_t i = 0; i < 1500; ++i) many.push_back((i * 7) % table.rows());
  const auto all = preparation.apply<float>(table, many);
  const size_t width = static_cast<size_t>(all.width);
  for (size_t i = 0; i < many.size(); i += 13) {
    const auto one = preparation.apply<float>(table, std::vector<int64_t>{many[i]});
    EXPECT_TRUE(std::equal(one.values.begin(), one.values.end(), all.values.begin() + i * width));
  }
  EXPECT_EQ(preparation.apply<float>(table, {}).width, all.width);
}

TEST(Preparation, StaysFiniteForAnyNumber) {
  const Table table = parse_csv("a,b,y\n1,1e308,a\n2,-1e308,b\n3,1e300,a\n", "t.csv");
  const Preparation preparation = fit_all(table);
  const Table far = parse_csv("a,b\n1e308,1e308\n-1e308,-1.7e308\n", "far.csv");
  for (const float v : preparation.apply<float>(far, all_rows(far)).values)
    EXPECT_TRUE(std::isfinite(v));
  for (const double v : preparation.apply<double>(table, all_rows(table)).values)
    EXPECT_LE(std::abs(v), 2.0);
}

// Squares of such differences are 0; the column must not be lost for it.
TEST(Preparation, TellsTinyNumbersApart) {
  const Table table = parse_csv("a,y\n1e-300,a\n2e-300,b\n3e-300,a\n", "t.csv");
  const auto prepared = fit_all(table).apply<double>(table, all_rows(table));
  EXPECT_NEAR(prepared.values[2] - prepared.values[0], 1.0, 1e-12);
}

TEST(Preparation, SaysWhatItCannotUse) {
  const Table table = small_table();
  PreparationOptions options;
  options.drop = {"y"};
  EXPECT_EQ(message_of([&] { fit_all(table, options); }),
            "the column 'y' is the target and dropped");
  options.drop = {"agee"};
  EXPECT_NE(message_of([&] { fit_all(table, options); }).find("did you mean 'age'"),
            std::string::npos);
  const Table constant = parse_csv("a,b,y\n1,,u\n1,,v\n", "c.csv");
  EXPECT_EQ(message_of([&] { fit_all(constant); }),
            "c.csv: no column is left to learn from; left out, no value in the training rows: 'b'; "
            "left out, one and the same value in every training row: 'a'");
}

// Each text is a valid preparation with one thing wrong.
TEST(Preparation, RefusesDamagedJson) {
  const Preparation preparation = fit_all(small_table());
  const std::string good = preparation.to_json();
  struct Case {
    const char* from;
    const char* to;
    const char* message;
  };
  const Case cases[] = {
      {"\"inputs\"", "\"imputs\"", "preparation: 'inputs' is missing"},
      {"\"type\":\"number\"", "\"type\":\"moment\"",
       "inputs.columns[0].type: expected text, number or date, found \"moment\""},
      {"\"type\":\"number\"", "\"type\":\"date\"", "inputs.columns[0]: 'order' is missing"},
      {"\"name\":\"city\",\"type\"", "\"name\":\"age\",\"type\"",
       "inputs.columns[1].name: expected a name not yet taken, found \"age\""},
      {"[\"Oslo\",\"Rome\"]", "[\"Oslo\",7]",
       "inputs.columns[1].categories[1]: expected a text, found 7"},
      {"[\"Oslo\",\"Rome\"]", "7", "inputs.columns[1].categories: expected an array, found 7"},
      {"\"fill_numbers\"", "\"fill\"",
       "step.kind: expected note_missing, date_parts, fill_numbers, fill_texts, scale_numbers or "
       "one_hot, "
       "found \"fill\""},
      {"\"value\":2.0", "\"value\":null",
       "fill_numbers.columns[0].value: expected a finite number, found null"},
      {"\"value\":2.0", "\"value\":[2]",
       "fill_numbers.columns[0].value: expected a finite number, found array"},
      {"\"category\":2", "\"category\":3",
       "fill_texts.columns[0].category: expected a whole number from 0 to 2, found 3"},
      {"\"category\":2", "\"category\":-1",
       "fill_texts.columns[0].category: expected a whole number from 0 to 2, found -1"},
      {"\"category\":2", "\"category\":18446744073709551615",
       "fill_texts.columns[0].category: expected a whole number from 0 to 2, found "
       "18446744073709551615"},
      {"\"category\":2", "\"category\":1.5",
       "fill_texts.columns[0].category: expected a whole number from 0 to 2, found 1.5"},
      {"\"spread\":1.4142135623730951", "\"spread\":0",
       "scale_numbers.columns[1].spread: expected a number above 0, found 0"},
      {"\"spread\":1.4142135623730951", "\"spread\":-1",
       "scale_numbers.columns[1].spread: expected a number above 0, found -1"},
      {"\"spread\":1.4142135623730951", "\"spread\":1e-307", "no error"},
      {"\"one_hot\",\"columns\":[{\"name\":\"city\"}]", "\"one_hot\",\"columns\":[]",
       "one_hot.columns: expected every text column, found array"},
      {"\"one_hot\",\"columns\":[{\"name\":\"city\"}]",
       "\"one_hot\",\"columns\":[{\"name\":\"age\"}]",
       "one_hot.columns[0].name: expected the next text column, found \"age\""},
      {",{\"kind\":\"one_hot\",\"columns\":[{\"name\":\"city\"}]}", "",
       "preparation.steps: no step turns the text column 'city' into numbers"},
      {"\"city=Rome\"", "\"city=Roma\"",
       "preparation.features: expected the names that the steps give, found array"},
  };
  for (const Case& one : cases) {
    std::string text = good;
    const size_t at = text.find(one.from);
    ASSERT_NE(at, std::string::npos) << one.from << " in " << good;
    text.replace(at, std::string(one.from).size(), one.to);
    EXPECT_EQ(message_of([&] { Preparation::from_json(text); }), one.message);
  }
}

TEST(Preparation, RefusesTextThatIsNoJson) {
  const std::string good = fit_all(small_table()).to_json();
  for (size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(message_of([&] { Preparation::from_json(good.substr(0, length)); }).substr(0, 26),
              "preparation: not JSON near");
  }
  const std::string deep(100000, '[');
  EXPECT_EQ(message_of([&] { Preparation::from_json(deep); }),
            "preparation: JSON nested deeper than 16");
  for (const char* odd : {"[]", "7", "null", "\"x\"", "{}"})
    EXPECT_NE(message_of([&] { Preparation::from_json(odd); }), "no error");
  EXPECT_NE(message_of([&] { Preparation::from_json("\"\xff\""); }), "no error");
}

// Any single byte changed: read or refused with kModel, never anything else.
TEST(Preparation, SurvivesEveryChangedByte) {
  const std::string good = fit_all(small_table()).to_json();
  const Table table = small_table();
  for (size_t i = 0; i < good.size(); ++i)
    for (const char c : {'\0', '"', '0', '9', '-', '{', ']', '\xff', 'e'}) {
      std::string text = good;
      text[i] = c;
      try {
        for (const double v :
             Preparation::from_json(text).apply<double>(table, all_rows(table)).values)
          ASSERT_TRUE(std::isfinite(v)) << text;
      } catch (const Error& error) {
        ASSERT_EQ(error.kind(), ErrorKind::kModel) << error.what();
      }
    }
}

}  // namespace
}  // namespace glia::data
