// Tails of the distributions that comparisons need. Pure functions, accurate to about 1e-10.
#pragma once

#include <cstdint>

namespace glia::train {

// I_x(a, b), the regularized incomplete beta function; a, b above 0, x in [0, 1].
double incomplete_beta(double a, double b, double x);

// The z with P(|N(0, 1)| <= z) = level, in (0, 1).
double normal_bound(double level);

// P(|T| >= |t|) of Student's t with `freedom` degrees of freedom, above 0.
double student_two_sided(double t, double freedom);
// The t with P(|T| <= t) = level, in (0, 1).
double student_bound(double level, double freedom);

// The exact interval of a share, `hits` of `trials`. Clopper and Pearson 1934.
struct ShareBounds {
  double low, high;
};
ShareBounds clopper_pearson(int64_t hits, int64_t trials, double level);

}  // namespace glia::train
