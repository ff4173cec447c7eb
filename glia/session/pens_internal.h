// What lines in a picture look like: they differ by colour and by dash, so they stay apart in grey
// and for the colour-blind.
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "glia/base/format.h"

namespace glia::session {

struct Pen {
  const char* color;
  const char* dash;
};
// Okabe and Ito's colours (2008) with at least 3:1 against white, alternating with dashes.
inline constexpr Pen kPens[] = {{"#0072B2", ""},        {"#D55E00", "7 4"}, {"#007A5A", "2 3"},
                                {"#A8507F", "9 3 2 3"}, {"#000000", "4 2"}, {"#8A6D00", ""}};

inline const Pen& pen_of(size_t line) { return kPens[line % std::size(kPens)]; }

inline std::string dash_of(const Pen& pen) {
  return *pen.dash == '\0' ? "" : fmt::format(" stroke-dasharray=\"{}\"", pen.dash);
}

// A cautious guess, since the reader's font is unknown: Latin letters 0.6 em, Chinese 1 em.
inline double text_width(std::string_view text, double size) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 0.6;
    if (byte >= 0xC0) width += byte >= 0xE0 ? 1.0 : 0.6;
  }
  return width * size;
}

}  // namespace glia::session
