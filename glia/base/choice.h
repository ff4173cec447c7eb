// A named choice with numbers behind it, as users write it: "adam", "step:0.5:10",
// "rmsprop:momentum=0.9:centered=1". Numbers stand in the order of the entry's options or after
// their name. Used by optimizers, schedules, initialisers, losses and fits without a network.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

// What a number may be.
enum class Range : uint8_t {
  kFinite,       // any finite number
  kAtLeastZero,  // 0 or more
  kAboveZero,    // above 0
  kShare,        // in [0, 1)
  kFlag,         // 0 or 1
  kCount,        // a whole number from 1 to 1000000
  kWhole,        // a whole number from 0 to 1000000
};

struct NumberOption {
  std::string_view name;
  double usual;  // what holds when it is not given
  Range range = Range::kFinite;
  std::string_view doc = {};
};

using Numbers = std::map<std::string, double>;

// The name in front of the first colon.
std::string_view choice_name(std::string_view text);

// What stands after the name, in its order: for which of the options, and what is written for it.
struct ChoicePart {
  size_t option;
  std::string_view value;  // "0.5" of "step:factor=0.5"; points into the text
};
// `what`: of which kind the choice is, for messages. Errors: kUsage for a name that is none of
// `options`, one given twice, or too many.
std::vector<ChoicePart> choice_parts(std::string_view what, std::string_view text,
                                     std::span<const std::string_view> options);

// The names of a table of options, for choice_parts and choice_form.
template <class Option>
std::vector<std::string_view> option_names(std::span<const Option> options) {
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  return names;
}

// The numbers that `text` gives after its name; what it does not give is absent. Errors: as above,
// and for what is no number or outside its range.
Numbers choice_numbers(std::string_view what, std::string_view text,
                       std::span<const NumberOption> options);

// All options: those given, else the usual ones. Errors: kUsage, as above.
Numbers complete_numbers(std::string_view what, std::span<const NumberOption> options,
                         const Numbers& given);

// "name" or "name:a=0.5:b=2": the same choice as text, options by name, numbers that read back.
std::string choice_text(std::string_view name, const Numbers& given);

// "step[:FACTOR[:EVERY]]", for messages and help.
std::string choice_form(std::string_view name, std::span<const std::string_view> options);

}  // namespace glia
