#include "glia/classic/kmeans.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/checks.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

constexpr int64_t kBlockRows = 256;  // of a task
constexpr uint64_t kStream = hash_path("kmeans");
constexpr double kFar = std::numeric_limits<double>::infinity();

template <class T>
class Clustering {
 public:
  Clustering(Matrix<const T> x, int64_t clusters, ThreadPool& pool)
      : x_(x),
        features_(static_cast<size_t>(x.cols)),
        clusters_(static_cast<size_t>(clusters)),
        pool_(pool),
        distances_(static_cast<size_t>(x.rows)) {}

  // Each further centre is the row where the running sum of squared distances passes a random share
  // of the whole.
  std::vector<double> draw(uint64_t seed, int64_t start) {
    std::vector<double> centres;
    std::fill(distances_.begin(), distances_.end(), kFar);
    for (size_t k = 0; k < clusters_; ++k) {
      const double share = uniform01(
          random_word(seed, kStream, static_cast<uint64_t>(start), static_cast<uint64_t>(k)));
      add_row(k == 0 ? static_cast<int64_t>(share * static_cast<double>(x_.rows)) : pick(share),
              centres);
      const double* newest = centres.data() + k * features_;
      for_rows([&](int64_t r) {
        double& nearest = distances_[static_cast<size_t>(r)];
        nearest = std::min(nearest, square_distance(r, newest));
      });
    }
    return centres;
  }

  KMeans run(std::vector<double> centres, int64_t iterations) {
    KMeans result;
    result.centres = std::move(centres);
    result.cluster.assign(static_cast<size_t>(x_.rows), -1);
    std::vector<int32_t> before;
    while (result.iterations < iterations) {
      ++result.iterations;
      assign(result);
      result.settled = before == result.cluster;
      if (result.settled) break;
      before = result.cluster;  // Before move() refills: equal centres would change it for ever.
      move(result);
    }
    if (!result.settled) assign(result);  // Rows belong to the centres as they are.
    result.inertia = 0;
    for (const double distance : distances_) result.inertia += distance;
    return result;
  }

 private:
  double at(int64_t row, size_t column) const {
    return static_cast<double>(
        x_.data[row * x_.row_stride + static_cast<int64_t>(column) * x_.col_stride]);
  }

  double square_distance(int64_t row, const double* centre) const {
    double sum = 0;
    for (size_t c = 0; c < features_; ++c) {
      const double apart = at(row, c) - centre[c];
      sum += apart * apart;
    }
    return sum;
  }

  template <class F>
  void for_rows(const F& body) {
    pool_.run((x_.rows + kBlockRows - 1) / kBlockRows, [&](int64_t block, int) noexcept {
      const int64_t end = std::min(x_.rows, (block + 1) * kBlockRows);
      for (int64_t r = block * kBlockRows; r < end; ++r) body(r);
    });
  }

  void add_row(int64_t row, std::vector<double>& centres) const {
    for (size_t c = 0; c < features_; ++c) centres.push_back(at(row, c));
  }

  int64_t pick(double share) const {
    double whole = 0;
    for (const double distance : distances_) whole += distance;
    const double mark = share * whole;
    double sum = 0;
    int64_t last = 0;  // A row at no distance is a centre already, unless all are.
    for (size_t r = 0; r < distances_.size(); ++r) {
      if (!(distances_[r] > 0)) continue;
      sum += distances_[r];
      last = static_cast<int64_t>(r);
      if (sum > mark) break;
    }
    return last;
  }

  void assign(KMeans& state) {
    for_rows([&](int64_t r) {
      double nearest = kFar;
      for (size_t k = 0; k < clusters_; ++k) {
        const double distance = square_distance(r, state.centres.data() + k * features_);
        if (distance >= nearest) continue;
        nearest = distance;
        state.cluster[static_cast<size_t>(r)] = static_cast<int32_t>(k);
      }
      distances_[static_cast<size_t>(r)] = nearest;
    });
  }

