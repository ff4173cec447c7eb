#include "glia/base/text.h"

#include <algorithm>

namespace glia {
namespace {

constexpr size_t kLongestName = 64;  // characters

unsigned byte_at(std::string_view text, size_t i) { return static_cast<unsigned char>(text[i]); }

// The bytes of the well-formed sequence at `start`, 0 if there is none. Unicode 15, table 3-7: only
// the second byte's range depends on the first; the later ones are 80..BF.
size_t sequence_size(std::string_view text, size_t start) {
  const unsigned lead = byte_at(text, start);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - start < size) return 0;
  const unsigned second = byte_at(text, start + 1);
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;   // overlong below
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;  // surrogate, too large
  if (second < low || second > high) return 0;
  for (size_t i = 2; i < size; ++i) {
    if ((byte_at(text, start + i) & 0xC0) != 0x80) return 0;
  }
  return size;
}

// Code points with ASCII letters in lower case; a byte that is not UTF-8 stands for itself, above
// all code points. Stops after kLongestName + 1 of them.
std::u32string characters_of(std::string_view text) {
  std::u32string result;
  for (size_t i = 0; i < text.size() && result.size() <= kLongestName;) {
    const size_t size = sequence_size(text, i);
    const unsigned lead = byte_at(text, i);
    char32_t c = lead;
    if (size == 0) c = 0x110000 + lead;
    if (size > 1) {
      c = lead & (0x7Fu >> size);
      for (size_t k = 1; k < size; ++k) c = (c << 6) | (byte_at(text, i + k) & 0x3F);
    }
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    result += c;
    i += std::max<size_t>(size, 1);
  }
  return result;
}

struct Encoding {
  std::string_view mark;
  std::string_view name;
};

// In the order of ByteOrderMark.
constexpr Encoding kEncodings[] = {
    {{}, "none"},
    {{"\xEF\xBB\xBF", 3}, "UTF-8"},
    {{"\xFF\xFE", 2}, "UTF-16LE"},
    {{"\xFE\xFF", 2}, "UTF-16BE"},
    {{"\xFF\xFE\x00\x00", 4}, "UTF-32LE"},
    {{"\x00\x00\xFE\xFF", 4}, "UTF-32BE"},
};

const Encoding& encoding_of(ByteOrderMark mark) { return kEncodings[static_cast<int>(mark)]; }

}  // namespace

std::optional<size_t> first_invalid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const size_t size = sequence_size(text, i);
    if (size == 0) return i;
    i += size;
  }
  return std::nullopt;
}

ByteOrderMark find_byte_order_mark(std::string_view text) {
  // UTF-32LE before UTF-16LE, whose mark it begins with.
  for (const ByteOrderMark mark :
       {ByteOrderMark::kUtf32Le, ByteOrderMark::kUtf32Be, ByteOrderMark::kUtf8,
        ByteOrderMark::kUtf16Le, ByteOrderMark::kUtf16Be}) {
    const std::string_view bytes = encoding_of(mark).mark;
    if (text.substr(0, bytes.size()) == bytes) return mark;
  }
  return ByteOrderMark::kNone;
}

size_t size_of(ByteOrderMark mark) { return encoding_of(mark).mark.size(); }

std::string_view name_of(ByteOrderMark mark) { return encoding_of(mark).name; }

// D(i, j) = min( D(i-1, j) + 1, D(i, j-1) + 1, D(i-1, j-1) + [a_i != b_j],
//                D(i-2, j-2) + 1 where a_i a_{i-1} = b_{j-1} b_j ),
// over |i - j| <= limit only: outside that band D is above the limit anyway.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  limit = std::min(limit, kLongestName);
  const std::u32string left = characters_of(a);
  const std::u32string right = characters_of(b);
  const size_t n = left.size();
  const size_t m = right.size();
  const size_t beyond = limit + 1;
  if (n > kLongestName || m > kLongestName) return a == b ? 0 : beyond;
  if (std::max(n, m) - std::min(n, m) > limit) return beyond;
  size_t rows[3][kLongestName + 1];
  size_t* two_up = rows[0];
  size_t* up = rows[1];
  size_t* row = rows[2];
  for (size_t j = 0; j <= m; ++j) up[j] = std::min(j, beyond);
  std::fill(two_up, two_up + m + 1, beyond);
  for (size_t i = 1; i <= n; ++i) {
    std::fill(row, row + m + 1, beyond);
    row[0] = std::min(i, beyond);
    size_t smallest = row[0];
    for (size_t j = i > limit ? i - limit : 1; j <= std::min(m, i + limit); ++j) {
      size_t d = std::min(up[j], row[j - 1]) + 1;
      d = std::min(d, up[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        d = std::min(d, two_up[j - 2] + 1);
      }
      row[j] = std::min(d, beyond);
      smallest = std::min(smallest, row[j]);
    }
    // An exchange reaches two rows back, where it pays one edit: look at both rows.
    if (smallest >= beyond && *std::min_element(up, up + m + 1) >= limit) return beyond;
    std::swap(two_up, up);
    std::swap(up, row);
  }
  return up[m];
}

size_t nearest_limit(std::string_view name) { return (characters_of(name).size() + 1) / 3; }

}  // namespace glia
