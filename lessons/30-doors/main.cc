// 100,000 games of three doors: stay or change?
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  constexpr int64_t kGames = 100000;
  graph::Graph g;
  const auto door = [&](const char* name) {  // a whole number below 3, a pure function of the seed
    return cast(cast(g.variable(name, {kGames}, nn::uniform(0, 3)), Type::kI64), Type::kReal);
  };
  const auto car = door("car"), pick = door("pick");
  // If the pick is right the host opens either other door; else he leaves the one with the car. So
  // changing wins exactly where staying loses.
  const auto stay = cast(equal(car, pick), Type::kReal);
  program::Program program(g, {mean(stay), mean(1.0 - stay)});
  program.step();
  std::printf("stay %.17g\nchange %.17g\n", program.scalar(0), program.scalar(1));
}
