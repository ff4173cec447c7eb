// CLI11 cuts the command line into words, options and operands; what a word means and every
// message is ours. Nothing outside this file sees CLI11.
#include "apps/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <list>

#include "apps/cli/help.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/shell_word.h"
#include "glia/base/text.h"

namespace glia::cli {
namespace {

constexpr char kPlanned[] = "{} is planned but not built yet; {}";
constexpr char kPlannedElse[] = "`glia help {}` lists the flags that exist";
constexpr char kUnknown[] = "{} is unknown;{} `glia help {}` lists the flags";
constexpr char kDidYouMean[] = " did you mean '{}'?";
constexpr char kNeedsValue[] = "{} needs a value: {} {}";
constexpr char kNoValue[] = "{} takes no value, found '{}'";
constexpr char kTooMany[] = "'{}' is one argument too many; expected: glia {}{}";
constexpr char kMissing[] = "{0} is missing; expected: glia {1}{2}; `glia help {1}` has examples";
constexpr char kExpects[] = "{} expects {}, found '{}'";
constexpr char kNumber[] = "a number";
constexpr char kNumberBetween[] = "a number from {:g} to {:g}";
constexpr char kNumberFrom[] = "a number of {:g} or more";
constexpr char kWholeBetween[] = "a whole number from {} to {}";
constexpr char kWholeFrom[] = "a whole number of {} or more";
constexpr char kNames[] = "names with a comma between them";
constexpr char kTime[] = "a time such as 90, 90s, 5m or 2h";
constexpr char kOneOf[] = "{} expects one of {}, found '{}'";
constexpr char kOneOfNear[] = "{} expects one of {}, found '{}'; did you mean '{}'?";
constexpr char kTwice[] = "{} is given twice";

constexpr Flag kCommon[] = {
    {"--lang", "zh|en", "the language of every text (default: by LC_ALL, LC_MESSAGES or LANG)"},
    {"--help", "", "this text", 'h'},
};

Message hint(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? Message() : say(kDidYouMean, near);
}

}  // namespace

UsageError::UsageError(std::string_view verb, const Message& message)
    : Error(ErrorKind::kUsage, say("glia{}{}: {}", verb.empty() ? "" : " ", verb, message)) {}

std::span<const Flag> common_flags() { return kCommon; }

class Parser {
 public:
  Parser(const Command& command, Arguments& arguments)
      : command_(command), arguments_(arguments), app_("", "glia") {
    app_.set_help_flag();
    app_.allow_extras();
    for (const Flag& flag : command.flags) add(flag);
    for (const Flag& flag : kCommon) add(flag);
    for (const Operand& operand : command.operands) {
      auto* values = &operands_.emplace_back();
      CLI::Option* option =
          app_.add_option(std::string(operand.name), [values](const CLI::results_t& found) {
            *values = found;
            return true;
          });
      option->expected(1)->allow_extra_args(false);
    }
  }

  void parse(const std::vector<std::string>& words) {
    // CLI11 would take the next word as the value of "--out=".
    for (const std::string& word : words) {
      if (word == "--") break;
      if (word.size() > 3 && word.substr(0, 2) == "--" && word.back() == '=') {
        if (const Flag* flag = find(word.substr(0, word.size() - 1))) needs_value(*flag);
      }
      refuse_value_of_switch(word);
    }
    try {
      app_.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::ArgumentMismatch& mismatch) {
      const std::string text = mismatch.what();
      const Flag* flag = find(text.substr(0, text.find_first_of(": ")));
      if (flag == nullptr) arguments_.refuse(text);
      needs_value(*flag);
    } catch (const CLI::ParseError& other) {
      arguments_.refuse(other.what());
    }
    check_extras();
    take_flags();
    if (!arguments_.wants_help()) take_operands();
  }

