#include "apps/cli/braille.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "glia/base/format.h"

namespace glia::cli {
namespace {

// By row and column of a character. Unicode 3.0, Braille patterns.
constexpr uint8_t kBits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
constexpr int kColors[] = {34, 31, 32, 35, 36, 33};

std::string utf8(uint8_t dots) {
  const auto high = static_cast<char>(0xA0 | (dots >> 6));
  const auto low = static_cast<char>(0x80 | (dots & 0x3F));
  return {'\xE2', high, low};
}

}  // namespace

std::string in_color(const std::string& text, int color, bool colored) {
  if (!colored) return text;
  return fmt::format("\x1b[{}m{}\x1b[0m", kColors[static_cast<size_t>(color) % std::size(kColors)],
                     text);
}

Braille::Braille(int columns, int rows)
    : columns_(columns), rows_(rows), cells_(static_cast<size_t>(columns * rows)) {}

Braille::Cell* Braille::cell(int x, int y) {
  if (x < 0 || y < 0 || x >= width() || y >= height()) return nullptr;
  return &cells_[static_cast<size_t>(y / 4 * columns_ + x / 2)];
}

void Braille::dot(int x, int y, int color) {
  Cell* found = cell(x, y);
  if (found == nullptr) return;
  found->dots |= kBits[y % 4][x % 2];
  found->color = color;
}

void Braille::letter(int x, int y, char letter, int color) {
  Cell* found = cell(x, y);
  if (found == nullptr) return;
  found->letter = letter;
  found->color = color;
}

void Braille::line(int x1, int y1, int x2, int y2, int color, int on, int off) {
  if (x1 != end_x_ || y1 != end_y_) drawn_ = 0;
  const int steps = std::max({std::abs(x2 - x1), std::abs(y2 - y1), 1});
  for (int i = 0; i <= steps; ++i) {
    if (i > 0) ++drawn_;
    if (off > 0 && drawn_ % (on + off) >= on) continue;
    dot(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps, color);
  }
  end_x_ = x2;
  end_y_ = y2;
}

std::vector<std::string> Braille::lines(bool colored) const {
  std::vector<std::string> lines;
  for (int row = 0; row < rows_; ++row) {
    std::string line;
    size_t kept = 0;
    for (int column = 0; column < columns_; ++column) {
      const Cell& shown = cells_[static_cast<size_t>(row * columns_ + column)];
      if (shown.letter == 0 && shown.dots == 0) {
        line += ' ';
        continue;
      }
      const std::string sign = shown.letter != 0 ? std::string(1, shown.letter) : utf8(shown.dots);
      line += in_color(sign, shown.color, colored);
      kept = line.size();
    }
    line.resize(kept);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace glia::cli
