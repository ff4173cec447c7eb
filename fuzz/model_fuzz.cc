// Any safetensors file, sealed anew so that the checksum lets it pass: as a model it is read or
// refused, nothing else; what is read predicts its own samples and comes back unchanged.
// covers: glia/formats/model_file.cc
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/model_file.h"
#include "glia/formats/seal.h"

namespace {

using namespace glia;
using namespace glia::formats;

// The content under a right checksum; empty when there is none to put under it.
std::string sealed(std::string_view bytes) {
  SafetensorsFile file;
  try {
    file = read_safetensors(bytes, "fuzz");
  } catch (const Error&) {
    return {};
  }
  std::erase_if(file.metadata, [](const MetadataEntry& entry) { return entry.key == kSealKey; });
  if (!is_glia(file) || file.metadata.size() + 1 >= SafetensorsLimits{}.metadata_entries) return {};
  return write_sealed(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes = sealed({reinterpret_cast<const char*>(data), size});
  if (bytes.empty()) return 0;
  try {
    const train::Model model = read_model(bytes, "fuzz");
    const std::string again = write_model(model);
    GLIA_ASSERT(write_model(read_model(again, "again")) == again);
  } catch (const Error& error) {
    GLIA_ASSERT(error.kind() == ErrorKind::kModel || error.kind() == ErrorKind::kUsage);
  }
  try {
    read_checkpoint(bytes, "fuzz");
  } catch (const Error& error) {
    GLIA_ASSERT(error.kind() == ErrorKind::kModel);
  }
  return 0;
}
