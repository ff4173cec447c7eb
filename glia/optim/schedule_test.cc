// Schedules against torch's (tests/golden/schedules.json, made by tools/golden/make_schedules.py).
#include "glia/optim/schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"

namespace glia::optim {
namespace {

using Json = nlohmann::json;

TEST(Schedules, AreTorchs) {
  const Json& golden = golden_file("schedules.json");
  std::map<std::string, int> seen;
  for (const Json& entry : golden["pure"]) {
    const Schedule schedule = parse_schedule(entry["schedule"].get<std::string>());
    ++seen[schedule.name];
    const RateFactor factor(schedule, entry["epochs"]);
    const std::vector<double> expected = entry["factors"];
    const double per_epoch = entry["steps_per_epoch"];
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(factor.at(static_cast<double>(i) / per_epoch), expected[i], 1e-12)
          << entry["schedule"] << " after step " << i;
    }
  }
  for (const Json& entry : golden["plateau"]) {
    const Schedule schedule = parse_schedule(entry["schedule"].get<std::string>());
    ++seen[schedule.name];
    RateFactor factor(schedule, 1000);
    const std::vector<double> losses = entry["losses"];
    const std::vector<double> expected = entry["factors"];
    for (size_t i = 0; i < losses.size(); ++i) {
      factor.observe(losses[i]);
      EXPECT_NEAR(factor.at(static_cast<double>(i)), expected[i], 1e-15) << entry["schedule"] << i;
    }
  }
  for (const ScheduleKind& kind : schedules())
    EXPECT_GT(seen[std::string(kind.name)], 0) << kind.name << ": compared with nothing";
}

TEST(Schedules, StepsUpAsTheBookDoesAndStopsAtTheLimit) {
  const RateFactor factor(parse_schedule("step:10:1000:100"), 5000);
  EXPECT_EQ(factor.at(0), 1);
  EXPECT_EQ(factor.at(999.9), 1);
  EXPECT_EQ(factor.at(1000), 10);
  EXPECT_EQ(factor.at(2000), 100);
  EXPECT_EQ(factor.at(4999), 100);
  const RateFactor down(parse_schedule("step:0.1:10:0.05"), 100);
  EXPECT_DOUBLE_EQ(down.at(10), 0.1);
  EXPECT_EQ(down.at(20), 0.05);
  EXPECT_EQ(down.at(99), 0.05);
}

TEST(Schedules, StandAtTheirEndsForAnyRun) {
  const RateFactor cosine(parse_schedule("cosine:0.1"), 0);
  EXPECT_EQ(cosine.at(0), 0.1);
  const RateFactor beyond(parse_schedule("cosine:0.1"), 10);
  EXPECT_DOUBLE_EQ(beyond.at(12), 0.1);
  const RateFactor warm(parse_schedule("cosine:warmup=20"), 10);
  EXPECT_LT(warm.at(9.9), 0.6);
  const RateFactor cycle(parse_schedule("onecycle:rise=0"), 10);
  EXPECT_EQ(cycle.at(0), 1);
  EXPECT_NEAR(cycle.at(11), 4e-6, 1e-15);
}

TEST(Schedules, ALossThatIsNoNumberIsNoBetterOne) {
  RateFactor factor(parse_schedule("plateau:0.5:1"), 10);
  factor.observe(1);
  factor.observe(std::nan(""));
  EXPECT_EQ(factor.at(2), 1);
  factor.observe(std::nan(""));
  EXPECT_EQ(factor.at(3), 0.5);
}

TEST(Schedules, OnlyConstantIsConstant) {
  for (const ScheduleKind& kind : schedules())
    EXPECT_EQ(RateFactor(parse_schedule(kind.name), 10).constant(), kind.name == "constant");
}

std::string schedule_error(std::string_view text) {
  return usage_message([&] { parse_schedule(text); });
}

TEST(Schedules, SayWhatIsWrong) {
  EXPECT_EQ(schedule_error("cosin"),
            "schedule: no 'cosin'; did you mean 'cosine'? known: constant, step, exponential, "
            "cosine, onecycle, plateau");
  EXPECT_EQ(schedule_error("step:0.5:0"), "schedule 'step:0.5:0': every must be above 0, found 0");
  EXPECT_EQ(schedule_error("constant:1"),
            "schedule 'constant:1': '1' is not expected here; the form is constant");
  EXPECT_EQ(schedule_error("cosine:growth=1.5:period=2"),
            "schedule 'cosine:growth=1.5:period=2': growth must be a whole number from 1 to "
            "1000000, found 1.5");
}

}  // namespace
}  // namespace glia::optim
