// The model file: a train::Model as one sealed safetensors file, and back.
//
// Everything that a prediction needs is in it: network, weights, preparation, labels; and what a
// reader wants to know: history, metrics, how it was trained. Bytes: docs/formats/model-file.md.
// Input is untrusted; a file is accepted whole or refused with a reason. Callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "glia/train/model.h"

namespace glia::formats {

inline constexpr int64_t kModelFormat = 1;

// The same model gives the same bytes. Errors: kUsage for names that the format can't hold.
std::string write_model(const train::Model& model);
// `source` names the file in messages. Errors: kModel: damaged, newer, or not a glia model.
train::Model read_model(std::string_view bytes, const std::string& source);

// Written whole or not at all. Errors: kFailed for I/O.
void save_model(const std::string& path, const train::Model& model);
train::Model load_model(const std::string& path);

}  // namespace glia::formats
