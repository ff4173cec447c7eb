// What every architecture must satisfy, however it was written: names, order, limits.
//
// Which kinds and options exist is not known here: that is nn's, which builds the graph.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/error.h"
#include "glia/nn/arch_spec.h"

namespace glia::formats {

// Bounds on untrusted text, far above any network that can be trained here.
struct ArchLimits {
  static constexpr size_t kTextBytes = 4 << 20;
  static constexpr size_t kLayers = 10'000;
  static constexpr size_t kInputs = 1'000;        // of the network, of one layer, and outputs
  static constexpr size_t kOptions = 100;         // of one layer
  static constexpr size_t kNameBytes = 256;       // of an input, layer, kind or option
  static constexpr size_t kStringBytes = 65'536;  // of an option's text
  static constexpr size_t kListSizes = 10'000;    // integers in an option's list
  static constexpr size_t kRank = 16;             // of an input
  static constexpr int64_t kElements = int64_t{1} << 40;  // of one row of an input
};

struct Place {
  int line = 0, column = 0;  // both from 1; line 0: no place, as in JSON
};

// Where each part stands in the text, for messages; may be shorter than the spec, or empty.
struct ArchPlaces {
  std::vector<Place> inputs, layers, outputs;
  std::vector<std::vector<Place>> layer_inputs;  // of layer i, its input j
};

// The source of a message and the kind of error it is: kUsage for a file a person wrote, kModel for
// the text inside a model file.
struct ArchSource {
  std::string name;
  ErrorKind kind = ErrorKind::kUsage;

  [[noreturn]] void refuse(Place place, const std::string& what) const;
};

std::string layer_text(const nn::LayerSpec& layer, size_t index);  // layer 3 "relu3"

// Throws Error when spec breaks a rule of docs/formats/architecture-file.md.
void check_arch(const nn::ArchSpec& spec, const ArchSource& source, const ArchPlaces& places = {});

}  // namespace glia::formats
