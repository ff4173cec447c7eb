// Products of features against scikit-learn's, and the layer that makes them in a network.
#include "glia/classic/polynomial.h"

#include "glia/classic/classic_testing.h"
#include "glia/nn/layer.h"
#include "glia/nn/polynomial.h"
#include "glia/program/program.h"

namespace glia::classic {
namespace {

TEST(Polynomial, EqualsScikitLearn) {
  for (const nlohmann::json& c : golden().at("polynomial")) {
    const auto x = flat<double>(c.at("x"));
    expect_near(polynomial_features(view(x, c.at("x").size()), c.at("degree")),
                flat<double>(c.at("products")), 1e-14, c.at("name"));
  }
}

TEST(Polynomial, TheLayerMakesTheSameNumbers) {
  for (const nlohmann::json& c : golden().at("polynomial")) {
    const auto x = flat<double>(c.at("x"));
    const auto rows = static_cast<int64_t>(c.at("x").size());
    const auto width = static_cast<int64_t>(x.size()) / rows;
    graph::Graph graph;
    const graph::Value input = graph.input("x", {batch(), width});
    const graph::Value output = nn::apply(graph,
                                          {.name = {},
                                           .kind = "polynomial",
                                           .inputs = {},
                                           .options = {{"degree", c.at("degree").get<int64_t>()}}},
                                          {input});
    EXPECT_TRUE(output.shape()[1].is(nn::polynomial_width(width, c.at("degree"))));
    program::Options options;
    options.real = Real::kDouble;
    options.capacity = rows;
    program::Program program(graph, {output}, options);
    EXPECT_EQ(program.run(Tensor::from({rows, width}, x))[0].values(),
              polynomial_features(view(x, static_cast<size_t>(rows)), c.at("degree")))
        << c.at("name");
  }
}

TEST(Polynomial, SaysWhatDoesNotFit) {
  EXPECT_EQ(nn::polynomial_width(2, 3), 9);
  EXPECT_EQ(nn::polynomial_width(5, 1), 5);
  EXPECT_EQ(usage_message([] { nn::polynomial_width(3, 0); }), "degree must be 1 to 20, found 0");
  EXPECT_EQ(usage_message([] { nn::polynomial_width(3, 21); }), "degree must be 1 to 20, found 21");
  EXPECT_EQ(usage_message([] { nn::polynomial_width(1000, 3); }),
            "1000 features of degree 3 have more than 100000 products; take a smaller degree");
}

}  // namespace
}  // namespace glia::classic
