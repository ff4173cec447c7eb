// k-means: rows gathered around k centres, without any target.
//
// Pure function of rows, options and seed; same bits for any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "glia/kernels/view.h"

namespace glia {
class ThreadPool;
}

namespace glia::classic {

struct KMeansOptions {
  int64_t clusters = 8;      // 1 to the number of rows
  int64_t starts = 10;       // runs from other centres, of which the best is kept; at least 1
  int64_t iterations = 300;  // of one run, at most; at least 1
  uint64_t seed = 0;
  // Centres to start from [clusters, features], in place of drawn ones (then there is one start).
  std::vector<double> centres = {};
  // Multiply-adds to spend, about: on large data there are fewer starts, never none. Counted, not
  // timed: same bits always.
  double work = 5e10;
};

struct KMeans {
  std::vector<double> centres;   // [clusters, features]
  std::vector<int32_t> cluster;  // [rows]: the nearest centre, the first of equals
  double inertia = 0;            // sum over rows of the squared distance to the nearest centre
  int64_t iterations = 0;        // of the run that was kept
  bool settled = false;          // the last iteration moved no row to another centre
};

// Minimises the inertia: each row to its nearest centre, each centre to the mean of its rows, until
// nothing changes. Drawn centres are rows, each with a probability that grows with its squared
// distance from the ones before (k-means++). A centre that loses all rows moves to the row that is
// farthest from its own centre.
// Sources: Lloyd 1982, Least squares quantization in PCM; Arthur and Vassilvitskii 2007.
//
// x: [rows, features], float or double, finite; computed in double. Throws Error(kUsage) for a
// number that is not finite, more clusters than rows, or centres of another shape.
template <class T>
KMeans fit_kmeans(kernels::Matrix<const T> x, const KMeansOptions& options, ThreadPool& pool);

}  // namespace glia::classic
