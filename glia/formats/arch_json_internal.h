// The architecture as JSON, for the model file: text to nn::ArchSpec and back, nothing left out.
//
//   {"inputs":[{"name":"x","shape":[784]}],
//    "layers":[{"name":"dense1","kind":"dense","inputs":["x"],"options":{"units":128}}],
//    "outputs":["dense1"]}
// The text is untrusted. Pure functions, callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "glia/nn/arch_spec.h"

namespace glia::formats {

// `source` names the text in messages, as in "model.glia: glia.arch". Throws Error kModel with the
// place as a path ("layers[2].options.units").
nn::ArchSpec parse_arch_json(std::string_view text, const std::string& source);

// The same spec gives the same bytes. Throws Error kUsage when the spec breaks a rule.
std::string write_arch_json(const nn::ArchSpec& spec);

}  // namespace glia::formats
