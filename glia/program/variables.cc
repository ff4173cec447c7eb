#include "glia/program/variables.h"

#include <algorithm>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"

namespace glia::program {
namespace {

constexpr size_t kAlign = 64;

size_t aligned(size_t bytes) { return (bytes + kAlign - 1) / kAlign * kAlign; }

}  // namespace

Variables::Variables(const graph::Graph& graph, Real real) : real_(real) { place(graph); }

Variables::Variables(const Variables& other)
    : real_(other.real_),
      entries_(other.entries_),
      model_bytes_(other.model_bytes_),
      block_(other.block_.size()) {
  if (!block_.empty()) std::memcpy(block_.data(), other.block_.data(), block_.size());
}

void Variables::place(const graph::Graph& graph) {
  // Trainable first, then the state of layers, then slot by slot; declared order within each.
  std::vector<std::string> groups;
  const auto group_of = [](const graph::Variable& variable) {
    if (variable.kind == graph::VariableKind::kTrainable) return std::string("0");
    return variable.slot.empty() ? std::string("1") : "2" + variable.slot;
  };
  for (const graph::Variable& variable : graph.variables()) {
    const std::string group = group_of(variable);
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const std::string& a, const std::string& b) { return a[0] < b[0]; });
  size_t offset = 0;
  for (const std::string& group : groups) {
    for (const graph::Variable& variable : graph.variables()) {
      if (group_of(variable) != group) continue;
      const int64_t count = variable.shape.count();
      entries_.push_back(
          {variable.name, variable.shape, variable.kind, variable.slot, count, offset});
      offset += aligned(static_cast<size_t>(count) * type_size(Type::kReal, real_));
    }
    if (group[0] < '2') model_bytes_ = offset;
  }
  block_ = AlignedBuffer(offset);
}

void Variables::initialize(const graph::Graph& graph, uint64_t seed) {
  std::vector<double> values;
  for (const graph::Variable& variable : graph.variables()) {
    const int i = find(variable.name);
    GLIA_ASSERT(i >= 0);
    values.assign(static_cast<size_t>(entries_[static_cast<size_t>(i)].count), 0.0);
    if (variable.initializer) variable.initializer(values, seed, hash_path(variable.name));
    set(i, Tensor::from(variable.shape, values));
  }
}

int Variables::find(std::string_view name) const {
  for (size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].name == name) return static_cast<int>(i);
  return -1;
}

Tensor Variables::get(int i) const {
  const Entry& entry = entries_[static_cast<size_t>(i)];
  Tensor tensor(entry.shape, Type::kReal, real_);
  if (tensor.bytes() > 0) std::memcpy(tensor.data(), data(i), tensor.bytes());
  return tensor;
}

void Variables::set(int i, const Tensor& value) {
  const Entry& entry = entries_[static_cast<size_t>(i)];
  if (!(value.shape() == entry.shape)) {
    fail(ErrorKind::kUsage, say("variable {}: expected shape {}, found {}", entry.name,
                                entry.shape.to_string(), value.shape().to_string()));
  }
  for (int64_t k = 0; k < entry.count; ++k) {
    if (real_ == Real::kFloat)
      static_cast<float*>(data(i))[k] = static_cast<float>(value.at(k));
    else
      static_cast<double*>(data(i))[k] = value.at(k);
  }
}

int64_t Variables::trainable_count() const {
  int64_t count = 0;
  for (const Entry& entry : entries_)
    if (entry.kind == graph::VariableKind::kTrainable) count += entry.count;
  return count;
}

}  // namespace glia::program
