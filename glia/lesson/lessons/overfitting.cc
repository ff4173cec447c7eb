// Under- and overfitting: polynomials of rising degree through ten noisy points.
#include <algorithm>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/linalg.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

constexpr int64_t kPoints = 10;
constexpr int64_t kOthers = 200;
constexpr int64_t kMostDegree = 9;
constexpr Span kRange{-1, 1};

Value truth(Value x) { return sin(x * 3.0); }

// sin 3x at even steps, with a noise that looks random and is the same everywhere.
std::vector<double> noisy_points(double noise) {
  Graph graph;
  const Value x = list(graph, kRange.steps(kPoints));
  const Value k = list(graph, Span{1, kPoints}.steps(kPoints));
  return compute(graph, {truth(x) + sin(square(k)) * noise})[0];
}

// Columns 1, x, x^2 .. of a polynomial: [points, degree + 1].
Value powers(Value x, int64_t degree) {
  const Value column = reshape(x, {x.shape()[0], 1});
  const Value exponents = list(x.graph(), Span{0, static_cast<double>(degree)}.steps(degree + 1));
  return pow(column, exponents);
}

std::vector<double> fit(int64_t degree, const std::vector<double>& y) {
  Graph graph;
  std::vector<double> rows =
      compute(graph, {powers(list(graph, kRange.steps(kPoints)), degree)})[0];
  std::vector<double> solution = y;
  kernels::least_squares(rows.data(), kPoints, degree + 1, solution.data(), 1);
  solution.resize(static_cast<size_t>(degree + 1));
  return solution;
}

Value polynomial(Value x, const std::vector<double>& coefficients) {
  const auto degree = static_cast<int64_t>(coefficients.size()) - 1;
  return sum(powers(x, degree) * list(x.graph(), coefficients), {1});
}

void tell(const Settings& settings, const Story& story) {
  const std::vector<double> y = noisy_points(settings.number("noise"));
  const auto chosen = settings.whole("degree");
  std::vector<double> known, unseen, degrees;
  Table table{{"Mean squared error", "均方误差"},
              {Text{"degree", "次数"}, Text{"on the ten points", "在那十个点上"},
               Text{"on the curve between", "在其间的曲线上"}},
              {}};
  for (int64_t degree = 0; degree <= kMostDegree; ++degree) {
    const std::vector<double> w = fit(degree, y);
    Graph graph;
    const Value here = polynomial(list(graph, kRange.steps(kPoints)), w) - list(graph, y);
    const Value x = list(graph, kRange.steps(kOthers));
    const auto errors =
        compute(graph, {mean(square(here)), mean(square(polynomial(x, w) - truth(x)))});
    known.push_back(errors[0][0]);
    unseen.push_back(errors[1][0]);
    degrees.push_back(static_cast<double>(degree));
    constexpr double kRounding = 1e-15;  // what is left of 0 by rounding differs between machines
    const double left = known.back() < kRounding ? 0 : known.back();
    table.rows.push_back({degree, Word(left, 4), Word(unseen.back(), 4)});
  }
  const auto curve_of = [&](int64_t degree) {
    const std::string number = std::to_string(degree);
    return curve({"degree " + number, number + " 次"}, kRange,
                 [w = fit(degree, y)](Value x) { return polynomial(x, w); });
  };
  story.heading({"Too stiff, about right, too supple", "太僵、正好、太软"});
  Plot plot{{"Ten noisy points of sin 3x", "sin 3x 的十个带噪声的点"}, same("x"), same("y"), {}};
  plot.series.push_back({{"points", "点"}, kRange.steps(kPoints), y, Mark::kPoints});
  plot.series.push_back(curve_of(1));
  plot.series.push_back(curve_of(chosen));
  plot.series.push_back(curve_of(kMostDegree));
  story.show(plot);
  story.say(
      {"Degree 1 misses the curve: underfitting. Degree 9 meets every point, noise included, "
       "and swings between them: overfitting.",
       "1 次错过了曲线：欠拟合。9 次穿过每个点，连噪声也学了，点与点之间乱摆：过拟合。"});
  story.heading({"What only new points show", "只有新的点才看得出"});
  story.show(table);
  constexpr double kInvisible = 1e-6;  // the error of degree 9 on its points has no place otherwise
  std::vector<double> shown = known;
  for (double& error : shown) error = std::max(error, kInvisible);
  story.show(Plot{{"Error over the degree", "误差随次数的变化"},
                  {"degree", "次数"},
                  {"error", "误差"},
                  {{{"on the ten points", "在那十个点上"}, degrees, shown, Mark::kPath},
                   {{"on the curve between", "在其间的曲线上"}, degrees, unseen, Mark::kPath}}});
  const auto best = std::min_element(unseen.begin(), unseen.end()) - unseen.begin();
  story.say({"On the ten points the error only falls. On the curve it is lowest at degree {0} and "
             "then rises: so a score counts only on rows that were not trained on.",
             "在那十个点上，误差只降不升。在曲线上，{0} "
             "次最低，之后回升：所以成绩只能在没训练过的行上算。"},
            {best});
  story.numbers("known", known);
  story.numbers("unseen", unseen);
  story.number("best_degree", static_cast<double>(best));
}

}  // namespace

Lesson overfitting() {
  return {"overfitting",
          {"Under- and overfitting", "欠拟合与过拟合"},
          {"Fitting the points is not the same as finding the curve.", "穿过点，不等于找到曲线。"},
          same("y = w0 + w1 x + ... + wd x^d, least squares"),
          {"Book 000, chapter 2; book 002, section 3; book 004, section 1.3.4.",
           "第 000 册第 2 章；第 002 册第 3 节；第 004 册 1.3.4 节。"},
          {whole_parameter("degree", 3, 0, kMostDegree,
                           {"degree of the middle curve", "中间那条曲线的次数"}),
           real_parameter("noise", 0.3, {0, 2}, {"size of the noise", "噪声大小"})},
          tell};
}

}  // namespace glia::lesson
