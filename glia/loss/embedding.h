// Losses of embeddings: rows that belong together should lie together. They compare rows with rows,
// not with targets, so they train from the library, not from a table.
//
// Rows [rows, width] of equal shapes; scalars, means over the rows. Errors: kUsage.
#pragma once

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

// The cosine of the angle between the rows of a and b: [rows]. A row of zeros has 0.
Value cosine_similarity(Value a, Value b);

// mean of 1 - cos(a, b) where same > 0, else max(0, cos(a, b) - margin). same: [rows], +1 or -1;
// margin in [-1, 1]. torch's CosineEmbeddingLoss; Bromley et al. 1993.
Value cosine_embedding(Value a, Value b, Value same, double margin = 0);

// mean of max(0, |anchor - positive| - |anchor - negative| + margin), Euclidean, with 1e-6 added to
// each difference so that equal rows have a slope. margin: above 0. Schroff et al. 2015, without
// their squares, as torch's TripletMarginLoss.
Value triplet(Value anchor, Value positive, Value negative, double margin = 1);

}  // namespace glia::loss
