#include "glia/train/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "glia/base/format.h"
#include "glia/base/say_internal.h"

namespace glia::train {
namespace {

// "Default runs" are those of docs/decisions/0009: the built-in tables, six seeds each.

// A layer whose gradient has a thousandth of the largest one's norm needs a thousand times as many
// steps. Glorot and Bengio 2010 (figure 7) see a factor of 10 over four tanh layers, which still
// learn; default runs stay above 0.2, with sigmoids above 0.0018.
constexpr double kVanishing = 1e-3;
constexpr int kVanishingViews = 4;

// A plain step at the usual rate of SGD, 0.01, would change such a layer by its own size. Default
// runs reach 1.8.
constexpr double kExploding = 100;

// Shares of a layer that neither answers nor learns (Lu et al. 2019, "Dying ReLU and
// initialization"), and that passes next to no gradient. They matter as long as the loss has not
// fallen by half: afterwards a trained layer may well be at its limits. Default runs reach 0.4 of
// rectifiers and, with tanh, 0.47 at the end.
constexpr double kDead = 2.0 / 3;
constexpr double kSaturated = 0.5;
constexpr int kUnitViews = 2;
constexpr double kStillHigh = 0.5;

// Epochs in a row above twice the loss of the untrained network: one may be a spike.
constexpr int kHighEpochs = 3;
constexpr double kHigh = 2;

// Over so many epochs, rises of the training loss that add up to more than half of the loss before
// training: default runs stay below 0.07.
constexpr size_t kWindow = 10;
constexpr double kRises = 0.5;
constexpr int kLeastRises = 3;

// A run that ends while the loss still falls, with weights hardly moved. Layers start with random
// weights and have to change by about their own size; default runs move theirs by 0.27 to 3.5.
constexpr double kHardlyMoved = 0.1;
constexpr double kHardlyFallen = 0.9;
constexpr double kFalling = 0.8;

// Learned by heart: the validation rows are in the end answered worse than after the first epoch,
// by more than chance, though the training loss has fallen by half. Default runs never are.
constexpr double kWorse = 1.2;
constexpr double kLearned = 0.5;

// "0.0003" and not "0.00030000000000000003".
std::string rate_flag(double rate) { return fmt::format("--lr {:.3g}", rate); }

std::string percent(double share) { return fmt::format("{:.0f}%", 100 * share); }

}  // namespace

bool Diagnosis::has(const char* code) const {
  return std::any_of(found_.begin(), found_.end(),
                     [&](const Trouble& trouble) { return trouble.code == code; });
}

void Diagnosis::add(const char* code, std::string layer, Message text, std::string flag) {
  found_.push_back({code, std::move(layer), std::move(text), std::move(flag), epoch_});
  if (on_trouble) on_trouble(found_.back());
}

bool Diagnosis::wants_view(int64_t epoch) const { return epoch >= next_view_; }

void Diagnosis::observe(const View& view) {
  // 0 1 2 3 4 5 6 .. 11 13 15 17: about a tenth further each time.
  next_view_ = view.epoch + 1 + view.epoch / 10;
  if (!viewed_) before_ = view.loss;
  viewed_ = true;
  epoch_ = view.epoch;
  look_at_gradients(view);
  look_at_units(view);
}

void Diagnosis::look_at_gradients(const View& view) {
  const WeightsView* steepest = nullptr;
  for (const WeightsView& weights : view.weights) {
    if (steepest == nullptr || !(weights.gradient <= steepest->gradient)) steepest = &weights;
  }
  if (steepest == nullptr) return;
  const double most = steepest->gradient;
  if (!(most <= kExploding * std::max(steepest->size, 1.0)) && !has("exploding_gradients")) {
    add("exploding_gradients", steepest->layer,
        say("the gradients of {} explode: their norm is {:.2g}, that of its weights {:.2g}; limit "
            "them with {}, or start with smaller weights (--init)",
            steepest->layer, most, steepest->size, "--clip 1"),
        "--clip 1");
  }
  // Of two layers the first always sees the loss through one activation only. Near the end of
  // training all gradients are small, and their ratio says nothing.
  const WeightsView& first = view.weights.front();
  const bool still_high = view.loss > kStillHigh * before_;
  const bool tiny = view.weights.size() >= 3 && first.gradient < kVanishing * most;
  vanishing_ = tiny && still_high ? vanishing_ + 1 : 0;
  if (vanishing_ < kVanishingViews || has("vanishing_gradients")) return;
  add("vanishing_gradients", first.layer,
      say("the gradients vanish on their way back: those of {} have {:.1g} of the norm of the "
          "largest, so it hardly learns; try {}, --batch-norm or fewer --layers",
          first.layer, first.gradient / most, "--activation relu"),
      "--activation relu");
}

void Diagnosis::look_at_units(const View& view) {
  dead_.resize(view.units.size());
  saturated_.resize(view.units.size());
  for (size_t i = 0; i < view.units.size(); ++i) {
    const UnitsView& units = view.units[i];
    // Before training nothing has died, and any start may be mended.
    const bool counts = view.epoch > 0 && !(view.loss <= kStillHigh * before_);
    dead_[i] = counts && units.dead >= kDead ? dead_[i] + 1 : 0;
    saturated_[i] = counts && units.saturated >= kSaturated ? saturated_[i] + 1 : 0;
    if (dead_[i] >= kUnitViews && !has("dead_units")) {
      add("dead_units", units.layer,
          say("{} of the {} units of {} are dead: 0 for every row, so they no longer learn; try "
              "{}, or a smaller --lr than {:.2g}",
              percent(units.dead), units.units, units.layer, "--activation leaky_relu", rate_),
          "--activation leaky_relu");
    }
    if (saturated_[i] >= kUnitViews && !has("saturation")) {
      add("saturation", units.layer,
          say("{} is saturated: {} of its outputs are at their limits, where nearly no gradient "
              "comes through; try {}, or smaller start values (--init)",
              units.layer, percent(units.saturated), "--batch-norm"),
          "--batch-norm");
    }
  }
}

void Diagnosis::observe(int64_t epoch, double loss) {
  epoch_ = epoch;
  losses_.push_back(loss);
  if (!viewed_) return;
  high_ = loss > kHigh * before_ ? high_ + 1 : 0;
  if (high_ >= kHighEpochs && !has("diverging")) {
    add("diverging", "",
        say("training diverges: the loss is {:.3g} and was {:.3g} before training; try {}", loss,
            before_, rate_flag(rate_ / 10)),
        rate_flag(rate_ / 10));
  }
  look_for_large_rate(loss);
}

void Diagnosis::look_for_large_rate(double loss) {
  if (losses_.size() < kWindow || has("rate_too_large") || has("diverging")) return;
  double rises = 0;
  int count = 0;
  for (size_t i = losses_.size() - kWindow + 1; i < losses_.size(); ++i) {
    const double rise = losses_[i] - losses_[i - 1];
    if (!(rise > 0)) continue;
    rises += rise;
    ++count;
  }
  if (count < kLeastRises || rises <= kRises * before_ || !std::isfinite(loss)) return;
  add("rate_too_large", "",
      say("the learning rate {:.2g} is too large: the training loss jumps up and down ({} of the "
          "last {} epochs made it worse); try {}",
          rate_, count, kWindow - 1, rate_flag(rate_ / 10)),
      rate_flag(rate_ / 10));
}

void Diagnosis::look_for_overfitting(const History& history) {
  if (history.val_loss.size() < 3 || history.loss.size() < 3) return;
  const double first = history.val_loss.front();
  const double last = history.val_loss.back();
  const bool learned = history.loss.back() < kLearned * history.loss.front();
  if (!learned || !(last > kWorse * first) || !std::isfinite(last)) return;
  add("overfitting", "",
      say("it learns its training rows by heart: their loss falls to {:.2g}, while that of the "
          "validation rows ends at {:.2g}, above the {:.2g} of the first epoch; try {}, "
          "--weight-decay 0.01 or smaller --layers",
          history.loss.back(), last, first, "--dropout 0.2"),
      "--dropout 0.2");
}

void Diagnosis::finish(const History& history, double moved) {
  epoch_ = -1;
  if (found_.empty()) look_for_overfitting(history);
  const size_t epochs = losses_.size();
  const bool ran_out = history.stopped_by == "epochs" || history.stopped_by == "time";
  if (!viewed_ || epochs < 3 || !ran_out || !found_.empty()) return;
  size_t falls = losses_[0] < before_ ? 1 : 0;
  for (size_t i = 1; i < epochs; ++i) falls += losses_[i] < losses_[i - 1] ? 1 : 0;
  const bool falling = static_cast<double>(falls) >= kFalling * static_cast<double>(epochs);
  if (!falling || moved >= kHardlyMoved || losses_.back() <= kHardlyFallen * before_) return;
  add("rate_too_small", "",
      say("the learning rate {:.2g} is too small: after {} epochs the weights have moved by {:.2g} "
          "% and the loss still falls; try {}, or look for one with --find-lr",
          rate_, epochs, 100 * moved, rate_flag(rate_ * 10)),
      rate_flag(rate_ * 10));
}

}  // namespace glia::train
