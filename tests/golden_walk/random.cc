// What chance gives: start values, units that are off, the game of three doors.
#include "glia/graph/ops/index.h"
#include "glia/nn/initializer.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// All starts of a program's variables are a pure function of its seed, which is 0 here.
Value draws(Sheet& s, const char* name, int64_t n, graph::Initializer initializer) {
  return s.graph().variable(name, {n}, std::move(initializer));
}

// The car is behind one door, one is picked, the host opens another without the car.
Json three_doors(const Json& in) {
  Sheet s;
  const int64_t trials = in["trials"];
  const auto door = [&](const char* name) {
    const Value place = draws(s, name, trials, nn::uniform(0, 3));
    return cast(cast(place, Type::kI64), Type::kReal);
  };
  const Value car = door("car");
  const Value pick = door("pick");
  // Doors add up to 3. If the pick was right the host has two doors to choose from, at random.
  const Value coin = draws(s, "coin", trials, nn::uniform(0, 1));
  const Value lower = select(equal(pick, s.constant(0)), s.constant(1), s.constant(0));
  const Value higher = 3.0 - pick - lower;
  const Value either = select(less(coin, s.constant(0.5)), lower, higher);
  const Value opened = select(equal(car, pick), either, 3.0 - car - pick);
  const Value other = 3.0 - pick - opened;
  const Value third = s.constant(1) / 3.0;
  return s.show({{"switch", mean(indicator(equal(other, car)))},
                 {"stay", mean(indicator(equal(pick, car)))},
                 {"sd_per_run", sqrt(third * (1.0 - third) / s.given(in["trials"]))}});
}

// w x + b with x = 1 and w, b ~ N(0, 1): how often the unit is off.
Json units_that_are_off(const Json&) {
  Sheet s;
  constexpr int64_t kUnits = 20000;
  const Value unit =
      relu(draws(s, "w", kUnits, nn::normal(0, 1)) + draws(s, "b", kUnits, nn::normal(0, 1)));
  return s.show(mean(indicator(equal(unit, s.constant(0)))));
}

Json normal_start(const Json& in) {
  Sheet s;
  const Value w = draws(s, "w", in["n"], nn::normal(0, in["sd"]));
  return s.show({{"mean", mean(w)}, {"sd", sqrt(mean(square(w - mean(w))))}});
}

Json euler(const Json&) {
  Sheet s;
  return s.show(exp(s.constant(1)));
}

constexpr Answer kRandomCases[] = {
    {"000-euler", euler},
    {"001-init-normal", normal_start},
    {"002-pos-init-relu-off", units_that_are_off},
    {"004-monty", three_doors},
};

}  // namespace

std::span<const Answer> random_cases() { return kRandomCases; }

}  // namespace glia::golden
