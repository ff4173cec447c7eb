// Any text as an architecture, in TOML and in JSON: read, or refused as an error of its kind,
// nothing else. What is read comes back the same from either form, and writing it again gives the
// same text.
// covers: glia/formats/arch_*.cc glia/formats/toml.cc
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/formats/arch_json_internal.h"
#include "glia/formats/arch_toml_internal.h"

namespace {

using glia::Error;
using glia::ErrorKind;
using glia::nn::ArchSpec;
using namespace glia::formats;

void check_round_trips(const ArchSpec& spec) {
  const std::string json = write_arch_json(spec);
  const ArchSpec from_json = parse_arch_json(json, "json");
  GLIA_ASSERT(from_json == spec);
  GLIA_ASSERT(write_arch_json(from_json) == json);
  const std::string toml = write_arch_toml(spec);
  const ArchSpec from_toml = parse_arch_toml(toml, "toml");
  GLIA_ASSERT(from_toml == spec);
  GLIA_ASSERT(write_arch_toml(from_toml) == toml);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::optional<ArchSpec> spec;
  try {
    spec = parse_arch_toml(text, "net.toml");
  } catch (const Error& e) {
    GLIA_ASSERT(e.kind() == ErrorKind::kUsage);
  }
  if (spec) check_round_trips(*spec);
  spec.reset();
  try {
    spec = parse_arch_json(text, "glia.arch");
  } catch (const Error& e) {
    GLIA_ASSERT(e.kind() == ErrorKind::kModel);
  }
  if (spec) check_round_trips(*spec);
  return 0;
}
