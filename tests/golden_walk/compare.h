// Whether an answer is the golden one: the tolerances of golden.json, as its README defines them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace glia::golden {

// Empty when every number, text and truth value of `expected` stands in `answer` at the same place
// within `tolerance`; else a line that names the place and both values. `answer` may say more.
//
// abs, rel: |x - c| <= abs + rel |c|. exact: equal. rounds, steps, updates, evaluations: allowed
// difference of that count; rounds_rel: as a fraction. NAME_abs, NAME_rel: for members with the
// word NAME in their name. simulation_abs: for what is simulated. Members that no entry speaks of,
// and those that count or spread (n, sd_...) beside a simulation, must agree to 1e-9.
std::string difference(const nlohmann::json& answer, const nlohmann::json& expected,
                       const nlohmann::json& tolerance);

}  // namespace glia::golden
