// The walk is worth what its comparison is: each kind of tolerance, just inside and just outside.
#include "tests/golden_walk/compare.h"

#include <gtest/gtest.h>

namespace glia::golden {
namespace {

using Json = nlohmann::json;

bool same(const char* answer, const char* expected, const char* tolerance) {
  return difference(Json::parse(answer), Json::parse(expected), Json::parse(tolerance)).empty();
}

TEST(Difference, AbsoluteAndRelativeAddUp) {
  EXPECT_TRUE(same("10.1099", "10", R"({"abs": 0.01, "rel": 0.01})"));
  EXPECT_FALSE(same("10.1101", "10", R"({"abs": 0.01, "rel": 0.01})"));
  EXPECT_FALSE(same("null", "10", R"({"abs": 100})"));
}

TEST(Difference, ExactMeansEqual) {
  EXPECT_TRUE(same("[1, 2.0]", "[1, 2]", R"({"exact": true})"));
  EXPECT_FALSE(same("[1, 2.0000001]", "[1, 2]", R"({"exact": true})"));
  EXPECT_FALSE(same("[1]", "[1, 2]", R"({"exact": true})"));
  EXPECT_FALSE(same(R"(["a"])", R"(["b"])", R"({"exact": true})"));
}

TEST(Difference, EveryMemberMustBeThere) {
  EXPECT_TRUE(same(R"({"a": 1, "more": 2})", R"({"a": 1})", R"({"abs": 0})"));
  EXPECT_EQ(difference(Json::parse(R"({"a": {}})"), Json::parse(R"({"a": {"b": 1}})"), {}),
            "a.b: missing");
  EXPECT_FALSE(same(R"({"a": false})", R"({"a": true})", R"({"abs": 5})"));
}

TEST(Difference, CountsHaveTheirOwn) {
  EXPECT_TRUE(same(R"({"rounds": 52})", R"({"rounds": 51})", R"({"rounds": 1, "abs": 9})"));
  EXPECT_FALSE(same(R"({"rounds": 53})", R"({"rounds": 51})", R"({"rounds": 1, "abs": 9})"));
  EXPECT_FALSE(same(R"({"steps": 52})", R"({"steps": 51})", R"({"rounds": 1, "abs": 9})"));
  EXPECT_TRUE(same(R"({"rounds": 99})", R"({"rounds": 100})", R"({"rounds_rel": 0.01})"));
  EXPECT_FALSE(same(R"({"rounds": 98})", R"({"rounds": 100})", R"({"rounds_rel": 0.01})"));
}

TEST(Difference, NamedTolerancesGoByWords) {
  const char* tolerance = R"({"err_rel": 0.1, "pred_abs": 0.01, "w_abs": 1, "sd_rel": 0.5})";
  EXPECT_TRUE(same(R"({"err_at_round": {"1": 1.09}})", R"({"err_at_round": {"1": 1}})", tolerance));
  EXPECT_FALSE(
      same(R"({"err_at_round": {"1": 1.11}})", R"({"err_at_round": {"1": 1}})", tolerance));
  EXPECT_TRUE(same(R"({"query_pred": 0.509})", R"({"query_pred": 0.5})", tolerance));
  EXPECT_FALSE(same(R"({"query_pred": 0.511})", R"({"query_pred": 0.5})", tolerance));
  EXPECT_FALSE(same(R"({"other": 1.000001})", R"({"other": 1})", tolerance));
  EXPECT_FALSE(same(R"({"w_sd": 0.1})", R"({"w_sd": 0.2})", R"({"w_abs": 1})"));
}

TEST(Difference, ASimulationsSpreadIsAFormula) {
  EXPECT_TRUE(same(R"({"switch": 0.668})", R"({"switch": 0.667})", R"({"simulation_abs": 0.002})"));
  EXPECT_FALSE(same(R"({"sd_run": 0.01})", R"({"sd_run": 0.02})", R"({"simulation_abs": 0.1})"));
}

}  // namespace
}  // namespace glia::golden
