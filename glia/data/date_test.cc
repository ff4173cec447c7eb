// Dates against Python's datetime: tests/golden/dates.json, by tools/golden/make_dates.py.
#include "glia/data/date.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"
#include "glia/data/calendar.h"
#include "glia/data/csv.h"
#include "glia/data/preparation.h"

namespace glia::data {
namespace {

const nlohmann::json& golden_dates() { return golden_file("dates.json"); }

TEST(Calendar, CountsDaysAsPythonDoes) {
  ASSERT_EQ(golden_dates()["days"].size(), 1000u);
  for (const auto& one : golden_dates()["days"]) {
    const int64_t days = one[0];
    const CivilDate date = civil_from_days(days);
    EXPECT_EQ(date.year, one[1].get<int64_t>()) << days;
    EXPECT_EQ(date.month, one[2].get<int>()) << days;
    EXPECT_EQ(date.day, one[3].get<int>()) << days;
    EXPECT_EQ(weekday_of_days(days), one[4].get<int>()) << days;
    EXPECT_EQ(days_from_civil(date), days);
  }
}

// Day after day, for 1,000 years around 1970.
TEST(Calendar, EveryDayFollowsTheOneBefore) {
  CivilDate before = civil_from_days(-182622);
  for (int64_t days = -182621; days <= 182622; ++days) {
    const CivilDate date = civil_from_days(days);
    const bool last = before.day == days_of_month(before.year, before.month);
    ASSERT_EQ(date.day, last ? 1 : before.day + 1);
    ASSERT_EQ(date.month, last ? before.month % 12 + 1 : before.month);
    ASSERT_EQ(date.year, before.year + (last && before.month == 12 ? 1 : 0));
    ASSERT_EQ(days_from_civil(date), days);
    before = date;
  }
}

void expect_read_as(const nlohmann::json& texts) {
  for (const auto& one : texts) {
    const std::string text = one[0];
    const std::string order = one[1];
    const std::optional<double> found = parse_date(text, *date_order_named(order));
    if (one[2].is_null())
      EXPECT_FALSE(found.has_value()) << text << " " << order;
    else
      EXPECT_EQ(found.value_or(-1), one[2].get<double>()) << text << " " << order;
  }
}

TEST(Date, IsReadAsPythonReadsIt) {
  ASSERT_GT(golden_dates()["texts"].size(), 900u);
  expect_read_as(golden_dates()["texts"]);
}

// By strptime: 12 Mar 2024, March 12, 2024, 12-Mar-24 and the like; what %y stands for.
TEST(Date, MonthsWithNamesAndShortYearsAreReadAsPythonReadsThem) {
  ASSERT_GT(golden_dates()["written"].size(), 350u);
  expect_read_as(golden_dates()["written"]);
}

// What people write that strptime has no letter for; the same days in figures.
TEST(Date, OrdinalsAndSeptember) {
  const auto day = [](const char* text) { return parse_date(text, DateOrder::kYmd); };
  EXPECT_EQ(parse_date("12th March 2024", DateOrder::kDmy), day("2024-03-12"));
  EXPECT_EQ(parse_date("March 1st, 2024", DateOrder::kMdy), day("2024-03-01"));
  EXPECT_EQ(parse_date("Sept 3, 2024", DateOrder::kMdy), day("2024-09-03"));
  EXPECT_EQ(parse_date("12 Mar 2024 10:30 PM", DateOrder::kDmy), day("2024-03-12 22:30"));
}

TEST(Date, WhatCouldBeSomethingElseIsNone) {
  // The day or the year; a version; an abbreviation that there is not; separators that differ.
  for (const char* text :
       {"Mar-24",        "12-Mar",       "Mar 12",      "1.2.34",     "10.4.12",
        "12-Mrz-2024",   "12-Marc-2024", "12-Mar/2024", "12/3-24",    "May",
        "maybe 2024",    "1/2/3",        "1/2/345",     "12 Mar 024", "12 Mar 2024 at noon",
        "Mar 12, 10:30", "30 Feb 2024",  "Mar 0 2024",  "a",          "March",
        "0000 Mar 12"})
    for (const char* order : {"ymd", "dmy", "mdy", "time", "dmy2", "mdy2", "ymd2"})
      EXPECT_FALSE(parse_date(text, *date_order_named(order))) << text << " " << order;
  EXPECT_FALSE(parse_date("5/1/24", DateOrder::kDmy));
  EXPECT_FALSE(parse_date("5/1/2024", DateOrder::kDmy2));
  EXPECT_FALSE(parse_date("12 Mar 2024", DateOrder::kMdy));
  EXPECT_FALSE(parse_date("05.01.24", DateOrder::kMdy2));
}

TEST(Date, WhatIsNone) {
  for (const char* text : {"",
                           "5",
                           "2024",
                           "2024.1",
                           "2024.5.1x",
                           "24-1-5",
                           "2024-1/5",
                           "1.2.3",
                           "x",
                           "2024-01-05 ",
                           "2024-01-05 10",
                           "2024-01-05T",
                           "2024-01-05 10:5",
                           "2024年13月1日",
                           "2024年1月5",
                           "-2024-01-05",
                           "1/2/34",
                           "20240105",
                           "2024-01-05 10:30 13PM",
                           "2024-01-05 10:30+25:00",
                           "10:30"})
    EXPECT_FALSE(parse_date(text, DateOrder::kYmd)) << text;
  EXPECT_FALSE(parse_date("13/13/2024", DateOrder::kDmy));
  EXPECT_FALSE(parse_date("5.1.2024", DateOrder::kMdy));
  EXPECT_FALSE(parse_date("2024-01-05", DateOrder::kDmy));
  EXPECT_FALSE(parse_date("25:00", DateOrder::kTime));
}

Column column_of(const std::vector<std::string>& cells) { return Column::of_text("d", cells); }

std::optional<DateFinding> find(const std::vector<std::string>& cells,
                                std::optional<DateOrder> asked = {}) {
  std::vector<int64_t> rows(cells.size());
  std::iota(rows.begin(), rows.end(), 0);
  return find_dates(column_of(cells), rows, asked);
}

TEST(Date, TheOrderIsThatOfTheColumn) {
  EXPECT_EQ(find({"2024-01-05", "2024/2/1", "2024年3月1日"})->order, DateOrder::kYmd);
  EXPECT_EQ(find({"5.1.2024", "1.2.2024"})->order, DateOrder::kDmy);
  EXPECT_FALSE(find({"5.1.2024", "1.2.2024"})->ambiguous);
  EXPECT_EQ(find({"5/1/2024", "31/1/2024"})->order, DateOrder::kDmy);
  EXPECT_EQ(find({"5/1/2024", "1/31/2024"})->order, DateOrder::kMdy);
  EXPECT_FALSE(find({"5/1/2024", "1/31/2024"})->ambiguous);
  EXPECT_EQ(find({"10:30", "7:05:01"})->order, DateOrder::kTime);
  const auto either = find({"", "5/1/2024", "1/12/2024"});
  EXPECT_EQ(either->order, DateOrder::kDmy);
  EXPECT_TRUE(either->ambiguous);
  EXPECT_EQ(either->example, "5/1/2024");
  const auto asked = find({"5/1/2024", "1/12/2024"}, DateOrder::kMdy);
  EXPECT_EQ(asked->order, DateOrder::kMdy);
  EXPECT_FALSE(asked->ambiguous);
  // Cells that can be one thing only are not overruled.
  EXPECT_EQ(find({"31/1/2024", "1/2/2024"}, DateOrder::kMdy)->order, DateOrder::kDmy);
}

TEST(Date, ANamedMonthSettlesTheOrder) {
  for (const auto& cells :
       {std::vector<std::string>{"12 Mar 2024", "1 Apr 2024"}, {"12-MAR-2024", "3/4/2024"}}) {
    EXPECT_EQ(find(cells)->order, DateOrder::kDmy);
    EXPECT_FALSE(find(cells)->ambiguous);
  }
  EXPECT_EQ(find({"March 12, 2024", "Apr 1, 2024"})->order, DateOrder::kMdy);
  EXPECT_EQ(find({"Mar 2024", "Apr 2024"})->order, DateOrder::kMdy);
  EXPECT_FALSE(find({"Mar 2024", "Apr 2024"})->ambiguous);
  EXPECT_EQ(find({"2024-Mar-12", "2024-04-01"})->order, DateOrder::kYmd);
  EXPECT_FALSE(find({"12 Mar 2024", "Mar 12, 2024"}));
}

TEST(Date, ShortYearsAreReadWhereTheColumnSettlesTheirPlace) {
  const auto settled = [](const std::vector<std::string>& cells, DateOrder order) {
    const auto found = find(cells);
    return found && found->order == order && !found->ambiguous && found->far_example.empty();
  };
  EXPECT_TRUE(settled({"31/1/24", "1/2/32"}, DateOrder::kDmy2));
  EXPECT_TRUE(settled({"1/31/24", "1/2/99"}, DateOrder::kMdy2));
  EXPECT_TRUE(settled({"98-01-05", "24-02-13"}, DateOrder::kYmd2));
  EXPECT_TRUE(settled({"12-Mar-24", "1-Apr-98"}, DateOrder::kDmy2));
  // As likely this order as another: said, and --date-order decides.
  const auto doubt = find({"05/01/24", "06/02/11"});
  EXPECT_EQ(doubt->order, DateOrder::kDmy2);
  EXPECT_TRUE(doubt->ambiguous);
  for (const auto& [asked, order] : {std::pair{DateOrder::kDmy, DateOrder::kDmy2},
                                     {DateOrder::kMdy, DateOrder::kMdy2},
                                     {DateOrder::kYmd, DateOrder::kYmd2}}) {
    const auto found = find({"05/01/11", "06/02/11"}, asked);
    EXPECT_EQ(found->order, order);
    EXPECT_FALSE(found->ambiguous);
  }
  // Short and long years are not mixed, versions are no dates.
  EXPECT_FALSE(find({"31/1/24", "31/1/2024"}));
  EXPECT_FALSE(find({"3.10.12", "3.9.11"}));
  // Births of 1945 or dates of 2045?
  EXPECT_EQ(find({"31/1/01", "30/3/45"})->far_example, "30/3/45");
}

// 12-Mar-24 could be 2012-03-24 by its figures; nobody writes it so.
TEST(Date, ANamedMonthBetweenShortNumbersHasTheDayInFront) {
  const auto expect = [](const std::vector<std::string>& cells, std::optional<DateOrder> asked,
                         DateOrder order, bool ambiguous) {
    const auto found = find(cells, asked);
    ASSERT_TRUE(found.has_value()) << cells[0];
    EXPECT_EQ(found->order, order) << cells[0];
    EXPECT_EQ(found->ambiguous, ambiguous) << cells[0];
  };
  const std::vector<std::string> either = {"12-Mar-24", "01-Apr-24"};
  expect(either, {}, DateOrder::kDmy2, false);
  expect(either, DateOrder::kDmy, DateOrder::kDmy2, false);
  expect(either, DateOrder::kMdy, DateOrder::kDmy2, false);
  expect(either, DateOrder::kYmd, DateOrder::kYmd2, false);
  // One name settles it for the figures of its column too.
  expect({"05/03/24", "12 Apr 24"}, {}, DateOrder::kDmy2, false);
  // A day beyond 31 is a year, a day that the month has not is none.
  expect({"12-Mar-24", "98-Apr-01"}, {}, DateOrder::kYmd2, false);
  expect({"12-Mar-24", "31-Apr-01"}, {}, DateOrder::kYmd2, false);
  expect({"12-Mar-24", "01-Apr-98"}, DateOrder::kYmd, DateOrder::kDmy2, false);
  // Letters that name no month settle nothing, nor do a name on each side and a name in no date.
  expect({"24/05/12 10:30 AM", "24/05/13 10:30 PM"}, {}, DateOrder::kDmy2, true);
  std::vector<std::string> figures(40, "05/03/24");
  figures.emplace_back("in March");
  expect(figures, {}, DateOrder::kDmy2, true);
  figures.insert(figures.end(), {"12-Mar-24", "Mar 12, 24"});
  figures.insert(figures.end(), 40, "05/03/24");
  expect(figures, {}, DateOrder::kDmy2, true);
}

TEST(Date, MonthsAreFoundByTheirNames) {
  for (const char* text : {"12-Mar-24", "March 12, 2024", "12MAR24 10:30", "1st sept 24"})
    EXPECT_TRUE(has_month_name(text)) << text;
  for (const char* text :
       {"", "12/03/24", "24-05-12T10:30Z", "12th 3 24", "10:30 AM", "Marc", "3月"})
    EXPECT_FALSE(has_month_name(text)) << text;
}

TEST(Date, AFewCellsMayBeSomethingElse) {
  std::vector<std::string> cells(99, "2024-01-05");
  cells.emplace_back("unknown");
  const auto finding = find(cells);
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->unreadable, 1);
  EXPECT_EQ(finding->unreadable_examples, std::vector<std::string>{"unknown"});
  for (int i = 0; i < 6; ++i) cells.emplace_back("who knows");
  EXPECT_FALSE(find(cells).has_value());
  EXPECT_FALSE(find({"red", "green"}).has_value());
  EXPECT_FALSE(find({"", ""}).has_value());
}

// A table with a date, a number and a target; the moments of the golden file.
std::string csv_of_moments() {
  std::string csv = "when,x,y\n";
  int i = 0;
  for (const auto& moment : golden_dates()["moments"]) {
    csv += moment.get<std::string>() + "," + std::to_string(i * i % 7) + "," +
           (i % 3 == 0 ? "a" : "b") + "\n";
    ++i;
  }
  return csv;
}

Preparation fitted(const Table& table, const PreparationOptions& options = {}) {
  std::vector<int64_t> rows(static_cast<size_t>(table.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  const std::vector<std::string> targets{table.names().back()};
  const TargetEncoding target =
      TargetEncoding::fit(table, rows, survey_target(table, targets, Task::kClassify));
  return Preparation::fit(table, rows, target, options);
}

std::vector<double> applied(const Preparation& preparation, const std::string& csv,
                            std::vector<std::string>* messages = nullptr) {
  CsvOptions options;
  options.text_columns = preparation.inputs().text_columns();
  const Table table = parse_csv(csv, "new.csv", options);
  std::vector<int64_t> rows(static_cast<size_t>(table.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  PreparationReport report;
  std::vector<double> values = preparation.apply<double>(table, rows, &report).values;
  if (messages != nullptr)
    for (const Message& message : report.messages()) messages->push_back(message.text());
  return values;
}

TEST(DateParts, AreThoseOfPython) {
  PreparationOptions plain;
  plain.scaling = Scaling::kNone;
  const std::string csv = csv_of_moments();
  const Preparation preparation = fitted(parse_csv(csv, "t.csv"), plain);
  EXPECT_EQ(preparation.feature_names(),
            (std::vector<std::string>{"when: days", "when: year", "when: day", "when: month sin",
                                      "when: month cos", "when: weekday sin", "when: weekday cos",
                                      "when: hour sin", "when: hour cos", "x"}));
  EXPECT_TRUE(preparation.warnings().empty());
  // As fitted, and as read back from the model file.
  for (const Preparation& each : {preparation, Preparation::from_json(preparation.to_json())}) {
    EXPECT_EQ(each.to_json(), preparation.to_json());
    const std::vector<double> values = applied(each, csv);
    const auto& parts = golden_dates()["parts"];
    ASSERT_EQ(values.size(), parts.size() * 10);
    for (size_t row = 0; row < parts.size(); ++row)
      for (size_t i = 0; i < parts[row].size(); ++i)
        EXPECT_NEAR(values[row * 10 + i], parts[row][i].get<double>(), 1e-12) << row << " " << i;
  }
}

TEST(DateParts, OnlyWhatDiffersIsKept) {
  const Preparation preparation =
      fitted(parse_csv("d,t,y\n2024-05-01,7:00,a\n2024-05-02,8:30,b\n2024-05-03,9:00,a\n"
                       "2024-05-04,,b\n",
                       "t.csv"));
  EXPECT_EQ(preparation.feature_names(),
            (std::vector<std::string>{"d: days", "d: day", "d: weekday sin", "d: weekday cos",
                                      "t: hour sin", "t: hour cos"}));
}

TEST(DateParts, ANewRowWithoutADateIsMissingAndNamed) {
  const Preparation preparation = fitted(parse_csv(csv_of_moments(), "t.csv"));
  std::vector<std::string> messages;
  const std::vector<double> values =
      applied(preparation, "when,x\nsoon,1\n,1\n5/1/2024,1\n2024-01-05,1\n", &messages);
  EXPECT_EQ(messages, std::vector<std::string>{"'when': 2 of 4 cells are no dates as in training, "
                                               "taken as missing ('soon' and '5/1/2024')"});
  // Filled with the mean, which scaling brings to 0.
  for (size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(values[i], 0.0, 1e-12);
    EXPECT_EQ(values[10 + i], values[i]);
    EXPECT_EQ(values[20 + i], values[i]);
  }
  EXPECT_NE(values[30], 0.0);
  messages.clear();
  applied(preparation, "when,x\n1,1\n2,1\n", &messages);
  EXPECT_EQ(messages.size(), 1u);
}

TEST(DateParts, ManyDatesAreNoFreeText) {
  std::string csv = "when,y\n";
  for (int i = 0; i < 365; ++i) {
    const CivilDate date = civil_from_days(19000 + i);
    csv += std::to_string(date.month) + "/" + std::to_string(date.day) + "/" +
           std::to_string(date.year) + "," + (i % 2 == 0 ? "a" : "b") + "\n";
  }
  const Preparation preparation = fitted(parse_csv(csv, "t.csv"));
  EXPECT_TRUE(preparation.warnings().empty());
  EXPECT_EQ(preparation.feature_names()[0], "when: days");
}

TEST(DateParts, AnOrderThatCouldBeEitherIsSaid) {
  const std::string csv = "when,y\n5/1/2024,a\n6/1/2024,b\n7/2/2024,a\n";
  const Preparation day_first = fitted(parse_csv(csv, "t.csv"));
  ASSERT_EQ(day_first.warnings().size(), 1u);
  EXPECT_EQ(
      day_first.warnings()[0].message.text(),
      "'when': dates such as '5/1/2024' are read with the day first; if the month comes first, "
      "say so with --date-order mdy");
  PreparationOptions options;
  options.date_order = DateOrder::kMdy;
  options.scaling = Scaling::kNone;
  const Preparation month_first = fitted(parse_csv(csv, "t.csv"), options);
  EXPECT_TRUE(month_first.warnings().empty());
  const std::string short_years = "when,y\n05/06/11,a\n06/06/11,b\n07/02/40,a\n";
  const Preparation guessed = fitted(parse_csv(short_years, "t.csv"));
  ASSERT_EQ(guessed.warnings().size(), 2u);
  EXPECT_EQ(guessed.warnings()[0].message.text(),
            "'when': dates such as '05/06/11' are read as 2011-06-05; if that is wrong, say so "
            "with --date-order dmy, mdy or ymd");
  EXPECT_EQ(guessed.warnings()[1].message.text(),
            "'when': years of two digits are taken to be 1969 to 2068, '07/02/40' to be "
            "2040-02-07; if that is wrong, write them with four");
  EXPECT_EQ(Preparation::from_json(guessed.to_json()).to_json(), guessed.to_json());
  // From 1 May to 1 June 31 days.
  const size_t width = month_first.feature_names().size();
  EXPECT_EQ(applied(month_first, csv)[width], 31.0);
}

std::string preparation_refusal(const std::string& json) {
  try {
    Preparation::from_json(json);
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

TEST(DateParts, AStrangeFileIsRefused) {
  const auto file = [](const std::string& order, const std::string& steps) {
    return R"({"inputs":{"columns":[{"name":"d","type":"date","order":")" + order +
           R"("}],"ignored":[]},"steps":[)" + steps +
           R"({"kind":"fill_numbers","columns":[{"name":"d: days","value":1}]}],"features":["d: days"]})";
  };
  const auto parts = [](const std::string& list) {
    return R"({"kind":"date_parts","columns":[{"name":"d","first":0,"parts":[)" + list + "]}]},";
  };
  EXPECT_EQ(preparation_refusal(file("ymd", parts("\"days\""))), "read");
  EXPECT_EQ(
      preparation_refusal(file("dym", parts("\"days\""))),
      "inputs.columns[0].order: expected ymd, dmy, mdy, time, dmy2, mdy2 or ymd2, found \"dym\"");
  EXPECT_EQ(
      preparation_refusal(file("ymd", parts("\"days\",\"days\""))),
      "date_parts.columns[0].parts[1]: expected the next of days, year, day, month, weekday and "
      "hour, found \"days\"");
  EXPECT_EQ(preparation_refusal(file("ymd", parts(""))),
            "date_parts.columns[0].parts: expected at least one part, found array");
  EXPECT_EQ(
      preparation_refusal(
          R"({"inputs":{"columns":[{"name":"d","type":"date","order":"ymd"}],"ignored":[]},)"
          R"("steps":[{"kind":"fill_numbers","columns":[{"name":"d","value":1e300}]}],)"
          R"("features":["d"]})"),
      "preparation.steps: no step turns the dates of the column 'd' into numbers of a calendar");
}

}  // namespace
}  // namespace glia::data
