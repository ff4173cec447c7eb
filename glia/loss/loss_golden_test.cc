// Values and slopes against torch's in double (tools/golden/make_losses.py).
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "glia/base/golden_testing.h"
#include "glia/loss/loss.h"
#include "glia/loss/loss_testing.h"

namespace glia::loss {
namespace {

using nlohmann::json;

const json& golden() { return golden_file("losses.json"); }

// flatten() sorts its keys as text: "/10" before "/2". Rows here are shorter than that.
Tensor tensor_of(const json& rows) {
  std::vector<Dim> dims;
  for (const json* level = &rows; level->is_array(); level = &level->at(0))
    dims.emplace_back(static_cast<int64_t>(level->size()));
  std::vector<double> values;
  for (const json& leaf : rows.flatten()) values.push_back(leaf.get<double>());
  return Tensor::from(Shape(dims), values);
}

Tensor classes_of(const json& classes) { return integers(classes.get<std::vector<int64_t>>()); }

void expect_tensor(const Tensor& actual, const json& expected, double tolerance) {
  const Tensor wanted = tensor_of(expected);
  ASSERT_EQ(actual.shape(), wanted.shape());
  for (int64_t i = 0; i < wanted.count(); ++i)
    EXPECT_NEAR(actual.at(i), wanted.at(i), tolerance * std::max(1.0, std::fabs(wanted.at(i))))
        << "element " << i;
}

Targets targets_named(const std::string& name) {
  if (name == "numbers") return Targets::kNumbers;
  return name == "yes_no" ? Targets::kYesNo : Targets::kClasses;
}

LossCase table_case(const json& entry) {
  const Targets targets = targets_named(entry["targets_kind"]);
  ChosenLoss chosen = parse_loss(entry["loss"].get<std::string>(), targets);
  if (entry.contains("class_weights"))
    chosen.settings.class_weights = entry["class_weights"].get<std::vector<double>>();
  const Tensor y =
      targets == Targets::kClasses ? classes_of(entry["targets"]) : tensor_of(entry["targets"]);
  return {.build = [chosen](const std::vector<Value>& x) { return chosen.apply(x[0], x[1]).mean; },
          .arguments = {tensor_of(entry["outputs"]), y},
          .symbolic = true};
}

TEST(LossGolden, TableEqualsTorch) {
  for (const json& entry : golden()["table"]) {
    SCOPED_TRACE(entry["loss"].get<std::string>() + " " + entry["targets_kind"].get<std::string>());
    const LossCase of = table_case(entry);
    for (const Real real : {Real::kDouble, Real::kFloat}) {
      const double tolerance = real == Real::kDouble ? 1e-12 : 1e-5;
      const Slopes slopes = slopes_of(of, real);
      const double expected = entry["value"];
      EXPECT_NEAR(slopes.value, expected, tolerance * std::max(1.0, std::fabs(expected)));
      expect_tensor(slopes.by[0], entry["slope"], tolerance);
    }
  }
}

TEST(LossGolden, CoversTheTable) {
  std::map<std::pair<std::string_view, Targets>, int> seen;
  std::vector<std::string> names;
  for (const json& entry : golden()["table"]) {
    names.push_back(entry["loss"]);
    const Targets targets = targets_named(entry["targets_kind"]);
    seen[{parse_loss(names.back(), targets).loss->name, targets}]++;
  }
  for (const Loss& loss : losses()) {
    EXPECT_GT((seen[{loss.name, loss.targets}]), 0)
        << loss.name << " " << targets_text(loss.targets);
  }
}

using Build = std::function<Value(const std::vector<Value>&, const json& options)>;

const std::map<std::string, Build>& functions() {
  static const std::map<std::string, Build> all = {
      {"gaussian_nll",
       [](const std::vector<Value>& x, const json& options) {
         return gaussian_nll(x[0], x[1], x[2], {.full = options["full"]});
       }},
      {"kl_divergence",
       [](const std::vector<Value>& x, const json&) { return kl_divergence(x[0], x[1]); }},
      {"cosine_embedding",
       [](const std::vector<Value>& x, const json& options) {
         return cosine_embedding(x[0], x[1], x[2], options["margin"]);
       }},
      {"triplet", [](const std::vector<Value>& x,
                     const json& options) { return triplet(x[0], x[1], x[2], options["margin"]); }},
      {"likelihood",
       [](const std::vector<Value>& x, const json&) { return likelihood(x[0], x[1]); }},
      {"softmax_cross_entropy",
       [](const std::vector<Value>& x, const json& options) {
         CategoricalOptions given;
         given.smoothing = options["smoothing"];
         given.class_weights = options["class_weights"].get<std::vector<double>>();
         given.ignored = options["ignored"].get<int64_t>();
         return softmax_cross_entropy(x[0], x[1], given).mean;
       }},
  };
  return all;
}

TEST(LossGolden, FunctionsEqualTorch) {
  for (const json& entry : golden()["functions"]) {
    const std::string name = entry["name"];
    SCOPED_TRACE(name + entry["options"].dump());
    LossCase of;
    of.build = [&](const std::vector<Value>& x) {
      return functions().at(name)(x, entry["options"]);
    };
    for (const json& argument : entry["arguments"]) of.arguments.push_back(tensor_of(argument));
    if (name == "softmax_cross_entropy") of.arguments[1] = classes_of(entry["arguments"][1]);
    of.by.clear();
    for (const auto& [at, slope] : entry["slopes"].items()) of.by.push_back(std::stoul(at));
    const Slopes slopes = slopes_of(of);
    EXPECT_NEAR(slopes.value, entry["value"].get<double>(), 1e-12);
    for (size_t k = 0; k < of.by.size(); ++k)
      expect_tensor(slopes.by[k], entry["slopes"][std::to_string(of.by[k])], 1e-12);
    check_loss(of);
  }
}

}  // namespace
}  // namespace glia::loss
