// The 2-4-2 program on two bits and their complements: one sample at a time, two, all at once, and
// in the order in which a printed listing updates.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"
#include "glia/nn/activation.h"

namespace glia::lesson {
namespace {

const std::vector<double> kBits = {1, 1, 0, 0, 0, 1, 1, 0};
const std::vector<double> kComplements = {0, 0, 1, 1, 1, 0, 0, 1};
constexpr double kLeak = 0.1;

// Leaky ReLU in both layers; loss: half the squared error, summed. Row j of a weight matrix belongs
// to unit j.
struct Net {
  Net() {
    w1 = variable(graph, "hidden.w", {0.1, 0.7, 0.4, 0.8, 0.7, 0.1, 0.1, 0.4}, {4, 2});
    b1 = variable(graph, "hidden.b", {0.1, 0.9, 0.6, 0.5}, {4});
    w2 = variable(graph, "out.w", {0.3, 0.4, 0.5, 0.2, 0.3, 0.4, 0.5, 0.2}, {2, 4});
    b2 = variable(graph, "out.b", {0.6, 0.6}, {2});
    x = input_x(graph, 2);
    z1 = matmul(x, transpose(w1)) + b1;
    a1 = nn::leaky_relu(z1, kLeak);
    z2 = matmul(a1, transpose(w2)) + b2;
    answer = nn::leaky_relu(z2, kLeak);
    loss = sum(square(answer - input_y(graph, 2))) / 2.0;
  }

  // The gradient of the mean over the rows of a batch, all of it from the old weights.
  void true_gradient(double rate) {
    const Value rows = cast(graph::size(graph, glia::batch()), Type::kReal);
    descend(loss / rows, {w1, b1, w2, b2}, rate);
  }
  // The listing: output weights first; then each hidden unit takes the mean of the output errors
  // times the mean of its new output weights, and weight (p, q) the slope of hidden unit q.
  void as_printed(double rate) {
    const std::vector<Value> out = graph::grad(loss, {w2, b2, z2});
    const Value moved = w2 - out[0] * rate;
    graph.assign(w2, moved);
    graph.assign(b2, b2 - out[1] * rate);
    const Value blame = mean(out[2]) * mean(moved, {0});
    const Value slopes = sum(slope(a1, z1), {0});
    const Value by_input = reshape(slice(slopes, 0, 0, 2) * sum(x, {0}), {1, 2});
    graph.assign(w1, w1 - reshape(blame, {4, 1}) * by_input * rate);
    graph.assign(b1, b1 - blame * slopes * rate);
  }

