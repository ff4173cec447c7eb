#include "glia/classic/method.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"

namespace glia::classic {
namespace {

std::vector<std::string_view> split_at_colons(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(':', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// "ridge[:PENALTY]"
std::string spelling(const Method& method) {
  std::string text(method.name);
  for (const MethodOption& option : method.options) text += fmt::format("[:{}]", option.name);
  return text;
}

double option_value(const Method& method, const MethodOption& option, std::string_view text) {
  const std::string where = fmt::format("{}: {}", method.name, option.name);
  if (!option.words.empty()) {
    const auto found = std::find(option.words.begin(), option.words.end(), text);
    if (found == option.words.end())
      fail_unknown(where, text, {option.words.begin(), option.words.end()});
    return static_cast<double>(found - option.words.begin());
  }
  const auto number = parse_double(text);
  const bool right = number && *number >= option.low && *number <= option.high &&
                     (!option.whole || *number == std::floor(*number));
  if (!right) {
    fail(ErrorKind::kUsage,
         fmt::format("{} is {}, found '{}'; {}", where, option.doc, text, spelling(method)));
  }
  return *number;
}

bool fits(const Method& method, data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return method.classes;
    case data::TargetKind::kNumbers:
      return method.numbers;
    case data::TargetKind::kYesNo:
      break;
  }
  return method.yes_no;
}

const char* kind_name(data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return "classes";
    case data::TargetKind::kNumbers:
      return "numbers";
    case data::TargetKind::kYesNo:
      break;
  }
  return "yes/no answers";
}

}  // namespace

MethodChoice parse_method(std::string_view text) {
  const std::vector<std::string_view> parts = split_at_colons(text);
  MethodChoice choice;
  choice.method = &find_named("model without a network", parts[0], methods());
  choice.text = std::string(text);
  const Method& method = *choice.method;
  if (parts.size() - 1 > method.options.size()) {
    fail(ErrorKind::kUsage, fmt::format("{}: '{}' is one option too many; it is {}", method.name,
                                        parts[method.options.size() + 1], spelling(method)));
  }
  for (size_t i = 0; i < method.options.size(); ++i) {
    const MethodOption& option = method.options[i];
    choice.options.push_back(i + 1 < parts.size() ? option_value(method, option, parts[i + 1])
                                                  : option.standard);
  }
  return choice;
}

void check_target(const MethodChoice& choice, data::TargetKind kind) {
  if (fits(*choice.method, kind)) return;
  std::vector<std::string_view> others;
  for (const Method& other : methods())
    if (fits(other, kind)) others.push_back(other.name);
  fail(ErrorKind::kUsage, fmt::format("{} does not fit {}; these do: {}", choice.method->name,
                                      kind_name(kind), fmt::join(others, ", ")));
}

Fitted fit_method(const MethodChoice& choice, const TrainingRows& rows, ThreadPool& pool) {
  check_target(choice, rows.kind);
  return choice.method->fit(rows, choice.options, pool);
}

}  // namespace glia::classic
