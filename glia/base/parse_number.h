// Text to number, the same on every platform and in every locale.
//
// The whole text has to be the number: no surrounding space, nothing left over. Callers that
// allow space trim it first. Neither throws nor allocates; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glia {

// Decimal notation with an optional sign, '.', and exponent, rounded to nearest even; also inf,
// infinity and nan in any case. Too large becomes +-inf and too small +-0, as strtod does: check
// isfinite where that matters. Hexadecimal, digit separators and decimal commas are no numbers.
std::optional<double> parse_double(std::string_view text);

// Decimal digits with an optional sign; nothing when outside int64.
std::optional<int64_t> parse_int64(std::string_view text);

}  // namespace glia
