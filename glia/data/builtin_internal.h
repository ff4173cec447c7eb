// What builtin.cc needs from the compiled-in texts and from the generators. Not for users.
#pragma once

#include <string_view>

#include "glia/data/table.h"

namespace glia::data {

// The text of datasets/NAME.csv; empty when there is no such file.
std::string_view embedded_csv(std::string_view name);

// The sets that are computed. Values are rounded to 4 or 6 decimals, far coarser than the last
// bits in which the mathematical libraries of two machines may differ.
Table make_temperature();           // temperature -> activity
Table make_temperature_humidity();  // temperature, humidity -> activity
Table make_sine_noisy();            // x -> y
Table make_target_curve();          // x -> y
Table make_exam_scores();           // hours_studied, hours_slept -> score
Table make_flowers();               // petal_length, petal_width -> flower
Table make_warm_cold();             // temperature, wind -> feels
Table make_circle();                // x, y -> ring
Table make_spiral(int arms);        // x, y -> arm
Table make_gauss();                 // x, y -> cloud

}  // namespace glia::data
