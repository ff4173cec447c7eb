#include "apps/cli/progress.h"

#include <algorithm>
#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr char kEpoch[] = "epoch {}/{}";
constexpr char kPart[] = " at {:.0f} %";
constexpr char kLoss[] = "  loss {}";
constexpr char kValidation[] = "  validation {}";
constexpr char kShortValidation[] = "  val {}";
constexpr char kScore[] = "  {} {}";
constexpr char kTime[] = "  {}";
constexpr char kLeft[] = "  {} left";

constexpr int kMostBar = 24;
constexpr int kLeastBar = 6;
constexpr double kRedraw = 0.08;       // seconds between two drawings
constexpr double kPlainEpoch = 1.0;    // between two lines at the ends of epochs
constexpr double kPlainProgress = 10;  // between two lines within one

double epochs_done(const train::Event& event) {
  const auto whole = static_cast<double>(event.epoch);
  return event.kind == train::Event::Kind::kEpoch ? whole : whole - 1 + event.done;
}

std::string epoch_text(const train::Event& event) {
  const std::string last = std::to_string(event.epochs);
  return tr(kEpoch, padded_left(std::to_string(event.epoch), static_cast<int>(last.size())), last);
}

// Losses and scores of the last whole epoch.
std::string measured(const train::Event& event, bool brief) {
  std::string text = tr(kLoss, value_text(event.loss));
  const bool held = !std::isnan(event.val_loss);
  const std::string validation = value_text(event.val_loss);
  if (held && brief) text += tr(kShortValidation, validation);
  if (held && !brief) text += tr(kValidation, validation);
  const double score = held ? event.val_score : event.score;
  if (!std::isnan(score)) text += tr(kScore, event.metric, value_text(score));
  return text;
}

}  // namespace

Progress::Progress(ProgressMode mode) : mode_(mode), columns_(err_terminal().columns) {
  if (mode_ == ProgressMode::kAuto)
    mode_ = err_terminal().is_terminal ? ProgressMode::kBar : ProgressMode::kPlain;
}

void Progress::show(const train::Event& event) {
  seconds_ = event.seconds;
  if (first_done_ < 0) first_done_ = static_cast<double>(event.epoch - 1);
  if (event.kind == train::Event::Kind::kEpoch) {
    last_epoch_ = event;
    has_epoch_ = true;
  }
  if (mode_ == ProgressMode::kBar) show_bar(event);
  if (mode_ == ProgressMode::kPlain) show_plain(event);
}

double Progress::seconds_left(const train::Event& event) {
  const double done = epochs_done(event);
  const double here = done - first_done_;
  if (here <= 0 || event.seconds < 0.5) return -1;
  return event.seconds / here * (static_cast<double>(event.epochs) - done);
}

void Progress::show_bar(const train::Event& event) {
  if (is_drawn_ && event.seconds - drawn_at_ < kRedraw) return;
  drawn_at_ = event.seconds;
  std::string line = epoch_text(event);
  std::string values = has_epoch_ ? measured(last_epoch_, true) : tr(kLoss, value_text(event.loss));
  const double left = seconds_left(event);
  if (left >= 0) values += tr(kLeft, seconds_text(std::round(left)));
  // One column stays free: a full line wraps on some terminals.
  const int room = columns_ - 1 - display_width(line) - display_width(values) - 3;
  const int wide = std::min(room, kMostBar);
  if (wide >= kLeastBar) {
    const double share = epochs_done(event) / std::max(1.0, static_cast<double>(event.epochs));
    const auto full = static_cast<size_t>(std::lround(std::clamp(share, 0.0, 1.0) * wide));
    line += fmt::format(" [{}{}]", std::string(full, '='),
                        std::string(static_cast<size_t>(wide) - full, ' '));
  }
  print_err("\r" + shortened(line + values, columns_ - 1) + "\x1b[K");
  is_drawn_ = true;
}

void Progress::show_plain(const train::Event& event) {
  const bool is_end = event.kind == train::Event::Kind::kEpoch;
  const double wait = is_end ? kPlainEpoch : kPlainProgress;
  const bool is_edge = is_end && (printed_at_ < 0 || event.epoch == event.epochs);
  if (!is_edge && event.seconds - std::max(printed_at_, 0.0) < wait) return;
  printed_at_ = event.seconds;
  std::string line = epoch_text(event);
  if (is_end)
    line += measured(event, false);
  else
    line += tr(kPart, 100 * event.done) + tr(kLoss, value_text(event.loss));
  line += tr(kTime, seconds_text(event.seconds));
  print_err(line + "\n");
}

void Progress::note(const std::string& line) {
  clear();
  print_err(line);
}

void Progress::status(const std::string& text) {
  constexpr double kLongRun = 2;  // seconds
  if (mode_ == ProgressMode::kBar) {
    print_err("\r" + shortened(text, columns_ - 1) + "\x1b[K");
    is_drawn_ = true;
  } else if (mode_ == ProgressMode::kPlain && seconds_ > kLongRun) {
    print_err(text + "\n");
  }
}

void Progress::clear() {
  if (!is_drawn_) return;
  print_err("\r\x1b[K");
  is_drawn_ = false;
}

}  // namespace glia::cli
