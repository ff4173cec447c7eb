// XOR: no line can do it, three step units can, and a small network finds it by itself, or not.
#include "glia/classic/least_squares.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"
#include "glia/loss/loss.h"

namespace glia::lesson {
namespace {

const std::vector<double> kInputs = {0, 0, 0, 1, 1, 0, 1, 1};
const std::vector<double> kAnswers = {0, 1, 1, 0};

void a_line_fails(const Story& story) {
  story.heading({"One unit cannot", "一个神经元做不到"});
  ThreadPool pool(1);
  const kernels::Matrix<const double> x{kInputs.data(), 4, 2, 2};
  const classic::LinearModel line = classic::fit_least_squares(x, kAnswers, 1, pool);
  story.say({"The best line through (0,0)->0, (0,1)->1, (1,0)->1, (1,1)->0 has the weights {0} and "
             "{1} and the constant {2}: it answers one half to everything.",
             "对 (0,0)->0、(0,1)->1、(1,0)->1、(1,1)->0，最好的直线权重是 {0} 和 {1}，常数 "
             "{2}：对什么都答"
             "一半。"},
            {Word(line.coefficients[0], 3), Word(line.coefficients[1], 3), line.intercept[0]});
  story.numbers("line", {line.coefficients[0], line.coefficients[1], line.intercept[0]});
}

void three_steps(const Story& story) {
  story.heading({"Three step units can", "三个阶跃单元可以"});
  Graph graph;
  const Value rows = matrix(graph, 4, 2, kInputs);
  const auto unit = [&](Value x, const std::vector<double>& w, double b) {
    return reshape(step(sum(x * list(graph, w), {1}) + b), {4, 1});
  };
  const Value either = unit(rows, {1, 1}, -0.5);
  const Value not_both = unit(rows, {-1, -1}, 1.5);
  const Value both = graph::concat({either, not_both}, 1);
  const auto shown = compute(graph, {either, not_both, unit(both, {1, 1}, -1.5)});
  Table table{{"", ""}, {"a", "b", "OR", "NAND", "AND"}, {}};
  for (size_t i = 0; i < 4; ++i)
    table.rows.push_back(
        {kInputs[2 * i], kInputs[2 * i + 1], shown[0][i], shown[1][i], shown[2][i]});
  story.show(table);
  story.say({"OR and NAND each draw a line; AND keeps what lies between them.",
             "OR 和 NAND 各画一条线，AND 取两线之间。"});
  story.numbers("by_steps", shown[2]);
}

// 2-H-1, tanh hidden, sigmoid output, mean cross entropy, all four rows in each step.
// Start: W1[i][j] = sin(2i + j + 1) of hidden unit i and input j, W2[i] = cos(i + 1), biases 0.
struct Net {
  Net(int64_t hidden, bool equal) {
    const Shape shape{hidden, 2};
    std::vector<double> counted;
    for (int64_t i = 0; i < 2 * hidden; ++i) counted.push_back(static_cast<double>(i + 1));
    Graph sheet;
    const Value n = list(sheet, counted);
    const auto start = compute(sheet, {sin(n), cos(n)});
    std::vector<double> outer(start[1].begin(), start[1].begin() + hidden);
    std::vector<double> inner = start[0];
    if (equal) {
      std::fill(inner.begin(), inner.end(), 0.5);
      std::fill(outer.begin(), outer.end(), 0.5);
    }
    const Value w1 = variable(graph, "w1", inner, shape);
    const Value b1 = variable(graph, "b1", std::vector<double>(hidden, 0), {hidden});
    const Value w2 = variable(graph, "w2", outer, {hidden, 1});
    const Value b2 = variable(graph, "b2", {0}, {1});
    const Value h = tanh(matmul(input_x(graph, 2), transpose(w1)) + b1);
    logits = matmul(h, w2) + b2;
    loss = loss::sigmoid_cross_entropy(logits, input_y(graph, 1));
    weights = {w1, b1, w2, b2};
  }
  Graph graph;
  Value logits, loss;
  std::vector<Value> weights;
};

struct Run {
  std::vector<double> losses;  // before each update, and after the last
  std::vector<double> answers;
  std::vector<double> grid;
};

constexpr int64_t kGrid = 31;
constexpr Span kSides{-0.25, 1.25};

Run learn(int64_t hidden, double rate, int64_t steps, bool equal) {
  Net net(hidden, equal);
  descend(net.loss, net.weights, rate);
  Rounds rounds(net.graph, net.loss,
                {Tensor::from({4, 2}, kInputs), Tensor::from({4, 1}, kAnswers)}, 4);
  Run run;
  run.losses = rounds.train(-1, steps);
  const Value probability = sigmoid(net.logits);
  run.answers = rounds.predict(probability, Tensor::from({4, 2}, kInputs));
  std::vector<double> points;
  for (int64_t row = 0; row < kGrid; ++row)
    for (int64_t column = 0; column < kGrid; ++column) {
      points.push_back(kSides.step(column, kGrid));
      points.push_back(kSides.step(row, kGrid));
    }
  run.grid = rounds.predict(probability, Tensor::from({kGrid * kGrid, 2}, points));
  run.losses.push_back(rounds.round());
  return run;
}

Series losses_of(Text name, const Run& run) {
  Series series{std::move(name), {}, {}};
  const size_t every = std::max<size_t>(1, run.losses.size() / 400);
  for (size_t i = 0; i < run.losses.size(); i += every) {
    series.x.push_back(static_cast<double>(i));
    series.y.push_back(run.losses[i]);
  }
  return series;
}

void learned(const Settings& settings, const Story& story) {
  story.heading({"A network finds it, or not", "网络自己找到，或者找不到"});
  const int64_t hidden = settings.whole("hidden");
  const double rate = settings.number("rate");
  const int64_t steps = settings.whole("steps");
  const Run run = learn(hidden, rate, steps, false);
  const Run three = learn(3, rate, steps, false);
  const Run equal = learn(hidden, rate, steps, true);
  story.say(
      {"2-{0}-1 with tanh, {1} steps of all four rows: the cross entropy falls from {2} to "
       "{3}; the answers are {4}, {5}, {6}, {7}.",
       "2-{0}-1，tanh，四行一起走 {1} 步：交叉熵从 {2} 降到 {3}；答案是 {4}、{5}、{6}、{7}。"},
      {hidden, steps, run.losses.front(), run.losses.back(), Word(run.answers[0], 4),
       Word(run.answers[1], 4), Word(run.answers[2], 4), Word(run.answers[3], 4)});
  const std::string units = std::to_string(hidden);
  story.show(Plot{{"Cross entropy over the steps", "交叉熵随步数的变化"},
                  {"step", "步"},
                  {"loss", "损失"},
                  {losses_of({units + " hidden units", units + " 个隐藏单元"}, run),
                   losses_of({"3 hidden units", "3 个隐藏单元"}, three),
                   losses_of({"all weights start equal", "所有权重起点相同"}, equal)},
                  true});
  story.say({"With three hidden units and this start it is stuck at {0}: a network that could "
             "does not always get there. And if all weights start equal, the hidden units stay "
             "copies of each other ({1}): start values must differ.",
             "三个隐藏单元从这个起点出发会卡在 "
             "{0}：有能力的网络也不一定走得到。若所有权重起点相同，隐藏单元永"
             "远互为副本（{1}）：起点必须各不相同。"},
            {three.losses.back(), equal.losses.back()});
  story.show(Field{{"What the network answers between the corners", "四角之间网络怎样回答"},
                   same("a"),
                   same("b"),
                   kSides,
                   kSides,
                   kGrid,
                   kGrid,
                   run.grid,
                   {{{"answer 1", "答案 1"}, {0, 1}, {1, 0}, Mark::kPoints},
                    {{"answer 0", "答案 0"}, {0, 1}, {0, 1}, Mark::kPoints}}});
  story.number("loss_first", run.losses.front());
  story.number("loss", run.losses.back());
  story.numbers("answers", run.answers);
  story.number("loss_of_three", three.losses.back());
}

void tell(const Settings& settings, const Story& story) {
  a_line_fails(story);
  three_steps(story);
  learned(settings, story);
}

}  // namespace

Lesson xor_net() {
  return {"xor",
          {"XOR", "异或"},
          {"What no line can do, a hidden layer can.", "直线做不到的，隐藏层能。"},
          same("a XOR b = (a OR b) AND (a NAND b)\n"
               "p = sigmoid(w2 . tanh(W1 x + b1) + b2)"),
          {"Book 000, chapter 1, sections 1 and 2; book 001, section 3.3 on equal start values. "
           "Minsky and Papert 1969.",
           "第 000 册第 1 章第 1、2 节；第 001 册 3.3 节（相同的起点）。Minsky 与 Papert 1969。"},
          {whole_parameter("hidden", 4, 1, 16, {"hidden units", "隐藏单元数"}),
           real_parameter("rate", 1, {0.001, 10}, {"learning rate", "学习率"}),
           whole_parameter("steps", 2000, 1, 10000, {"updates", "更新几次"})},
          tell};
}

}  // namespace glia::lesson
