#include "glia/base/choice.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"

namespace glia {
namespace {

constexpr double kMostCount = 1e6;

bool inside(Range range, double value) {
  const bool whole = value == std::floor(value) && value <= kMostCount;
  switch (range) {
    case Range::kFinite:
      return std::isfinite(value);
    case Range::kAtLeastZero:
      return std::isfinite(value) && value >= 0;
    case Range::kAboveZero:
      return std::isfinite(value) && value > 0;
    case Range::kShare:
      return value >= 0 && value < 1;
    case Range::kFlag:
      return value == 0 || value == 1;
    case Range::kCount:
      return whole && value >= 1;
    case Range::kWhole:
      return whole && value >= 0;
  }
  return false;
}

const char* words_of(Range range) {
  constexpr const char* kWords[] = {"a finite number",
                                    "0 or more",
                                    "above 0",
                                    "in [0, 1)",
                                    "0 or 1",
                                    "a whole number from 1 to 1000000",
                                    "a whole number from 0 to 1000000"};
  return kWords[static_cast<size_t>(range)];
}

void check(std::string_view what, const NumberOption& option, double value) {
  if (inside(option.range, value)) return;
  fail(ErrorKind::kUsage,
       say("{}: {} must be {}, found {:g}", what, option.name, words_of(option.range), value));
}

std::string options_of(std::string_view name) { return fmt::format("options of {}", name); }

size_t place_of(std::string_view choice, std::string_view option,
                std::span<const std::string_view> options) {
  const auto found = std::find(options.begin(), options.end(), option);
  if (found == options.end())
    fail_unknown(options_of(choice), option, {options.begin(), options.end()});
  return static_cast<size_t>(found - options.begin());
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

std::string_view choice_name(std::string_view text) { return text.substr(0, text.find(':')); }

std::vector<ChoicePart> choice_parts(std::string_view what, std::string_view text,
                                     std::span<const std::string_view> options) {
  const std::string_view name = choice_name(text);
  const std::string where = fmt::format("{} '{}'", what, text);
  std::vector<ChoicePart> parts;
  size_t position = 0;
  for (size_t begin = name.size() + 1; begin <= text.size();) {
    const size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t sign = part.find('=');
    const bool named = sign != std::string_view::npos;
    if (options.empty() || (!named && position >= options.size())) {
      fail(ErrorKind::kUsage, say("{}: '{}' is not expected here; the form is {}", where, part,
                                  choice_form(name, options)));
    }
    const size_t option = named ? place_of(name, part.substr(0, sign), options) : position++;
    for (const ChoicePart& other : parts) {
      if (other.option == option)
        fail(ErrorKind::kUsage, say("{}: {} is given twice", where, options[option]));
    }
    parts.push_back({option, named ? part.substr(sign + 1) : part});
  }
  return parts;
}

Numbers choice_numbers(std::string_view what, std::string_view text,
                       std::span<const NumberOption> options) {
  const std::vector<std::string_view> names = option_names(options);
  const std::string where = fmt::format("{} '{}'", what, text);
  Numbers numbers;
  for (const ChoicePart& part : choice_parts(what, text, names)) {
    const NumberOption& option = options[part.option];
    const auto value = parse_double(part.value);
    if (!value) {
      fail(ErrorKind::kUsage, say("{}: '{}' is no number for {}; the form is {}", where, part.value,
                                  option.name, choice_form(choice_name(text), names)));
    }
    check(where, option, *value);
    numbers.emplace(option.name, *value);
  }
  return numbers;
}

Numbers complete_numbers(std::string_view what, std::span<const NumberOption> options,
                         const Numbers& given) {
  Numbers numbers;
  for (const NumberOption& option : options) numbers.emplace(option.name, option.usual);
  for (const auto& [name, value] : given) {
    check(what, find_named(options_of(what), name, options), value);
    numbers[name] = value;
  }
  return numbers;
}

std::string choice_text(std::string_view name, const Numbers& given) {
  std::string text(name);
  for (const auto& [option, value] : given) text += fmt::format(":{}={}", option, value);
  return text;
}

std::string choice_form(std::string_view name, std::span<const std::string_view> options) {
  std::string form(name);
  for (const std::string_view option : options) form += "[:" + upper(option);
  return form + std::string(options.size(), ']');
}

}  // namespace glia
