// A program's plan in words.
#include <algorithm>
#include <set>
#include <utility>

#include "glia/base/format.h"
#include "glia/program/compiled.h"
#include "glia/program/dense_training.h"
#include "glia/program/program.h"

namespace glia::program {
namespace {

using graph::Node;

constexpr size_t kWidestNames = 48;

struct Cost {
  double operations = 0;
  double bytes = 0;
};

class Describer {
 public:
  Describer(const Plan& plan, std::vector<int64_t> sizes, Real real)
      : plan_(plan), graph_(plan.graph()), sizes_(std::move(sizes)), real_(real) {}

  std::string text() const {
    std::string text = fmt::format("{:>4}  {:<{}}  {:<12}  {:<10}  {:>9}  {:>9}\n", "step",
                                   "operations", kWidestNames, "shape", "in", "flop", "bytes");
    Cost total;
    size_t index = 0;
    for (const PlanStep& step : plan_.steps()) {
      const Cost cost = cost_of(step);
      total.operations += cost.operations;
      total.bytes += cost.bytes;
      const Node& node = graph_.node(step.members.empty() ? step.node : step.members.back());
      const auto [names, below] = wrapped(names_of(step));
      text += fmt::format("{:>4}  {:<{}}  {:<12}  {:<10}  {:>9}  {:>9}\n{}", index++, names,
                          kWidestNames, node.shape.to_string(), node.scope,
                          counted(cost.operations), counted(cost.bytes), below);
    }
    std::vector<size_t> offsets;
    text += fmt::format("\nin all {} flop, {} bytes read and written{}; arena {} bytes\n",
                        counted(total.operations), counted(total.bytes), size_text(),
                        counted(static_cast<double>(plan_.place(sizes_, real_, offsets))));
    text += banded_text();
    if (const DenseTraining* training = plan_.dense_training()) {
      text +=
          fmt::format("small enough, these steps run as one kernel: training of {} dense layers\n",
                      training->layers.size());
    }
    return text;
  }

 private:
  static std::string counted(double value) {
    for (const char* unit : {"", " k", " M", " G"}) {
      if (value < 1000) return fmt::format("{:.{}f}{}", value, *unit == 0 ? 0 : 1, unit);
      value /= 1000;
    }
    return fmt::format("{:.1f} T", value);
  }

  std::string size_text() const {
    std::string text;
    for (size_t i = 0; i < sizes_.size(); ++i)
      text += fmt::format("{} {} = {}", i == 0 ? " at" : ",", plan_.symbols()[i], sizes_[i]);
    return text;
  }

  std::string banded_text() const {
    std::string names;
    for (const int i : plan_.banded()) {
      const graph::Variable& variable = graph_.variables()[static_cast<size_t>(i)];
      if (variable.slot.empty()) names += (names.empty() ? "" : ", ") + variable.name;
    }
    if (names.empty()) return "";
    return fmt::format(
        "between the steps of an epoch several threads keep {} in bands of columns\n", names);
  }

  std::string names_of(const PlanStep& step) const {
    if (step.kind == PlanStep::Kind::kCopy)
      return fmt::format("copy {}", graph_.node(step.node).op->name);
    std::string names;
    const auto add = [&](int id) {
      names += (names.empty() ? "" : " + ") + std::string(graph_.node(id).op->name);
    };
    if (step.node >= 0) add(step.node);
    for (const int id : step.members) add(id);
    return names;
  }

  // The first line of the names, and the lines below it.
  static std::pair<std::string, std::string> wrapped(std::string names) {
    std::string first;
    std::string below;
    while (!names.empty()) {
      size_t cut = names.size();
      if (cut > kWidestNames) cut = names.rfind(" + ", kWidestNames) + 2;
      const std::string line = names.substr(0, cut);
      names.erase(0, std::min(cut + 1, names.size()));
      if (first.empty())
        first = line;
      else
        below += fmt::format("{:>6}{}\n", "", line);
    }
    return {first, below};
  }

  Shape numbers(const Shape& shape) const {
    Shape result;
    for (const Dim& dim : shape.dims()) result.push_back(plan_.extent(dim, sizes_));
    return result;
  }

  double operations_of(int id) const {
    const Node& node = graph_.node(id);
    std::vector<Shape> inputs;
    for (const int input : node.inputs) inputs.push_back(numbers(graph_.node(input).shape));
    const Shape output = numbers(node.shape);
    if (node.op->operations != nullptr) return node.op->operations(inputs, output);
    int64_t most = output.count();
    for (const Shape& input : inputs) most = std::max(most, input.count());
    return static_cast<double>(most);
  }

  double bytes_of(int id) const {
    const Node& node = graph_.node(id);
    return static_cast<double>(plan_.count(node.shape, sizes_)) *
           static_cast<double>(type_size(node.type, real_));
  }

  // What a step reads from outside, each value once, and what it leaves in memory.
  Cost cost_of(const PlanStep& step) const {
    Cost cost;
    if (step.kind == PlanStep::Kind::kCopy) {
      cost.bytes = bytes_of(step.node) + bytes_of(plan_.source(step.node));
      return cost;
    }
    std::vector<int> computed = step.members;
    if (step.node >= 0) computed.push_back(step.node);
    std::set<int> reads;
    for (const int id : computed) {
      cost.operations += operations_of(id);
      for (size_t i = 0; i < graph_.node(id).inputs.size(); ++i)
        reads.insert(plan_.source(plan_.input(id, i)));
      const PlanNode& planned = plan_.nodes()[static_cast<size_t>(id)];
      if (planned.storage >= 0 || planned.variable >= 0) cost.bytes += bytes_of(id);
    }
    for (const int id : reads)
      if (std::find(computed.begin(), computed.end(), id) == computed.end())
        cost.bytes += bytes_of(id);
    return cost;
  }

  const Plan& plan_;
  const graph::Graph& graph_;
  std::vector<int64_t> sizes_;
  Real real_;
};

}  // namespace

std::string Program::describe() const {
  std::vector<int64_t> sizes;
  for (size_t i = 0; i < main_->plan.symbols().size(); ++i)
    sizes.push_back(symbols_[i].size < 0 ? symbols_[i].capacity : symbols_[i].size);
  std::string text = Describer(main_->plan, std::move(sizes), options_.real).text();
  if (!main_->bindings.empty()) {
    text += fmt::format("scratch {} bytes, {} sizes bound\n",
                        memory_->scratch.size() + memory_->tiles.size(), main_->bindings.size());
  }
  return text;
}

}  // namespace glia::program
