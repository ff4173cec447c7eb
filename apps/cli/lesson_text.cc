#include "apps/cli/lesson_text.h"

#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

using lesson::Word;

std::vector<std::string> cells_of(const std::vector<Word>& words, Language language) {
  std::vector<std::string> cells;
  for (const Word& word : words) cells.push_back(word.in(language));
  return cells;
}

std::string table_text(const lesson::Table& table, Language language) {
  std::vector<TextTable::Align> align;
  for (size_t i = 0; i < table.head.size(); ++i) {
    const bool number =
        !table.rows.empty() && i < table.rows.back().size() && table.rows.back()[i].is_number();
    align.push_back(number ? TextTable::Align::kRight : TextTable::Align::kLeft);
  }
  TextTable text(align);
  text.add(cells_of(table.head, language));
  for (const auto& row : table.rows) text.add(cells_of(row, language));
  const std::string& title = table.title.in(language);
  return (title.empty() ? "" : title + "\n") + text.text();
}

struct AsText {
  const FigureStyle& style;

  std::string operator()(const lesson::Heading& heading_event) const {
    const auto& [text, words] = heading_event;
    return "\n" + heading(lesson::filled(text, words, style.language)) + "\n";
  }
  std::string operator()(const lesson::Paragraph& paragraph) const {
    return wrapped(lesson::filled(paragraph.text, paragraph.words, style.language), 0) + "\n";
  }
  std::string operator()(const lesson::Table& table) const {
    return "\n" + table_text(table, style.language) + "\n";
  }
  std::string operator()(const lesson::Named&) const { return {}; }
  template <class Figure>
  std::string operator()(const Figure& figure) const {
    return "\n" + figure_text(figure, style) + "\n";
  }
};

// What Markdown would take for a mark of its own.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '*' || c == '_' || c == '|' || c == '<' || c == '\\' || c == '`') result += '\\';
    result += c;
  }
  return result;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += fmt::format(" {} |", plain(cell));
  return row + "\n";
}

struct AsMarkdown {
  Language language;

  std::string operator()(const lesson::Heading& heading_event) const {
    const auto& [text, words] = heading_event;
    return fmt::format("## {}\n\n", plain(lesson::filled(text, words, language)));
  }
  std::string operator()(const lesson::Paragraph& paragraph) const {
    return plain(lesson::filled(paragraph.text, paragraph.words, language)) + "\n\n";
  }
  std::string operator()(const lesson::Table& table) const {
    const std::string& title = table.title.in(language);
    std::string text = title.empty() ? "" : plain(title) + "\n\n";
    text += markdown_row(cells_of(table.head, language)) + "|";
    for (size_t i = 0; i < table.head.size(); ++i) text += "---|";
    text += "\n";
    for (const auto& row : table.rows) text += markdown_row(cells_of(row, language));
    return text + "\n";
  }
  template <class Other>  // figures stand in one picture; numbers are for scripts
  std::string operator()(const Other&) const {
    return {};
  }
};

const Text kChange{"Change it", "改一改"};
const Text kFlagHead{"flag", "选项"};
const Text kMeaningHead{"meaning", "含义"};
const Text kRangeHead{"default, range", "默认值与范围"};
const Text kProgram{"As a program", "写成程序"};
const Text kProgramText{
    "[main.cc](main.cc) does the same with the library, and prints the numbers of "
    "[expected.json](expected.json).",
    "[main.cc](main.cc) 用程序库做同样的事，打印 [expected.json](expected.json) 里的数。"};
const Text kSource{"In the books", "书中出处"};
const Text kOther{"[中文](README.zh.md)", "[English](README.md)"};
const Text kPicture{"figure.svg", "figure.zh.svg"};
const Text kNumbered{"{0} · {1}", "{0} · {1}"};

std::string changes_of(const lesson::Lesson& lesson, Language language) {
  std::string text =
      fmt::format("## {}\n\n```sh\nglia lesson {}", kChange.in(language), lesson.name);
  if (language == Language::kChinese) text += " --lang zh";
  text += "\n```\n\n";
  if (lesson.parameters.empty()) return text;
  text +=
      markdown_row({kFlagHead.in(language), kMeaningHead.in(language), kRangeHead.in(language)});
  text += "|---|---|---|\n";
  for (const lesson::Parameter& parameter : lesson.parameters) {
    text += markdown_row({parameter_name(parameter), parameter.meaning.in(language),
                          parameter_range(parameter, language)});
  }
  return text + "\n";
}

}  // namespace

std::string event_text(const lesson::Event& event, const FigureStyle& style) {
  return std::visit(AsText{style}, event);
}

std::string parameter_name(const lesson::Parameter& parameter) {
  const char* value = !parameter.choices.empty() ? "WORD" : parameter.whole ? "N" : "X";
  return fmt::format("--{} {}", parameter.name, value);
}

std::string parameter_range(const lesson::Parameter& parameter, Language language) {
  if (!parameter.choices.empty()) return fmt::format("{}", fmt::join(parameter.choices, ", "));
  const char* pattern =
      language == Language::kChinese ? "{:g}（{:g} 到 {:g}）" : "{:g} ({:g} to {:g})";
  return fmt::format(fmt::runtime(pattern), parameter.standard, parameter.low, parameter.high);
}

std::string lesson_page(const lesson::Lesson& lesson, const std::vector<lesson::Event>& events,
                        Language language) {
  std::string text =
      fmt::format("# {} · {}\n\n", lesson::number_of(lesson), lesson.title.in(language));
  text += kOther.in(language) + "\n\n**" + plain(lesson.claim.in(language)) + "**\n\n";
  text += "```\n" + lesson.formula.in(language) + "\n```\n\n";
  text += fmt::format("![{}]({})\n\n", lesson.title.in(language), kPicture.in(language));
  for (const lesson::Event& event : events) text += std::visit(AsMarkdown{language}, event);
  text += changes_of(lesson, language);
  text += fmt::format("## {}\n\n{}\n\n", kProgram.in(language), kProgramText.in(language));
  return text +
         fmt::format("## {}\n\n{}\n", kSource.in(language), plain(lesson.source.in(language)));
}

}  // namespace glia::cli
