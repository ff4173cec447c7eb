// `glia explain`: what an error's code stands for, and what helps.
#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/output.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr char kNoCode[] =
    "'{}' is no code of an error; they look like {}; `glia explain` lists all";
constexpr char kUnknownCode[] = "there is no error {}; `glia explain` lists all";

constexpr Example kExamples[] = {
    {"glia explain E0105", "what this error means"},
    {"glia explain", "all errors, by subject"},
};
constexpr Operand kOperands[] = {{"CODE", "what stands in brackets behind an error", false}};

// The pattern as a reader knows it: what an argument fills is three dots.
std::string shown(std::string_view pattern) {
  std::string text;
  walk_pattern(
      pattern, [&](std::string_view literal) { text += literal; },
      [&](size_t, std::string_view) {
        if (text.size() < 3 || text.compare(text.size() - 3, 3, "...") != 0) text += "...";
      });
  return printable(text);
}

std::string line_of(const words::Entry& entry) {
  constexpr int kIndent = 9;
  return fmt::format("  {}  {}\n", words::code_text(entry.code),
                     wrapped(shown(word(entry.english)), kIndent));
}

std::string_view explanation_of(const words::Subject& subject) {
  return language() == words::Language::kChinese ? subject.chinese : subject.english;
}

int list() {
  for (const words::Subject& subject : words::subjects()) {
    if (subject.first_code == 0) continue;
    print_out(heading(word(subject.name)) + "\n");
    for (const words::Entry& entry : subject.entries)
      if (entry.code > 0) print_out(line_of(entry));
    print_out("\n");
  }
  return kDone;
}

int run_explain(const Arguments& arguments) {
  if (!arguments.has_operand("CODE")) return list();
  const std::string& text = arguments.operand("CODE");
  const std::optional<int> code = words::parse_code(text);
  if (!code) arguments.refuse(say(kNoCode, text, "E0105"));
  const words::Entry* entry = words::find_code(*code);
  if (entry == nullptr) arguments.refuse(say(kUnknownCode, words::code_text(*code)));
  const words::Subject& subject = *words::subject_of(*code);
  print_out(line_of(*entry) + "\n" + wrapped(explanation_of(subject), 0) + "\n");
  return kDone;
}

}  // namespace

constinit const Command kExplainCommand = {
    .name = "explain",
    .summary = "what an error's code stands for, and what helps",
    .examples = kExamples,
    .operands = kOperands,
    .run = run_explain,
};

}  // namespace glia::cli
