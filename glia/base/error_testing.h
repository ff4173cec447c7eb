// What a call refuses, for tests. "no error" when it refuses nothing.
#pragma once

#include <string>

#include "glia/base/error.h"

namespace glia {

// The message of the Error that `call` throws.
template <class Call>
std::string message_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// The same of an error of this kind; of any other a text that no message equals.
template <class Call>
std::string message_of(ErrorKind kind, const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    if (error.kind() == kind) return error.what();
    return "another kind of error: " + std::string(error.what());
  }
  return "no error";
}

template <class Call>
std::string usage_message(const Call& call) {
  return message_of(ErrorKind::kUsage, call);
}

// "3 data.csv:7: ...": the kind as its exit code, then the message.
template <class Call>
std::string coded_message(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + " " + error.what();
  }
  return "no error";
}

}  // namespace glia
