// The JSON header of a safetensors file, as text: what it says, each statement well-formed by
// itself.
//
// Checks syntax, types, duplicates and limits; whether the offsets fit the data is
// safetensors.cc's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "glia/formats/safetensors.h"

namespace glia::formats {

struct HeaderTensor {
  std::string name;
  Dtype dtype = Dtype::kF32;
  std::vector<int64_t> shape;
  uint64_t begin = 0, end = 0;  // as written, not checked against the data
  uint64_t byte_size = 0;       // of shape and dtype, checked against overflow
  size_t offset = 0;            // of the name's text in the file, for messages
};

struct Header {
  std::vector<MetadataEntry> metadata;
  std::vector<HeaderTensor> tensors;
};

// Parses the header text, which begins at byte 8 of the file. Throws Error kModel.
Header parse_safetensors_header(std::string_view text, const std::string& source,
                                const SafetensorsLimits& limits);

// Bytes of an array, or nothing when a size is negative or the sizes (zeros counted as ones, so
// that no stride overflows either) need more than 2^63 - 1 bytes.
std::optional<uint64_t> array_bytes(const std::vector<int64_t>& shape, Dtype dtype);

// The first element of a BOOL tensor that is neither 0 nor 1, and the words for it.
std::optional<size_t> first_bad_bool(const TensorEntry& t);
std::string bad_bool_text(const TensorEntry& t, size_t i);

std::string shape_text(const std::vector<int64_t>& shape);  // "[2, 3]"

}  // namespace glia::formats
