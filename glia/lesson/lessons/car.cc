// Car or not, from two pixels: a line that works, a line that fails, quadratic terms, and a hidden
// layer in their place.
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

constexpr int64_t kGreys = 8;
constexpr int64_t kPictures = kGreys * kGreys;
constexpr int64_t kGrid = 31;
constexpr Span kGrey{0, 1};

// Every pair of `count` grey values, [count * count, 2].
std::vector<double> pairs(int64_t count) {
  std::vector<double> points;
  for (int64_t row = 0; row < count; ++row)
    for (int64_t column = 0; column < count; ++column) {
      points.push_back(kGrey.step(column, count));
      points.push_back(kGrey.step(row, count));
    }
  return points;
}

// A car where pixel 1 is lighter by more than 0.4; or where the two differ by more than 0.5.
Samples pictures(bool either_way) {
  Graph graph;
  const Value x = matrix(graph, kPictures, 2, pairs(kGreys));
  const Value difference = matmul(x, matrix(graph, 2, 1, {1, -1}));
  const Value is_car = either_way ? greater(square(difference), graph.constant(0.25))
                                  : greater(difference, graph.constant(0.4));
  const auto found = compute(graph, {x, indicator(is_car)});
  return {Tensor::from({kPictures, 2}, found[0]), Tensor::from({kPictures, 1}, found[1])};
}

struct Net {
  Graph graph;
  Value logit, loss;
  std::vector<Value> weights;

  void ends_in(Value value) {
    logit = value;
    loss = loss::sigmoid_cross_entropy(logit, input_y(graph, 1));
  }
};

// sigmoid(w . x + b) from weights of 0; with the three quadratic terms if asked for.
void logistic(Net& net, bool quadratic) {
  Value x = input_x(net.graph, 2);
  if (quadratic) {
    const Value first = matmul(x, matrix(net.graph, 2, 3, {1, 1, 0, 0, 0, 1}));
    const Value second = matmul(x, matrix(net.graph, 2, 3, {1, 0, 0, 0, 1, 1}));
    x = graph::concat({x, first * second}, 1);  // p, q, p^2, p q, q^2
  }
  const int64_t terms = quadratic ? 5 : 2;
  const Value w =
      variable(net.graph, "w", std::vector<double>(static_cast<size_t>(terms), 0), {terms, 1});
  const Value b = variable(net.graph, "b", {0}, {1});
  net.weights = {w, b};
  net.ends_in(matmul(x, w) + b);
}

// 2-H-1 with tanh; W[p][q] = 2 sin(2 p + q + 1), v[p] = cos(p + 1), biases 0.
void with_hidden(Net& net, int64_t hidden) {
  Graph sheet;
  const auto twice = static_cast<double>(2 * hidden);
  const Value inner = sin(list(sheet, Span{1, twice}.steps(2 * hidden))) * 2.0;
  const Value outer = cos(list(sheet, Span{1, twice / 2}.steps(hidden)));
  const auto start = compute(sheet, {inner, outer});
  const std::vector<double> zeros(static_cast<size_t>(hidden), 0);
  const Value w = variable(net.graph, "hidden.w", start[0], {hidden, 2});
  const Value b = variable(net.graph, "hidden.b", zeros, {hidden});
  const Value v = variable(net.graph, "out.w", start[1], {hidden, 1});
  const Value c = variable(net.graph, "out.b", {0}, {1});
  const Value h = tanh(matmul(input_x(net.graph, 2), transpose(w)) + b);
  net.weights = {w, b, v, c};
  net.ends_in(matmul(h, v) + c);
}

struct Learned {
  double loss, accuracy;
  std::vector<double> grid;
};

Learned train(Net& net, const Samples& samples, double rate, int64_t steps) {
  descend(net.loss, net.weights, rate);
  const Value chance = sigmoid(net.logit);
  Rounds rounds(net.graph, net.loss, samples, kPictures);
  rounds.train(-1, steps);
  Graph sheet;
  const Value logits = matrix(sheet, kPictures, 1, rounds.predict(net.logit, samples.x));
  const Value yes = indicator(greater_equal(logits, sheet.constant(0)));
  const Value right = mean(indicator(equal(yes, sheet.constant(samples.y))));
  Learned learned{0, compute(right),
                  rounds.predict(chance, Tensor::from({kGrid * kGrid, 2}, pairs(kGrid)))};
  learned.loss = rounds.round();
  return learned;
}

Field picture_of(const Text& title, const Learned& learned, const Samples& samples) {
  Series cars{{"car", "车"}, {}, {}, Mark::kPoints};
  Series others{{"no car", "不是车"}, {}, {}, Mark::kPoints};
  for (int64_t i = 0; i < kPictures; ++i) {
    Series& series = samples.y.at(i) > 0 ? cars : others;
    series.x.push_back(samples.x.at(2 * i));
    series.y.push_back(samples.x.at(2 * i + 1));
  }
  return Field{title, {"pixel 1", "像素 1"}, {"pixel 2", "像素 2"}, kGrey, kGrey, kGrid,
               kGrid, learned.grid,          {cars, others}};
}

