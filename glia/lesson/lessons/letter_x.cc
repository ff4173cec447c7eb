// Is there an X? A 49-H-1 network on fourteen drawings of 7 x 7 pixels.
#include "glia/data/builtin.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"

namespace glia::lesson {
namespace {

constexpr int64_t kSide = 7;
constexpr int64_t kPixels = kSide * kSide;

Samples load() {
  const data::Table table = data::load_builtin("x7x7");
  Samples samples{Tensor({table.rows(), kPixels}, Type::kReal),
                  Tensor({table.rows(), 1}, Type::kReal)};
  for (int64_t row = 0; row < table.rows(); ++row) {
    for (int64_t i = 0; i < kPixels; ++i)
      samples.x.set(row * kPixels + i, table.column(i).numbers[static_cast<size_t>(row)]);
    samples.y.set(row, table.column(kPixels).numbers[static_cast<size_t>(row)]);
  }
  return samples;
}

// W[p][q] = 0.1 sin(49 p + q + 1), V[p] = 0.5 cos(p + 1), biases 0; ELU hidden, sigmoid output.
struct Net {
  explicit Net(int64_t hidden) {
    Graph sheet;
    const Value inner =
        list(sheet, Span{1, static_cast<double>(hidden * kPixels)}.steps(hidden * kPixels));
    const Value outer = list(sheet, Span{1, static_cast<double>(hidden)}.steps(hidden));
    const auto start = compute(sheet, {sin(inner) * 0.1, cos(outer) * 0.5});
    const auto zeros = std::vector<double>(static_cast<size_t>(hidden), 0);
    w = variable(graph, "hidden.w", start[0], {hidden, kPixels});
    b = variable(graph, "hidden.b", zeros, {hidden});
    v = variable(graph, "out.w", start[1], {1, hidden});
    c = variable(graph, "out.b", {0}, {1});
    const Value h = nn::elu(matmul(input_x(graph, kPixels), transpose(w)) + b);
    const Value logit = matmul(h, transpose(v)) + c;
    probability = sigmoid(logit);
    loss = loss::sigmoid_cross_entropy(logit, input_y(graph, 1));
  }
  Graph graph;
  Value w, b, v, c, probability, loss;
};

Field drawing(const Text& title, const std::vector<double>& pixels) {
  Field field{title, {}, {}, {0, 1}, {0, 1}, kSide, kSide, {}, {}, true};
  for (int64_t row = kSide - 1; row >= 0; --row)  // a field begins at the bottom
    for (int64_t column = 0; column < kSide; ++column)
      field.values.push_back(pixels[static_cast<size_t>(row * kSide + column)]);
  return field;
}

std::vector<double> row_of(const Tensor& x, int64_t row) {
  std::vector<double> pixels;
  for (int64_t i = 0; i < kPixels; ++i) pixels.push_back(x.at(row * kPixels + i));
  return pixels;
}

void tell(const Settings& settings, const Story& story) {
  const Samples samples = load();
  story.heading({"Fourteen drawings", "十四张图"});
  story.say(
      {"Each of 49 pixels is an input. Eight drawings hold an X, some of them shifted or "
       "damaged. Two of them:",
       "49 个像素各是一个输入。八张有 X，有的移了位，有的缺了笔画。其中两张："});
  story.show(drawing({"with an X", "有 X"}, row_of(samples.x, 1)));
  story.show(drawing({"without", "没有 X"}, row_of(samples.x, 2)));

  Net net(settings.whole("hidden"));
  descend(net.loss, {net.w, net.b, net.v, net.c}, settings.number("rate"));
  Rounds rounds(net.graph, net.loss, samples);
  const std::vector<double> errors = rounds.train(settings.number("aim"), settings.whole("steps"));
  story.heading({"Round by round", "一轮一轮地学"});
  const auto count = static_cast<int64_t>(errors.size());
  story.show(Plot{{"Cross entropy of a round", "每轮的交叉熵"},
                  {"round", "轮"},
                  {"error", "误差"},
                  {{{"error", "误差"}, Span{1, static_cast<double>(count)}.steps(count), errors}}});
  story.say({"{0} rounds, one drawing at a time: the error falls from {1} to {2}.",
             "{0} 轮，一次一张：误差从 {1} 降到 {2}。"},
            {count, errors.front(), errors.back()});
  const std::vector<double> answers = rounds.predict(net.probability, samples.x);
  Table table{{"Is there an X?", "有没有 X？"},
              {Text{"drawing", "图"}, Text{"truth", "真值"}, Text{"answer", "回答"}},
              {}};
  for (size_t i = 0; i < answers.size(); ++i)
    table.rows.push_back({i + 1, samples.y.at(static_cast<int64_t>(i)), Word(answers[i], 4)});
  story.show(table);

  // An X that none of the fourteen is: the first with one pixel more.
  std::vector<double> damaged = row_of(samples.x, 1);
  damaged[3] = 1;
  const double query = rounds.predict(net.probability, Tensor::from({1, kPixels}, damaged))[0];
  story.say({"The first X with a stray pixel at its top gets {0}. Fourteen drawings are few: the "
             "network knows these, and what is close to them.",
             "第一张 X 顶上多一个杂点，得 {0}。十四张太少：网络只认得这些和与它们相近的。"},
            {query});
  const std::vector<double> w = rounds.variable("hidden.w");
  story.show(drawing({"What hidden unit 1 looks for", "第 1 个隐藏单元在找什么"},
                     {w.begin(), w.begin() + kPixels}));
  story.number("rounds", static_cast<double>(count));
  story.number("error", errors.back());
  story.number("first_error", errors.front());
  story.numbers("answers", answers);
}

}  // namespace

Lesson letter_x() {
  return {
      "letter-x",
      {"The letter X", "字母 X"},
      {"49 pixels, a few hidden units: a drawing is only numbers.",
       "49 个像素，几个隐藏单元：图不过是数。"},
      same("p = sigmoid(v . elu(W x + b) + c)      C = -(t ln p + (1-t) ln(1-p))"),
      {"Book 000, chapter 2, section 1, box 3 (which starts all weights at 0.1: then all hidden "
       "units stay equal).",
       "第 000 册第 2 章第 1 节框 3（书中所有权重从 0.1 开始，隐藏单元就永远一样）。"},
      {whole_parameter("hidden", 8, 1, 32, {"hidden units", "隐藏单元数"}),
       real_parameter("rate", 0.03, {0.001, 0.3}, {"learning rate", "学习率"}),
       real_parameter("aim", 0.01, {1e-4, 10}, {"the error to stop at", "停在多大的误差"}),
       whole_parameter("steps", 2000, 1, 5000, {"rounds at most", "最多几轮"})},
      tell};
}

}  // namespace glia::lesson
