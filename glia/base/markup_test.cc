#include "glia/base/markup.h"

#include <gtest/gtest.h>

namespace glia {
namespace {

TEST(Markup, NothingInATextIsReadAsMarkup) {
  EXPECT_EQ(escaped_markup(""), "");
  EXPECT_EQ(escaped_markup("<script>alert(\"x\" && 'y')</script>"),
            "&lt;script&gt;alert(&quot;x&quot; &amp;&amp; 'y')&lt;/script&gt;");
  EXPECT_EQ(escaped_markup("&lt;"), "&amp;lt;");
}

TEST(Markup, ControlCharactersBecomeSpacesAndOtherTextStays) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(escaped_markup("a\nb\tc\0d\x1b\x7f"sv), "a b c d  ");
  EXPECT_EQ(escaped_markup("北京 é 😀"), "北京 é 😀");
}

}  // namespace
}  // namespace glia
