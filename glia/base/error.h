// The one exception type of glia: something the user can mend.
//
// A message says what was being read or built, where (file:line, column, layer name, shapes),
// what was expected and what was found. Programming errors are assertions, not exceptions.
#pragma once

#include <stdexcept>

#include "glia/base/message.h"

namespace glia {

// The value is the exit code of the command line.
enum class ErrorKind {
  kFailed = 1,    // the run failed: I/O, memory
  kUsage = 2,     // a wrong option, shape or architecture
  kData = 3,      // the data can't be used
  kModel = 4,     // the model file is damaged or newer than this program
  kDiverged = 5,  // training met a non-finite loss
  kGate = 6,      // a required quality was missed
};

class Error : public std::runtime_error {
 public:
  // what() is the message in English.
  Error(ErrorKind kind, Message message)
      : std::runtime_error(message.text()), kind_(kind), message_(std::move(message)) {}
  ErrorKind kind() const { return kind_; }
  const Message& message() const { return message_; }

 private:
  ErrorKind kind_;
  Message message_;
};

[[noreturn]] void fail(ErrorKind kind, Message message);

// Ends the program with the place and the broken condition. Never reachable from user input.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace glia

#define GLIA_ASSERT(condition) \
  ((condition) ? (void)0 : ::glia::assertion_failed(#condition, __FILE__, __LINE__))
