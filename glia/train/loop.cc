#include "glia/train/loop.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/kernels/random.h"

namespace glia::train {
namespace {

// Training rows measured after each epoch: all of a small set, a fixed sample of a large one, so
// that measuring stays a small part of training.
constexpr int64_t kMeasured = 5000;

// How often the clock is looked at between steps, in seconds, and after how many steps at the
// latest.
constexpr double kLookEvery = 0.001;
constexpr int64_t kMostUnseen = 4096;

// All of a few rows; of many, kMeasured, each once and in ascending order.
std::vector<int64_t> sample(std::span<const int64_t> rows, uint64_t seed) {
  std::vector<int64_t> sampled(rows.begin(), rows.end());
  const auto count = static_cast<int64_t>(rows.size());
  if (count <= kMeasured) return sampled;
  kernels::shuffle(sampled.data(), count, seed, ~uint64_t{0});
  std::vector<bool> chosen(static_cast<size_t>(*std::max_element(rows.begin(), rows.end())) + 1);
  for (size_t i = 0; i < kMeasured; ++i) chosen[static_cast<size_t>(sampled[i])] = true;
  sampled.clear();
  for (size_t row = 0; row < chosen.size(); ++row)
    if (chosen[row]) sampled.push_back(static_cast<int64_t>(row));
  return sampled;
}

class Loop {
 public:
  Loop(Step& step, Evaluator& evaluator, std::span<const int64_t> train,
       std::span<const int64_t> validation, const LoopOptions& options)
      : step_(step),
        evaluator_(evaluator),
        train_(train),
        validation_(validation),
        options_(options),
        factor_(options.schedule, static_cast<double>(options.epochs)),
        constant_rate_(factor_.constant()),
        order_(train.begin(), train.end()),
        measured_(sample(train, options.seed)) {
    if (train.empty()) fail(ErrorKind::kData, "training: no rows to train on");
    state_.best = std::numeric_limits<double>::infinity();
    const auto model = step.variables()->model_block();
    state_.best_model.assign(model.begin(), model.end());
    for (auto* curve : {&state_.history.loss, &state_.history.val_loss, &state_.history.score,
                        &state_.history.val_score})
      curve->reserve(static_cast<size_t>(std::max<int64_t>(options.epochs, 1)));
    if (options.resume != nullptr) resume(*options.resume);
    snapshot();
  }

  History run() {
    started_ = monotonic_seconds();
    const char* stopped = reason_to_stop();
    while (stopped == nullptr) {
      if (!run_epoch()) {
        stopped = "interrupted";
        break;
      }
      end_epoch();
      stopped = reason_to_stop();
      if (stopped == nullptr && interrupted()) stopped = "interrupted";
    }
    state_.history.metric = options_.metric;
    state_.history.stopped_by = stopped;
    state_.history.best_epoch = state_.best_epoch;
    if (options_.on_checkpoint) options_.on_checkpoint(state_);
    // Interrupted before the first epoch ended: the weights as they are.
    if (state_.best_epoch > 0) {
      std::memcpy(step_.variables()->model_block().data(), state_.best_model.data(),
                  state_.best_model.size());
    }
    return std::move(state_.history);
  }

 private:
  bool interrupted() const {
    return options_.interrupt != nullptr && options_.interrupt->load(std::memory_order_relaxed);
  }

  void resume(const LoopState& from) {
    const auto block = step_.variables()->block();
    if (from.variables.size() != block.size() ||
        from.best_model.size() != state_.best_model.size()) {
      fail(ErrorKind::kModel, "resume: the checkpoint belongs to another network or optimizer");
    }
    state_ = from;
    const History& history = from.history;
    for (const double loss : validation_.empty() ? history.loss : history.val_loss)
      factor_.observe(loss);
    if (!block.empty()) std::memcpy(block.data(), from.variables.data(), block.size());
  }

  double rate_at(int64_t step) const {
    if (constant_rate_) return options_.rate;
    const double epoch = static_cast<double>(step) / static_cast<double>(steps_per_epoch());
    return options_.rate * factor_.at(epoch);
  }

  int64_t steps_per_epoch() const {
    return (static_cast<int64_t>(order_.size()) + options_.batch - 1) / options_.batch;
  }

  // False when interrupted: the epoch counts as not begun.
  bool run_epoch() {
    std::copy(train_.begin(), train_.end(), order_.begin());
    if (options_.shuffle) {
      kernels::shuffle(order_.data(), static_cast<int64_t>(order_.size()), options_.seed,
                       static_cast<uint64_t>(state_.epoch));
    }
    double sum = 0;
    int64_t rows_done = 0;
    bool stopped = false;
    Pass pass;
    pass.rows = order_;
    pass.batch = options_.batch;
    pass.first_step = state_.step;
    pass.keeps_variables = true;
    pass.rate = [this](int64_t step) { return rate_at(step); };
    // By reference: a std::function of its own would take memory every epoch.
    const auto after = [&](int64_t step, int64_t rows, double loss) {
      sum += loss * static_cast<double>(rows);
      rows_done += rows;
      report_progress(step, rows_done, sum);
      stopped = interrupted();
      return !stopped;
    };
    pass.after = std::ref(after);
    const int64_t done = step_.run(pass);
    if (stopped && done < steps_per_epoch()) return false;
    state_.step += done;
    ++state_.epoch;
    return true;
  }

