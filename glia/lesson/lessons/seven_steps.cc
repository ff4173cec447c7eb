// The seven steps of training, one round at a time, and the three rules that end it.
#include "glia/data/builtin.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/train/fit.h"

namespace glia::lesson {
namespace {

// One unit without activation, A = w x + b, that should answer 3 to 1 and gives 5.
void one_round(double rate, const Story& story) {
  story.heading({"One round, step by step", "一轮，一步步来"});
  Graph graph;
  const Value w = variable(graph, "w", 2);
  const Value b = variable(graph, "b", 3);
  const Value a = w * 1.0 + b;
  const Value j = square(a - 3.0);
  const std::vector<Value> slopes = graph::grad(j, {a, w, b});
  descend(j, {w, b}, rate);
  const Trace trace = follow(graph,
                             {{"w", w},
                              {"b", b},
                              {"A", a},
                              {"J", j},
                              {"dA", slopes[0]},
                              {"dw", slopes[1]},
                              {"db", slopes[2]}},
                             {}, 2);
  const auto first = [&](const char* name) { return trace.number(name, 0); };
  story.say({"1. Take a sample: X = 1, wanted Y = 3.", "1. 取一个样本：X = 1，想要 Y = 3。"});
  story.say({"2. Start somewhere: w = {0}, b = {1}.", "2. 随便从哪开始：w = {0}，b = {1}。"},
            {first("w"), first("b")});
  story.say({"3. Forward: A = w X + b = {0}.", "3. 前向：A = w X + b = {0}。"}, {first("A")});
  story.say({"4. Loss: J = (A - Y)^2 = {0}.", "4. 损失：J = (A - Y)^2 = {0}。"}, {first("J")});
  story.say({"5. Backward: dJ/dA = {0}, so dJ/dw = {1} and dJ/db = {2}.",
             "5. 反向：dJ/dA = {0}，于是 dJ/dw = {1}，dJ/db = {2}。"},
            {first("dA"), first("dw"), first("db")});
  story.say({"6. Update with the rate {0}: w = {1}, b = {2}.",
             "6. 用学习率 {0} 更新：w = {1}，b = {2}。"},
            {rate, trace.last("w"), trace.last("b")});
  story.say({"7. Good enough? Now J = {0}. If not, take the next sample and go to 3.",
             "7. 够好了吗？现在 J = {0}。不够就取下一个样本，回到第 3 步。"},
            {trace.last("J")});
  story.number("A", first("A"));
  story.number("J", first("J"));
  story.numbers("slopes", {first("dA"), first("dw"), first("db")});
  story.number("J_after", trace.last("J"));
}

struct Ended {
  train::History history;
  Text rule;
};

Ended train_until(double loss, double accuracy, int64_t epochs) {
  train::DatasetOptions whole;
  whole.split.whole_below = 1000;
  const train::Dataset dataset = train::make_dataset(data::load_builtin("warm-cold"), whole);
  train::FitOptions options;
  options.optimizer = optim::Sgd{0.5};
  options.real = Real::kDouble;
  options.loop.stop_loss = loss;
  options.loop.stop_score = accuracy;
  options.loop.epochs = epochs;
  options.loop.shuffle = false;
  options.samples = false;
  const train::Model model = train::fit(nn::Sequential{nn::Dense{2}}, dataset, options);
  const std::string& reason = model.history.stopped_by;
  if (reason == "loss") return {model.history, {"the loss is small enough", "损失够小了"}};
  if (reason == "accuracy") return {model.history, {"the accuracy is reached", "准确率达到了"}};
  return {model.history, {"the limit of rounds is reached", "轮数到上限了"}};
}

void stop_rules(const Settings& settings, const Story& story) {
  story.heading({"Three rules that end it", "三条停止规则"});
  constexpr double kNever = 2;
  const int64_t steps = settings.whole("steps");
  const Ended ended[] = {train_until(settings.number("stop-loss"), kNever, steps),
                         train_until(-1, settings.number("stop-accuracy"), steps),
                         train_until(-1, kNever, std::min<int64_t>(steps, 15))};
  Table table{{"One dense layer on 300 days, warm or cold", "一个全连接层，300 天，暖或冷"},
              {Text{"stopped because", "停下的原因"}, Text{"rounds", "轮数"}, Text{"loss", "损失"}},
              {}};
  std::vector<double> rounds;
  for (const Ended& each : ended) {
    rounds.push_back(static_cast<double>(each.history.loss.size()));
    table.rows.push_back({each.rule, each.history.loss.size(), each.history.loss.back()});
  }
  story.show(table);
  const std::vector<double>& loss = ended[0].history.loss;
  story.show(
      Plot{{"Loss over the rounds of the first run", "第一次运行中损失随轮数的变化"},
           {"round", "轮"},
           {"loss", "损失"},
           {{{"loss", "损失"}, Span{1, rounds[0]}.steps(static_cast<int64_t>(loss.size())), loss}},
           true});
  story.numbers("rounds", rounds);
  story.number("rounds_at_limit", rounds[2]);
  story.numbers("last_losses",
                {loss.back(), ended[1].history.loss.back(), ended[2].history.loss.back()});
}

// Rows of X times W, as this book writes it.
void a_layer(const Story& story) {
  story.heading({"The same for a whole layer", "整层一起算"});
  Graph graph;
  const Value x = matrix(graph, 1, 2, {0.5, -1});
  const Value w = matrix(graph, 2, 3, {1, 2, -1, 0.5, 0, 3});
  const Value z = matmul(x, w) + matrix(graph, 1, 3, {0.1, 0.2, 0.3});
  const auto shown = compute(graph, {z});
  story.say({"Z = X W + B with X = (0.5, -1): ({0}, {1}, {2}). Books that write z = W x + b keep "
             "columns where this one keeps rows; the numbers are the same.",
             "Z = X W + B，X = (0.5, -1)：({0}, {1}, {2})。写成 z = W x + b "
             "的书用列向量，这本用行向量，数是"
             "一样的。"},
            {shown[0][0], shown[0][1], shown[0][2]});
  story.numbers("layer", shown[0]);
}

void tell(const Settings& settings, const Story& story) {
  one_round(settings.number("rate"), story);
  a_layer(story);
  stop_rules(settings, story);
}

}  // namespace

Lesson seven_steps() {
  return {"seven-steps",
          {"The seven steps of training", "训练的七个步骤"},
          {"Sample, start, forward, loss, backward, update, check.",
           "取样、初始、前向、损失、反向、更新、检查。"},
          same("A = w X + b      J = (A - Y)^2      w <- w - rate dJ/dw      b <- b - rate dJ/db"),
          {"Book 004, sections 1.3.2 and 1.3.3, table 1-1.", "第 004 册 1.3.2、1.3.3 节，表 1-1。"},
          {real_parameter("rate", 0.1, {0.001, 1},
                          {"learning rate of the one round", "那一轮的学习率"}),
           real_parameter("stop-loss", 0.1, {0.03, 10}, {"the loss to stop at", "停在多大的损失"}),
           real_parameter("stop-accuracy", 0.98, {0.5, 1},
                          {"the accuracy to stop at", "停在多高的准确率"}),
           whole_parameter("steps", 200, 1, 1000, {"rounds at most", "最多几轮"})},
          tell};
}

}  // namespace glia::lesson
