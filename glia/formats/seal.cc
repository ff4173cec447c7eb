#include "glia/formats/seal.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/sha256.h"
#include "glia/formats/quote_internal.h"

namespace glia::formats {
namespace {

constexpr size_t kDigits = 64;

bool is_glia_key(std::string_view key) { return key.substr(0, 5) == "glia."; }

// SHA-256 of the file with the checksum's digits, which begin at `digits`, read as zeros.
std::string seal_of(std::string_view bytes, size_t digits) {
  Sha256 hash;
  hash.add(bytes.substr(0, digits));
  hash.add(std::string(kDigits, '0'));
  hash.add(bytes.substr(digits + kDigits));
  return to_hex(hash.finish());
}

}  // namespace

bool is_glia(const SafetensorsFile& file) {
  return std::any_of(file.metadata.begin(), file.metadata.end(),
                     [](const MetadataEntry& m) { return is_glia_key(m.key); });
}

std::string write_sealed(const SafetensorsFile& file) {
  GLIA_ASSERT(is_glia(file));
  GLIA_ASSERT(file.find_metadata(kSealKey) == nullptr);
  SafetensorsFile sealed = file;
  sealed.metadata.push_back({std::string(kSealKey), std::string(kDigits, '0'), 0});
  std::string bytes = write_safetensors(sealed);
  // The reader, which has the last word on where the value stands, also proves the file readable.
  const size_t digits = read_safetensors(bytes, "the written file").metadata.back().value_offset;
  const std::string seal = seal_of(bytes, digits);
  bytes.replace(digits, kDigits, seal);
  return bytes;
}

SafetensorsFile read_sealed(std::string_view bytes, const std::string& source, Foreign foreign) {
  SafetensorsFile file = read_safetensors(bytes, source);
  const MetadataEntry* seal = file.find_metadata(kSealKey);
  const auto broken = [&](const std::string& what) {
    fail(ErrorKind::kModel, say("{}: {}", source, what));
  };
  if (!is_glia(file)) {
    if (foreign == Foreign::kAccept) return file;
    broken("a safetensors file, but not glia's: no metadata key begins with \"glia.\"");
  }
  if (seal == nullptr) broken("damaged: metadata key glia.sha256 is missing");
  const std::string found(bytes.substr(seal->value_offset, kDigits));
  if (seal->value.size() != kDigits || found != seal->value) {
    broken(fmt::format("damaged: metadata key glia.sha256 (byte {}) is not {} plain hex digits: {}",
                       seal->value_offset, kDigits, quote(seal->value)));
  }
  const std::string expected = seal_of(bytes, seal->value_offset);
  if (found != expected) {
    broken(
        fmt::format("damaged: its content has the checksum {}, but glia.sha256 (byte {}) says {}",
                    expected, seal->value_offset, quote(found)));
  }
  return file;
}

}  // namespace glia::formats
