// Variables as tensors of a safetensors file, for the model file and the checkpoint.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "glia/formats/safetensors.h"
#include "glia/program/variables.h"

namespace glia::formats {

// Adds every variable as a tensor named prefix + its name. The entries point into `variables`.
void add_variables(const program::Variables& variables, const std::string& prefix,
                   SafetensorsFile& file);

// The graph's variables from tensors named prefix + name; all F32 or all F64.
// Errors: kModel for a tensor that is missing, or of another shape or type.
std::shared_ptr<program::Variables> read_variables(const graph::Graph& graph,
                                                   const SafetensorsFile& file,
                                                   const std::string& prefix,
                                                   const std::string& source);

// The elements of a tensor whose type has been checked.
template <class T>
void copy_elements(const TensorEntry& tensor, std::vector<T>& values) {
  values.resize(tensor.bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
}

}  // namespace glia::formats
