// The part of TOML 1.0 that the architecture file uses, as lists of tables of values.
//
// Every value of that part in each of its spellings: truth values, integers (also 0x, 0o, 0b),
// floats, the four kinds of strings, lists of those; comments; [[name]] and [name] headers; bare
// and quoted keys. Dotted keys, tables in braces, lists of lists, dates and times are refused by
// name. Nothing nests, so that no input can exhaust the stack. The text is untrusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "glia/formats/arch_check_internal.h"

namespace glia::formats {

struct TomlValue;
using TomlList = std::vector<TomlValue>;

struct TomlValue {
  std::variant<bool, int64_t, double, std::string, TomlList> value;
  Place place;
};

struct TomlEntry {
  std::string key;
  Place place;  // of the key
  TomlValue value;
};

struct TomlTable {
  std::string name;      // empty for the keys above the first header
  bool of_list = false;  // [[name]], not [name]
  Place place;           // of the header
  std::vector<TomlEntry> entries;

  const TomlEntry* find(std::string_view key) const;
};

// The tables in the order of the text, first the one above all headers. No key stands twice in a
// table. Throws the source's Error with the place.
std::vector<TomlTable> parse_toml(std::string_view text, const ArchSource& source);

// As in messages: "text", "an integer", "a list".
std::string_view type_text(const TomlValue& value);

// The number a token is, if it is one; TOML's own grammar, see toml_number.cc.
// An integer outside int64 and a float that overflows give TooLarge.
struct TooLarge {};
struct NoNumber {};
using TomlNumber = std::variant<NoNumber, TooLarge, int64_t, double>;
TomlNumber parse_toml_number(std::string_view token);

}  // namespace glia::formats
