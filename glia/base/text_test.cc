#include "glia/base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "glia/base/random.h"

namespace glia {
namespace {

TEST(Utf8, TakesTheFirstAndLastOfEveryLength) {
  for (const char* text : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF",
                           "h\xC3\xA9llo \xE4\xBD\xA0\xE5\xA5\xBD"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, NamesTheFirstBadByte) {
  struct Case {
    const char* text;
    size_t offset;
  };
  for (const Case& bad :
       {Case{"\x80", 0}, Case{"a\xBF", 1}, Case{"\xC0\x80", 0}, Case{"\xC1\xBF", 0},
        Case{"\xC3", 0},
        Case{"ab\xC3"
             "c",
             2},
        Case{"\xE0\x9F\xBF", 0}, Case{"\xED\xA0\x80", 0}, Case{"\xE4\xBD", 0},
        Case{"\xF0\x8F\xBF\xBF", 0}, Case{"\xF4\x90\x80\x80", 0}, Case{"\xF5\x80\x80\x80", 0},
        Case{"\xFF", 0}, Case{"\xE4\xBD\xA0\xE5\xA5", 3}}) {
    EXPECT_EQ(first_invalid_utf8(bad.text), bad.offset);
  }
}

// Encodes all code points and compares with every two- to four-byte text that is one sequence.
TEST(Utf8, TakesExactlyTheScalarValues) {
  size_t valid = 0;
  for (uint32_t lead = 0x80; lead < 0x100; ++lead) {
    for (uint32_t second = 0; second < 0x100; ++second) {
      for (uint32_t third = 0x7F; third <= 0xC0; ++third) {
        const std::string text = {static_cast<char>(lead), static_cast<char>(second),
                                  static_cast<char>(third), '\x80'};
        const std::string_view view = text;
        if (is_utf8(view.substr(0, 2)) && third == 0x7F) ++valid;
        if (lead >= 0xE0 && is_utf8(view.substr(0, 3))) ++valid;
        if (lead >= 0xF0 && is_utf8(text)) valid += 64;  // the fourth byte is 80..BF
      }
    }
  }
  EXPECT_EQ(valid, 0x110000u - 0x80 - 0x800);  // all but ASCII and the surrogates
}

TEST(ByteOrderMark, IsFoundByTheFirstBytes) {
  const auto find = [](std::initializer_list<int> bytes) {
    std::string text;
    for (const int byte : bytes) text += static_cast<char>(byte);
    return find_byte_order_mark(text);
  };
  EXPECT_EQ(find({}), ByteOrderMark::kNone);
  EXPECT_EQ(find({0xEF, 0xBB}), ByteOrderMark::kNone);
  EXPECT_EQ(find({0xEF, 0xBB, 0xBF}), ByteOrderMark::kUtf8);
  EXPECT_EQ(find({0xFF, 0xFE, 'a', 0}), ByteOrderMark::kUtf16Le);
  EXPECT_EQ(find({0xFE, 0xFF, 0, 'a'}), ByteOrderMark::kUtf16Be);
  EXPECT_EQ(find({0xFF, 0xFE, 0, 0}), ByteOrderMark::kUtf32Le);
  EXPECT_EQ(find({0, 0, 0xFE, 0xFF}), ByteOrderMark::kUtf32Be);
  EXPECT_EQ(find({0, 0, 0xFE}), ByteOrderMark::kNone);
  EXPECT_EQ(size_of(ByteOrderMark::kUtf8), 3u);
  EXPECT_EQ(size_of(ByteOrderMark::kNone), 0u);
  EXPECT_EQ(name_of(ByteOrderMark::kUtf16Be), "UTF-16BE");
}

TEST(EditDistance, CountsEachKindOfEditOnce) {
  EXPECT_EQ(edit_distance("", "", 9), 0u);
  EXPECT_EQ(edit_distance("", "abc", 9), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting", 9), 3u);
  EXPECT_EQ(edit_distance("epohcs", "epochs", 9), 1u);
  EXPECT_EQ(edit_distance("ca", "abc", 9), 3u);  // optimal string alignment, not unrestricted
  EXPECT_EQ(edit_distance("Species", "species", 9), 0u);
  EXPECT_EQ(edit_distance("\xE7\xA7\x8D", "\xE7\xA7\x8E", 9), 1u);  // one character, not bytes
}

TEST(EditDistance, StopsAtTheLimit) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 3), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting", 0), 1u);
  EXPECT_EQ(edit_distance("a", std::string(1000000, 'b'), 2), 3u);
  EXPECT_EQ(edit_distance(std::string(99, 'a'), std::string(99, 'a'), 2), 0u);
  EXPECT_EQ(edit_distance(std::string(99, 'a'), std::string(98, 'a'), 2), 3u);
}

// The whole matrix, without band, limit or early end.
size_t plain_distance(const std::string& a, const std::string& b) {
  std::array<std::array<size_t, 16>, 16> d{};
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(EditDistance, EqualsThePlainMatrixAtEveryLimit) {
  for (uint64_t trial = 0; trial < 5000; ++trial) {
    const auto word = [trial](uint64_t which) {
      std::string text;
      const uint32_t size = random_word(1, which, trial, 0) % 10;
      for (uint32_t i = 1; i <= size; ++i) {
        text += static_cast<char>('a' + random_word(1, which, trial, i) % 3);
      }
      return text;
    };
    const std::string a = word(1);
    const std::string b = word(2);
    const size_t expected = plain_distance(a, b);
    for (size_t limit = 0; limit < 11; ++limit) {
      ASSERT_EQ(edit_distance(a, b, limit), std::min(expected, limit + 1))
          << a << ' ' << b << " limit " << limit;
    }
  }
}

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> columns = {"species", "island", "bill_length_mm", "sex"};
  EXPECT_EQ(nearest("specie", columns), "species");
  EXPECT_EQ(nearest("Island", columns), "island");
  EXPECT_EQ(nearest("bill_lenght_mm", columns), "bill_length_mm");
  EXPECT_EQ(nearest("billlengthmm", columns), "bill_length_mm");
  EXPECT_EQ(nearest("weight", columns), "");
  EXPECT_EQ(nearest("", columns), "");
  constexpr std::string_view kFlags[] = {"--epochs", "--epoch", "X"};
  EXPECT_EQ(nearest("--epocs", kFlags), "--epochs");
  EXPECT_EQ(nearest("x", kFlags), "X");
  EXPECT_EQ(nearest("y", kFlags), "");
}

}  // namespace
}  // namespace glia
