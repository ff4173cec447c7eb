// `glia lesson`: the worked examples, listed or told, with parameters to change.
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/lesson_text.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/lesson/figure_svg.h"
#include "glia/lesson/lesson.h"

namespace glia::cli {
namespace {

const Text kListEnd{"`glia lesson NAME` tells one.\n", "`glia lesson NAME` 讲其中一课。\n"};
const Text kChange{"Change it:", "改一改："};
const Text kSource{"In the books: ", "书中出处："};
constexpr char kTitle[] = "{} · {}";
constexpr char kNeedsName[] = "{} needs a lesson: glia lesson NAME {}; `glia lesson` lists them";

constexpr Example kExamples[] = {
    {"glia lesson", "the lessons, in the order of the books"},
    {"glia lesson four-rates", "one of them"},
    {"glia lesson four-rates --rate 0.8", "with another learning rate"},
    {"glia lesson four-rates --lang zh", "in Chinese"},
    {"glia lesson four-rates --svg it.svg", "its figures as a picture"},
};
constexpr Operand kOperands[] = {{"NAME", "a lesson", false}};

// What a lesson may take; which it does, and in which range, it says itself. A test compares this
// table with the lessons.
constexpr Flag kFlags[] = {
    {"--svg", "FILE", "its figures as an SVG picture"},
    {"--json", "", "its parameters and numbers as one JSON object"},
    {"--markdown", "", "the lesson as a page"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
    {"--rate", "X", "learning rate"},
    {"--steps", "N", "how many updates at most"},
    {"--start", "X", "where to begin"},
    {"--hidden", "N", "hidden units"},
    {"--activation", "WORD", "activation function"},
    {"--temperature", "X", "temperature, in degrees"},
    {"--alpha", "X", "slope of leaky ReLU on the left"},
    {"--target", "X", "what the output should be"},
    {"--wins", "N", "heads"},
    {"--draws", "N", "throws"},
    {"--sigma", "X", "scatter"},
    {"--h", "X", "the nudge of a numeric gradient"},
    {"--surface-rate", "X", "learning rate on the surface"},
    {"--first", "X", "error of the first output"},
    {"--second", "X", "error of the second output"},
    {"--a", "X", "the first input"},
    {"--b", "X", "the second input, or where a bias begins"},
    {"--w", "X", "where a weight begins"},
    {"--stop-loss", "X", "the loss to stop at"},
    {"--stop-accuracy", "X", "the accuracy to stop at"},
    {"--aim", "X", "the error to stop at"},
    {"--p", "X", "a chance"},
    {"--layers", "N", "how many layers"},
    {"--z", "X", "the sum that a unit sees"},
    {"--scale", "X", "scale of a batch"},
    {"--dropout", "X", "share of units that is switched off"},
    {"--degree", "N", "degree of a polynomial"},
    {"--noise", "X", "size of the noise"},
    {"--games", "N", "games to simulate"},
    {"--tries", "N", "tries to learn from"},
    {"--order", "WORD", "when and how weights are updated"},
};
constexpr size_t kCommonFlags = 4;

constexpr char kNotes[] = "The last lines of a lesson say which of the flags it takes.";

int list(Language language) {
  size_t wide = 0;
  for (const lesson::Lesson& each : lesson::lessons()) wide = std::max(wide, each.name.size());
  std::string text;
  for (const lesson::Lesson& each : lesson::lessons()) {
    text += fmt::format("{}  {:<{}}  {}\n", lesson::number_of(each), each.name, wide,
                        wrapped(each.claim.in(language), static_cast<int>(wide) + 6));
  }
  print_out(text + "\n" + kListEnd.in(language));
  return kDone;
}

std::map<std::string, std::string> given_parameters(const Arguments& arguments) {
  std::map<std::string, std::string> given;
  for (const Flag& flag : std::span(kFlags).subspan(kCommonFlags)) {
    if (arguments.has(flag.name))
      given[std::string(flag.name.substr(2))] = arguments.text(flag.name);
  }
  return given;
}

nlohmann::ordered_json to_json(const lesson::Lesson& lesson, const lesson::Settings& settings,
                               const std::vector<lesson::Event>& events) {
  nlohmann::ordered_json json;
  json["lesson"] = lesson.name;
  json["parameters"] = nlohmann::ordered_json::object();
  for (const lesson::Parameter& parameter : lesson.parameters) {
    if (parameter.choices.empty())
      json["parameters"][parameter.name] = settings.number(parameter.name);
    else
      json["parameters"][parameter.name] = settings.word(parameter.name);
  }
  json["numbers"] = nlohmann::ordered_json::object();
  for (const lesson::Event& event : events) {
    const auto* named = std::get_if<lesson::Named>(&event);
    if (named == nullptr) continue;
    if (named->is_list)
      json["numbers"][named->name] = named->values;
    else
      json["numbers"][named->name] = named->values[0];
  }
  return json;
}

std::string head_of(const lesson::Lesson& lesson, Language language) {
  std::string text =
      heading(fmt::format(kTitle, lesson::number_of(lesson), lesson.title.in(language))) + "\n" +
      wrapped(lesson.claim.in(language), 0) + "\n\n";
  std::string formula = "  ";
  for (const char c : lesson.formula.in(language))
    formula += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return text + formula + "\n";
}

std::string end_of(const lesson::Lesson& lesson, Language language) {
  std::string text = "\n" + wrapped(kSource.in(language) + lesson.source.in(language), 0) + "\n";
  if (lesson.parameters.empty()) return text;
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft, TextTable::Align::kLeft});
  for (const lesson::Parameter& parameter : lesson.parameters) {
    table.add({parameter_name(parameter), parameter.meaning.in(language),
               parameter_range(parameter, language)});
  }
  return text + kChange.in(language) + "\n" + table.text();
}

int tell(const Arguments& arguments, const lesson::Lesson& lesson, Language language) {
  const lesson::Settings settings = lesson::make_settings(lesson, given_parameters(arguments));
  const bool silent = arguments.has("--json") || arguments.has("--markdown");
  const FigureStyle style{language, out_terminal().color};
  std::vector<lesson::Event> events;
  if (!silent) print_out(head_of(lesson, language));
  lesson::run(lesson, settings, [&](const lesson::Event& event) {
    if (!silent) print_out(event_text(event, style));
    events.push_back(event);
  });
  if (arguments.has("--svg"))
    write_file_atomically(arguments.text("--svg"),
                          lesson::figures_svg(lesson.title.in(language), events, language));
  if (arguments.has("--json")) print_out(to_json(lesson, settings, events).dump() + "\n");
  if (arguments.has("--markdown")) print_out(lesson_page(lesson, events, language));
  if (!silent) print_out(end_of(lesson, language));
  return kDone;
}

int run_lesson(const Arguments& arguments) {
  const Language language = cli::language();
  if (arguments.has_operand("NAME"))
    return tell(arguments, lesson::find_lesson(arguments.operand("NAME")), language);
  for (const Flag& flag : kFlags) {
    const bool fine = flag.name == "--no-color";
    if (arguments.has(flag.name) && !fine) arguments.refuse(say(kNeedsName, flag.name, flag.name));
  }
  return list(language);
}

}  // namespace

constinit const Command kLessonCommand = {
    .name = "lesson",
    .summary = "worked examples, told with the engine's own numbers",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_lesson,
    .notes = kNotes,
};

}  // namespace glia::cli
