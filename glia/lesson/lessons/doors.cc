// The game of three doors: simulated, then learned by trying.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/nn/initializer.h"
#include "glia/program/program.h"

namespace glia::lesson {
namespace {

struct Games {
  Value stay, other;  // [games], 1 where that choice wins
};

// The car is behind one door, one is picked, the host opens another without the car. Every draw is
// a pure function of the seed, which is 0.
Games play(Graph& graph, int64_t games) {
  const auto door = [&](const char* name) {
    const Value place = graph.variable(name, {games}, nn::uniform(0, 3));
    return cast(cast(place, Type::kI64), Type::kReal);
  };
  const Value car = door("car");
  const Value pick = door("pick");
  // Doors add up to 3. If the pick was right the host has two doors to choose from, at random.
  const Value coin = graph.variable("coin", {games}, nn::uniform(0, 1));
  const Value lower = select(equal(pick, graph.constant(0)), graph.constant(1), graph.constant(0));
  const Value higher = 3.0 - pick - lower;
  const Value either = select(less(coin, graph.constant(0.5)), lower, higher);
  const Value opened = select(equal(car, pick), either, 3.0 - car - pick);
  const Value other = 3.0 - pick - opened;
  return {indicator(equal(pick, car)), indicator(equal(other, car))};
}

void simulate(int64_t games, const Story& story) {
  story.heading({"Simulated", "模拟"});
  Graph graph;
  const Games played = play(graph, games);
  const auto won = compute(graph, {mean(played.stay), mean(played.other)});
  story.show(Bars{{"Share of games won", "赢的比例"},
                  {{"stay", "不换"}, {"change", "换"}},
                  {won[0][0], won[1][0]}});
  story.say(
      {"{0} games: those who stay win {1}, those who change win {2}. The first pick is right "
       "one time in three; in the other two the host's hand is forced, and the door he leaves "
       "has the car.",
       "{0} 局：不换的赢 {1}，换的赢 "
       "{2}。第一次选中的机会是三分之一；另外三分之二里主持人别无选择，他留"
       "下的门后就是车。"},
      {games, won[0][0], won[1][0]});
  story.number("stay", won[0][0]);
  story.number("change", won[1][0]);
}

// Q <- Q + alpha (r + gamma max Q' - Q), Watkins 1989; a game ends with its choice, so nothing
// follows it. One try in ten is at random, the others take the choice that seems best.
void learn(const Settings& settings, const Story& story) {
  story.heading({"Learned by trying", "边试边学"});
  const int64_t tries = settings.whole("tries");
  Graph world;
  const Games played = play(world, tries);
  const Value chance = world.variable("explore", {tries}, nn::uniform(0, 1));
  const Value choice = world.variable("choice", {tries}, nn::uniform(0, 1));
  const auto drawn = compute(world, {played.stay, played.other, chance, choice});

  Graph graph;
  const Value chosen = graph.input("chosen", {2});
  const Value reward = graph.input("reward", {});
  const Value q = variable(graph, "q", {0, 0}, {2});
  graph.assign(q, q + chosen * (reward - q) * settings.number("rate"));
  program::Program learner(graph, {q});
  Series stay{{"stay", "不换"}, {}, {}};
  Series change{{"change", "换"}, {}, {}};
  constexpr double kExplore = 0.1;
  std::vector<double> values = {0, 0};
  for (size_t i = 0; i < drawn[0].size(); ++i) {
    const bool explores = drawn[2][i] < kExplore;
    const bool changes = explores ? drawn[3][i] < 0.5 : values[1] > values[0];
    learner.run(Tensor::from({2}, {changes ? 0.0 : 1.0, changes ? 1.0 : 0.0}),
                drawn[changes ? 1 : 0][i]);
    values = learner.variables()->get(0).values();
    stay.x.push_back(static_cast<double>(i + 1));
    change.x.push_back(static_cast<double>(i + 1));
    stay.y.push_back(values[0]);
    change.y.push_back(values[1]);
  }
  story.show(Plot{{"What each choice seems worth", "每种选择看起来值多少"},
                  {"try", "第几次"},
                  {"value", "价值"},
                  {stay, change},
                  true});
  story.say({"After {0} tries staying seems worth {1}, changing {2}. Nobody told the learner the "
             "rules; it saw only what its choices brought.",
             "试了 {0} 次，不换看起来值 {1}，换值 {2}。没人告诉它规则，它只看到每次选择带来什么。"},
            {tries, values[0], values[1]});
  story.numbers("learned", values);
}

void the_rule(const Story& story) {
  Graph graph;
  const Value q = graph.constant(0.5);
  const Value error = 1.0 + 0.9 * graph.constant(2) - q;
  const Value printed = (1.0 + graph.constant(2)) * 0.9;
  const auto shown = compute(graph, {q + error * 0.1, printed, q + printed});
  story.say(
      {"The rule with a next step: Q = 0.5, reward 1, best next value 2, alpha 0.1, gamma 0.9 "
       "gives {0}. A book prints (r + max) * gamma added to Q, here {1} more in one go: "
       "without alpha and without taking the old value off it grows without bound.",
       "有下一步时：Q = 0.5，奖赏 1，下一步最好的价值 2，alpha 0.1，gamma 0.9，得 {0}。有一本书把 "
       "(r + max) "
       "* gamma 直接加到 Q 上，这里一下多出 {1}：没有 alpha、不减旧值，会无限增长。"},
      {shown[0][0], shown[1][0]});
  story.number("q_update", shown[0][0]);
  story.number("q_as_printed", shown[2][0]);
}

void tell(const Settings& settings, const Story& story) {
  simulate(settings.whole("games"), story);
  learn(settings, story);
  the_rule(story);
}

}  // namespace

Lesson doors() {
  return {"doors",
          {"The game of three doors", "三扇门游戏"},
          {"Change the door: a learner finds out by trying.", "换门：学习者试着试着就明白了。"},
          same("Q <- Q + alpha (r + gamma max Q' - Q)"),
          {"Book 004, section 1.2 (0.666572 and 0.334115 there come from separate runs). Watkins "
           "1989.",
           "第 004 册 1.2 节（那里的 0.666572 和 0.334115 来自不同的运行）。Watkins 1989。"},
          {whole_parameter("games", 100000, 100, 1000000, {"games to simulate", "模拟几局"}),
           whole_parameter("tries", 2000, 10, 5000, {"tries to learn from", "学习时试几次"}),
           real_parameter("rate", 0.02, {0.001, 1}, {"learning rate alpha", "学习率 alpha"})},
          tell};
}

}  // namespace glia::lesson
