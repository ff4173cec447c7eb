// A page of an SVG picture that grows downward: panels are drawn below each other.
#pragma once

#include <iterator>
#include <string>
#include <string_view>

#include "glia/base/format.h"
#include "glia/base/language.h"
#include "glia/session/axis.h"

namespace glia::lesson {

inline constexpr double kPageWidth = 720;
inline constexpr double kPageMargin = 16;
inline constexpr double kPanelLeft = 64;
inline constexpr double kPanelWidth = kPageWidth - kPanelLeft - 20;

class SvgPage {
 public:
  explicit SvgPage(Language language) : language_(language) {}

  Language language() const { return language_; }
  double top = kPageMargin;  // where the next thing is drawn

  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(body_), format, std::forward<Args>(args)...);
  }
  // `anchor`: start, middle, end.
  void text(double x, double y, std::string_view anchor, std::string_view words);
  void title(const Text& words);

  // The whole picture. `name` is what a screen reader says.
  std::string finish(const std::string& name) const;

 private:
  Language language_;
  std::string body_;
};

// Two axes around a rectangle of the page: where a value falls in it.
struct Frame {
  double left, top, width, height;
  session::Axis across, up;

  double x(double value) const { return left + width * across.place(value); }
  double y(double value) const { return top + height * (1 - up.place(value)); }
  bool holds(double x_value, double y_value) const;
};

// Grid lines, tick labels and the names of the axes.
void draw_frame(SvgPage& page, const Frame& frame, const Text& x, const Text& y);

}  // namespace glia::lesson
