// The safetensors container: named arrays of raw numbers behind a JSON header, and string metadata.
//
// Knows nothing of networks, and runs nothing on load. Byte layout: docs/formats/model-file.md.
// Input is untrusted: every length and offset is checked before it is used, and each way a file can
// lie has its own message. The checksum of glia's own files is seal.h.
// Pure functions, no state, callable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glia::formats {

enum class Dtype : uint8_t { kF32, kF64, kI32, kI64, kU8, kBool };

std::string_view dtype_name(Dtype dtype);  // "F32", as in the file
std::optional<Dtype> dtype_from_name(std::string_view name);
size_t dtype_size(Dtype dtype);  // bytes of one element

struct TensorEntry {
  std::string name;  // a path such as "dense1.weight"; 1 to 1,024 bytes of UTF-8
  Dtype dtype = Dtype::kF32;
  std::vector<int64_t> shape;  // rank 0 to 32, every size >= 0
  std::string_view bytes;      // row-major, little-endian, not owned, perhaps unaligned: memcpy out
};

struct MetadataEntry {
  std::string key;
  std::string value;
  size_t value_offset = 0;  // set by reading: where the value's text stands, in bytes of the file
};

struct SafetensorsFile {
  std::vector<MetadataEntry> metadata;  // in file order, keys unique
  std::vector<TensorEntry> tensors;     // in file order, names unique

  // nullptr where there is none.
  const MetadataEntry* find_metadata(std::string_view key) const;
  const TensorEntry* find_tensor(std::string_view name) const;
};

// What a reader accepts. The header cap is the reference loader's.
struct SafetensorsLimits {
  uint64_t header_bytes = 100'000'000;
  size_t tensors = 100'000;
  size_t metadata_entries = 10'000;
  size_t name_bytes = 1024;  // of a tensor name or metadata key
  size_t rank = 32;
};

// Returns the file's content; the entries' bytes point into `bytes`, which must outlive them.
// `source` names the file in messages. Throws Error kModel; nothing is half read.
SafetensorsFile read_safetensors(std::string_view bytes, const std::string& source,
                                 const SafetensorsLimits& limits = {});
SafetensorsFile read_safetensors(std::string&& bytes, const std::string& source,
                                 const SafetensorsLimits& limits = {}) = delete;

// The same content gives the same bytes: metadata and tensors in the given order, no space in the
// JSON text, the header padded with spaces so that the data begins at a multiple of 8.
// Throws Error kUsage for content that read_safetensors would refuse.
std::string write_safetensors(const SafetensorsFile& file);

}  // namespace glia::formats
