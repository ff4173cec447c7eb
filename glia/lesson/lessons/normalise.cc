// Three helpers of deep networks: batch normalisation, dropout, the residual connection.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/nn/layer.h"
#include "glia/program/program.h"

namespace glia::lesson {
namespace {

// (x - mean) / sqrt(variance + eps), variance with 1/n. Ioffe and Szegedy 2015.
void batch_norm(const Settings& settings, const Story& story) {
  story.heading({"Batch normalisation", "批归一化"});
  Graph graph;
  const Value x = list(graph, {1, 2, 3, 4}) * settings.number("scale");
  const Value mu = mean(x);
  const Value variance = mean(square(x - mu));
  const Value normal = (x - mu) / sqrt(variance + 0.001);
  const auto shown = compute(graph, {x, mu, variance, normal});
  Table table{{"", ""}, {Text{"in", "输入"}, Text{"out", "输出"}}, {}};
  for (size_t i = 0; i < 4; ++i) table.rows.push_back({shown[0][i], shown[3][i]});
  story.show(table);
  story.say(
      {"Mean {0}, variance {1}: whatever scale the batch comes in, the next layer sees mean 0 "
       "and variance near 1, then a learned scale and shift. For prediction the means of "
       "training stand in for the batch's own.",
       "均值 {0}，方差 {1}：不管这一批是什么尺度，下一层看到的都是均值 0、方差约 "
       "1，再配上学到的缩放和平"
       "移。预测时用训练中积累的均值代替这一批的。"},
      {shown[1][0], shown[2][0]});
  story.number("mean", shown[1][0]);
  story.number("variance", shown[2][0]);
  story.numbers("normalised", shown[3]);
}

void dropout(const Settings& settings, const Story& story) {
  story.heading({"Dropout", "Dropout"});
  constexpr int64_t kUnits = 1000;
  const double rate = settings.number("dropout");
  Graph graph;
  const Value x = graph.input("x", {kUnits});
  const Value seen = nn::dropout(x, rate);
  const auto run = [&](program::Mode mode) {
    program::Options options;
    options.mode = mode;
    program::Program program(graph, {mean(seen), mean(indicator(equal(seen, graph.constant(0))))},
                             options);
    program.set(program.input("x"), Tensor::from({kUnits}, std::vector<double>(kUnits, 1)));
    program.set_integer(program.input("seed"), 0);
    program.set_integer(program.input("step"), 0);
    program.step();
    return std::pair{program.scalar(0), program.scalar(1)};
  };
  const auto [mean_in_training, share_off] = run(program::Mode::kTrain);
  const auto [mean_in_use, none_off] = run(program::Mode::kPredict);
  story.show(Bars{{"A thousand units that all say 1, dropout " + Word(rate).in(Language::kEnglish),
                   "一千个都输出 1 的单元，dropout " + Word(rate).in(Language::kChinese)},
                  {{"share switched off in training", "训练时关掉的比例"},
                   {"mean in training", "训练时的均值"},
                   {"mean in use", "使用时的均值"}},
                  {share_off, mean_in_training, mean_in_use}});
  story.say(
      {"Those that stay on are scaled by 1/(1 - rate), so the mean stays: {0} while training, "
       "{1} in use, where nothing is switched off ({2}). No unit can rely on a certain other.",
       "留下的按 1/(1 - 比例) 放大，均值不变：训练时 {0}，使用时 "
       "{1}，使用时什么都不关（{2}）。谁也不能只靠"
       "某一个别的单元。"},
      {mean_in_training, mean_in_use, none_off});
  story.number("share_off", share_off);
  story.number("mean_in_use", mean_in_use);
}

void residual(const Story& story) {
  story.heading({"The residual connection", "残差连接"});
  const auto plain = [](Value x) { return tanh(x * 0.5); };
  const auto with = [&](Value x) { return plain(x) + x; };
  Graph graph;
  const Value x = list(graph, {0, 1, 10});
  const Value y = with(x);
  const auto shown = compute(graph, {y, slope(y, x), slope(plain(x), x)});
  story.show(Plot{{"Slope of f(x) and of f(x) + x, f(x) = tanh(x / 2)",
                   "f(x) 与 f(x) + x 的斜率，f(x) = tanh(x / 2)"},
                  same("x"),
                  {"slope", "斜率"},
                  {curve(same("f"), {-10, 10}, [&](Value v) { return slope(plain(v), v); }),
                   curve(same("f + x"), {-10, 10}, [&](Value v) { return slope(with(v), v); })},
                  true});
  story.say({"At x = 10 tanh(x/2) is flat, slope {0}; with its input added the slope is {1}: an "
             "error always finds the way past the layer.",
             "x = 10 处 tanh(x/2) 是平的，斜率 {0}；加上输入后斜率 {1}：误差总有路绕过这一层。"},
            {shown[2][2], shown[1][2]});
  story.numbers("residual", shown[0]);
  story.numbers("residual_slope", shown[1]);
}

void tell(const Settings& settings, const Story& story) {
  batch_norm(settings, story);
  dropout(settings, story);
  residual(story);
}

}  // namespace

Lesson normalise() {
  return {"normalise",
          {"Batch norm, dropout, residual", "批归一化、dropout、残差"},
          {"Three tricks that let deep networks train.", "让深网络训练得动的三个办法。"},
          same("y = gamma (x - mean) / sqrt(var + eps) + beta\n"
               "y = x mask / (1 - rate)\n"
               "y = f(x) + x        dy/dx = f'(x) + 1"),
          {"Book 002, sections 4.1 to 4.3. Ioffe and Szegedy 2015; Srivastava and others 2014; He, "
           "Zhang, Ren, Sun 2015.",
           "第 002 册 4.1 到 4.3 节。Ioffe 与 Szegedy 2015；Srivastava 等 "
           "2014；何恺明、张祥雨、任少卿、孙剑 "
           "2015。"},
          {real_parameter("scale", 1, {0.01, 1000}, {"scale of the batch", "这一批的尺度"}),
           real_parameter("dropout", 0.2, {0, 0.9}, {"share that is switched off", "关掉的比例"})},
          tell};
}

}  // namespace glia::lesson
