#include "glia/classic/method.h"

#include <algorithm>
#include <cmath>

#include "glia/base/choice.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"

namespace glia::classic {
namespace {

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
    fail(ErrorKind::kUsage, say("{} is {}, found '{}'; {}", where, option.doc, text,
                                choice_form(method.name, option_names(method.options))));
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
  constexpr std::string_view kWhat = "model without a network";
  MethodChoice choice;
  choice.method = &find_named(kWhat, choice_name(text), methods());
  choice.text = std::string(text);
  const Method& method = *choice.method;
  for (const MethodOption& option : method.options) choice.options.push_back(option.standard);
  for (const ChoicePart& part : choice_parts(kWhat, text, option_names(method.options)))
    choice.options[part.option] = option_value(method, method.options[part.option], part.value);
  return choice;
}

void check_target(const MethodChoice& choice, data::TargetKind kind) {
  if (fits(*choice.method, kind)) return;
  std::vector<std::string_view> others;
  for (const Method& other : methods())
    if (fits(other, kind)) others.push_back(other.name);
  fail(ErrorKind::kUsage, say("{} does not fit {}; these do: {}", choice.method->name,
                              kind_name(kind), fmt::join(others, ", ")));
}

Fitted fit_method(const MethodChoice& choice, const TrainingRows& rows, ThreadPool& pool) {
  check_target(choice, rows.kind);
  return choice.method->fit(rows, choice.options, pool);
}

}  // namespace glia::classic
