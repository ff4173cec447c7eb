#include "glia/session/gradient_session.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/data/json_object_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/kernels/random.h"
#include "glia/loss/loss.h"
#include "glia/nn/network.h"

namespace glia::session {
namespace {

using data::Json;
using graph::Value;

// Rows of the shape of an input or output, with this many in place of its symbol.
Shape with_rows(Shape shape, int64_t rows) {
  if (shape.rank() > 0 && shape[0].is_symbol()) shape[0] = rows;
  return shape;
}

Tensor normal_rows(const Shape& shape, uint64_t seed, const std::string& name) {
  Tensor tensor(shape, Type::kReal);
  std::vector<double> values(static_cast<size_t>(tensor.count()));
  kernels::normal(values.data(), tensor.count(), 0, seed, hash_path(name), 0);
  return Tensor::from(shape, values);
}

// Whole numbers in [0, classes).
Tensor class_rows(const Shape& shape, Type type, int64_t classes, uint64_t seed,
                  const std::string& name) {
  Tensor tensor(shape, type);
  for (int64_t i = 0; i < tensor.count(); ++i) {
    const uint32_t word = random_word(seed, hash_path(name), 0, static_cast<uint64_t>(i));
    tensor.set(i, std::floor(uniform01(word) * static_cast<double>(classes)));
  }
  return tensor;
}

// The classes of the embedding that reads this input, or 0.
int64_t classes_read_from(const nn::ArchSpec& arch, const std::string& input) {
  for (const nn::LayerSpec& layer : arch.layers) {
    const auto classes = layer.options.find("classes");
    const bool reads =
        std::find(layer.inputs.begin(), layer.inputs.end(), input) != layer.inputs.end();
    if (layer.kind == "embedding" && reads && classes != layer.options.end())
      return std::get<int64_t>(classes->second);
  }
  return 0;
}

class Check {
 public:
  Check(const nn::ArchSpec& arch, const GradientConfig& config) : arch_(arch), config_(config) {
    if (config.rows < 1)
      fail(ErrorKind::kUsage, say("rows must be 1 or more, found {}", config.rows));
  }

  GradientReport run() {
    const std::vector<Value> outputs = nn::build(graph_, arch_);
    std::vector<Value> values = program::trainable_variables(graph_);
    GradientReport report;
    report.loss = config_.loss;
    report.batch = config_.rows;
    for (const Value& variable : values) report.parameters += variable.shape().count();
    for (const nn::InputSpec& input : arch_.inputs) {
      const Value x = graph_.find_input(input.name);
      const Shape shape = with_rows(x.shape(), config_.rows);
      const int64_t classes = classes_read_from(arch_, input.name);
      given_[input.name] = classes > 0 ? class_rows(shape, Type::kReal, classes, seed(), input.name)
                                       : normal_rows(shape, seed(), input.name);
      if (classes == 0) values.push_back(x);
    }
    Value loss;
    for (size_t i = 0; i < outputs.size(); ++i) {
      const Value part = loss_of(outputs[i], i);
      loss = loss ? loss + part : part;
    }
    report.rows = program::check_gradient(loss, values, given_, config_.check);
    report.passed = program::passed(report.rows);
    return report;
  }

 private:
  uint64_t seed() const { return config_.check.seed; }

  Value loss_of(Value output, size_t i) {
    const loss::ChosenLoss loss = loss::parse_loss(config_.loss);
    const graph::Scope scope(graph_, "loss");
    const std::string name = fmt::format("target {}", i + 1);
    if (loss.loss->targets == loss::Targets::kClasses) {
      if (output.shape().rank() != 2) {
        fail(ErrorKind::kUsage, say("{}: expected rows of classes, found shape {}", loss.loss->name,
                                    output.shape().to_string()));
      }
      given_[name] = class_rows({config_.rows}, Type::kI64, output.shape()[1].size(), seed(), name);
      return loss.apply(output, graph_.input(name, {batch()}, Type::kI64)).mean;
    }
    const Shape shape = with_rows(output.shape(), config_.rows);
    const bool yes_no = loss.loss->targets == loss::Targets::kYesNo;
    given_[name] =
        yes_no ? class_rows(shape, Type::kReal, 2, seed(), name) : normal_rows(shape, seed(), name);
    return loss.apply(output, graph_.input(name, output.shape())).mean;
  }

  const nn::ArchSpec& arch_;
  const GradientConfig& config_;
  graph::Graph graph_;
  std::map<std::string, Tensor> given_;
};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json row_json(const program::GradientRow& row) {
  Json shape = Json::array();
  for (const Dim& dim : row.shape.dims()) shape.push_back(dim.size());
  return data::json_object({{"name", row.name},
                            {"shape", std::move(shape)},
                            {"checked", row.checked},
                            {"worst", row.worst},
                            {"finite_differences", number(row.finite)},
                            {"forward", number(row.forward)},
                            {"reverse", number(row.reverse)},
                            {"finite_to_reverse", number(row.finite_difference)},
                            {"forward_to_reverse", number(row.forward_difference)},
                            {"passed", row.passed}});
}

}  // namespace

GradientReport check_architecture(const nn::ArchSpec& arch, const GradientConfig& config) {
  return Check(arch, config).run();
}

ChainReport check_chain(const std::vector<std::string>& names, double x,
                        const program::GradientCheckOptions& options) {
  if (names.empty()) fail(ErrorKind::kUsage, "a chain has one function or more");
  ChainReport report;
  report.links = classic::chain_by_hand(names, x);
  report.hand = report.links.back().product;
  graph::Graph graph;
  const Value input = graph.input("x", {});
  const Value output = classic::chain_in_graph(names, input);
  report.row = program::check_gradient(output, {input}, {{"x", Tensor::scalar(x)}}, options)[0];
  const double scale = std::max({std::fabs(report.hand), std::fabs(report.row.reverse), 1e-3});
  const double off = std::fabs(report.hand - report.row.reverse) / scale;
  report.passed = report.row.passed && off <= options.modes_tolerance;
  return report;
}

std::string to_json(const GradientReport& report) {
  Json rows = Json::array();
  for (const program::GradientRow& row : report.rows) rows.push_back(row_json(row));
  return data::dump_json(data::json_object({{"loss", report.loss},
                                            {"batch", report.batch},
                                            {"parameters", report.parameters},
                                            {"passed", report.passed},
                                            {"rows", std::move(rows)}}));
}

std::string to_json(const ChainReport& report) {
  Json links = Json::array();
  for (const classic::ChainLink& link : report.links) {
    links.push_back(data::json_object({{"function", link.function->name},
                                       {"x", number(link.x)},
                                       {"y", number(link.y)},
                                       {"slope", number(link.slope)},
                                       {"product", number(link.product)}}));
  }
  return data::dump_json(data::json_object({{"by_hand", number(report.hand)},
                                            {"finite_differences", number(report.row.finite)},
                                            {"forward", number(report.row.forward)},
                                            {"reverse", number(report.row.reverse)},
                                            {"passed", report.passed},
                                            {"links", std::move(links)}}));
}

}  // namespace glia::session