// How many numbers each way needs for n pixels: 1 + n + n + n (n - 1) / 2 terms, or weights.
void count_terms(const Story& story) {
  constexpr double kPixels = 50 * 50;
  constexpr double kUnits = 25;
  Graph sheet;
  const Value n = list(sheet, {100, kPixels});
  const Value unlike = n * (n - 1.0) / 2.0;
  const Value all = unlike + n * 2.0 + 1.0;
  const Value layer = (n + 2.0) * kUnits + 1.0;
  const auto found = compute(sheet, {unlike, unlike + n, all, layer});
  story.heading({"Why not quadratic terms for a whole picture", "整张图为什么不用二次项"});
  story.show(Table{{"", ""},
                   {Text{"inputs", "输入"}, Text{"pairs of pixels", "像素的对"},
                    Text{"with squares", "加上平方"}, Text{"full quadratic", "完整二次式"},
                    Text{"hidden layer of 25", "25 个单元的隐藏层"}},
                   {{100, Word(found[0][0], 9), Word(found[1][0], 9), Word(found[2][0], 9),
                     Word(found[3][0], 9)},
                    {2500, Word(found[0][1], 9), Word(found[1][1], 9), Word(found[2][1], 9),
                     Word(found[3][1], 9)}}});
  story.say(
      {"50 x 50 grey pixels have {0} pairs, {1} with the squares: too many terms, nearly all of "
       "them useless. A hidden layer of {2} units has {3} weights and finds the combinations "
       "it needs.",
       "50 x 50 个灰度像素有 {0} 对，加上平方是 {1} 项：太多，几乎全都没用。{2} "
       "个单元的隐藏层只有 {3} 个权重，需要的组合由它自己找。"},
      {Word(found[0][1], 9), Word(found[1][1], 9), Word(kUnits), Word(found[3][1], 9)});
  story.number("terms_of_100", found[2][0]);
  story.number("pairs", found[0][1]);
  story.number("pairs_and_squares", found[1][1]);
  story.number("weights_of_layer", found[3][1]);
}

void tell(const Settings& settings, const Story& story) {
  const double rate = settings.number("rate");
  const int64_t steps = settings.whole("steps");
  const int64_t hidden = settings.whole("hidden");
  const Samples one_way = pictures(false);
  const Samples either_way = pictures(true);
  Net easy, hard, quadratic, layered;
  logistic(easy, false);
  logistic(hard, false);
  logistic(quadratic, true);
  with_hidden(layered, hidden);
  const Learned line = train(easy, one_way, rate, steps);
  const Learned fails = train(hard, either_way, rate, steps);
  const Learned bent = train(quadratic, either_way, rate, steps);
  const Learned net = train(layered, either_way, rate, steps);

  story.heading({"A line that works", "一条行得通的直线"});
  story.say(
      {"Made-up pictures: pixel 1 is on the paint, pixel 2 on the window, each with a grey "
       "value from 0 to 1. If all cars were light, a car would be where pixel 1 is lighter. "
       "Logistic regression draws one line: {0} of the pictures right.",
       "假想的图：像素 1 在车漆上，像素 2 在车窗上，灰度都是 0 到 1。如果车全是浅色的，像素 1 "
       "亮得多的就是车。逻辑回归画一条直线：答对的比例是 {0}。"},
      {Word(line.accuracy, 4)});
  story.show(picture_of({"Light cars, one line", "浅色的车，一条直线"}, line, one_way));
  story.heading({"A line that fails", "一条行不通的直线"});
  story.say(
      {"Cars are dark, too: then it is a car where the two pixels differ, either way round. "
       "One line says no to everything: {0} right, cross entropy {1}.",
       "车也有深色的：两个像素差得多就是车，不管哪个亮。一条直线只好全说不是：答对 {0}，交叉熵 "
       "{1}。"},
      {Word(fails.accuracy, 4), Word(fails.loss, 4)});
  story.heading({"Quadratic terms, or a hidden layer", "二次项，或者隐藏层"});
  story.show(Table{{"Cars light and dark", "浅色和深色的车"},
                   {Text{"model", "模型"}, Text{"right", "答对"}, Text{"cross entropy", "交叉熵"}},
                   {{Text{"line", "直线"}, Word(fails.accuracy, 4), Word(fails.loss, 4)},
                    {Text{"with p^2, p q, q^2", "加上 p^2、p q、q^2"}, Word(bent.accuracy, 4),
                     Word(bent.loss, 4)},
                    {Text{"hidden layer", "隐藏层"}, Word(net.accuracy, 4), Word(net.loss, 4)}}});
  story.show(picture_of({"Cars light and dark, a hidden layer", "浅色和深色的车，隐藏层"}, net,
                        either_way));
  story.say({"With the right terms logistic regression bends its line, but somebody has to think "
             "of the terms. {0} hidden units find their own.",
             "有了合适的项，逻辑回归的线也会弯，可是项要人来想。{0} 个隐藏单元自己去找。"},
            {hidden});
  count_terms(story);
  story.numbers("accuracies", {line.accuracy, fails.accuracy, bent.accuracy, net.accuracy});
  story.number("line", line.loss);
  story.number("fails", fails.loss);
  story.number("quadratic", bent.loss);
  story.number("layered", net.loss);
}

}  // namespace

Lesson car() {
  return {"car",
          {"Car or not, from two pixels", "两个像素看是不是车"},
          {"One line fails; a hidden layer finds the combinations.",
           "一条直线不够，隐藏层自己找组合。"},
          same("line:       sigmoid(w1 p + w2 q + b)\n"
               "quadratic:  sigmoid(w1 p + w2 q + w3 p^2 + w4 p q + w5 q^2 + b)\n"
               "hidden:     sigmoid(v . tanh(W x + b) + c)"),
          {"Book 001, section 1.3.", "第 001 册 1.3 节。"},
          {whole_parameter("hidden", 4, 1, 32, {"hidden units", "隐藏单元数"}),
           whole_parameter("steps", 2000, 1, 5000, {"updates", "更新几次"}),
           real_parameter("rate", 2, {0.001, 5}, {"learning rate", "学习率"})},
          tell};
}

}  // namespace glia::lesson
