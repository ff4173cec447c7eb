#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/formats/variables_internal.h"

namespace glia::formats {
namespace {

std::vector<int64_t> sizes_of(const Shape& shape) {
  std::vector<int64_t> sizes;
  for (const Dim& dim : shape.dims()) sizes.push_back(dim.size());
  return sizes;
}

}  // namespace

void add_variables(const program::Variables& variables, const std::string& prefix,
                   SafetensorsFile& file) {
  const bool is_float = variables.real() == Real::kFloat;
  for (size_t i = 0; i < variables.entries().size(); ++i) {
    const program::Variables::Entry& entry = variables.entries()[i];
    const size_t bytes = static_cast<size_t>(entry.count) * (is_float ? 4 : 8);
    file.tensors.push_back(
        {prefix + entry.name,
         is_float ? Dtype::kF32 : Dtype::kF64,
         sizes_of(entry.shape),
         {static_cast<const char*>(variables.data(static_cast<int>(i))), bytes}});
  }
}

std::shared_ptr<program::Variables> read_variables(const graph::Graph& graph,
                                                   const SafetensorsFile& file,
                                                   const std::string& prefix,
                                                   const std::string& source) {
  bool is_double = false;
  // Before memory is taken: the file holds what the network claims to need.
  for (const graph::Variable& variable : graph.variables()) {
    const TensorEntry* tensor = file.find_tensor(prefix + variable.name);
    if (tensor == nullptr)
      fail(ErrorKind::kModel, say("{}: the tensor {}{} is missing", source, prefix, variable.name));
    const bool real = tensor->dtype == Dtype::kF32 || tensor->dtype == Dtype::kF64;
    if (!real || tensor->shape != sizes_of(variable.shape)) {
      fail(ErrorKind::kModel, say("{}: the tensor {}{} is {} [{}], expected F32 or F64 {}", source,
                                  prefix, variable.name, dtype_name(tensor->dtype),
                                  fmt::join(tensor->shape, ", "), variable.shape.to_string()));
    }
    const bool this_double = tensor->dtype == Dtype::kF64;
    if (&variable != &graph.variables().front() && this_double != is_double)
      fail(ErrorKind::kModel, say("{}: some tensors are F32 and some F64", source));
    is_double = this_double;
  }
  auto variables =
      std::make_shared<program::Variables>(graph, is_double ? Real::kDouble : Real::kFloat);
  for (size_t i = 0; i < variables->entries().size(); ++i) {
    const TensorEntry* tensor = file.find_tensor(prefix + variables->entries()[i].name);
    if (!tensor->bytes.empty())
      std::memcpy(variables->data(static_cast<int>(i)), tensor->bytes.data(), tensor->bytes.size());
  }
  return variables;
}

}  // namespace glia::formats
