#include "glia/classic/hand_chain.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error.h"
#include "glia/program/gradient_check.h"

namespace glia::classic {
namespace {

TEST(HandChain, IsTheProductOfTheLinks) {
  const std::vector<std::string> names = {"square", "sin"};
  const std::vector<ChainLink> links = chain_by_hand(names, 2);
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].y, 4);
  EXPECT_EQ(links[0].product, 4);
  EXPECT_EQ(links[1].x, 4);
  EXPECT_EQ(links[1].y, std::sin(4.0));
  EXPECT_EQ(links[1].slope, std::cos(4.0));
  EXPECT_EQ(links[1].product, 4 * std::cos(4.0));
  EXPECT_TRUE(chain_by_hand({}, 2).empty());
}

// Value and slope of every function against the engine, which knows nothing of the table.
TEST(HandChain, EveryFunctionIsTheGraphs) {
  for (const HandFunction& function : hand_functions()) {
    SCOPED_TRACE(function.name);
    for (const double x : {0.3, 1.7}) {
      const std::vector<std::string> names = {std::string(function.name)};
      const ChainLink link = chain_by_hand(names, x)[0];
      graph::Graph graph;
      const graph::Value input = graph.input("x", {});
      const graph::Value output = chain_in_graph(names, input);
      program::Program program(graph, {output});
      EXPECT_NEAR(program.run(Tensor::scalar(x))[0].item(), link.y, 1e-14 * std::fabs(link.y));
      const auto rows = program::check_gradient(output, {input}, {{"x", Tensor::scalar(x)}});
      EXPECT_TRUE(program::passed(rows));
      EXPECT_NEAR(rows[0].reverse, link.slope, 1e-14 * std::max(1.0, std::fabs(link.slope)));
    }
  }
}

TEST(HandChain, NamesTheNearest) {
  try {
    find_hand_function("sinn");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'sin'"), std::string::npos);
  }
}

}  // namespace
}  // namespace glia::classic
