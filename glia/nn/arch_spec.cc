#include "glia/nn/arch_spec.h"

namespace glia::nn {

bool LayerSpec::operator==(const LayerSpec& other) const {
  return name == other.name && kind == other.kind && inputs == other.inputs &&
         options == other.options;
}

bool ArchSpec::operator==(const ArchSpec& other) const {
  return inputs == other.inputs && layers == other.layers && outputs == other.outputs;
}

}  // namespace glia::nn
