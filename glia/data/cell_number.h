// What counts as a number in a table, decided for one cell. Pure functions, no allocation on the
// common path, callable from any thread.
//
//   number   = [sign] (digits [point [digits]] | point digits) [("e" | "E") [sign] digits]
//   sign     = + | - | U+2212 (the typographic minus)
//   point    = "." or ",", as the file has it
// Full-width digits, signs and points (U+FF0B ... U+FF19), which Chinese and Japanese input methods
// produce, stand for their ASCII forms. No number: 0x10, 1_000, 1 000, 1,000, 5%, $5, 1d5, true.
// nan is no number here but a spelling of a missing cell.
#pragma once

#include <string_view>

namespace glia::data {

enum class CellKind {
  kNumber,
  kText,
  kTooLarge,     // a number, but beyond the range of double, or "inf" / "infinity" in any case
  kLongInteger,  // a whole number, written without point or exponent, that no double equals
};

struct CellNumber {
  CellKind kind = CellKind::kText;
  double value = 0;  // for kNumber; for kLongInteger the nearest double, or infinity
};

// `text` has no surrounding blanks; `point` is '.' or ','.
CellNumber parse_cell_number(std::string_view text, char point);

}  // namespace glia::data
