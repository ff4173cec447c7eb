// Least squares and metrics: what the library fits and measures without a network.
#include "glia/classic/least_squares.h"
#include "glia/data/builtin.h"
#include "glia/graph/ops/index.h"
#include "glia/kernels/linalg.h"
#include "glia/train/metrics.h"
#include "glia/train/ranking.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

struct Line {
  Json w, b, mse;
};

// x: [rows] or [rows, features].
Line fit_line(const Tensor& x, const Tensor& y) {
  const int64_t rows = y.count();
  const int64_t features = x.count() / rows;
  const kernels::Matrix<const double> matrix{static_cast<const double*>(x.data()), rows, features,
                                             features};
  const std::vector<double> targets = y.values();
  ThreadPool pool(1);
  const classic::LinearModel line = classic::fit_least_squares(matrix, targets, 1, pool);
  const Json mse = train::mean_squared_error(targets, line.apply(matrix, pool)).value;
  const Json w = features == 1 ? Json(line.coefficients[0]) : Json(line.coefficients);
  return {w, line.intercept[0], mse};
}

Json best_line_for_xor(const Json& in) {
  const Line line = fit_line(tensor_of(in["x"]), tensor_of(in["y"]));
  return {{"w", line.w}, {"b", line.b}, {"mse", line.mse}};
}

Json sine_without_noise(const Json& in) {
  Sheet s;
  const std::vector<double> range = numbers_in(in["x"]);
  const Value x = s.even_steps(static_cast<int64_t>(range[0]), range[1], range[2]);
  const std::vector<Tensor> data = s.run({x, sin(x) * numbers_in(in["y"])[0]});
  const Line line = fit_line(data[0], data[1]);
  return {{"w", line.w}, {"b", line.b}, {"mse", line.mse}};
}

// The built-in set is this one: 1000 points, noise 0.32 N(0, 1).
Json sine_with_noise(const Json& in) {
  const data::Table table = data::load_builtin("sine-noisy");
  const Tensor x = tensor_of(table.column("x").numbers);
  const Line line = fit_line(x, tensor_of(table.column("y").numbers));
  Sheet s;
  const Value points = s.given(x);
  const Value noise = s.given(in["noise_sd"]);
  Json answer = s.show({{"w_sd", noise / sqrt(sum(square(points - mean(points))))},
                        {"b_sd", noise / sqrt(s.given(table.rows()))}});
  answer["w_expected"] = line.w;
  answer["b_expected"] = line.b;
  answer["mse_expected"] = line.mse;
  return answer;
}

// "2 sin x_k + 0.32 sqrt(2) sin(k^2), k=0..999", x in even steps from -2 to 2.
Json sine_with_pseudo_noise(const Json& in) {
  Sheet s;
  const std::vector<double> numbers = numbers_in(in["y"]);
  const auto n = static_cast<int64_t>(numbers.back()) + 1;
  const Value k = s.count_to(n);
  const Value x = s.even_steps(n, -2, 2);
  const Value noise = sqrt(s.constant(numbers[2])) * numbers[1] * sin(square(k));
  const std::vector<Tensor> data = s.run({x, sin(x) * numbers[0] + noise});
  const Line line = fit_line(data[0], data[1]);
  return {{"w", line.w}, {"b", line.b}, {"mse", line.mse}};
}

// Least squares without an intercept: the coefficients of the columns of `a`.
std::vector<double> coefficients(const Tensor& a, const Tensor& y) {
  std::vector<double> columns = a.values();
  std::vector<double> solution = y.values();
  const int64_t count = a.count() / y.count();
  if (!kernels::least_squares(columns.data(), y.count(), count, solution.data(), 1)) return {};
  solution.resize(static_cast<size_t>(count));
  return solution;
}

Json hidden_law(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value powers = pow(reshape(x, {x.shape()[0], 1}), s.given({1, 2}));
  const std::vector<double> w = coefficients(s.run({powers})[0], tensor_of(in["y"]));
  const Value error = sum(powers * s.given(Json(w)), {1}) - s.given(in["y"]);
  return {{"w1", w.at(0)}, {"w2", w.at(1)}, {"sse", s.show(sum(square(error)))}};
}

Json best_with_fixed_square(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value y = s.given(in["y"]);
  const double w = coefficients(tensor_of(in["x"]), s.run({y - square(x)})[0]).at(0);
  return {{"w", w}, {"J", s.show(mean(square(x * w + square(x) - y)) / 2.0)}};
}

Json measured(const Json& in) {
  Sheet s;
  const Value score = s.given(in["score"]);
  const Value yes = indicator(greater_equal(score, s.given(in["threshold"])));
  const auto truth = in["y"].get<std::vector<int32_t>>();
  const auto predicted = s.show(cast(yes, Type::kI32)).get<std::vector<int32_t>>();
  const train::ConfusionMatrix confusion = train::confusion_matrix(truth, predicted, 2);
  const train::ClassScores of_yes = train::class_scores(confusion).at(1);
  const auto positive = in["y"].get<std::vector<uint8_t>>();
  const train::Ranking ranking(in["score"].get<std::vector<double>>(), positive);
  return {{"accuracy", train::accuracy(confusion).value},
          {"precision", of_yes.precision},
          {"recall", of_yes.recall},
          {"f1", of_yes.f1},
          {"auc", ranking.roc_auc().value}};
}

constexpr Answer kFittingCases[] = {
    {"000-xor-single", best_line_for_xor},
    {"002-sin-ols-clean", sine_without_noise},
    {"002-sin-ols-noisy", sine_with_noise},
    {"002-sin-ols-pseudo", sine_with_pseudo_noise},
    {"002-f1-auc", measured},
    {"004-table-2-1-law", hidden_law},
    {"004-table-2-1-limit", best_with_fixed_square},
};

}  // namespace

std::span<const Answer> fitting_cases() { return kFittingCases; }

}  // namespace glia::golden
