// The pages, family by family.
#pragma once

#include <vector>

#include "apps/reference/page.h"

namespace glia::reference {

// A page and a plot for each activation.
std::vector<Page> activation_pages();
Page loss_page();
Page optimizer_page();
Page schedule_page();
Page initializer_page();
Page layer_page();
Page fit_page();
Page metric_page();
// Measures every op, activation and loss: takes seconds, and its numbers are this machine's.
inline constexpr char kMeasuredPage[] = "measured.md";
Page measured_page();

// All of them and the page that lists them.
std::vector<Page> all_pages();

}  // namespace glia::reference
