#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/formats/quote_internal.h"
#include "glia/formats/safetensors_header_internal.h"

namespace glia::formats {
namespace {

std::string json_text(const std::string& text) { return nlohmann::json(text).dump(); }

[[noreturn]] void cannot_write(const std::string& what) {
  fail(ErrorKind::kUsage, say("writing safetensors: {}", Message(what)));
}

void check_text(const std::string& what, std::string_view text) {
  if (!is_utf8(text)) cannot_write(fmt::format("{} is not UTF-8", what));
}

void check_writable(const SafetensorsFile& file) {
  const SafetensorsLimits limits;
  std::unordered_set<std::string_view> keys, names;
  if (file.metadata.size() > limits.metadata_entries) {
    cannot_write(fmt::format("{} metadata keys, over the limit of {}", file.metadata.size(),
                             limits.metadata_entries));
  }
  for (const MetadataEntry& m : file.metadata) {
    const std::string what = "metadata key " + quote(m.key);
    check_text(what, m.key);
    check_text("the value of " + what, m.value);
    if (m.key.size() > limits.name_bytes) {
      cannot_write(fmt::format("a metadata key of {} bytes, over the limit of {}", m.key.size(),
                               limits.name_bytes));
    }
    if (!keys.insert(m.key).second) cannot_write(what + " stands twice");
  }
  if (file.tensors.size() > limits.tensors) {
    cannot_write(
        fmt::format("{} tensors, over the limit of {}", file.tensors.size(), limits.tensors));
  }
  for (const TensorEntry& t : file.tensors) {
    const std::string what = "tensor " + quote(t.name);
    check_text("the name of " + what, t.name);
    if (t.name.empty() || t.name == "__metadata__" || t.name.size() > limits.name_bytes) {
      cannot_write(
          fmt::format("{}: a name is 1 to {} bytes and not __metadata__", what, limits.name_bytes));
    }
    if (!names.insert(t.name).second) cannot_write(what + " stands twice");
    if (t.shape.size() > limits.rank) {
      cannot_write(
          fmt::format("{}: rank {}, over the limit of {}", what, t.shape.size(), limits.rank));
    }
    if (std::any_of(t.shape.begin(), t.shape.end(), [](int64_t size) { return size < 0; })) {
      cannot_write(fmt::format("{}: shape {} holds a negative number", what, shape_text(t.shape)));
    }
    const std::optional<uint64_t> bytes = array_bytes(t.shape, t.dtype);
    if (!bytes || *bytes != t.bytes.size()) {
      cannot_write(fmt::format("{}: shape {} of {} needs {} bytes, found {}", what,
                               shape_text(t.shape), dtype_name(t.dtype),
                               bytes ? fmt::to_string(*bytes) : "more than 2^63 - 1",
                               t.bytes.size()));
    }
    if (const std::optional<size_t> i = first_bad_bool(t)) cannot_write(bad_bool_text(t, *i));
  }
}

}  // namespace

std::string write_safetensors(const SafetensorsFile& file) {
  check_writable(file);
  std::string header = "{";
  if (!file.metadata.empty()) {
    header += "\"__metadata__\":{";
    for (const MetadataEntry& m : file.metadata) {
      if (header.back() != '{') header += ',';
      header += json_text(m.key) + ':' + json_text(m.value);
    }
    header += '}';
  }
  size_t offset = 0;
  for (const TensorEntry& t : file.tensors) {
    const size_t end = offset + t.bytes.size();
    header += fmt::format("{}{}:{{\"dtype\":\"{}\",\"shape\":[{}],\"data_offsets\":[{},{}]}}",
                          header.size() == 1 ? "" : ",", json_text(t.name), dtype_name(t.dtype),
                          fmt::join(t.shape, ","), offset, end);
    offset = end;
  }
  header += '}';
  header.resize((header.size() + 7) / 8 * 8, ' ');
  const uint64_t header_bytes = header.size();
  if (header_bytes > SafetensorsLimits{}.header_bytes) {
    cannot_write(fmt::format("the header has {} bytes, over the limit of {}", header_bytes,
                             SafetensorsLimits{}.header_bytes));
  }
  std::string out(8, '\0');
  std::memcpy(out.data(), &header_bytes, 8);
  out.reserve(8 + header.size() + offset);
  out += header;
  for (const TensorEntry& t : file.tensors) out += t.bytes;
  return out;
}

}  // namespace glia::formats
