// Walks tests/golden/golden.json in order and prints for each case: passed, not yet and why, or
// unverifiable. Fails for a case that has none of the three, and for a number that is off.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "glia/base/file.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/compare.h"

namespace glia::golden {
namespace {

using Json = nlohmann::json;

// Cases that the library has no function for, with the reason; none at present. A case listed here
// must not have an answer as well.
const std::map<std::string, std::string> kNotYet = {};

std::map<std::string, Answer> all_answers() {
  std::map<std::string, Answer> answers;
  for (const auto family :
       {activation_cases(), autodiff_cases(), backprop_cases(), batch_cases(), dataset_cases(),
        entropy_cases(), fitting_cases(), layer_cases(), loss_cases(), online_cases(),
        optimizer_cases(), parameter_cases(), random_cases(), solving_cases(), unit_cases(),
        worked_example_cases()}) {
    for (const Answer& answer : family)
      EXPECT_TRUE(answers.emplace(answer.id, answer).second) << answer.id << " is answered twice";
  }
  return answers;
}

std::string attempt(const Answer& answer, const Json& golden) {
  try {
    return difference(answer.answer(golden["inputs"]), golden["computed"], golden["tolerance"]);
  } catch (const std::exception& error) {
    return error.what();
  }
}

TEST(GoldenWalk, EveryCase) {
  constexpr size_t kLimit = size_t{1} << 24;
  const Json file =
      Json::parse(read_file(std::string(GLIA_SOURCE_DIR) + "/tests/golden/golden.json", kLimit));
  std::map<std::string, Answer> answers = all_answers();
  std::map<std::string, std::string> not_yet = kNotYet;
  int passed = 0;
  int waiting = 0;
  int unverifiable = 0;
  std::string composed_cases;
  for (const Json& golden : file["cases"]) {
    const std::string id = golden["id"];
    std::string verdict;
    const auto answer = answers.find(id);
    const auto reason = not_yet.find(id);
    EXPECT_FALSE(answer != answers.end() && reason != not_yet.end())
        << id << ": answered and listed";
    if (answer != answers.end()) {
      const std::string wrong = attempt(answer->second, golden);
      EXPECT_EQ(wrong, "") << id;
      const std::string composed = answer->second.composed;
      verdict = wrong.empty() ? "passed" : "FAILED: " + wrong;
      if (wrong.empty() && !composed.empty()) {
        verdict += ", composed from ops: no " + composed + " of its own yet";
        composed_cases += "  " + id + ": no " + composed + "\n";
      }
      if (wrong.empty()) ++passed;
      answers.erase(answer);
    } else if (reason != not_yet.end()) {
      verdict = "not yet: " + reason->second;
      ++waiting;
      not_yet.erase(reason);
    } else if (golden["tolerance"].value("unverifiable", false)) {
      verdict = "unverifiable: " + golden["algorithm"].get<std::string>();
      ++unverifiable;
    } else {
      verdict = "FAILED: neither an answer nor a reason";
      ADD_FAILURE() << id << ": neither an answer nor a reason";
    }
    std::printf("%-28s %s\n", id.c_str(), verdict.c_str());
  }
  for (const auto& [id, answer] : answers) ADD_FAILURE() << id << " is not a golden case";
  for (const auto& [id, reason] : not_yet) ADD_FAILURE() << id << " is not a golden case";
  EXPECT_EQ(file["cases"].size(), file["count"].get<size_t>());
  std::printf("composed from ops, where the library has no function of its own:\n%s",
              composed_cases.c_str());
  std::printf("%d passed, %d not yet, %d unverifiable of %zu\n", passed, waiting, unverifiable,
              file["cases"].size());
}

}  // namespace
}  // namespace glia::golden
