// The parts of tile_function, one for each compilation unit: null for operations of another part.
// Not for use outside elementwise*.cc.
#pragma once

#include "glia/kernels/elementwise.h"

namespace glia::kernels {

// Arithmetic, comparisons, logic, select and casts.
TileFunction arithmetic_tile_f32(TileOp op);
TileFunction arithmetic_tile_f64(TileOp op);

// Exponentials and logarithms, and what is built from them.
TileFunction math_tile_f32(TileOp op);
TileFunction math_tile_f64(TileOp op);

// Plain loops over the standard library: sin, cos, erf, pow.
TileFunction library_tile_f32(TileOp op);
TileFunction library_tile_f64(TileOp op);

}  // namespace glia::kernels
