#include "glia/classic/method.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"

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

// "knn[:K[:DISTANCE]]"
std::string spelling(const Method& method) {
  std::string text(method.name);
  for (const MethodOption& option : method.options) {
    text += "[:";
    for (const char c : option.name)
      text += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return text + std::string(method.options.size(), ']');
}

// The option that a part stands for: by its name before a '=', or by its place.
size_t option_of(const Method& method, std::string_view part, size_t place) {
  const size_t sign = part.find('=');
  if (sign == std::string_view::npos) {
    if (place < method.options.size()) return place;
    fail(ErrorKind::kUsage,
         say("{}: '{}' is one option too many; it is {}", method.name, part, spelling(method)));
  }
  const MethodOption& named =
      find_named(fmt::format("options of {}", method.name), part.substr(0, sign), method.options);
  return static_cast<size_t>(&named - method.options.data());
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
         say("{} is {}, found '{}'; {}", where, option.doc, text, spelling(method)));
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
  for (const MethodOption& option : method.options) choice.options.push_back(option.standard);
  std::vector<bool> given(method.options.size());
  size_t place = 0;
  for (size_t i = 1; i < parts.size(); ++i) {
    const size_t at = option_of(method, parts[i], place);
    const size_t sign = parts[i].find('=');
    if (sign == std::string_view::npos) ++place;
    const MethodOption& option = method.options[at];
    if (given[at]) fail(ErrorKind::kUsage, say("{}: {} is given twice", method.name, option.name));
    given[at] = true;
    const std::string_view value =
        sign == std::string_view::npos ? parts[i] : parts[i].substr(sign + 1);
    choice.options[at] = option_value(method, option, value);
  }
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
