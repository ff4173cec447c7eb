// How far a training run is: a bar that redraws itself on a terminal, plain lines elsewhere.
//
// Everything goes to standard error. For one thread at a time.
#pragma once

#include <string>

#include "apps/cli/output.h"
#include "glia/train/loop.h"

namespace glia::cli {

enum class ProgressMode : unsigned char { kAuto, kBar, kPlain, kNone };

class Progress {
 public:
  explicit Progress(ProgressMode mode);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const train::Event& event);
  // A line of its own above the bar.
  void note(const std::string& line);
  // What goes on now, for a while: in the bar's place, or as a line in a run of some seconds.
  void status(const std::string& text);
  // Takes the bar away.
  void clear();

 private:
  void show_bar(const train::Event& event);
  void show_plain(const train::Event& event);
  double seconds_left(const train::Event& event);

  ProgressMode mode_;
  int columns_;
  bool is_drawn_ = false;
  double drawn_at_ = -1;  // seconds of the run
  double printed_at_ = -1;
  double seconds_ = 0;      // of the last event
  double first_done_ = -1;  // epochs done when this run began, not 0 after --resume
  train::Event last_epoch_ = {};
  bool has_epoch_ = false;
};

}  // namespace glia::cli
