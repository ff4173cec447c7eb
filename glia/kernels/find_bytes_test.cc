#include "glia/kernels/find_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "glia/base/random.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

using Places = std::vector<uint16_t>;

Places found(const char* text, size_t size, std::array<char, 3> wanted) {
  Places places(size + kFindBytesSlack);
  places.resize(find_bytes(text, size, wanted, places.data()));
  return places;
}

TEST(FindBytes, InNoTextIsNothing) { EXPECT_EQ(found(nullptr, 0, {',', '\r', '\n'}), Places()); }

TEST(FindBytes, OneByte) {
  EXPECT_EQ(found(",", 1, {',', '\r', '\n'}), Places({0}));
  EXPECT_EQ(found("x", 1, {',', '\r', '\n'}), Places());
}

// Every length from none to over three words, from every alignment, bytes above 127 among them.
TEST(FindBytes, EqualsTheLoop) {
  std::string text;
  for (uint64_t i = 0; i < 300; ++i) text += ",\r\n\"x\xE5\xFF\x80"[splitmix64(i) % 8];
  for_each_target([&] {
    for (size_t begin = 0; begin < 70; ++begin) {
      for (size_t size = 0; size <= 200; ++size) {
        for (const auto wanted :
             {std::array{',', '\r', '\n'}, std::array{'\xFF', '\x80', '\xFF'}}) {
          Places expected;
          for (size_t i = 0; i < size; ++i) {
            const char c = text[begin + i];
            if (c == wanted[0] || c == wanted[1] || c == wanted[2]) {
              expected.push_back(static_cast<uint16_t>(i));
            }
          }
          ASSERT_EQ(found(text.data() + begin, size, wanted), expected) << begin << " " << size;
        }
      }
    }
  });
}

TEST(FindBytes, TheLongestTextFullOfThem) {
  const std::string text(kFindBytesMost, ',');
  for_each_target([&] {
    const Places places = found(text.data(), text.size(), {',', ',', ','});
    ASSERT_EQ(places.size(), kFindBytesMost);
    for (size_t i = 0; i < places.size(); ++i) ASSERT_EQ(places[i], i);
  });
}

TEST(CountAscii, StopsAtEveryOtherByte) {
  EXPECT_EQ(count_ascii(nullptr, 0), 0u);
  for_each_target([&] {
    for (size_t size = 1; size < 300; ++size) {
      std::string text(size, 'a');
      for (size_t i = 0; i < size; ++i) text[i] = static_cast<char>(1 + i % 127);
      ASSERT_EQ(count_ascii(text.data(), size), size);
      for (const char other : {'\0', '\x80', '\xFF'}) {
        const size_t at = splitmix64(size) % size;
        std::string odd = text;
        odd[at] = other;
        ASSERT_EQ(count_ascii(odd.data(), size), at);
      }
    }
  });
}

}  // namespace
}  // namespace glia::kernels
