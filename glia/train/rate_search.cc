#include "glia/train/rate_search.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "glia/base/error.h"
#include "glia/kernels/random.h"

namespace glia::train {
namespace {

class Search {
 public:
  Search(Step& step, std::span<const int64_t> rows, const RateSearchOptions& options)
      : step_(step), order_(rows.begin(), rows.end()), options_(options) {}

  RateSearch run() {
    Pass pass;
    pass.batch = options_.batch;
    pass.rate = [this](int64_t step) { return rate_at(step); };
    pass.after = [this](int64_t step, int64_t, double loss) { return take(step, loss); };
    try {
      for (uint64_t epoch = 0; going_; ++epoch) {
        kernels::shuffle(order_.data(), static_cast<int64_t>(order_.size()), options_.seed, epoch);
        pass.rows = order_;
        pass.first_step += step_.run(pass);
      }
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kDiverged) throw;
      found_.burst = true;
    }
    choose();
    return std::move(found_);
  }

 private:
  double rate_at(int64_t step) const {
    const double share = static_cast<double>(step) / static_cast<double>(options_.steps - 1);
    return options_.low * std::pow(options_.high / options_.low, share);
  }

  // Whether to go on.
  bool take(int64_t step, double loss) {
    mean_ = options_.keep * mean_ + (1 - options_.keep) * loss;
    const auto count = static_cast<double>(found_.losses.size() + 1);
    const double smooth = mean_ / (1 - std::pow(options_.keep, count));
    found_.rates.push_back(rate_at(step));
    found_.losses.push_back(loss);
    found_.smoothed.push_back(smooth);
    least_ = std::min(least_, smooth);
    found_.burst = smooth > options_.burst * least_;
    going_ = !found_.burst && step + 1 < options_.steps;
    return going_;
  }

  // The steepest fall before the least loss, over a twentieth of the steps on either side.
  void choose() {
    const std::vector<double>& smooth = found_.smoothed;
    if (smooth.empty()) return;
    const auto lowest = std::min_element(smooth.begin(), smooth.end()) - smooth.begin();
    found_.lowest = found_.rates[static_cast<size_t>(lowest)];
    const auto reach = static_cast<ptrdiff_t>(std::max<int64_t>(1, options_.steps / 20));
    double steepest = 0;
    for (ptrdiff_t i = reach; i + reach <= lowest; ++i) {
      const double fall =
          smooth[static_cast<size_t>(i - reach)] - smooth[static_cast<size_t>(i + reach)];
      if (fall <= steepest) continue;
      steepest = fall;
      found_.suggested = found_.rates[static_cast<size_t>(i)];
    }
  }

  Step& step_;
  std::vector<int64_t> order_;
  const RateSearchOptions& options_;
  RateSearch found_;
  double mean_ = 0;
  double least_ = std::numeric_limits<double>::infinity();
  bool going_ = true;
};

}  // namespace

RateSearch search_rate(Step& step, std::span<const int64_t> rows,
                       const RateSearchOptions& options) {
  GLIA_ASSERT(options.low > 0 && options.high > options.low && options.steps >= 2);
  if (rows.empty()) fail(ErrorKind::kData, "training: no rows to train on");
  const auto block = step.variables()->block();
  const std::vector<std::byte> before(block.begin(), block.end());
  RateSearch found = Search(step, rows, options).run();
  if (!before.empty()) std::memcpy(step.variables()->block().data(), before.data(), before.size());
  return found;
}

}  // namespace glia::train
