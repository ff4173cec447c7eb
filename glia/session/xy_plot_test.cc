#include "glia/session/xy_plot.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/session/svg_testing.h"

namespace glia::session {
namespace {

XyPlot plot_of(std::vector<train::CurvePoint> points) {
  XyPlot plot;
  plot.title = "ROC";
  plot.description = "area 1";
  plot.across = "false";
  plot.up = "true";
  plot.lines.push_back({"cat", std::move(points), XyLine::Shape::kStraight});
  return plot;
}

// The plot is 302 pixels wide and high, from (60, 50) to (362, 352).
TEST(XyPlot, PointsFallWhereTheirSharesSay) {
  const std::string svg = xy_svg(plot_of({{0, 0}, {0, 0.5}, {1, 1}}));
  EXPECT_NE(svg.find("<path d=\"M60.0 352.0L60.0 201.0L362.0 50.0\" fill=\"none\""),
            std::string::npos)
      << svg;
  EXPECT_NE(svg.find("<title>ROC</title>\n<desc>area 1</desc>"), std::string::npos);
  EXPECT_NE(svg.find(">cat</text>"), std::string::npos);
  EXPECT_EQ(svg, xy_svg(plot_of({{0, 0}, {0, 0.5}, {1, 1}})));
}

// Average precision adds recall gained times precision there: rectangles, no slopes.
TEST(XyPlot, StepsGoToTheHeightFirst) {
  XyPlot plot = plot_of({{0, 1}, {0.5, 0.5}, {1, 0.25}});
  plot.lines.front().shape = XyLine::Shape::kSteps;
  EXPECT_NE(xy_svg(plot).find(
                "\"M60.0 50.0L60.0 201.0L211.0 201.0L211.0 276.5L362.0 276.5\" fill=\"none\""),
            std::string::npos)
      << xy_svg(plot);
}

TEST(XyPlot, AManyPointedLineStaysSmallAndKeepsItsEnds) {
  std::vector<train::CurvePoint> points;
  for (int i = 0; i <= 100000; ++i) points.push_back({i / 1e5, std::sqrt(i / 1e5)});
  const std::string svg = xy_svg(plot_of(points));
  EXPECT_LT(svg.size(), 40000U);
  EXPECT_NE(svg.find("M60.0 352.0"), std::string::npos);
  EXPECT_NE(svg.find("L362.0 50.0\""), std::string::npos);
}

TEST(XyPlot, NumbersShareOneAxisAndEqualDotsAreDrawnOnce) {
  XyPlot plot;
  plot.shares = false;
  plot.dots = {
      {{10, 20}, 2.5, ""}, {{10, 20}, 2.5, ""}, {{2000, 1000}, 2.5, ""}, {{NAN, 1}, 2.5, ""}};
  const std::string svg = xy_svg(plot);
  EXPECT_EQ(occurrences(svg, "<circle"), 2U);
  EXPECT_EQ(occurrences(svg, ">2000</text>"), 2U);  // on both axes
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(XyPlot, TextsAreEscapedAndNothingAtAllIsFine) {
  XyPlot plot = plot_of({});
  plot.title = plot.across = plot.up = plot.description = plot.lines[0].name = "<b>&\"";
  const std::string svg = xy_svg(plot);
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_EQ(occurrences(svg, "&lt;b&gt;&amp;&quot;"), 6U);  // the title twice
  plot = {};
  plot.shares = false;
  EXPECT_NE(xy_svg(plot).find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace glia::session
