// The golden cases by topic: from the id of a case to the function that answers it.
//
// An answer takes the case's `inputs` and returns what its `computed` should be. Every number in
// it comes out of a graph, a program or the public library; a test that worked it out by itself
// would prove nothing. Inputs that the file writes as words ("all 0.1") are read from the words.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

namespace glia::golden {

struct Answer {
  const char* id;
  nlohmann::json (*answer)(const nlohmann::json& inputs);
  // What there is no layer for yet, so that the case composes it from ops; else empty.
  const char* composed = "";
};

std::span<const Answer> activation_cases();
std::span<const Answer> autodiff_cases();
std::span<const Answer> backprop_cases();
std::span<const Answer> batch_cases();
std::span<const Answer> dataset_cases();
std::span<const Answer> entropy_cases();
std::span<const Answer> fitting_cases();
std::span<const Answer> layer_cases();
std::span<const Answer> loss_cases();
std::span<const Answer> online_cases();
std::span<const Answer> optimizer_cases();
std::span<const Answer> parameter_cases();
std::span<const Answer> random_cases();
std::span<const Answer> solving_cases();
std::span<const Answer> unit_cases();
std::span<const Answer> worked_example_cases();

}  // namespace glia::golden
