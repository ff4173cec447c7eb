// A drawing of dots for a terminal: each character holds 2 x 4 of them (Unicode's Braille patterns,
// which are one column wide everywhere, unlike box and block characters).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glia::cli {

class Braille {
 public:
  // In characters.
  Braille(int columns, int rows);

  int width() const { return 2 * columns_; }  // in dots
  int height() const { return 4 * rows_; }
  // Dots outside are left out; (0, 0) is at the top left.
  void dot(int x, int y, int color);
  // A line of `on` dots, `off` gaps, and so on.
  void line(int x1, int y1, int x2, int y2, int color, int on, int off);
  // A character in place of the dots around this one.
  void letter(int x, int y, char letter, int color);

  // One text a row, without trailing space. `colored`: with ANSI colours.
  std::vector<std::string> lines(bool colored) const;

 private:
  struct Cell {
    uint8_t dots = 0;
    char letter = 0;
    int color = 0;
  };
  Cell* cell(int x, int y);

  int columns_, rows_;
  int drawn_ = 0;  // dots since the last line began elsewhere, for its gaps
  int end_x_ = -1, end_y_ = -1;
  std::vector<Cell> cells_;
};

// `text` in the colour of series `color`; unchanged without colours.
std::string in_color(const std::string& text, int color, bool colored);

}  // namespace glia::cli
