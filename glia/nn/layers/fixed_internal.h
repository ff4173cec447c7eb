// Families of layers that training does not change, for layer_kinds() alone.
#pragma once

#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/nn/layer.h"

namespace glia::nn {

std::vector<LayerKind> polynomial_kinds();
std::vector<LayerKind> nearest_kinds();

}  // namespace glia::nn
