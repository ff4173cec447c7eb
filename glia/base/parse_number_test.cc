#include "glia/base/parse_number.h"

#include <gtest/gtest.h>

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <string>

#include "glia/base/random.h"

namespace glia {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

uint64_t bits_of(double value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

void expect_no_double(std::initializer_list<const char*> texts) {
  for (const char* text : texts) EXPECT_EQ(parse_double(text), std::nullopt) << '"' << text << '"';
}

TEST(ParseDouble, RefusesWhatIsNoNumber) {
  expect_no_double({"", "+", "-", ".", "e5", "1e", "1e+", "1.5.2", "1e5.0", "one"});
  expect_no_double({" 1", "1 ", "1\n", "\t1"});
  expect_no_double({"--1", "+-1", "-+1", "++1"});
  expect_no_double({"0x10", "1_000", "1,5", "1f", "1d"});
  expect_no_double({"na", "in", "infinit", "nan(1)", "nan()", "nano"});
  expect_no_double({"\xEF\xBC\x91", "\xE2\x88\x92\x31"});  // full-width 1, Unicode minus
  EXPECT_EQ(parse_double(std::string_view("1\0", 2)), std::nullopt);
}

TEST(ParseDouble, TakesEveryUsualForm) {
  EXPECT_EQ(parse_double("0"), 0.0);
  EXPECT_EQ(parse_double("+1"), 1.0);
  EXPECT_EQ(parse_double("-1.50"), -1.5);
  EXPECT_EQ(parse_double("007"), 7.0);
  EXPECT_EQ(parse_double(".5"), 0.5);
  EXPECT_EQ(parse_double("5."), 5.0);
  EXPECT_EQ(parse_double("1e3"), 1000.0);
  EXPECT_EQ(parse_double("1E-3"), 0.001);
  EXPECT_EQ(parse_double("+1e+3"), 1000.0);
  EXPECT_TRUE(std::signbit(*parse_double("-0")));
}

TEST(ParseDouble, TakesInfinityAndNan) {
  for (const char* text : {"inf", "+inf", "INF", "Infinity", "1e999", "+1e400"}) {
    EXPECT_EQ(parse_double(text), kInfinity) << text;
  }
  for (const char* text : {"-inf", "-INFINITY", "-1e999"}) {
    EXPECT_EQ(parse_double(text), -kInfinity) << text;
  }
  for (const char* text : {"nan", "NaN", "-nan", "+NAN"}) {
    ASSERT_TRUE(parse_double(text).has_value()) << text;
    EXPECT_TRUE(std::isnan(*parse_double(text))) << text;
  }
  EXPECT_EQ(parse_double("1e-999"), 0.0);
}

// strtod of the C library, in the C locale, is the oracle: correctly rounded, bit for bit.
void expect_as_strtod(const std::string& text) {
  const std::optional<double> value = parse_double(text);
  ASSERT_TRUE(value.has_value()) << text;
  ASSERT_EQ(bits_of(*value), bits_of(std::strtod(text.c_str(), nullptr))) << text;
}

TEST(ParseDouble, EqualsStrtodWhereRoundingIsHard) {
  for (const char* text :
       {"2.2250738585072014e-308", "2.2250738585072011e-308", "4.9406564584124654e-324",
        "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623157e308",
        "1.7976931348623158e308", "1.7976931348623159e308", "9007199254740993",
        "9007199254740992.5", "0.1", "0.30000000000000004", "123456789012345678901234567890",
        "8.5e-1000000", "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126"}) {
    expect_as_strtod(text);
  }
  expect_as_strtod("0." + std::string(400, '0') + "1e400");
  expect_as_strtod(std::string(800, '9'));
}

TEST(ParseDouble, EqualsStrtodOnRandomTexts) {
  const uint64_t stream = hash_path("parse_number_test");
  for (uint64_t i = 0; i < 100000; ++i) {
    const auto words = random_words(1, stream, 0, i);
    const uint64_t digits = words[0] | uint64_t{words[1]} << 32;
    double from_bits = 0;
    std::memcpy(&from_bits, &digits, sizeof from_bits);
    char text[64];
    if (std::isfinite(from_bits)) {
      std::snprintf(text, sizeof text, "%.*g", static_cast<int>(words[2] % 20), from_bits);
      expect_as_strtod(text);
    }
    std::snprintf(text, sizeof text, "%s%u.%" PRIu64 "e%d", words[2] & 1 ? "-" : "",
                  words[2] >> (words[3] % 32), digits >> (words[3] / 32 % 64),
                  static_cast<int>(words[3] / 2048 % 700) - 350);
    expect_as_strtod(text);
  }
}

TEST(ParseInt64, TakesTheWholeRange) {
  EXPECT_EQ(parse_int64("0"), 0);
  EXPECT_EQ(parse_int64("-0"), 0);
  EXPECT_EQ(parse_int64("+42"), 42);
  EXPECT_EQ(parse_int64("9223372036854775807"), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(parse_int64("-9223372036854775808"), std::numeric_limits<int64_t>::min());
}

TEST(ParseInt64, RefusesTheRest) {
  for (const char* text : {"", "+", "-", "+-1", "9223372036854775808", "-9223372036854775809",
                           "1.0", "1e3", " 1", "1 ", "0x10", "1_0", "ten"}) {
    EXPECT_EQ(parse_int64(text), std::nullopt) << '"' << text << '"';
  }
}

}  // namespace
}  // namespace glia
