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

const NumberOption& find_option(std::string_view what, std::string_view name,
                                std::span<const NumberOption> options) {
  return find_named(fmt::format("options of {}", what), name, options);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

std::string_view choice_name(std::string_view text) { return text.substr(0, text.find(':')); }

Numbers choice_numbers(std::string_view what, std::string_view text,
                       std::span<const NumberOption> options) {
  const std::string_view name = choice_name(text);
  const std::string where = fmt::format("{} '{}'", what, text);
  Numbers numbers;
  size_t position = 0;
  for (size_t begin = name.size() + 1; begin <= text.size();) {
    const size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t sign = part.find('=');
    const bool named = sign != std::string_view::npos;
    if (!named && position >= options.size()) {
      fail(ErrorKind::kUsage, say("{}: '{}' is not expected here; the form is {}", where, part,
                                  choice_form(name, options)));
    }
    const NumberOption& option =
        named ? find_option(name, part.substr(0, sign), options) : options[position++];
    const auto value = parse_double(named ? part.substr(sign + 1) : part);
    if (!value) {
      fail(ErrorKind::kUsage, say("{}: '{}' is no number for {}; the form is {}", where, part,
                                  option.name, choice_form(name, options)));
    }
    check(where, option, *value);
    if (!numbers.emplace(option.name, *value).second)
      fail(ErrorKind::kUsage, say("{}: {} is given twice", where, option.name));
  }
  return numbers;
}

Numbers complete_numbers(std::string_view what, std::span<const NumberOption> options,
                         const Numbers& given) {
  Numbers numbers;
  for (const NumberOption& option : options) numbers.emplace(option.name, option.usual);
  for (const auto& [name, value] : given) {
    check(what, find_option(what, name, options), value);
    numbers[name] = value;
  }
  return numbers;
}

std::string choice_text(std::string_view name, const Numbers& given) {
  std::string text(name);
  for (const auto& [option, value] : given) text += fmt::format(":{}={}", option, value);
  return text;
}

std::string choice_form(std::string_view name, std::span<const NumberOption> options) {
  std::string form(name);
  for (const NumberOption& option : options) form += "[:" + upper(option.name);
  return form + std::string(options.size(), ']');
}

}  // namespace glia
