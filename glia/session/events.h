// What a session reports while it works. Only the apps turn these into words on a screen.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "glia/base/message.h"
#include "glia/session/trial.h"
#include "glia/train/loop.h"

namespace glia::session {

struct SessionEvent {
  enum class Kind : uint8_t {
    kData,      // rows, features, and what they are: text holds the origin
    kWarning,   // message: about the user's data
    kPlan,      // text: the network ("4-32-3"); count: its parameters
    kTraining,  // training: progress or the end of an epoch
    kSaved,     // text: a path that was written
    kBaseline,  // text: which baseline is being fitted
    kFold,      // rows: which fold begins, from 1; count: of how many
    kTrouble,   // message: what goes wrong in training; count: epochs done, 0 before the first
    kTrial,     // trial: one of a search for settings, as far as it has come
  };
  Kind kind;
  std::string text = {};
  Message message = {};
  int64_t rows = 0;
  int64_t count = 0;
  const train::Event* training = nullptr;
  const Trial* trial = nullptr;
};

using EventSink = std::function<void(const SessionEvent&)>;

}  // namespace glia::session
