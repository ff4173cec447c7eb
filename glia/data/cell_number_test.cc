#include "glia/data/cell_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "glia/base/bits.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/random.h"

namespace glia::data {
namespace {

TEST(CellNumber, NothingIsNoNumber) {
  EXPECT_EQ(parse_cell_number("", '.').kind, CellKind::kText);
  EXPECT_EQ(parse_cell_number(".", '.').kind, CellKind::kText);
  EXPECT_EQ(parse_cell_number("-", '.').kind, CellKind::kText);
  EXPECT_EQ(parse_cell_number("e1", '.').kind, CellKind::kText);
}

TEST(CellNumber, KeepsTheSignOfZero) {
  EXPECT_TRUE(std::signbit(parse_cell_number("-0.0", '.').value));
  EXPECT_FALSE(std::signbit(parse_cell_number("0", '.').value));
}

TEST(CellNumber, AnExponentThatSaturatesIsNoSmallOne) {
  // 10^-100000 * 10^100000 = 1: the digits that would cancel must all be looked at.
  const std::string tiny = "0." + std::string(99999, '0') + "1e100000";
  EXPECT_EQ(parse_cell_number(tiny, '.').kind, CellKind::kNumber);
  EXPECT_EQ(parse_cell_number(tiny, '.').value, parse_double(tiny).value());
  EXPECT_EQ(parse_cell_number("1e99999999999999999999", '.').kind, CellKind::kTooLarge);
  EXPECT_EQ(parse_cell_number("1e-99999999999999999999", '.').value, 0);
  EXPECT_EQ(parse_cell_number("0e99999999999999999999", '.').value, 0);
}

TEST(CellNumber, WholeNumbersAreExactOrNamedLong) {
  for (int bit = 0; bit < 63; ++bit) {
    for (const int64_t offset : {-1, 0, 1}) {
      const int64_t whole = (int64_t{1} << bit) + offset;
      const CellNumber number = parse_cell_number(std::to_string(whole), '.');
      const bool exact = static_cast<int64_t>(static_cast<double>(whole)) == whole;
      EXPECT_EQ(number.kind, exact ? CellKind::kNumber : CellKind::kLongInteger) << whole;
      EXPECT_EQ(number.value, static_cast<double>(whole));
    }
  }
  EXPECT_EQ(parse_cell_number("18446744073709551615", '.').kind, CellKind::kLongInteger);
  EXPECT_EQ(parse_cell_number("18446744073709551616", '.').kind, CellKind::kNumber);
  EXPECT_EQ(parse_cell_number("-0000000000000000000000000000001", '.').value, -1);
}

TEST(CellNumber, EqualsTheGeneralParserOnRandomText) {
  for (uint64_t i = 0; i < 200000; ++i) {
    const uint64_t bits = splitmix64(i);
    const double any = bits_as<double>(splitmix64(bits));
    std::string text;
    switch (bits % 4) {
      case 0:
        text = fmt::format("{}", std::isfinite(any) ? any : 1.0);
        break;
      case 1:
        text = fmt::format("{:.{}f}", static_cast<double>(bits % 1000003) / 997, (bits >> 8) % 20);
        break;
      case 2:
        text = fmt::format("{}.{}e{}", bits % 100000, bits >> 40,
                           static_cast<int>(bits >> 20 & 63) - 32);
        break;
      default:
        text = fmt::format("{}", static_cast<int64_t>(bits >> (bits % 60)));
        break;
    }
    const CellNumber number = parse_cell_number(text, '.');
    ASSERT_EQ(bits_as<uint64_t>(number.value), bits_as<uint64_t>(parse_double(text).value()))
        << text;
    std::string comma = text;
    if (const size_t at = comma.find('.'); at != std::string::npos) comma[at] = ',';
    ASSERT_EQ(parse_cell_number(comma, ',').value, number.value) << comma;
  }
}

}  // namespace
}  // namespace glia::data
