#include "glia/lesson/lesson.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/lesson/catalogue.h"

namespace glia::lesson {

Parameter real_parameter(std::string name, double standard, Span range, Text meaning) {
  return {std::move(name), std::move(meaning), standard, range.low, range.high};
}

Parameter whole_parameter(std::string name, int64_t standard, int64_t low, int64_t high,
                          Text meaning) {
  return {std::move(name),          std::move(meaning),        static_cast<double>(standard),
          static_cast<double>(low), static_cast<double>(high), true};
}

Parameter word_parameter(std::string name, std::vector<std::string> choices, Text meaning) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.meaning = std::move(meaning);
  parameter.choices = std::move(choices);
  return parameter;
}

class SettingsReader {
 public:
  explicit SettingsReader(const Lesson& lesson) : lesson_(lesson) {}

  Settings read(const std::map<std::string, std::string>& given) {
    Settings settings;
    for (const Parameter& parameter : lesson_.parameters) {
      if (parameter.choices.empty())
        settings.numbers_[parameter.name] = parameter.standard;
      else
        settings.words_[parameter.name] = parameter.choices.front();
    }
    for (const auto& [name, text] : given) {
      const Parameter& parameter = find(name);
      if (parameter.choices.empty())
        settings.numbers_[name] = number(parameter, text);
      else
        settings.words_[name] = word(parameter, text);
    }
    return settings;
  }

 private:
  const Parameter& find(const std::string& name) const {
    if (lesson_.parameters.empty())
      fail(ErrorKind::kUsage,
           say("lesson {}: it has no parameters, found --{}", lesson_.name, name));
    return find_named(fmt::format("lesson {}: parameter", lesson_.name), name,
                      std::span<const Parameter>(lesson_.parameters));
  }

  double number(const Parameter& parameter, const std::string& text) const {
    const std::optional<double> value = parse_double(text);
    const bool fits = value && *value >= parameter.low && *value <= parameter.high &&
                      (!parameter.whole || std::floor(*value) == *value);
    if (!fits && parameter.whole)
      fail(ErrorKind::kUsage,
           say("lesson {}: --{} expects a whole number from {:g} to {:g}, found '{}'", lesson_.name,
               parameter.name, parameter.low, parameter.high, text));
    if (!fits)
      fail(ErrorKind::kUsage,
           say("lesson {}: --{} expects a number from {:g} to {:g}, found '{}'", lesson_.name,
               parameter.name, parameter.low, parameter.high, text));
    return *value;
  }

  std::string word(const Parameter& parameter, const std::string& text) const {
    if (std::find(parameter.choices.begin(), parameter.choices.end(), text) ==
        parameter.choices.end())
      fail_unknown(fmt::format("lesson {}: --{}", lesson_.name, parameter.name), text,
                   parameter.choices);
    return text;
  }

  const Lesson& lesson_;
};

std::span<const Lesson> lessons() {
  static const std::vector<Lesson> all = make_catalogue();
  return all;
}

const Lesson& find_lesson(std::string_view name) { return find_named("lesson", name, lessons()); }

std::string number_of(const Lesson& lesson) { return fmt::format("{:02}", lesson.number); }

std::string folder_of(const Lesson& lesson) {
  return fmt::format("lessons/{}-{}", number_of(lesson), lesson.name);
}

Settings make_settings(const Lesson& lesson, const std::map<std::string, std::string>& given) {
  return SettingsReader(lesson).read(given);
}

void run(const Lesson& lesson, const Settings& settings, const Listener& listener) {
  lesson.tell(settings, Story(listener));
}

}  // namespace glia::lesson
