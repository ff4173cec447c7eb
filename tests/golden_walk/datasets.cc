// Data sets, splits and targets as the texts use them.
#include "glia/data/builtin.h"
#include "glia/data/split.h"
#include "glia/data/target.h"
#include "glia/graph/ops/index.h"
#include "glia/nn/network.h"
#include "glia/train/fit.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/drawings.h"

namespace glia::golden {
namespace {

Json count_drawings(const Json& in) {
  const Drawings drawings = read_drawings(in["file"]);
  Sheet s;
  const Value x = s.given(drawings.pixels);
  const Value y = s.given(drawings.labels);
  return s.show({{"n", sum(indicator(greater_equal(y, s.constant(0))))},
                 {"labels", y},
                 {"ink", sum(x, {1})},
                 {"positives", sum(y)}});
}

// As the list of built-in sets has them; the images themselves come from a folder.
Json digit_images(const Json&) {
  const data::Builtin& set = data::builtin("mnist");
  Sheet s;
  const Value test = s.given(set.test_rows);
  return s.show(
      {{"train", s.given(set.rows) - test}, {"test", test}, {"pixels", s.given(set.columns)}});
}

// The classes of a column of texts, as a network's targets see them.
Json one_hot_of(const Json& in) {
  std::vector<std::string> cells;
  std::vector<int64_t> rows;
  for (const Json& each : in["class"]) {
    rows.push_back(static_cast<int64_t>(cells.size()));
    cells.push_back(each.dump());
  }
  const data::Table table("classes", {data::Column::of_text("class", cells)});
  const auto survey = data::survey_target(table, {"class"});
  const auto target = data::TargetEncoding::fit(table, rows, survey);
  const Json classes = target.encode<double>(table, rows).classes;
  Sheet s;
  return s.show(graph::one_hot(s.given(tensor_of(classes), Type::kI64), target.width()));
}

Json split_sizes(const Json& in) {
  const std::array<double, 3> ratios = in["parts"];
  Json answer = Json::array();
  for (const int64_t n : in["n"]) answer.push_back(data::part_sizes(n, ratios));
  return answer;
}

// The last rows of n sorted points in [-2, 2].
Json trailing_split(const Json& in) {
  Sheet s;
  const int64_t n = in["n"];
  const Value fraction = s.given(in["fraction"]);
  const std::vector<Tensor> shares = s.run({1.0 - fraction, fraction});
  const auto sizes = data::part_sizes(n, {shares[0].item(), shares[1].item(), 0});
  const data::Table table = data::load_builtin("sine-noisy");
  const std::vector<double>& x = table.column("x").numbers;
  return {{"first_index", sizes[0]}, {"x_first", x.at(static_cast<size_t>(sizes[0]))}};
}

Json target_curve(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  return s.show(square(x) * 0.4 + x * 0.3 * sin(x * 15.0) + cos(x * 50.0) * 0.01 - 0.3);
}

// Three runs that each break one rule; an epoch of one batch is an iteration.
Json stop_rules(const Json&) {
  train::DatasetOptions whole;
  whole.split.whole_below = 100;
  const train::Dataset dataset = train::make_dataset(data::load_builtin("xor"), whole);
  const auto stopped_by = [&](double loss, double score, int64_t epochs) {
    train::FitOptions options;
    options.loop.stop_loss = loss;
    options.loop.stop_score = score;
    options.loop.epochs = epochs;
    const nn::Sequential network{nn::Dense{2}};
    const std::string reason = train::fit(network, dataset, options).history.stopped_by;
    return reason == "epochs" ? std::string("iterations") : reason;
  };
  constexpr double kNever = 2;
  return {stopped_by(100, kNever, 1000), stopped_by(-1, 0, 1000), stopped_by(-1, kNever, 3)};
}

constexpr Answer kDatasetCases[] = {
    {"000-mnist-counts", digit_images}, {"000-x7-data", count_drawings},
    {"001-onehot-4", one_hot_of},       {"002-split-70-15-15", split_sizes},
    {"002-val-split", trailing_split},  {"004-stop-rules", stop_rules},
    {"004-target-curve", target_curve},
};

}  // namespace

std::span<const Answer> dataset_cases() { return kDatasetCases; }

}  // namespace glia::golden
