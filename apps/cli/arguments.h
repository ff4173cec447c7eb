// The words after a verb, taken apart by that verb's table and turned into values. Every complaint
// names the flag, what it expects and what it found, and the nearest right flag.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/command.h"
#include "glia/base/error.h"

namespace glia::cli {

// A command line that is wrong: "glia train: --epochs needs ...". Exit code 2.
class UsageError : public Error {
 public:
  UsageError(std::string_view verb, const Message& message);
};

class Arguments {
 public:
  // Errors: UsageError.
  Arguments(const Command& command, const std::vector<std::string>& words);

  bool wants_help() const { return has("--help"); }
  bool has(std::string_view flag) const;
  // "glia train my.csv --seed 3", as one could type it.
  std::string command_line() const;
  bool has_flags() const { return !values_.empty(); }
  // The value of a flag; the last one if it was repeated.
  std::string text(std::string_view flag, std::string_view fallback = {}) const;
  // All values of a flag, each cut at its commas.
  std::vector<std::string> list(std::string_view flag) const;
  // Errors: UsageError unless it is a number in [low, high].
  std::optional<double> number(std::string_view flag, double low, double high) const;
  std::optional<int64_t> whole(std::string_view flag, int64_t low, int64_t high) const;
  // Seconds: "90", "90s", "5m", "2h".
  std::optional<double> seconds(std::string_view flag) const;
  // The position of the flag's value among `choices`; 0 without the flag.
  size_t choice(std::string_view flag, std::initializer_list<std::string_view> choices) const;

  bool has_operand(std::string_view name) const { return operands_.count(name) > 0; }
  const std::string& operand(std::string_view name) const;

  [[noreturn]] void refuse(const Message& message) const;
  // "--lr expects a number above 0, found 'x'"
  [[noreturn]] void refuse_value(std::string_view flag, const Message& expected,
                                 std::string_view found) const;

 private:
  friend class Parser;

  const Command& command_;
  std::vector<std::string> words_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> operands_;
};

// Flags that every verb has.
std::span<const Flag> common_flags();

}  // namespace glia::cli
