// Does one column alone give the target away? A column such as `alive` beside `survived` makes any
// score worthless, because it will not be there when the prediction is needed.
// Pure functions, callable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

// classes[i] is the class of rows[i], below 0 where unknown. True if
//  - as numbers, the column orders every pair of classes with ROC AUC above 0.999 (or below 0.001),
//  or
//  - as categories, naming the commonest class of each category gives a mean recall above 0.999.
// Classes with fewer than 5 rows do not count, and 20 rows in two classes are needed: with less, a
// column of pure chance may look this good. Categories must repeat (3 rows each on average, at most
// 1,000 categories); above 1,000 classes the answer is false.
bool gives_class_away(const Column& column, std::span<const int64_t> rows,
                      std::span<const int32_t> classes);

// True if a straight line through the column leaves less than 1e-5 of the target's variance. NaN
// in `target` is skipped; 20 rows are needed.
bool gives_number_away(const Column& column, std::span<const int64_t> rows,
                       std::span<const double> target);

}  // namespace glia::data
