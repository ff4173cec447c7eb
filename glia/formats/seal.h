// The checksum of glia's own safetensors files: metadata key "glia.sha256".
//
// It finds damage, not forgery: who can write the file can write the checksum too.
// A file is glia's when any metadata key begins with "glia."; it must then carry a right checksum.
// A sealed file holds at least two such keys, so that one damaged key cannot pass for foreign.
// Pure functions, no state, callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "glia/formats/safetensors.h"

namespace glia::formats {

constexpr std::string_view kSealKey = "glia.sha256";

// Whether to take a safetensors file without any "glia." key, written by another program.
enum class Foreign { kRefuse, kAccept };

// write_safetensors with the checksum added as the last metadata key, in lower-case hex:
// SHA-256 over the whole file, taken with the 64 characters of its own value as '0'.
// `file` must hold another "glia." key and no checksum (assertions), and be writable (kUsage).
std::string write_sealed(const SafetensorsFile& file);

// read_safetensors with the checksum verified. Throws Error kModel.
SafetensorsFile read_sealed(std::string_view bytes, const std::string& source,
                            Foreign foreign = Foreign::kRefuse);
SafetensorsFile read_sealed(std::string&& bytes, const std::string& source,
                            Foreign foreign = Foreign::kRefuse) = delete;

// Whether any metadata key begins with "glia.".
bool is_glia(const SafetensorsFile& file);

}  // namespace glia::formats