 private:
  void add(const Flag& flag) {
    std::string names(flag.name);
    if (flag.letter != 0) names += fmt::format(",-{}", flag.letter);
    if (flag.value.empty()) {
      options_.push_back(app_.add_flag(names));
    } else {
      options_.push_back(app_.add_option(names, [](const CLI::results_t&) { return true; }));
      options_.back()->expected(1)->allow_extra_args(false);
      options_.back()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    flags_.push_back(&flag);
  }

  const Flag* find(std::string_view name) const {
    for (const Flag* flag : flags_) {
      if (flag->name == name) return flag;
      if (flag->letter != 0 && name == fmt::format("-{}", flag->letter)) return flag;
    }
    return nullptr;
  }

  [[noreturn]] void needs_value(const Flag& flag) const {
    arguments_.refuse(say(kNeedsValue, flag.name, flag.name, flag.value));
  }

  void refuse_value_of_switch(const std::string& word) const {
    const size_t equal = word.find('=');
    if (word.substr(0, 2) != "--" || equal == std::string::npos) return;
    const Flag* flag = find(word.substr(0, equal));
    if (flag != nullptr && flag->value.empty())
      arguments_.refuse(say(kNoValue, flag->name, word.substr(equal + 1)));
  }

  void check_extras() const {
    // CLI11 leaves "--" among them; what follows it is no flag.
    std::vector<std::string> extras = app_.remaining();
    const auto mark = std::find(extras.begin(), extras.end(), "--");
    const auto dashed = std::find_if(extras.begin(), mark, [](const std::string& word) {
      return word.size() > 1 && word[0] == '-';
    });
    if (dashed != mark) refuse_flag(dashed->substr(0, dashed->find('=')));
    if (mark != extras.end()) extras.erase(mark);
    if (!extras.empty()) {
      arguments_.refuse(say(kTooMany, extras.front(), command_.name, operands_of(command_)));
    }
  }

  [[noreturn]] void refuse_flag(const std::string& word) const {
    std::vector<std::string_view> known;
    for (const Flag* flag : flags_) known.push_back(flag->name);
    for (const Planned& planned : command_.planned) {
      if (planned.name != word) continue;
      const Message instead = planned.instead.empty() ? say(kPlannedElse, command_.name)
                                                      : Message(std::string(planned.instead));
      arguments_.refuse(say(kPlanned, word, instead));
    }
    arguments_.refuse(say(kUnknown, word, hint(word, known), command_.name));
  }

  void take_flags() {
    for (size_t i = 0; i < flags_.size(); ++i) {
      if (options_[i]->count() == 0) continue;
      const Flag& flag = *flags_[i];
      std::vector<std::string> values;
      if (!flag.value.empty()) values = options_[i]->results();
      for (const std::string& value : values) {
        if (value.empty() || (value.substr(0, 2) == "--" && find(value) != nullptr))
          needs_value(flag);
      }
      if (values.size() > 1 && !flag.many) arguments_.refuse(say(kTwice, flag.name));
      arguments_.values_[std::string(flag.name)] = std::move(values);
    }
  }

  void take_operands() {
    auto values = operands_.begin();
    for (const Operand& operand : command_.operands) {
      if (!values->empty()) {
        arguments_.operands_[std::string(operand.name)] = values->front();
      } else if (operand.required) {
        arguments_.refuse(say(kMissing, operand.name, command_.name, operands_of(command_)));
      }
      ++values;
    }
  }

  const Command& command_;
  Arguments& arguments_;
  CLI::App app_;
  std::vector<const Flag*> flags_;
  std::vector<CLI::Option*> options_;
  std::list<std::vector<std::string>> operands_;
};

Arguments::Arguments(const Command& command, const std::vector<std::string>& words)
    : command_(command), words_(words) {
  Parser(command, *this).parse(words);
}

std::string Arguments::command_line() const {
  std::string line = fmt::format("glia {}", command_.name);
  for (const std::string& word : words_) line += " " + shell_word(word);
  return line;
}

bool Arguments::has(std::string_view flag) const { return values_.count(flag) > 0; }

std::string Arguments::text(std::string_view flag, std::string_view fallback) const {
  const auto found = values_.find(flag);
  return found == values_.end() ? std::string(fallback) : found->second.back();
}

std::vector<std::string> Arguments::list(std::string_view flag) const {
  std::vector<std::string> items;
  const auto found = values_.find(flag);
  if (found == values_.end()) return items;
  for (const std::string& value : found->second) {
    for (size_t begin = 0; begin <= value.size();) {
      const size_t end = std::min(value.find(',', begin), value.size());
      if (end == begin) refuse_value(flag, kNames, value);
      items.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return items;
}

std::optional<double> Arguments::number(std::string_view flag, double low, double high) const {
  if (!has(flag)) return std::nullopt;
  const std::string value = text(flag);
  const std::optional<double> parsed = parse_double(value);
  if (parsed && *parsed >= low && *parsed <= high && std::isfinite(*parsed)) return parsed;
  if (std::isfinite(low) && std::isfinite(high))
    refuse_value(flag, say(kNumberBetween, low, high), value);
  if (std::isfinite(low)) refuse_value(flag, say(kNumberFrom, low), value);
  refuse_value(flag, kNumber, value);
}

std::optional<int64_t> Arguments::whole(std::string_view flag, int64_t low, int64_t high) const {
  if (!has(flag)) return std::nullopt;
  const std::string value = text(flag);
  const std::optional<int64_t> parsed = parse_int64(value);
  if (parsed && *parsed >= low && *parsed <= high) return parsed;
  const bool too_large = parsed && *parsed > high;
  refuse_value(flag, too_large ? say(kWholeBetween, low, high) : say(kWholeFrom, low), value);
}

std::optional<double> Arguments::seconds(std::string_view flag) const {
  if (!has(flag)) return std::nullopt;
  const std::string value = text(flag);
  std::string digits = value;
  double unit = 1;
  if (!digits.empty()) {
    if (digits.back() == 'm') unit = 60;
    if (digits.back() == 'h') unit = 3600;
    if (digits.back() == 's' || unit > 1) digits.pop_back();
  }
  const std::optional<double> parsed = parse_double(digits);
  if (!parsed || !std::isfinite(*parsed) || !(*parsed > 0)) refuse_value(flag, kTime, value);
  return *parsed * unit;
}

size_t Arguments::choice(std::string_view flag,
                         std::initializer_list<std::string_view> choices) const {
  if (!has(flag)) return 0;
  const std::string value = text(flag);
  const auto found = std::find(choices.begin(), choices.end(), value);
  if (found != choices.end()) return static_cast<size_t>(found - choices.begin());
  const std::string near = nearest(value, choices);
  const std::string listed = fmt::format("{}", fmt::join(choices, ", "));
  if (near.empty()) refuse(say(kOneOf, flag, listed, value));
  refuse(say(kOneOfNear, flag, listed, value, near));
}

const std::string& Arguments::operand(std::string_view name) const {
  const auto found = operands_.find(name);
  GLIA_ASSERT(found != operands_.end());
  return found->second;
}

void Arguments::refuse(const Message& message) const { throw UsageError(command_.name, message); }

void Arguments::refuse_value(std::string_view flag, const Message& expected,
                             std::string_view found) const {
  refuse(say(kExpects, flag, expected, found));
}

}  // namespace glia::cli
