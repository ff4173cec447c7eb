#include "glia/session/benchmark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "glia/base/error.h"

namespace glia::session {
namespace {

using testing::Gt;
using testing::HasSubstr;

TEST(Benchmarks, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const Benchmark& each : benchmarks())
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
}

TEST(Benchmarks, CountTheProductsOfAStep) {
  const auto step = find_benchmarks("train-784-128-10-batch-32");
  ASSERT_EQ(step.size(), 1u);
  // Forward and the gradients of the weights; the gradient of the hidden layer.
  EXPECT_EQ(step[0].flops, 32 * (2 * 2 * (784 * 128 + 128 * 10) + 2 * 128 * 10));
  const auto call = find_benchmarks("predict-784-128-10-rows-1000");
  EXPECT_EQ(call.at(0).flops, 1000 * 2 * (784 * 128 + 128 * 10));
}

TEST(Benchmarks, AreFoundByNameOrItsBeginning) {
  EXPECT_EQ(find_benchmarks("predict-784-128-10-rows-1").size(), 1u);
  EXPECT_EQ(find_benchmarks("predict").size(), 2u);
  for (const Benchmark& each : find_benchmarks("")) EXPECT_EQ(each.family, "") << each.name;
  try {
    find_benchmarks("scalign-batch");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'scaling-batch'?"));
  }
}

TEST(Benchmarks, OfAFamilyDouble) {
  for (const char* family : {"scaling-batch", "scaling-width", "scaling-depth"}) {
    const auto found = find_benchmarks(family);
    ASSERT_GE(found.size(), 7u);
    for (size_t i = 1; i < found.size(); ++i) {
      EXPECT_EQ(found[i].family, family);
      EXPECT_EQ(found[i].size, 2 * found[i - 1].size);
    }
  }
}

TEST(Benchmarks, AreMeasuredBesideThePeakAndTheirNeighbour) {
  std::vector<Benchmark> chosen = find_benchmarks("scaling-width-16");
  chosen.push_back(find_benchmarks("scaling-width-32").at(0));
  chosen.push_back(find_benchmarks("train-2-4-1").at(0));
  const auto measured = run_benchmarks(chosen, {.threads = 1, .seconds = 0, .runs = 2});
  ASSERT_EQ(measured.size(), 3u);
  for (const Measurement& m : measured) {
    EXPECT_EQ(m.runs, 2);
    EXPECT_THAT(m.bound, Gt(0));
    EXPECT_DOUBLE_EQ(m.share, m.bound / m.median);
    EXPECT_LE(m.least, m.median);
    EXPECT_LE(m.median, m.most);
  }
  EXPECT_EQ(measured[0].over_half, 0);
  EXPECT_THAT(measured[1].over_half, Gt(0));
  EXPECT_EQ(measured[2].over_half, 0);
}

}  // namespace
}  // namespace glia::session
