#include "glia/session/search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"

namespace glia::session {
namespace {

constexpr size_t kBracket = 9;
constexpr int64_t kEta = 3;

constexpr uint64_t kStream = 0x7472'6961'6c73;  // "trials": apart from other random numbers

// Uniform in [0, 1), one for each of a trial's settings.
double draw(uint64_t seed, int64_t number, uint64_t which) {
  return uniform01(random_word(seed, kStream, static_cast<uint64_t>(number), which));
}

template <class T, size_t N>
T pick(const T (&choices)[N], double share) {
  return choices[std::min(N - 1, static_cast<size_t>(share * static_cast<double>(N)))];
}

// Two digits, as a person would write it: a trial can be repeated by hand.
double rounded(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::stod(fmt::format("{:.1e}", std::round(value / unit) * unit));
}

class Search {
 public:
  Search(const train::Dataset& dataset, const SearchRun& run)
      : dataset_(dataset), run_(run), started_(monotonic_seconds()) {}

  SearchOutcome search() {
    add(run_.usual);
    train_to(0, std::numeric_limits<int64_t>::max());
    const int64_t full = std::max<int64_t>(1, outcome_.trials[0].epochs);
    while (!interrupted_ && may_start()) run_bracket(full);
    outcome_.trials[outcome_.best].best = true;
    return std::move(outcome_);
  }

 private:
  bool may_start() const {
    const auto begun = static_cast<int64_t>(outcome_.trials.size());
    if (run_.limits.trials > 0 && begun >= run_.limits.trials) return false;
    return run_.limits.seconds <= 0 || monotonic_seconds() - started_ < run_.limits.seconds;
  }

  void add(Trial trial) {
    outcome_.trials.push_back(std::move(trial));
    states_.emplace_back();
  }

  void run_bracket(int64_t full) {
    std::vector<size_t> going;
    const auto rows = static_cast<int64_t>(dataset_.split.train.size());
    while (going.size() < kBracket && !interrupted_ && (going.empty() || may_start())) {
      const auto number = static_cast<int64_t>(outcome_.trials.size()) + 1;
      add(draw_trial(run_.usual, run_.space, run_.seed, number, rows));
      going.push_back(outcome_.trials.size() - 1);
      train_to(going.back(), std::max<int64_t>(1, full / (kEta * kEta)));
    }
    for (const int64_t epochs : {full / kEta, std::numeric_limits<int64_t>::max()}) {
      halve(going);
      for (const size_t i : going) {
        if (interrupted_) return;
        train_to(i, std::max<int64_t>(1, epochs));
      }
    }
    for (const size_t i : going) states_[i] = {};
  }

  // Leaves the best third, at least one.
  void halve(std::vector<size_t>& going) {
    std::stable_sort(going.begin(), going.end(), [&](size_t a, size_t b) {
      return outcome_.trials[a].loss < outcome_.trials[b].loss;
    });
    const size_t left = (going.size() + kEta - 1) / kEta;
    for (size_t k = left; k < going.size(); ++k) {
      Trial& trial = outcome_.trials[going[k]];
      if (trial.stopped_by.empty()) trial.stopped_by = "halved";
      states_[going[k]] = {};
    }
    going.resize(left);
  }

  // Goes on with trial i until it has done `epochs`, or to its end.
  void train_to(size_t i, int64_t epochs) {
    Trial& trial = outcome_.trials[i];
    if (!trial.stopped_by.empty()) return;  // it has ended before
    TrialSetup setup = run_.setup(trial);
    train::LoopOptions& loop = setup.options.loop;
    const bool to_the_end = epochs >= loop.epochs;
    loop.until = std::min(epochs, loop.epochs);
    train::LoopState state = std::move(states_[i]);
    if (state.epoch > 0) loop.resume = &state;
    train::LoopState after;
    loop.on_checkpoint = [&](const train::LoopState& now) { after = now; };
    loop.checkpoint_every = std::numeric_limits<double>::infinity();
    try {
      take(i, train::fit(setup.arch, dataset_, setup.options), to_the_end);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kDiverged || i == 0) throw;
      trial.stopped_by = "diverged";
      trial.loss = std::numeric_limits<double>::infinity();
    }
    states_[i] = std::move(after);
    if (run_.on_trial) run_.on_trial(trial);
  }

  void take(size_t i, train::Model model, bool to_the_end) {
    Trial& trial = outcome_.trials[i];
    const train::History& history = model.history;
    trial.epochs = history.epochs();
    trial.best_epoch = history.best_epoch;
    if (history.best_epoch > 0) {
      const auto at = static_cast<size_t>(history.best_epoch - 1);
      trial.loss = history.val_loss.at(at);
      trial.score = history.val_score.at(at);
    }
    interrupted_ = history.stopped_by == "interrupted";
    if (to_the_end || history.stopped_by != "epochs") trial.stopped_by = history.stopped_by;
    // Of one trial the later model: its history is longer.
    const Trial& best = outcome_.trials[outcome_.best];
    if (i != outcome_.best && !(trial.loss < best.loss)) return;
    outcome_.best = i;
    outcome_.model = std::move(model);
  }

  const train::Dataset& dataset_;
  const SearchRun& run_;
  double started_;
  SearchOutcome outcome_;
  std::vector<train::LoopState> states_;  // of trials that may go on
  bool interrupted_ = false;
};

}  // namespace

Trial draw_trial(const Trial& usual, const SearchSpace& space, uint64_t seed, int64_t number,
                 int64_t rows) {
  enum : uint64_t { kDepth, kWidth, kRate, kBatch, kDecays, kDecay, kDropout };
  const auto share = [&](uint64_t which) { return draw(seed, number, which); };
  constexpr int64_t kDepths[] = {1, 1, 2, 2, 2, 3};
  constexpr int64_t kWidths[] = {16, 32, 64, 128, 256};
  constexpr double kFactors[] = {0.5, 1, 2, 4};
  constexpr double kDropouts[] = {0, 0, 0, 0, 0.1, 0.2, 0.3, 0.5};
  Trial trial = usual;
  trial.number = number;
  if (space.layers) {
    const int64_t depth = pick(kDepths, share(kDepth));
    trial.layers.assign(static_cast<size_t>(depth), pick(kWidths, share(kWidth)));
  }
  if (space.rate) trial.rate = rounded(usual.rate * std::pow(10.0, 2 * share(kRate) - 1));
  if (space.batch) {
    const auto batch =
        static_cast<int64_t>(static_cast<double>(usual.batch) * pick(kFactors, share(kBatch)));
    trial.batch = std::clamp<int64_t>(batch, 1, std::max<int64_t>(1, rows));
  }
  if (space.weight_decay)
    trial.weight_decay = share(kDecays) < 0.5 ? 0 : rounded(std::pow(10.0, 3 * share(kDecay) - 3));
  if (space.dropout) trial.dropout = trial.layers.empty() ? 0 : pick(kDropouts, share(kDropout));
  return trial;
}

SearchOutcome run_search(const train::Dataset& dataset, const SearchRun& run) {
  if (dataset.split.validation.empty() || dataset.split.whole) {
    fail(ErrorKind::kUsage,
         "a search chooses by validation rows, and there are none: leave --budget and --trials "
         "out, or give more rows");
  }
  return Search(dataset, run).search();
}

}  // namespace glia::session