  Graph graph;
  Value w1, b1, w2, b2, x, z1, a1, z2, answer, loss;
};

struct Run {
  std::vector<double> errors;  // of each round
  std::vector<double> answers;
};

Run train(const std::string& order, double rate, double aim, int64_t most) {
  Net net;
  if (order == "printed")
    net.as_printed(rate);
  else
    net.true_gradient(rate);
  const int64_t batch = order == "batch" ? 4 : order == "mini" ? 2 : 1;
  Rounds rounds(net.graph, net.loss,
                {Tensor::from({4, 2}, kBits), Tensor::from({4, 2}, kComplements)}, batch);
  Run run;
  run.errors = rounds.train(aim, most);
  run.answers = rounds.predict(net.answer, Tensor::from({4, 2}, kBits));
  return run;
}

Series errors_of(const Text& name, const Run& run) {
  Series series{name, {}, run.errors};
  series.x = Span{1, static_cast<double>(run.errors.size())}.steps(
      static_cast<int64_t>(run.errors.size()));
  return series;
}

void chosen(const Run& run, const Story& story) {
  story.say(
      {"It takes {0} rounds; the error of the last is {1}.", "用了 {0} 轮，最后一轮的误差是 {1}。"},
      {run.errors.size(), run.errors.back()});
  Table table{
      {"", ""}, {Text{"bits", "两个位"}, Text{"wanted", "想要"}, Text{"answer", "回答"}}, {}};
  const auto pair = [](const std::vector<double>& values, size_t row, int digits) {
    return Word(values[2 * row], digits).in(Language::kEnglish) + ", " +
           Word(values[2 * row + 1], digits).in(Language::kEnglish);
  };
  for (size_t row = 0; row < 4; ++row)
    table.rows.push_back(
        {pair(kBits, row, 1), pair(kComplements, row, 1), pair(run.answers, row, 5)});
  story.show(table);
  story.number("rounds", static_cast<double>(run.errors.size()));
  story.number("error", run.errors.back());
  story.number("first_error", run.errors.front());
  story.numbers("answers", run.answers);
}

void tell(const Settings& settings, const Story& story) {
  const std::string& order = settings.word("order");
  const double rate = settings.number("rate");
  const double aim = settings.number("aim");
  const int64_t most = settings.whole("steps");
  story.say({"Two bits in, both turned over out; four hidden units, leaky ReLU. A round visits the "
             "four samples; training ends when the error of a round is at most {0}.",
             "输入两个位，输出各自取反；四个隐藏单元，带泄漏的 "
             "ReLU。一轮走过四个样本，一轮的误差不超过 {0} 就"
             "停。"},
            {aim});
  story.heading({"Your order of updates: {0}", "你选的更新方式：{0}"}, {order});
  const Run mine = train(order, rate, aim, most);
  chosen(mine, story);

  story.heading({"Four ways side by side", "四种方式并排看"});
  const std::pair<const char*, Text> ways[] = {
      {"single", {"one sample at a time", "一次一个样本"}},
      {"mini", {"two at a time", "一次两个"}},
      {"batch", {"all four at once", "四个一起"}},
      {"printed", {"as a listing prints it", "照书中代码"}}};
  Plot plot{{"Error of a round", "每轮的误差"}, {"round", "轮"}, {"error", "误差"}, {}};
  Table table{
      {"", ""},
      {Text{"order", "方式"}, Text{"rounds", "轮数"}, Text{"error at the end", "最后的误差"}},
      {}};
  for (const auto& [name, text] : ways) {
    const Run run = name == order ? mine : train(name, rate, aim, most);
    plot.series.push_back(errors_of(text, run));
    table.rows.push_back({text, run.errors.size(), run.errors.back()});
    story.number(std::string("rounds_") + name, static_cast<double>(run.errors.size()));
  }
  story.show(plot);
  story.show(table);
  story.say(
      {"A round of single samples makes four steps and is quicker here; the batch takes one "
       "step in the mean direction. The listing moves the output weights first, blames the "
       "hidden units with means, and indexes a slope by the input: that is no gradient. It "
       "gets there on these four samples, which proves nothing about the rule.",
       "逐个样本的一轮走四步，这里更快；整批只朝平均方向走一步。书中代码先动输出权重，用均值追责隐"
       "藏单元，"
       "还用输入的下标去取斜率：那不是梯度。它在这四个样本上也收敛了，但这证明不了规则是对的。"});
}

}  // namespace

Lesson complement() {
  return {"complement",
          {"The 2-4-2 program, update by update", "2-4-2 程序：怎样更新"},
          {"One sample, a few or all: when the weights move matters.",
           "一个、几个还是全部：何时更新有讲究。"},
          same("E = sum (o - t)^2 / 2      delta_j = f'(z_j) sum_k w_kj delta_k"),
          {"Book 000, chapter 1, section 4 (repaired, its listings need 83 and 226 rounds) and "
           "section 3, box 4.",
           "第 000 册第 1 章第 4 节（修好后，两份代码分别要 83 和 226 轮）、第 3 节框 4。"},
          {word_parameter("order", {"single", "mini", "batch", "printed"},
                          {"when and how weights are updated", "何时、怎样更新权重"}),
           real_parameter("rate", 0.17, {0.001, 0.3}, {"learning rate", "学习率"}),
           real_parameter("aim", 1e-5, {1e-12, 1}, {"the error to stop at", "停在多大的误差"}),
           whole_parameter("steps", 2000, 1, 20000, {"rounds at most", "最多几轮"})},
          tell};
}

}  // namespace glia::lesson
