#include "glia/formats/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/formats/quote_internal.h"
#include "glia/formats/safetensors_header_internal.h"

// Tensor bytes go to and from memory as they stand.
static_assert(std::endian::native == std::endian::little);

namespace glia::formats {
namespace {

struct DtypeRow {
  Dtype dtype;
  std::string_view name;
  size_t size;
};
constexpr std::array<DtypeRow, 6> kDtypes = {{{Dtype::kF32, "F32", 4},
                                              {Dtype::kF64, "F64", 8},
                                              {Dtype::kI32, "I32", 4},
                                              {Dtype::kI64, "I64", 8},
                                              {Dtype::kU8, "U8", 1},
                                              {Dtype::kBool, "BOOL", 1}}};

std::string bytes_text(uint64_t count) {
  return fmt::format("{} byte{}", count, count == 1 ? "" : "s");
}

// The header's length, checked against the file.
size_t header_size(std::string_view bytes, const std::string& source,
                   const SafetensorsLimits& limits) {
  if (bytes.size() < 8) {
    fail(ErrorKind::kModel, say("{}: too short for a safetensors file: {}, expected at "
                                "least 8 for the header's length",
                                source, bytes_text(bytes.size())));
  }
  uint64_t size = 0;
  std::memcpy(&size, bytes.data(), 8);
  if (size > limits.header_bytes) {
    fail(ErrorKind::kModel,
         say("{}: not a safetensors file, or damaged: bytes 0 to 7 give the header {} "
             "bytes, over the limit of {}",
             source, size, limits.header_bytes));
  }
  if (size > bytes.size() - 8) {
    fail(ErrorKind::kModel,
         say("{}: cut short: bytes 0 to 7 give the header {} bytes, but {} follow", source, size,
             bytes.size() - 8));
  }
  if (size == 0 || bytes[8] != '{') {
    fail(ErrorKind::kModel, say("{}: header: expected '{{' at byte 8, found {}", source,
                                size == 0 ? "an empty header" : quote(bytes.substr(8, 1))));
  }
  return static_cast<size_t>(size);
}

// Each tensor alone: its offsets lie within the data and match its shape.
void check_extents(const std::vector<HeaderTensor>& tensors, size_t data_size,
                   const std::string& source) {
  for (const HeaderTensor& t : tensors) {
    const auto broken = [&](const std::string& what) {
      fail(ErrorKind::kModel, say("{}: tensor {} (byte {}): data_offsets [{}, {}] {}", source,
                                  quote(t.name), t.offset, t.begin, t.end, what));
    };
    if (t.begin > t.end) broken("run backwards");
    if (t.end > data_size)
      broken(fmt::format("reach beyond the {} of data", bytes_text(data_size)));
    if (t.end - t.begin != t.byte_size) {
      broken(fmt::format("hold {}, but shape {} of {} needs {}", bytes_text(t.end - t.begin),
                         shape_text(t.shape), dtype_name(t.dtype), t.byte_size));
    }
  }
}

// All tensors together: they cover the data once, without gap or overlap. An empty tensor may
// stand only where one tensor ends and the next begins.
void check_cover(const std::vector<HeaderTensor>& tensors, size_t data_size, size_t data_start,
                 const std::string& source) {
  std::vector<const HeaderTensor*> order;
  order.reserve(tensors.size());
  for (const HeaderTensor& t : tensors) order.push_back(&t);
  std::stable_sort(order.begin(), order.end(), [](const HeaderTensor* a, const HeaderTensor* b) {
    return a->begin != b->begin ? a->begin < b->begin : a->end < b->end;
  });
  uint64_t covered = 0;
  const HeaderTensor* previous = nullptr;
  for (const HeaderTensor* t : order) {
    if (t->begin != covered) {
      const std::string before =
          previous == nullptr ? "the start of the data" : "tensor " + quote(previous->name);
      const std::string what =
          t->begin < covered
              ? fmt::format("overlaps {}, which ends at {}", before, covered)
              : fmt::format("leaves a gap of {} after {}", bytes_text(t->begin - covered), before);
      fail(ErrorKind::kModel, say("{}: tensor {} (byte {}): data_offsets [{}, {}]: {}", source,
                                  quote(t->name), t->offset, t->begin, t->end, what));
    }
    covered = t->end;
    previous = t;
  }
  if (covered != data_size) {
    fail(ErrorKind::kModel, say("{}: {} at the end, from byte {} on, in no tensor", source,
                                bytes_text(data_size - covered), data_start + covered));
  }
}

}  // namespace

std::string_view dtype_name(Dtype dtype) { return kDtypes[static_cast<size_t>(dtype)].name; }
size_t dtype_size(Dtype dtype) { return kDtypes[static_cast<size_t>(dtype)].size; }
std::optional<Dtype> dtype_from_name(std::string_view name) {
  for (const DtypeRow& row : kDtypes) {
    if (row.name == name) return row.dtype;
  }
  return std::nullopt;
}

std::optional<size_t> first_bad_bool(const TensorEntry& t) {
  if (t.dtype != Dtype::kBool) return std::nullopt;
  for (size_t i = 0; i < t.bytes.size(); ++i) {
    if (static_cast<uint8_t>(t.bytes[i]) > 1) return i;
  }
  return std::nullopt;
}

std::string bad_bool_text(const TensorEntry& t, size_t i) {
  return fmt::format("tensor {}: element {} of type BOOL is {}, expected 0 or 1", quote(t.name), i,
                     static_cast<uint8_t>(t.bytes[i]));
}

const MetadataEntry* SafetensorsFile::find_metadata(std::string_view key) const {
  for (const MetadataEntry& m : metadata) {
    if (m.key == key) return &m;
  }
  return nullptr;
}

const TensorEntry* SafetensorsFile::find_tensor(std::string_view name) const {
  for (const TensorEntry& t : tensors) {
    if (t.name == name) return &t;
  }
  return nullptr;
}

SafetensorsFile read_safetensors(std::string_view bytes, const std::string& source,
                                 const SafetensorsLimits& limits) {
  const size_t header_bytes = header_size(bytes, source, limits);
  const size_t data_start = 8 + header_bytes;
  const std::string_view data = bytes.substr(data_start);
  Header header = parse_safetensors_header(bytes.substr(8, header_bytes), source, limits);
  check_extents(header.tensors, data.size(), source);
  check_cover(header.tensors, data.size(), data_start, source);

  SafetensorsFile file;
  file.metadata = std::move(header.metadata);
  file.tensors.reserve(header.tensors.size());
  for (HeaderTensor& t : header.tensors) {
    file.tensors.push_back(
        {std::move(t.name), t.dtype, std::move(t.shape),
         data.substr(static_cast<size_t>(t.begin), static_cast<size_t>(t.byte_size))});
    const TensorEntry& entry = file.tensors.back();
    if (const std::optional<size_t> i = first_bad_bool(entry)) {
      fail(ErrorKind::kModel, say("{}: {} (byte {})", source, bad_bool_text(entry, *i),
                                  data_start + static_cast<size_t>(t.begin) + *i));
    }
  }
  return file;
}

}  // namespace glia::formats
