// What the readers of steps and targets share: columns found again by name, centre and spread.
#pragma once

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "glia/data/json_internal.h"
#include "glia/data/scale.h"
#include "glia/data/step.h"

namespace glia::data {

// The entries of "columns", each with the position of the column that it names. Positions must
// ascend, so none is named twice. `text`: which type the columns must have.
inline std::vector<std::pair<JsonReader, size_t>> step_columns(const JsonReader& step,
                                                               const Layout& before, bool text) {
  std::vector<std::pair<JsonReader, size_t>> result;
  size_t next = 0;
  for (const JsonReader& entry : step.member("columns").elements()) {
    const JsonReader name = entry.member("name");
    size_t found = next;
    while (found < before.size() && before[found].name != name.text()) ++found;
    if (found == before.size() || before[found].text != text)
      name.wrong(text ? "the next text column" : "the next number column");
    result.emplace_back(entry, found);
    next = found + 1;
  }
  return result;
}

inline CentreSpread read_centre_spread(const JsonReader& entry) {
  const JsonReader spread = entry.member("spread");
  const CentreSpread by{entry.member("centre").finite(), spread.finite()};
  if (by.spread < std::numeric_limits<double>::min()) spread.wrong("a number above 0");
  if (!std::isfinite(by.centre / by.spread))
    spread.wrong("a number that 'centre' can be divided by");
  return by;
}

}  // namespace glia::data
