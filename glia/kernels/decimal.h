// Decimal text to double for columns of numbers: the forms that tables are full of, sixteen
// characters at a time and correctly rounded. What is not plain is left to the caller's own parser.
// Pure functions, callable from any thread; the result does not depend on the instruction set.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace glia::kernels {

// So many bytes behind each text must be readable; what they are does not matter.
constexpr size_t kDecimalPadding = 16;

// values[i] becomes the number texts[i], NaN where that is empty, for i = 0, 1, ... up to the first
// text that is not plain; returns how many came before it.
//
//   plain = [+|-] (digits [point [digits]] | point digits) [(e|E) [+|-] digits]
//
// with at most 19 digits, leading zeros counted, and a value that needs no more than one rounding
// of 128 bits: every number of up to 15 digits with an exponent of up to 22, and of up to 19 with
// up to 19 of them behind the point. A whole number above 2^53 is never plain, nor is any other
// form of number. `point` is not a digit, sign, e or E.
size_t parse_decimals(std::span<const std::string_view> texts, char point, double* values);

}  // namespace glia::kernels
