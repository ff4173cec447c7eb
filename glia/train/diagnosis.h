// Names what goes wrong in a training run, each trouble once, in words and with the flag to try.
//
// A Diagnosis is fed with the loss of each epoch and with views into the network (probe.h); it
// computes on what it is given and knows no network. Where a threshold comes from stands at its
// constant in diagnosis.cc; what default runs of the built-in sets measure is in
// docs/decisions/0009.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glia/base/message.h"
#include "glia/train/history.h"
#include "glia/train/probe.h"

namespace glia::train {

// One thing that goes wrong.
struct Trouble {
  // "diverging", "exploding_gradients", "vanishing_gradients", "dead_units", "saturation",
  // "rate_too_large", "rate_too_small", "overfitting", "underfitting"
  std::string code;
  std::string layer;  // where; empty: the run as a whole
  Message text;
  std::string flag;  // of `glia train`, to try first: "--lr 0.001"
  // After which it was recognised; 0: before training; -1: from the whole run, at its end.
  int64_t epoch = -1;
};

class Diagnosis {
 public:
  // rate: the learning rate that the run starts with.
  explicit Diagnosis(double rate = 0.001) : rate_(rate) {}

  // Called when a trouble is recognised, which for most is in the midst of the run: somebody who
  // hears of it can stop an hour's training in its first minute.
  std::function<void(const Trouble&)> on_trouble = {};

  // Whether the network should be looked into after this many epochs: at the start, after each of
  // the first ones, later ever more seldom.
  bool wants_view(int64_t epoch) const;
  // epoch: ever larger. The one at epoch 0 is the network before training.
  void observe(const View& view);
  // The training loss measured after an epoch, before the view into it.
  void observe(int64_t epoch, double loss);
  // At the end. moved: as Probe::moved says.
  void finish(const History& history, double moved);

  const std::vector<Trouble>& found() const { return found_; }

 private:
  bool has(const char* code) const;
  void add(const char* code, std::string layer, Message text, std::string flag);
  void look_at_gradients(const View& view);
  void look_at_units(const View& view);
  void look_for_large_rate(double loss);
  void look_for_overfitting(const History& history);

  double rate_;
  std::vector<Trouble> found_;
  std::vector<double> losses_;
  int64_t epoch_ = -1;  // that is being looked at
  double before_ = 0;   // the loss before training
  bool viewed_ = false;
  int64_t next_view_ = 0;
  int vanishing_ = 0;           // views in a row
  std::vector<int> dead_;       // views in a row, by watched activation
  std::vector<int> saturated_;  // the same
  int high_ = 0;                // epochs in a row with a loss above the one before training
};

}  // namespace glia::train
