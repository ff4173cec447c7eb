#include "glia/data/text_window.h"

#include <gtest/gtest.h>

#include <string>

#include "glia/base/error.h"

namespace glia::data {
namespace {

// The text as it comes through windows of so many bytes, `taken` bytes at a time at most.
std::string through(const std::string& bytes, size_t window_bytes, size_t taken) {
  const auto source = bytes_in_memory(bytes);
  TextWindow window(*source, window_bytes);
  std::string text;
  for (;;) {
    const std::string_view part = window.text().substr(0, taken);
    text += part;
    window.skip(part.size());
    if (!part.empty()) continue;
    if (window.is_last()) return text;
    window.grow();
  }
}

TEST(TextWindow, OfNothing) { EXPECT_EQ(through("", 1, 1), ""); }

TEST(TextWindow, AnySizeShowsTheWholeText) {
  const std::string text = "plain, 好 and \xF0\x9F\x98\x80 end é";
  for (size_t bytes = 1; bytes < 60; ++bytes) {
    for (const size_t taken : {size_t{1}, size_t{3}, size_t{100}}) {
      EXPECT_EQ(through(text, bytes, taken), text);
      EXPECT_EQ(through("\xEF\xBB\xBF" + text, bytes, taken), text);
    }
  }
}

TEST(TextWindow, GrowsUntilItHoldsTheWholeText) {
  const std::string text(1000, 'x');
  const auto source = bytes_in_memory(text);
  TextWindow window(*source, 10);
  while (!window.is_last()) window.grow();
  EXPECT_EQ(window.text(), text);
  window.skip(1000);
  window.rewind();
  while (!window.is_last()) window.grow();
  EXPECT_EQ(window.text(), text);
}

TEST(TextWindow, RefusesWhatIsNotUtf8WhereverItStands) {
  for (const char* bad : {"\xFF", "\xE5\xA5", "\xC0\x80", "\xED\xA0\x80"}) {
    for (size_t before = 0; before < 40; ++before) {
      for (const char* behind : {"", "x", "1234567"}) {
        const std::string text = std::string(before, 'a') + bad + behind;
        EXPECT_THROW(through(text, 8, 5), Error) << text;
      }
    }
  }
  EXPECT_THROW(through(std::string("a\0b", 3), 8, 5), Error);
  EXPECT_THROW(through(std::string("ab\0", 3), 8, 5), Error);
}

TEST(TextWindow, TakesATextThatIsInMemoryAsItIs) {
  const std::string text = "a,b\n";
  TextWindow window{std::string_view(text)};
  EXPECT_TRUE(window.is_last());
  EXPECT_EQ(window.text().data(), text.data());
  window.skip(2);
  EXPECT_EQ(window.text(), "b\n");
  window.rewind();
  EXPECT_EQ(window.text(), text);
}

}  // namespace
}  // namespace glia::data
