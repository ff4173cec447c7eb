// The TOML reader by itself: every spelling of every value, and each malformed one with its place.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "glia/formats/formats_testing.h"
#include "glia/formats/toml_internal.h"

namespace glia::formats {
namespace {

TomlValue value_of(const std::string& text) {
  return parse_toml("v = " + text, {"t.toml"}).at(0).entries.at(0).value;
}
template <class T>
T get(const std::string& text) {
  return std::get<T>(value_of(text).value);
}
std::string toml_refusal(const std::string& text) {
  return message_of(ErrorKind::kUsage, [&] { parse_toml(text, {"t.toml"}); });
}
std::string refused_value(const std::string& text) { return toml_refusal("v = " + text); }

TEST(Toml, ReadsNothing) {
  for (const char* text : {"", "\n", " \t\r\n", "# comment", "\xEF\xBB\xBF", "# \u6f22\n\n#\n"}) {
    const std::vector<TomlTable> tables = parse_toml(text, {"t.toml"});
    ASSERT_EQ(tables.size(), 1u) << text;
    EXPECT_TRUE(tables[0].entries.empty()) << text;
  }
}

TEST(Toml, ReadsTablesKeysAndPlaces) {
  const std::vector<TomlTable> tables = parse_toml(
      "\xEF\xBB\xBF"
      "a = 1 # one\r\n\n  \"\u6f22 k\"=2\n[[ x ]] # list\n1-_='v'\n['single']\n[[x]]",
      {"t.toml"});
  ASSERT_EQ(tables.size(), 4u);
  EXPECT_EQ(tables[0].entries[0].key, "a");
  EXPECT_EQ(tables[0].entries[0].place.column, 1);
  EXPECT_EQ(tables[0].entries[0].value.place.column, 5);
  EXPECT_EQ(tables[0].entries[1].key, "\u6f22 k");
  EXPECT_EQ(tables[0].entries[1].place.line, 3);
  EXPECT_EQ(tables[0].entries[1].place.column, 3);
  EXPECT_EQ(tables[0].entries[1].value.place.column, 9);  // characters, not bytes
  EXPECT_EQ(tables[1].name, "x");
  EXPECT_TRUE(tables[1].of_list);
  EXPECT_EQ(tables[1].place.line, 4);
  EXPECT_EQ(std::get<std::string>(tables[1].find("1-_")->value.value), "v");
  EXPECT_EQ(tables[1].find("2"), nullptr);
  EXPECT_EQ(tables[2].name, "single");
  EXPECT_FALSE(tables[2].of_list);
  EXPECT_TRUE(tables[3].entries.empty());
}

TEST(Toml, ReadsIntegers) {
  EXPECT_EQ(get<int64_t>("0"), 0);
  EXPECT_EQ(get<int64_t>("-0"), 0);
  EXPECT_EQ(get<int64_t>("+99"), 99);
  EXPECT_EQ(get<int64_t>("1_000_0"), 10'000);
  EXPECT_EQ(get<int64_t>("-9223372036854775808"), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(get<int64_t>("9223372036854775807"), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(get<int64_t>("0xDEAD_beef"), 0xdeadbeef);
  EXPECT_EQ(get<int64_t>("0o0755"), 0755);
  EXPECT_EQ(get<int64_t>("0b1101"), 13);
}

TEST(Toml, ReadsFloats) {
  EXPECT_EQ(get<double>("1.0"), 1.0);
  EXPECT_EQ(get<double>("+3.1415"), 3.1415);
  EXPECT_EQ(get<double>("-0.01"), -0.01);
  EXPECT_EQ(get<double>("5e+22"), 5e22);
  EXPECT_EQ(get<double>("1E06"), 1e6);
  EXPECT_EQ(get<double>("-2E-2"), -0.02);
  EXPECT_EQ(get<double>("6.626e-34"), 6.626e-34);
  EXPECT_EQ(get<double>("224_617.445_991"), 224617.445991);
  EXPECT_EQ(get<double>("5e-324"), 5e-324);
  EXPECT_TRUE(std::signbit(get<double>("-0.0")));
  EXPECT_EQ(get<double>("inf"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(get<double>("-inf"), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(get<double>("+nan")));
}

TEST(Toml, ReadsStrings) {
  EXPECT_EQ(get<std::string>("\"\""), "");
  EXPECT_EQ(get<std::string>("''"), "");
  EXPECT_EQ(get<std::string>("\"a # [b] 'c'\\\"\""), "a # [b] 'c'\"");
  EXPECT_EQ(get<std::string>("\"\\b\\t\\n\\f\\r\\\\\""), "\b\t\n\f\r\\");
  EXPECT_EQ(get<std::string>("\"\\u00e9\\u6F22\\U0001F9E0\\u0000\""),
            std::string("\u00e9\u6f22\U0001f9e0\0", 10));
  EXPECT_EQ(get<std::string>("'C:\\new\\\"'"), "C:\\new\\\"");
  EXPECT_EQ(get<std::string>("\"\"\"\"\"\""), "");
  EXPECT_EQ(get<std::string>("\"\"\"\r\na\r\nb\n\"\"\""), "a\nb\n");
  EXPECT_EQ(get<std::string>("\"\"\"a \\  \n\r\n\t b\\\"\\n\"\"\""), "a b\"\n");
  EXPECT_EQ(get<std::string>("\"\"\"\"two\"\" quotes\"\"\"\"\""), "\"two\"\" quotes\"\"");
  EXPECT_EQ(get<std::string>("'''\n\\ it's\n''''"), "\\ it's\n'");
}

TEST(Toml, ReadsLists) {
  EXPECT_TRUE(get<TomlList>("[]").empty());
  EXPECT_TRUE(get<TomlList>("[ # none\n\n]").empty());
  const TomlList list = get<TomlList>("[1,'a' ,\n # two\n true, 2.5 # last\n,]");
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(type_text(list[0]), "an integer");
  EXPECT_EQ(type_text(list[1]), "text");
  EXPECT_EQ(type_text(list[2]), "a truth value");
  EXPECT_EQ(list[2].place.line, 3);
  EXPECT_EQ(list[2].place.column, 2);
  EXPECT_EQ(type_text(list[3]), "a number with a fraction");
}

TEST(Toml, RefusesMalformedLines) {
  EXPECT_EQ(toml_refusal("= 1"), "t.toml:1:1: expected a key, found \"=\"");
  EXPECT_EQ(toml_refusal("a"),
            "t.toml:1:2: expected = after the key \"a\", found the end of the file");
  EXPECT_EQ(toml_refusal("a b = 1"), "t.toml:1:3: expected = after the key \"a\", found \"b\"");
  EXPECT_EQ(toml_refusal("a = 1 b = 2"), "t.toml:1:7: expected the end of the line, found \"b\"");
  EXPECT_EQ(toml_refusal("a = 1 \x01"),
            "t.toml:1:7: expected the end of the line, found \"\\x01\"");
  EXPECT_EQ(toml_refusal("a = 1\rb = 2"),
            "t.toml:1:6: expected the end of the line, found \"\\r\"");
  EXPECT_EQ(toml_refusal("a.b = 1"),
            "t.toml:1:2: dotted keys have no meaning in an architecture file");
  EXPECT_EQ(toml_refusal("a . b = 1"),
            "t.toml:1:3: dotted keys have no meaning in an architecture file");
  EXPECT_EQ(toml_refusal("\"\"\"a\"\"\" = 1"), "t.toml:1:1: a key can't span lines");
  EXPECT_EQ(toml_refusal("'''a''' = 1"), "t.toml:1:1: a key can't span lines");
  EXPECT_EQ(toml_refusal("\"a\nb\" = 1"),
            "t.toml:1:1: the text that begins here does not end on its line");
  EXPECT_EQ(toml_refusal("\u6f22 = 1"), "t.toml:1:1: expected a key, found \"\u6f22\"");
  EXPECT_EQ(toml_refusal("# a\x7f"), "t.toml:1:4: control character U+007F in a comment");
  EXPECT_EQ(toml_refusal("a = 1\n'a' = 2"), "t.toml:2:1: the key \"a\" stands twice");
  EXPECT_EQ(toml_refusal("[a"), "t.toml:1:3: expected ], found the end of the file");
  EXPECT_EQ(toml_refusal("[]"), "t.toml:1:2: expected a key, found \"]\"");
  EXPECT_EQ(toml_refusal("[[]]"), "t.toml:1:3: expected a key, found \"]\"");
  EXPECT_EQ(toml_refusal("[[a]"), "t.toml:1:4: expected ]], found \"]\"");
  EXPECT_EQ(toml_refusal("[[a] ]"), "t.toml:1:4: expected ]], found \"]\"");
  EXPECT_EQ(toml_refusal("[ [a]]"), "t.toml:1:3: expected a key, found \"[\"");
  EXPECT_EQ(toml_refusal("[[["), "t.toml:1:3: expected a key, found \"[\"");
  EXPECT_EQ(toml_refusal("[[a.b]]"),
            "t.toml:1:4: dotted names have no meaning in an architecture file");
  EXPECT_EQ(toml_refusal("[[a]] b = 1"), "t.toml:1:7: expected the end of the line, found \"b\"");
  EXPECT_EQ(toml_refusal("[[a\n]]"), "t.toml:1:4: expected ]], found the end of the line");
  EXPECT_EQ(toml_refusal("a = 1\n\u6f22\u6f22\xe6\xbc"), "t.toml:2:3: not UTF-8: byte 0xe6");
  EXPECT_EQ(toml_refusal("\xff\xfe"
                         "a"),
            "t.toml:1:1: not UTF-8: byte 0xff");
  std::string keys;
  for (int i = 0; i < 1001; ++i) keys += "k" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(toml_refusal(keys), "t.toml:1001:1: more than 1000 keys in one table");
}

TEST(Toml, RefusesMalformedValues) {
  EXPECT_EQ(refused_value(""), "t.toml:1:5: expected a value, found the end of the file");
  EXPECT_EQ(refused_value("\n1"), "t.toml:1:5: expected a value, found the end of the line");
  EXPECT_EQ(refused_value("# 1"), "t.toml:1:5: expected a value, found \"#\"");
  EXPECT_EQ(refused_value("hello"),
            "t.toml:1:5: \"hello\" is no value; is it text without quotes?");
  EXPECT_EQ(refused_value("True"), "t.toml:1:5: \"True\" is no value; is it text without quotes?");
  EXPECT_EQ(refused_value("\u6f22"), "t.toml:1:5: expected a value, found \"\u6f22\"");
  EXPECT_EQ(refused_value("{}"),
            "t.toml:1:5: a table in braces has no meaning in an architecture file");
  EXPECT_EQ(refused_value("1979-05-27"),
            "t.toml:1:5: a date or time has no meaning in an architecture file");
  EXPECT_EQ(refused_value("1979-05-27T07:32:00Z"),
            "t.toml:1:5: a date or time has no meaning in an architecture file");
  EXPECT_EQ(refused_value("07:32:00"),
            "t.toml:1:5: a date or time has no meaning in an architecture file");
  for (const char* text :
       {"01",   "-01",  "1_",  "_1",  "1__0", "+",    "-",     "0x",   "0x_1",     "-0x1",
        "0xg",  "0b2",  "0o8", "1.",  ".5",   "1.e3", "1_.5",  "1._5", "1e",       "1e+",
        "1e_5", "00.5", "+-1", "Inf", "NaN",  "1,5.", "1.5.2", "1-2",  "infinity", "++1"}) {
    EXPECT_NE(refused_value(text), "no error") << text;
  }
  EXPECT_EQ(refused_value("1_000_"),
            "t.toml:1:5: \"1_000_\" is no value; is it text without quotes?");
  EXPECT_EQ(refused_value("-9223372036854775809"),
            "t.toml:1:5: the number \"-9223372036854775809\" is too large");
  EXPECT_EQ(refused_value("0x8000000000000000"),
            "t.toml:1:5: the number \"0x8000000000000000\" is too large");
  EXPECT_EQ(refused_value("-1e309"), "t.toml:1:5: the number \"-1e309\" is too large");
  EXPECT_EQ(refused_value("\"abc"), "t.toml:1:5: the text that begins here has no end");
  EXPECT_EQ(refused_value("'abc"), "t.toml:1:5: the text that begins here has no end");
  EXPECT_EQ(refused_value("'abc\n'"),
            "t.toml:1:5: the text that begins here does not end on its line");
  EXPECT_EQ(refused_value("\"\"\"abc\n\n"), "t.toml:1:5: the text that begins here has no end");
  EXPECT_EQ(refused_value("'''abc''"), "t.toml:1:5: the text that begins here has no end");
  EXPECT_EQ(refused_value("\"a\x1f\""), "t.toml:1:7: control character U+001F in text");
  EXPECT_EQ(refused_value("\"a\rb\""), "t.toml:1:7: control character U+000D in text");
  EXPECT_EQ(refused_value("\"\\x41\""),
            "t.toml:1:6: expected an escape: \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX");
  EXPECT_EQ(refused_value("\"\\ \n\""),
            "t.toml:1:6: expected an escape: \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX");
  EXPECT_EQ(refused_value("\"\\u12\""),
            "t.toml:1:6: expected 4 hexadecimal digits after the escape");
  EXPECT_EQ(refused_value("\"\\ud800\""), "t.toml:1:6: U+D800 is no character");
  EXPECT_EQ(refused_value("\"\\U00110000\""), "t.toml:1:6: U+110000 is no character");
  EXPECT_EQ(refused_value("\"\\U0001F9"),
            "t.toml:1:6: expected 8 hexadecimal digits after the escape");
  EXPECT_EQ(refused_value("\"\\"),
            "t.toml:1:6: expected an escape: \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX");
  EXPECT_EQ(refused_value("[1 2]"), "t.toml:1:8: expected , or ] in the list, found \"2\"");
  EXPECT_EQ(refused_value("[1"),
            "t.toml:1:7: expected , or ] in the list, found the end of the file");
  EXPECT_EQ(refused_value("[1,"), "t.toml:1:8: expected a value, found the end of the file");
  EXPECT_EQ(refused_value("[,]"), "t.toml:1:6: expected a value, found \",\"");
  EXPECT_EQ(refused_value("[1,,2]"), "t.toml:1:8: expected a value, found \",\"");
  EXPECT_EQ(refused_value("[[1]]"),
            "t.toml:1:6: a list of lists has no meaning in an architecture file");
  EXPECT_EQ(refused_value("[{}]"),
            "t.toml:1:6: a table in braces has no meaning in an architecture file");
  EXPECT_EQ(refused_value("[1]]"), "t.toml:1:8: expected the end of the line, found \"]\"");
}

}  // namespace
}  // namespace glia::formats
