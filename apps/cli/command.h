// One verb of the command line as data. Help, the parser, "did you mean" and README's lists are
// all made from this; nothing about a flag is written twice.
//
// Constants, readable from any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace glia::cli {

class Arguments;

struct Example {
  std::string_view line;  // "glia train penguins"
  std::string_view text;  // what it does, a few words
};

// What stands after the verb without a dash.
struct Operand {
  std::string_view name;
  std::string_view text;
  bool required = true;
};

struct Flag {
  std::string_view name;   // "--out"
  std::string_view value;  // what follows it, "FILE"; empty: nothing does
  std::string_view text;
  char letter = 0;    // "-q", or none
  bool many = false;  // may be given several times
  // What may be given, from the table that knows it; the help lists it after the text.
  std::vector<std::string_view> (*names)() = nullptr;
};

// The names in a table of the library: names_in<optim::rules>.
template <auto kTable>
std::vector<std::string_view> names_in() {
  std::vector<std::string_view> names;
  for (const auto& entry : kTable()) names.push_back(entry.name);
  return names;
}

// A flag or verb of the design that is not built: refused by name, not as unknown.
struct Planned {
  std::string_view name;
  std::string_view instead;  // what serves meanwhile; may be empty
};

struct Command {
  std::string_view name;
  std::string_view summary;
  std::span<const Example> examples;
  std::span<const Operand> operands = {};
  std::span<const Flag> flags = {};
  std::span<const Planned> planned = {};
  // Returns the exit code. Errors: throws glia::Error, whose kind is the exit code.
  int (*run)(const Arguments& arguments);
  // Below the flags in the help; lines of at most 79 columns.
  std::string_view notes = {};
};

inline constexpr int kDone = 0;
// Plus the number of the signal that ended it: 130 for Ctrl-C.
inline constexpr int kSignalled = 128;

}  // namespace glia::cli