  // Sums go row by row, so that they don't depend on threads.
  void move(KMeans& state) {
    std::vector<int64_t> counts(clusters_);
    for (const int32_t k : state.cluster) ++counts[static_cast<size_t>(k)];
    refill(state, counts);
    std::fill(state.centres.begin(), state.centres.end(), 0.0);
    for (int64_t r = 0; r < x_.rows; ++r) {
      const auto k = static_cast<size_t>(state.cluster[static_cast<size_t>(r)]);
      double* centre = state.centres.data() + k * features_;
      for (size_t c = 0; c < features_; ++c) centre[c] += at(r, c);
    }
    for (size_t k = 0; k < clusters_; ++k) {
      for (size_t c = 0; c < features_; ++c)
        state.centres[k * features_ + c] /= static_cast<double>(counts[k]);
    }
  }

  // Gives each cluster without rows the farthest row of those that have several.
  void refill(KMeans& state, std::vector<int64_t>& counts) {
    for (size_t k = 0; k < clusters_; ++k) {
      if (counts[k] > 0) continue;
      size_t farthest = 0;
      double distance = -1;
      for (size_t r = 0; r < distances_.size(); ++r) {
        if (counts[static_cast<size_t>(state.cluster[r])] < 2 || distances_[r] <= distance)
          continue;
        farthest = r;
        distance = distances_[r];
      }
      --counts[static_cast<size_t>(state.cluster[farthest])];
      state.cluster[farthest] = static_cast<int32_t>(k);
      distances_[farthest] = 0;
      counts[k] = 1;
    }
  }

  Matrix<const T> x_;
  size_t features_;
  size_t clusters_;
  ThreadPool& pool_;
  std::vector<double> distances_;  // [rows], squared, to the nearest centre
};

void check_options(int64_t rows, int64_t features, const KMeansOptions& options) {
  if (rows < 1) fail(ErrorKind::kUsage, "kmeans: no rows to fit on");
  if (options.clusters < 1 || options.clusters > rows) {
    fail(ErrorKind::kUsage, fmt::format("kmeans: {} clusters of {} rows; expected 1 to {}",
                                        options.clusters, rows, rows));
  }
  if (options.starts < 1 || options.iterations < 1) {
    fail(ErrorKind::kUsage, fmt::format("kmeans: {} starts of {} iterations; expected 1 or more",
                                        options.starts, options.iterations));
  }
  const auto wanted = static_cast<size_t>(options.clusters * features);
  if (!options.centres.empty() && options.centres.size() != wanted) {
    fail(ErrorKind::kUsage,
         fmt::format("kmeans: {} numbers of centres to start from; expected {} rows of {}",
                     options.centres.size(), options.clusters, features));
  }
}

// As many starts as the work allows, if a run takes some twenty iterations.
int64_t affordable_starts(int64_t rows, int64_t features, const KMeansOptions& options) {
  const double one = 20.0 * static_cast<double>(rows) * static_cast<double>(features) *
                     static_cast<double>(options.clusters);
  const double most = std::clamp(options.work / std::max(one, 1.0), 1.0, 1e9);
  return std::min(options.starts, static_cast<int64_t>(most));
}

}  // namespace

template <class T>
KMeans fit_kmeans(Matrix<const T> x, const KMeansOptions& options, ThreadPool& pool) {
  check_options(x.rows, x.cols, options);
  check_finite("kmeans", x);
  Clustering<T> clustering(x, options.clusters, pool);
  if (!options.centres.empty()) return clustering.run(options.centres, options.iterations);
  const int64_t starts = affordable_starts(x.rows, x.cols, options);
  KMeans best;
  for (int64_t start = 0; start < starts; ++start) {
    KMeans found = clustering.run(clustering.draw(options.seed, start), options.iterations);
    if (start == 0 || found.inertia < best.inertia) best = std::move(found);
  }
  return best;
}

template KMeans fit_kmeans(Matrix<const float>, const KMeansOptions&, ThreadPool&);
template KMeans fit_kmeans(Matrix<const double>, const KMeansOptions&, ThreadPool&);

}  // namespace glia::classic
