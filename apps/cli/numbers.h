// Numbers as people read them. Pure functions.
#pragma once

#include <cstdint>
#include <string>

namespace glia::cli {

std::string count_text(int64_t count);  // "1,234,567"
// "1 row", "3 rows"; `many` if the plural is not `one` with an s.
std::string counted(int64_t count, const char* one, const char* many = nullptr);
// Four digits that say something: "0.9804", "12.35", "1.2e-07"; "-" for NaN.
std::string value_text(double value);
std::string seconds_text(double seconds);  // "0.84 s", "12 s", "3 min 20 s", "1 h 5 min"

}  // namespace glia::cli
