// Hand-written digits: a 64-H-10 network on drawings of 8 x 8 grey pixels, judged on rows that it
// was not trained on.
#include <algorithm>

#include "glia/data/builtin.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"

namespace glia::lesson {
namespace {

constexpr int64_t kSide = 8;
constexpr int64_t kPixels = kSide * kSide;
constexpr int64_t kDigits = 10;
constexpr int64_t kKnown = 1500;  // the first rows are trained on, the others are held out
constexpr int64_t kBatch = 30;
constexpr double kWhite = 16;

// Rows first .. last - 1: pixels from 0 to 1, and a 1 in the place of the digit.
Samples load(int64_t first, int64_t last) {
  const data::Table table = data::load_builtin("digits");
  last = std::min(last, table.rows());
  Samples samples{Tensor({last - first, kPixels}, Type::kReal),
                  Tensor({last - first, kDigits}, Type::kReal)};
  for (int64_t row = first; row < last; ++row) {
    const auto line = static_cast<size_t>(row);
    for (int64_t i = 0; i < kPixels; ++i)
      samples.x.set((row - first) * kPixels + i, table.column(i).numbers[line] / kWhite);
    const auto digit = static_cast<int64_t>(table.column(kPixels).numbers[line]);
    for (int64_t k = 0; k < kDigits; ++k)
      samples.y.set((row - first) * kDigits + k, k == digit ? 1 : 0);
  }
  return samples;
}

// W[p][q] = 0.2 sin(64 p + q + 1), V[p][q] = 0.5 cos(H p + q + 1), biases 0.
struct Net {
  explicit Net(int64_t hidden) {
    Graph sheet;
    const auto counted = [&](int64_t count) {
      return list(sheet, Span{1, static_cast<double>(count)}.steps(count));
    };
    const auto start = compute(
        sheet, {sin(counted(hidden * kPixels)) * 0.2, cos(counted(hidden * kDigits)) * 0.5});
    const std::vector<double> zeros(static_cast<size_t>(hidden), 0);
    const Value w = variable(graph, "hidden.w", start[0], {hidden, kPixels});
    const Value b = variable(graph, "hidden.b", zeros, {hidden});
    const Value v = variable(graph, "out.w", start[1], {kDigits, hidden});
    const Value c = variable(graph, "out.b", std::vector<double>(kDigits, 0), {kDigits});
    const Value h = tanh(matmul(input_x(graph, kPixels), transpose(w)) + b);
    const Value logits = matmul(h, transpose(v)) + c;
    chances = softmax(logits);
    loss = -mean(sum(input_y(graph, kDigits) * log_softmax(logits), {1}));
    weights = {w, b, v, c};
  }
  Graph graph;
  Value chances, loss;
  std::vector<Value> weights;
};

Field drawing(const Text& title, const Tensor& x, int64_t index) {
  Field field{title, {}, {}, {0, 1}, {0, 1}, kSide, kSide, {}, {}, true};
  for (int64_t row = kSide - 1; row >= 0; --row)  // a field begins at the bottom
    for (int64_t column = 0; column < kSide; ++column)
      field.values.push_back(x.at(index * kPixels + row * kSide + column));
  return field;
}

struct Judged {
  double accuracy;
  std::vector<double> counts;  // [truth][answer]
  std::vector<double> truth, answer;
  std::vector<double> lead;  // by how much the likeliest digit leads the next
};

Judged judge(const Tensor& truth, const std::vector<double>& chances) {
  Graph graph;
  const auto rows = static_cast<int64_t>(chances.size()) / kDigits;
  const Value p = matrix(graph, rows, kDigits, chances);
  const Value y = graph.constant(truth);
  const Value answer = argmax(p, 1);
  const Value right = argmax(y, 1);
  const Value chosen = one_hot(answer, kDigits);
  const auto found = compute(
      graph, {mean(sum(chosen * y, {1})), matmul(transpose(y), chosen), cast(right, Type::kReal),
              cast(answer, Type::kReal), max(p, 1) - max(p * (1.0 - chosen), 1)});
  return {found[0][0], found[1], found[2], found[3], found[4]};
}

struct Confusion {
  int64_t truth, answer;
  double count;
};

// The wrong answers, the most frequent first.
std::vector<Confusion> confusions_of(const std::vector<double>& counts) {
  std::vector<Confusion> wrong;
  for (int64_t truth = 0; truth < kDigits; ++truth)
    for (int64_t answer = 0; answer < kDigits; ++answer) {
      const double count = counts[static_cast<size_t>(truth * kDigits + answer)];
      if (truth != answer && count > 0) wrong.push_back({truth, answer, count});
    }
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
  return wrong;
}

void show_least_sure(const Story& story, const Samples& held, const Judged& judged,
                     const std::vector<double>& chances) {
  const auto row = std::min_element(judged.lead.begin(), judged.lead.end()) - judged.lead.begin();
  const auto place = static_cast<size_t>(row);
  story.heading({"Ten probabilities", "十个概率"});
  story.show(drawing({"The held-out drawing it is least sure of", "留出的图里它最拿不准的一张"},
                     held.x, row));
  const std::vector<double> ten(chances.begin() + row * kDigits,
                                chances.begin() + (row + 1) * kDigits);
  Bars bars{{"What it says of this drawing", "它对这张图的回答"}, {}, ten};
  for (int64_t k = 0; k < kDigits; ++k) bars.names.push_back(same(std::to_string(k)));
  story.show(bars);
  story.say(
      {"Softmax makes ten numbers that add up to 1. Here the answer is {0} with {1}, only {2} "
       "ahead of the next; it was meant as {3}. A lead this small is a reason to ask a "
       "person.",
       "softmax 给出十个加起来为 1 的数。这里的回答是 {0}，概率 {1}，只比第二名多 "
       "{2}；写的人想写的是 {3}。领先这么少，就该请人来看。"},
      {static_cast<int64_t>(judged.answer[place]),
       Word(*std::max_element(ten.begin(), ten.end()), 3), Word(judged.lead[place], 2),
       static_cast<int64_t>(judged.truth[place])});
  story.number("least_sure", static_cast<double>(row));
  story.numbers("probabilities", ten);
}

void show_confusions(const Story& story, const Judged& judged) {
  story.heading({"Which digits are confused", "哪些数字会认错"});
  Table table{{"How many held-out drawings of each digit got which answer",
               "留出的图里，每个数字得到各种回答的张数"},
              {Text{"drawn", "写的是"}},
              {}};
  for (int64_t k = 0; k < kDigits; ++k) table.head.push_back(std::to_string(k));
  for (int64_t truth = 0; truth < kDigits; ++truth) {
    std::vector<Word> row;
    row.emplace_back(truth);
    for (int64_t k = 0; k < kDigits; ++k)
      row.emplace_back(
          static_cast<int64_t>(judged.counts[static_cast<size_t>(truth * kDigits + k)]));
    table.rows.push_back(std::move(row));
  }
  story.show(table);
  const std::vector<Confusion> wrong = confusions_of(judged.counts);
  if (!wrong.empty()) {
    story.say({"Right answers stand on the diagonal. The most frequent mistake: {0} taken for {1}, "
               "{2} times.",
               "对角线上是答对的。最常见的错：把 {0} 认成 {1}，{2} 次。"},
              {wrong[0].truth, wrong[0].answer, static_cast<int64_t>(wrong[0].count)});
  }
  story.numbers("confusion", judged.counts);
}

void tell(const Settings& settings, const Story& story) {
  const Samples known = load(0, kKnown);
  const Samples held = load(kKnown, INT64_MAX);
  story.heading({"Drawings of 8 x 8 pixels", "8 x 8 像素的图"});
  story.say({"The built-in table digits has {0} of them, each pixel a grey value from 0 to 16. "
             "The first {1} are trained on, the last {2} are held out. The first three are drawn.",
             "内置数据 digits 有 {0} 张，每个像素是 0 到 16 的灰度。前 {1} 张用来训练，后 {2} "
             "张留出。前三张如图。"},
            {kKnown + held.x.shape()[0].size(), kKnown, held.x.shape()[0].size()});
  for (int64_t i = 0; i < 3; ++i) story.show(drawing(same(std::to_string(i)), known.x, i));

  const int64_t hidden = settings.whole("hidden");
  Net net(hidden);
  descend(net.loss, net.weights, settings.number("rate"));
  Rounds rounds(net.graph, net.loss, known, kBatch);
  std::vector<double> losses = rounds.train(-1, settings.whole("steps"));
  for (double& loss : losses) loss /= static_cast<double>(kKnown) / static_cast<double>(kBatch);
  const std::vector<double> chances = rounds.predict(net.chances, held.x);
  const Judged judged = judge(held.y, chances);
  const Judged trained = judge(known.y, rounds.predict(net.chances, known.x));
  const auto count = static_cast<int64_t>(losses.size());
  story.heading({"Learning", "学习"});
  story.show(Plot{{"Mean cross entropy of a round", "每轮的平均交叉熵"},
                  {"round", "轮"},
                  {"loss", "损失"},
                  {{{"loss", "损失"}, Span{1, static_cast<double>(count)}.steps(count), losses}}});
  story.say({"64-{0}-10, {1} rounds in batches of {2}: the loss falls from {3} to {4}. Accuracy on "
             "the rows it learned from: {5}; on the held-out rows, which alone count: {6}.",
             "64-{0}-10，每批 {2} 张走 {1} 轮：损失从 {3} 降到 {4}。在学过的行上正确率 "
             "{5}；在留出的行上，也只有这个算数：{6}。"},
            {hidden, count, kBatch, Word(losses.front(), 4), Word(losses.back(), 4),
             Word(trained.accuracy, 4), Word(judged.accuracy, 4)});
  story.number("loss_first", losses.front());
  story.number("loss", losses.back());
  story.number("accuracy_known", trained.accuracy);
  story.number("accuracy", judged.accuracy);
  show_least_sure(story, held, judged, chances);
  show_confusions(story, judged);

  story.heading({"The same from the command line", "用命令行做同样的事"});
  story.show(Table{{"", ""},
                   {Text{"command", "命令"}, Text{"what it does", "做什么"}},
                   {{"glia train digits --out digits.glia",
                     Text{"trains, shows accuracy and confusions", "训练，给出正确率和混淆表"}},
                    {"glia predict digits.glia new.csv",
                     Text{"each row's digit, ten probabilities", "每行的数字和十个概率"}},
                    {"glia eval digits.glia labelled.csv",
                     Text{"accuracy on rows of your own", "在你自己的行上的正确率"}}}});
  story.say(
      {"The command draws its rows and start values by --seed and trains with Adam until "
       "held-out rows stop improving, so its accuracy differs a little.",
       "命令按 --seed 抽行、取初值，用 Adam 训练到留出的行不再变好为止，正确率因此略有不同。"});
}

}  // namespace

Lesson digits() {
  return {
      "digits",
      {"Hand-written digits", "手写数字"},
      {"Ten probabilities; only the rows held out count.", "十个概率；只有留出的行算数。"},
      same("p = softmax(V tanh(W x + b) + c)        C = -ln p[digit]"),
      {"Book 000, chapter 2, section 2, box 4 (50,000 there are the rows left to train on of "
       "MNIST's 60,000); book 002, sections 2.5.1 and 4.1.",
       "第 000 册第 2 章第 2 节框 4（那里的 50,000 是 MNIST 的 60,000 行中留下训练的）；第 002 册 "
       "2.5.1 节和 4.1 节。"},
      {whole_parameter("hidden", 32, 1, 128, {"hidden units", "隐藏单元数"}),
       real_parameter("rate", 0.3, {0.001, 2}, {"learning rate", "学习率"}),
       whole_parameter("steps", 20, 1, 100, {"rounds", "几轮"})},
      tell};
}

}  // namespace glia::lesson
