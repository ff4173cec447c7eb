// Any bytes as a safetensors file: read, or refused as a damaged model, nothing else. What is read
// lies within the file and comes back unchanged from what is written of it; and a file that is
// sealed can't be damaged unnoticed.
// covers: glia/formats/safetensors*.cc glia/formats/seal.cc
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/formats/seal.h"

namespace {

using glia::Error;
using glia::ErrorKind;
using namespace glia::formats;

bool refused(std::string_view bytes, Foreign foreign) {
  try {
    read_sealed(bytes, "fuzz", foreign);
    return false;
  } catch (const Error& e) {
    GLIA_ASSERT(e.kind() == ErrorKind::kModel);
    return true;
  }
}

void check_same(const SafetensorsFile& a, const SafetensorsFile& b) {
  GLIA_ASSERT(a.metadata.size() == b.metadata.size());
  for (size_t i = 0; i < a.metadata.size(); ++i) {
    GLIA_ASSERT(a.metadata[i].key == b.metadata[i].key);
    GLIA_ASSERT(a.metadata[i].value == b.metadata[i].value);
  }
  GLIA_ASSERT(a.tensors.size() == b.tensors.size());
  for (size_t i = 0; i < a.tensors.size(); ++i) {
    GLIA_ASSERT(a.tensors[i].name == b.tensors[i].name);
    GLIA_ASSERT(a.tensors[i].dtype == b.tensors[i].dtype);
    GLIA_ASSERT(a.tensors[i].shape == b.tensors[i].shape);
    GLIA_ASSERT(a.tensors[i].bytes == b.tensors[i].bytes);  // reads every byte
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  refused(bytes, Foreign::kRefuse);
  refused(bytes, Foreign::kAccept);
  SafetensorsFile file;
  try {
    file = read_safetensors(bytes, "fuzz");
  } catch (const Error& e) {
    GLIA_ASSERT(e.kind() == ErrorKind::kModel);
    return 0;
  }
  const std::string written = write_safetensors(file);
  check_same(file, read_safetensors(written, "written"));

  if (is_glia(file) || file.metadata.size() == SafetensorsLimits{}.metadata_entries) return 0;
  file.metadata.push_back({"glia.format", "1", 0});
  std::string sealed = write_sealed(file);
  GLIA_ASSERT(!refused(sealed, Foreign::kRefuse));
  const size_t bit = size * 2654435761u % (sealed.size() * 8);
  sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ (1 << bit % 8));
  GLIA_ASSERT(refused(sealed, Foreign::kAccept));
  return 0;
}
