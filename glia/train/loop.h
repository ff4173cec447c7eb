// The training loop: epochs of a Step over a Source, with validation, early stopping, the other
// stopping rules, events and checkpoints. It knows no network, no file and no terminal.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/optim/schedule.h"
#include "glia/train/evaluate.h"
#include "glia/train/history.h"
#include "glia/train/step.h"

namespace glia::train {

struct Event {
  enum class Kind : uint8_t { kProgress, kEpoch };
  Kind kind = Kind::kEpoch;
  int64_t epoch = 0;  // 1-based
  int64_t epochs = 0;
  double done = 0;      // share of the epoch, kProgress
  double loss = 0;      // kProgress: mean of the steps of this epoch so far; kEpoch: as in History
  double val_loss = 0;  // kEpoch; NaN without validation rows
  std::string_view metric;  // what the scores are: "accuracy", "r2"
  double score = 0;
  double val_score = 0;
  double rate = 0;     // learning rate of the last step
  double seconds = 0;  // since the start
  bool best = false;   // kEpoch: the best so far
};

// Everything that a run needs to go on from the end of an epoch, as a value.
struct LoopState {
  int64_t epoch = 0;  // done
  int64_t step = 0;   // done
  int64_t best_epoch = 0;
  double best = 0;                    // the loss there
  std::vector<std::byte> variables;   // the whole block
  std::vector<std::byte> best_model;  // variables without optimizer slots
  History history;
};

struct LoopOptions {
  int64_t epochs = 200;
  // Above 0: end after this epoch as one that is to go on; the schedule stays that of all `epochs`.
  int64_t until = 0;
  int64_t batch = 32;
  uint64_t seed = 0;  // of the shuffles
  double rate = 0.001;
  optim::Schedule schedule = {};
  // Epochs without a better loss before stopping; 0: never. The loss is that of the validation
  // rows, or of the training sample without any.
  int64_t patience = 0;
  double stop_loss = -1;         // stop when the training loss is at most this; below 0: never
  std::string metric = "score";  // the name of the evaluator's score, for events and history
  double stop_score = 2;   // stop when the score of validation (or training) rows reaches this
  double max_seconds = 0;  // 0: no limit
  bool shuffle = true;     // false: rows in their order, as the books' listings do

  // In the midst of an epoch (kProgress) the variables must not be read: Pass::keeps_variables.
  std::function<void(const Event&)> on_event = {};
  double progress_every = 0.1;  // seconds between kProgress events; 0: after each step
  // After each epoch, whose weights the variables still are; `loss` as in History.
  std::function<void(int64_t epoch, double loss)> after_epoch = {};
  const std::atomic<bool>* interrupt = nullptr;
  // At the end of epochs, at most every `checkpoint_every` seconds, and at the end of the run.
  std::function<void(const LoopState&)> on_checkpoint = {};
  double checkpoint_every = 0;
  const LoopState* resume = nullptr;
};

// Runs the loop. Afterwards the step's variables are those of the best epoch. At least one of
// `train` must be given; `evaluator` is bound to the same source.
// Errors: those of Step::run; kModel when the state to resume does not fit.
History run_loop(Step& step, Evaluator& evaluator, std::span<const int64_t> train,
                 std::span<const int64_t> validation, const LoopOptions& options);

}  // namespace glia::train