  void report_progress(int64_t step, int64_t rows, double sum) {
    if (!options_.on_event || --steps_to_look_ > 0) return;
    const double now = monotonic_seconds();
    // A step of a small network takes less time than the clock: look about every millisecond.
    const bool often = now - last_look_ < kLookEvery && options_.progress_every > kLookEvery;
    look_after_ = std::clamp<int64_t>(often ? look_after_ * 2 : look_after_ / 2, 1, kMostUnseen);
    steps_to_look_ = look_after_;
    last_look_ = now;
    if (now - last_progress_ < options_.progress_every) return;
    last_progress_ = now;
    Event event;
    event.kind = Event::Kind::kProgress;
    event.epoch = state_.epoch + 1;
    event.epochs = options_.epochs;
    event.done = static_cast<double>(rows) / static_cast<double>(order_.size());
    event.loss = sum / static_cast<double>(rows);
    event.rate = rate_at(step);
    event.seconds = now - started_;
    options_.on_event(event);
  }

  // Measures, reports, remembers the best.
  void end_epoch() {
    const Evaluation training = evaluator_.run(measured_);
    const Evaluation held = evaluator_.run(validation_);
    History& history = state_.history;
    history.loss.push_back(training.loss);
    history.score.push_back(training.score);
    if (!validation_.empty()) {
      history.val_loss.push_back(held.loss);
      history.val_score.push_back(held.score);
    }
    const Evaluation& judged = validation_.empty() ? training : held;
    const bool better = judged.loss < state_.best;
    if (better) {
      state_.best = judged.loss;
      state_.best_epoch = state_.epoch;
      const auto model = step_.variables()->model_block();
      std::memcpy(state_.best_model.data(), model.data(), model.size());
    }
    const double now = monotonic_seconds();
    if (options_.on_event) {
      Event event;
      event.epoch = state_.epoch;
      event.epochs = options_.epochs;
      event.loss = training.loss;
      event.val_loss = held.loss;
      event.metric = options_.metric;
      event.score = training.score;
      event.val_score = held.score;
      event.rate = rate_at(state_.step - 1);
      event.seconds = now - started_;
      event.best = better;
      options_.on_event(event);
    }
    if (options_.after_epoch) options_.after_epoch(state_.epoch, training.loss);
    factor_.observe(judged.loss);
    snapshot();
    if (options_.on_checkpoint && now - last_checkpoint_ >= options_.checkpoint_every) {
      options_.on_checkpoint(state_);
      last_checkpoint_ = now;
    }
  }

  // Why the run is over, or null. A function of the state, so that a resumed run stops where an
  // uninterrupted one did.
  const char* reason_to_stop() {
    const History& history = state_.history;
    if (state_.epoch > 0) {
      const double score = validation_.empty() ? history.score.back() : history.val_score.back();
      if (history.loss.back() <= options_.stop_loss) return keep_last("loss");
      if (score >= options_.stop_score) return keep_last("accuracy");
      if (options_.patience > 0 && state_.epoch - state_.best_epoch >= options_.patience)
        return "patience";
    }
    if (state_.epoch >= options_.epochs) return "epochs";
    if (options_.until > 0 && state_.epoch >= options_.until) return "epochs";
    if (options_.max_seconds > 0 && monotonic_seconds() - started_ >= options_.max_seconds)
      return "time";
    return nullptr;
  }

  // An aim is reached by the weights that reached it.
  const char* keep_last(const char* reason) {
    state_.best_epoch = state_.epoch;
    const auto model = step_.variables()->model_block();
    std::memcpy(state_.best_model.data(), model.data(), model.size());
    return reason;
  }

  // The variables of the end of an epoch: a run interrupted in the next one goes on from here.
  void snapshot() {
    if (!options_.on_checkpoint) return;
    const auto block = step_.variables()->block();
    state_.variables.assign(block.begin(), block.end());
  }

  Step& step_;
  Evaluator& evaluator_;
  std::span<const int64_t> train_;
  std::span<const int64_t> validation_;
  const LoopOptions& options_;
  optim::RateFactor factor_;
  bool constant_rate_;
  std::vector<int64_t> order_;
  std::vector<int64_t> measured_;
  LoopState state_;
  double started_ = 0;
  double last_progress_ = 0;
  double last_look_ = 0;
  int64_t look_after_ = 1;
  int64_t steps_to_look_ = 1;
  double last_checkpoint_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

History run_loop(Step& step, Evaluator& evaluator, std::span<const int64_t> train,
                 std::span<const int64_t> validation, const LoopOptions& options) {
  return Loop(step, evaluator, train, validation, options).run();
}

}  // namespace glia::train
