#include <cmath>

#include "glia/base/markup.h"
#include "glia/lesson/svg_page_internal.h"

namespace glia::lesson {

void SvgPage::text(double x, double y, std::string_view anchor, std::string_view words) {
  add("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
      escaped_markup(words));
}

void SvgPage::title(const Text& words) {
  add("<text x=\"{:g}\" y=\"{:.1f}\" font-size=\"14\" font-weight=\"600\" fill=\"#111827\">{}"
      "</text>\n",
      kPageMargin, top + 14, escaped_markup(words.in(language_)));
  top += 26;
}

std::string SvgPage::finish(const std::string& name) const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:.0f}\" width=\"{0:g}\" "
      "height=\"{1:.0f}\" role=\"img\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
      "'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#374151\">\n<title>{2}</title>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{3}</svg>\n",
      kPageWidth, top, escaped_markup(name), body_);
}

bool Frame::holds(double x_value, double y_value) const {
  const double i = across.place(x_value);
  const double j = up.place(y_value);
  constexpr double kRound = 1e-9;
  return i >= -kRound && i <= 1 + kRound && j >= -kRound && j <= 1 + kRound;
}

void draw_frame(SvgPage& page, const Frame& frame, const Text& x, const Text& y) {
  const double bottom = frame.top + frame.height;
  for (const session::Tick& tick : frame.up.ticks) {
    const double at = frame.y(tick.value);
    page.add("<path d=\"M{:g} {:.1f}h{:g}\" stroke=\"#e5e7eb\"/>\n", frame.left, at, frame.width);
    page.text(frame.left - 6, at + 4, "end", tick.label);
  }
  for (const session::Tick& tick : frame.across.ticks) {
    const double at = frame.x(tick.value);
    page.add("<path d=\"M{:.1f} {:g}v{:g}\" stroke=\"#e5e7eb\"/>\n", at, frame.top, frame.height);
    page.text(at, bottom + 16, "middle", tick.label);
  }
  page.add("<path d=\"M{:g} {:g}v{:g}h{:g}\" fill=\"none\" stroke=\"#6b7280\"/>\n", frame.left,
           frame.top, frame.height, frame.width);
  page.text(frame.left + frame.width / 2, bottom + 32, "middle", x.in(page.language()));
  page.add(
      "<text transform=\"translate({:g} {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}"
      "</text>\n",
      frame.left - 50, frame.top + frame.height / 2, escaped_markup(y.in(page.language())));
}

}  // namespace glia::lesson
