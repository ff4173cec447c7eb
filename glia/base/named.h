// Tables of named things: the entry of a name, or an error that lists the names and the nearest.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

// Throws Error(kUsage): "optimizer: no 'nadm'; did you mean 'adam'? known: sgd, momentum, adam".
[[noreturn]] void fail_unknown(std::string_view what, std::string_view name,
                               const std::vector<std::string>& known);

// The entry of `table` whose `name` member is this; fail_unknown otherwise.
template <class Entry>
const Entry& find_named(std::string_view what, std::string_view name,
                        std::span<const Entry> table) {
  std::vector<std::string> known;
  for (const Entry& entry : table) {
    if (entry.name == name) return entry;
    known.emplace_back(entry.name);
  }
  fail_unknown(what, name, known);
}

}  // namespace glia
