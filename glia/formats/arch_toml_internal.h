// The architecture file (TOML): text to nn::ArchSpec and back. docs/formats/architecture-file.md.
//
// The text is untrusted. Pure functions, callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "glia/nn/arch_spec.h"

namespace glia::formats {

// Parses the text and fills what it leaves out: a layer's name (its kind and its number), a layer's
// inputs (the layer above it), the outputs (the last layer). Every LayerSpec has its line.
// Throws Error kUsage with file:line:column and the layer.
nn::ArchSpec parse_arch_toml(std::string_view text, const std::string& source);

// Text that a person can read and change, and that parse_arch_toml turns into the same spec.
// The same spec gives the same bytes. Throws Error kUsage when the spec breaks a rule of the
// format.
std::string write_arch_toml(const nn::ArchSpec& spec);

}  // namespace glia::formats
