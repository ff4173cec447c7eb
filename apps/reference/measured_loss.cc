// Errors of losses: values against what torch gave for the same numbers, slopes against
// differences.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "apps/reference/measured.h"
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/loss/loss.h"
#include "glia/program/program.h"

namespace glia::reference {
namespace {

using graph::Value;
using nlohmann::json;

constexpr char kGolden[] = "tests/golden/losses.json";
constexpr uint64_t kMostBytes = 1 << 24;

// Nested lists in row-major order.
void flatten(const json& rows, std::vector<double>& values) {
  if (rows.is_array()) {
    for (const json& row : rows) flatten(row, values);
  } else {
    values.push_back(rows.get<double>());
  }
}

Tensor tensor_of(const json& rows, Type type) {
  std::vector<Dim> dims;
  for (const json* level = &rows; level->is_array(); level = &level->at(0))
    dims.emplace_back(static_cast<int64_t>(level->size()));
  std::vector<double> values;
  flatten(rows, values);
  Tensor tensor(Shape(dims), type);
  for (int64_t i = 0; i < tensor.count(); ++i) tensor.set(i, values[static_cast<size_t>(i)]);
  return tensor;
}

// A loss on recorded rows.
struct Case {
  Tensor outputs, targets;
  double expected;
  loss::ChosenLoss chosen;

  Value build(graph::Graph& g) const {
    const Value y = g.input("y", outputs.shape());
    return chosen.apply(y, g.constant(targets)).mean;
  }
};

Case case_of(const loss::Loss& loss, const json& entry) {
  Case of{tensor_of(entry.at("outputs"), Type::kReal),
          tensor_of(entry.at("targets"),
                    loss.targets == loss::Targets::kClasses ? Type::kI64 : Type::kReal),
          entry.at("value"), loss::parse_loss(entry.at("loss").get<std::string>(), loss.targets)};
  if (entry.contains("class_weights"))
    of.chosen.settings.class_weights = entry["class_weights"].get<std::vector<double>>();
  return of;
}

double value_error(const Case& of, Real real) {
  graph::Graph g;
  const Value loss = of.build(g);
  program::Program program(g, {loss}, {.real = real});
  const double found = program.run(of.outputs)[0].item();
  return std::fabs(found - of.expected) / std::max(1.0, std::fabs(of.expected));
}

bool is_of(const loss::Loss& loss, const json& entry) {
  const std::string kind = entry.at("targets_kind");
  const loss::Targets targets = kind == "numbers"  ? loss::Targets::kNumbers
                                : kind == "yes_no" ? loss::Targets::kYesNo
                                                   : loss::Targets::kClasses;
  const std::string text = entry.at("loss");
  return text.substr(0, text.find(':')) == loss.name && targets == loss.targets;
}

Row measure(const loss::Loss& loss, const json& table) {
  double in_float = 0;
  double in_double = 0;
  Slopes slopes;
  int cases = 0;
  for (const json& entry : table) {
    if (!is_of(loss, entry)) continue;
    ++cases;
    const Case of = case_of(loss, entry);
    in_float = std::max(in_float, value_error(of, Real::kFloat));
    in_double = std::max(in_double, value_error(of, Real::kDouble));
    graph::Graph g;
    const Value scalar = of.build(g);
    see_slopes(slopes, scalar, {g.find_input("y")}, {{"y", of.outputs}});
  }
  if (cases == 0)
    fail(ErrorKind::kFailed, fmt::format("{}: no row of the loss {}", kGolden, loss.name));
  return {fmt::format("{}, {}", loss.name, loss::targets_text(loss.targets)),
          std::string(loss.doc),
          "torch in double",
          error_text(in_float),
          error_text(in_double),
          error_text(slopes.gradient),
          error_text(slopes.tangent),
          error_text(slopes.second),
          Reason::kTerms};
}

}  // namespace

std::vector<Row> measure_losses() {
  const json golden = json::parse(read_file(kGolden, kMostBytes));
  std::vector<Row> rows;
  for (const loss::Loss& each : loss::losses()) rows.push_back(measure(each, golden.at("table")));
  return rows;
}

}  // namespace glia::reference
