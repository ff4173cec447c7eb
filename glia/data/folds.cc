#include "glia/data/folds.h"

#include <algorithm>
#include <numeric>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/kernels/random.h"

namespace glia::data {
namespace {

constexpr uint64_t kOrder = hash_path("folds");

void check_folds(int64_t folds) {
  if (folds < 2) fail(ErrorKind::kUsage, say("expected two folds or more, found {}", folds));
}

std::vector<int64_t> shuffled(int64_t count, const FoldOptions& options, uint64_t stream) {
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  kernels::shuffle(order.data(), count, options.seed ^ kOrder,
                   splitmix64(static_cast<uint64_t>(options.repeat)) ^ stream);
  return order;
}

}  // namespace

std::vector<int32_t> deal_folds(int64_t rows, std::span<const int32_t> classes,
                                const FoldOptions& options) {
  GLIA_ASSERT(classes.empty() || static_cast<int64_t>(classes.size()) == rows);
  check_folds(options.folds);
  if (options.folds > rows)
    fail(ErrorKind::kData, say("{} folds can't be made of {} rows", options.folds, rows));
  std::vector<int64_t> order = shuffled(rows, options, 0);
  // Class after class, dealt round and round without a stop: both the classes and the totals come
  // out even.
  if (!classes.empty())
    std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
      return classes[static_cast<size_t>(a)] < classes[static_cast<size_t>(b)];
    });
  std::vector<int32_t> fold(static_cast<size_t>(rows));
  for (size_t i = 0; i < order.size(); ++i)
    fold[static_cast<size_t>(order[i])] =
        static_cast<int32_t>(i % static_cast<size_t>(options.folds));
  return fold;
}

std::vector<int32_t> deal_group_folds(std::span<const int32_t> groups, const FoldOptions& options) {
  const int32_t count = groups.empty() ? 0 : *std::max_element(groups.begin(), groups.end()) + 1;
  check_folds(options.folds);
  if (options.folds > count)
    fail(ErrorKind::kData, say("{} folds can't be made of {} groups", options.folds, count));
  std::vector<int64_t> sizes(static_cast<size_t>(count));
  for (const int32_t g : groups) ++sizes[static_cast<size_t>(g)];
  std::vector<int64_t> order = shuffled(count, options, 1);
  // Repeats must differ, and where all sizes do, only one order goes by size.
  if (options.repeat == 0)
    std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
      return sizes[static_cast<size_t>(a)] > sizes[static_cast<size_t>(b)];
    });
  std::vector<int64_t> filled(static_cast<size_t>(options.folds));
  std::vector<int32_t> fold_of_group(static_cast<size_t>(count));
  for (const int64_t g : order) {
    const auto least = std::min_element(filled.begin(), filled.end());
    *least += sizes[static_cast<size_t>(g)];
    fold_of_group[static_cast<size_t>(g)] = static_cast<int32_t>(least - filled.begin());
  }
  std::vector<int32_t> fold;
  for (const int32_t g : groups) fold.push_back(fold_of_group[static_cast<size_t>(g)]);
  return fold;
}

}  // namespace glia::data
