#include "glia/session/curves_svg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "glia/session/svg_testing.h"

namespace glia::session {
namespace {

// Every tag that is opened is closed in order: enough of XML to catch a forgotten end.
void expect_balanced(const std::string& svg) {
  std::vector<std::string> open;
  for (size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const size_t end = svg.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string name = svg.substr(at + 1, svg.find_first_of(" >/", at + 2) - at - 1);
    if (name[0] == '/') {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ("/" + open.back(), name);
      open.pop_back();
    } else if (svg[end - 1] != '/') {
      open.push_back(name);
    }
  }
  EXPECT_TRUE(open.empty());
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

TEST(CurvesSvg, TinyCaseExactly) {
  EXPECT_EQ(
      curves_svg({{"loss", {{"training", {1.0, 0.5}}, {"validation", {NAN, 0.75}}}}}),
      R"GOLDEN(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 292" width="760" height="292" role="img" font-family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif" font-size="12">
<title>loss</title>
<desc>loss, training: epoch 1: 1, epoch 2: 0.5; loss, validation: epoch 2: 0.75, epoch 2: 0.75</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="64" y="28" font-size="13" font-weight="600" fill="#111827">loss</text>
<path d="M119.2 24h26" stroke="#0072B2" stroke-width="2"/>
<text x="151.2" y="28" fill="#111827">training</text>
<path d="M228.8 24h26" stroke="#D55E00" stroke-width="2" stroke-dasharray="7 4"/>
<text x="260.8" y="28" fill="#111827">validation</text>
<g fill="#4b5563" text-anchor="end">
<path d="M64 238.0h676" stroke="#e5e7eb"/><text x="56" y="242.0">0.5</text>
<path d="M64 198.0h676" stroke="#e5e7eb"/><text x="56" y="202.0">0.6</text>
<path d="M64 158.0h676" stroke="#e5e7eb"/><text x="56" y="162.0">0.7</text>
<path d="M64 118.0h676" stroke="#e5e7eb"/><text x="56" y="122.0">0.8</text>
<path d="M64 78.0h676" stroke="#e5e7eb"/><text x="56" y="82.0">0.9</text>
<path d="M64 38.0h676" stroke="#e5e7eb"/><text x="56" y="42.0">1.0</text>
</g>
<g fill="#4b5563" text-anchor="middle">
<path d="M64.0 238v4" stroke="#6b7280"/><text x="64.0" y="255">1</text>
<path d="M740.0 238v4" stroke="#6b7280"/><text x="740.0" y="255">2</text>
</g>
<path d="M64 238h676" stroke="#6b7280"/>
<path d="M64.0 38.0L740.0 238.0" fill="none" stroke="#0072B2" stroke-width="2" stroke-linejoin="round"><title>training</title></path>
<circle cx="740.0" cy="138.0" r="3" fill="#D55E00"/>
<text x="402" y="276" text-anchor="middle" fill="#374151">epoch</text>
</svg>
)GOLDEN");
}

TEST(CurvesSvg, NoChartsNoCurvesNoValues) {
  expect_balanced(curves_svg({}));
  expect_balanced(curves_svg({{"loss", {}}}));
  const std::string svg = curves_svg({{"loss", {{"training", {}}, {"validation", {NAN}}}}});
  expect_balanced(svg);
  EXPECT_EQ(occurrences(svg, "<circle"), 0u);
  EXPECT_EQ(occurrences(svg, ">training</text>"), 1u);
}

TEST(CurvesSvg, OnePointIsADot) {
  const std::string svg = curves_svg({{"loss", {{"training", {0.5}}}}});
  expect_balanced(svg);
  EXPECT_EQ(occurrences(svg, "<circle cx=\"402.0\" cy=\"138.0\""), 1u);
}

TEST(CurvesSvg, GapsSplitTheLineAndLonelyPointsAreDots) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::string svg =
      curves_svg({{"loss", {{"a", {1, 2, NAN, 3, infinity, 4, 5, 6, -infinity}}}}});
  expect_balanced(svg);
  EXPECT_EQ(occurrences(svg, "<circle"), 1u);
  const size_t line = svg.rfind("<path d=\"M64.0 ");
  ASSERT_NE(line, std::string::npos);
  const std::string path = svg.substr(line, svg.find('>', line) - line);
  EXPECT_EQ(occurrences(path, "M"), 2u);
  EXPECT_EQ(occurrences(path, "L"), 3u);
}

TEST(CurvesSvg, ValuesBesideAPowerOfTenStay) {
  const std::string svg = curves_svg({{"loss", {{"a", {1.0000000000001, 9.99999999999e-4}}}}});
  EXPECT_EQ(occurrences(svg, "L740.0 238.0"), 1u);
}

TEST(CurvesSvg, TextIsEscapedAndKept) {
  const std::string svg = curves_svg({{"a<b", {{"x & \"y\"", {1, 2}}, {"训练\n误差", {2, 1}}}}},
                                     {.title = "<script>", .epoch_label = "轮次"});
  expect_balanced(svg);
  EXPECT_EQ(occurrences(svg, ">a&lt;b</text>"), 1u);
  EXPECT_EQ(occurrences(svg, ">x &amp; &quot;y&quot;</text>"), 1u);
  EXPECT_EQ(occurrences(svg, ">训练 误差</text>"), 1u);
  EXPECT_EQ(occurrences(svg, "<script"), 0u);
  EXPECT_EQ(occurrences(svg, ">轮次</text>"), 1u);
}

TEST(CurvesSvg, MarksTheEpochInsideTheCurvesOnly) {
  const std::vector<Chart> charts = {{"loss", {{"training", {3, 2, 1}}}}};
  EXPECT_EQ(occurrences(curves_svg(charts, {.marked_epoch = 2}), ">best 2</text>"), 1u);
  EXPECT_EQ(occurrences(curves_svg(charts, {.marked_epoch = 4}), "best"), 0u);
  EXPECT_EQ(
      occurrences(curves_svg(charts, {.first_epoch = 0, .marked_epoch = 0}), ">best 0</text>"), 1u);
  EXPECT_EQ(occurrences(curves_svg(charts), "best"), 0u);
}

TEST(CurvesSvg, ALongRunStaysSmallAndKeepsItsExtremes) {
  Curve curve{"training", std::vector<double>(100000, 1.0)};
  curve.values[51234] = 8.0;
  curve.values[51235] = 0.0;
  const std::string svg = curves_svg({{"loss", {curve}}});
  expect_balanced(svg);
  EXPECT_LT(svg.size(), 60000u);
  EXPECT_EQ(occurrences(svg, " 38.0L"), 1u);
  EXPECT_EQ(occurrences(svg, " 238.0L"), 1u);
}

TEST(CurvesSvg, SaysWhenAChartIsLogarithmic) {
  const std::string svg =
      curves_svg({{"loss", {{"training", {1.0, 1e-5}}}}}, {.logarithmic_label = "对数"});
  EXPECT_EQ(occurrences(svg, ">loss (对数)</text>"), 1u);
}

TEST(CurvesSvg, DescribesTheCurvesForScreenReaders) {
  const std::string svg = curves_svg({{"loss", {{"training", {NAN, 1.25, 0.5}}}}});
  EXPECT_EQ(occurrences(svg, "<desc>loss, training: epoch 2: 1.25, epoch 3: 0.5</desc>"), 1u);
}

}  // namespace
}  // namespace glia::session
