// Questions about text that came from outside: is it UTF-8, does it name its encoding, which known
// name did the user mean. It converts nothing. Pure functions, callable from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace glia {

// The offset of the first byte that begins no well-formed UTF-8 sequence, or nothing if all is
// well. Strict (Unicode table 3-7): overlong forms, surrogates and values above U+10FFFF are bad.
std::optional<size_t> first_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) { return !first_invalid_utf8(text).has_value(); }

enum class ByteOrderMark { kNone, kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

// By the first bytes alone. FF FE 00 00 counts as UTF-32LE, though it could be UTF-16LE that
// begins with a NUL character.
ByteOrderMark find_byte_order_mark(std::string_view text);

// How many bytes the mark takes; 0 for kNone.
size_t size_of(ByteOrderMark mark);

// As in "UTF-16LE"; "none" for kNone.
std::string_view name_of(ByteOrderMark mark);

// How many single-character edits turn `a` into `b`: insert, delete, replace, or exchange of two
// neighbours (optimal string alignment). Characters are code points, ASCII letters are equal in
// either case. Gives limit + 1 for anything beyond `limit` (at most 64), and for names of more
// than 64 characters that are not equal. Cost: O(limit * length).
size_t edit_distance(std::string_view a, std::string_view b, size_t limit);

// How far `nearest` looks from a name: about one edit for every three characters. Zero, for a
// single character, still finds it in the other case.
size_t nearest_limit(std::string_view name);

// The candidate that `name` was most likely meant to be, the first of equals; empty when none is
// near. `candidates` is any range of things that convert to std::string_view.
template <class Range>
std::string nearest(std::string_view name, const Range& candidates) {
  std::string best;
  size_t best_distance = nearest_limit(name) + 1;
  for (const auto& candidate : candidates) {
    const std::string_view text(candidate);
    const size_t distance = edit_distance(name, text, best_distance - 1);
    if (distance >= best_distance) continue;
    best = text;
    best_distance = distance;
    if (distance == 0) break;
  }
  return best;
}

}  // namespace glia
