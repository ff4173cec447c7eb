// Where some bytes stand in a text, as a list: a scanner that is given the ends of its fields need
// not look at every character. Pure functions, callable from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace glia::kernels {

constexpr size_t kFindBytesMost = size_t{1} << 16;  // of text
// Places are written some at once: so many behind the last one are overwritten.
constexpr size_t kFindBytesSlack = 8;

// The places i of all bytes text[i] that are one of `wanted`, in ascending order; returns how many.
// `size` is at most kFindBytesMost; `places` has room for size + kFindBytesSlack.
size_t find_bytes(const char* text, size_t size, std::array<char, 3> wanted, uint16_t* places);

// How many bytes at the start of the text are 1 .. 127: ASCII but for NUL.
size_t count_ascii(const char* text, size_t size);

}  // namespace glia::kernels
