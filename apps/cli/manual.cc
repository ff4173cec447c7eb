// Manual pages: man(7) macros around the texts of the table of verbs.
#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/completion.h"
#include "apps/cli/help.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr char kManual[] = "glia manual";
constexpr char kName[] = "NAME";
constexpr char kSynopsis[] = "SYNOPSIS";
constexpr char kDescription[] = "DESCRIPTION";
constexpr char kOptions[] = "OPTIONS";
constexpr char kExamples[] = "EXAMPLES";
constexpr char kExitStatus[] = "EXIT STATUS";
constexpr char kSeeAlso[] = "SEE ALSO";
constexpr char kWhat[] = "neural networks for tables and images, from the command line";

struct Exit {
  int code;
  const char* text;
};
constexpr Exit kExits[] = {
    {0, "done"},
    {1, "the run failed: files, memory"},
    {2, "the command line is wrong"},
    {3, "the data can't be used"},
    {4, "the model file is damaged or newer than this program"},
    {5, "training diverged"},
    {6, "a required quality was missed"},
    {130, "interrupted; the best model so far is saved"},
    {143, "the same, by SIGTERM"},
};

// A backslash begins an escape, a dash would become a hyphen, a dot or quote first on a line a
// request.
std::string escaped(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool first = i == 0 || text[i - 1] == '\n';
    if (first && (text[i] == '.' || text[i] == '\'')) result += "\\&";
    if (text[i] == '\\')
      result += "\\e";
    else if (text[i] == '-')
      result += "\\-";
    else
      result += text[i];
  }
  return result;
}

std::string section(std::string_view name) { return fmt::format(".SH \"{}\"\n", word(name)); }

std::string flag_entry(const Flag& flag) {
  std::string head = fmt::format("\\fB{}\\fR", escaped(flag.name));
  if (flag.letter != 0) head = fmt::format("\\fB\\-{}\\fR, {}", flag.letter, head);
  if (!flag.value.empty()) head += fmt::format(" \\fI{}\\fR", escaped(flag.value));
  return fmt::format(".TP\n{}\n{}\n", head, escaped(word(flag.text)));
}

std::string exit_section() {
  std::string text = section(kExitStatus);
  for (const Exit& each : kExits)
    text += fmt::format(".TP\n{}\n{}\n", each.code, escaped(word(each.text)));
  return text;
}

std::string title(std::string_view name) {
  return fmt::format(".TH \"{}\" 1 \"\" \"glia {}\" \"{}\"\n", name, GLIA_VERSION, word(kManual));
}

std::string overview_page() {
  std::string text = title("GLIA") + section(kName);
  text += fmt::format("glia \\- {}\n", escaped(word(kWhat)));
  text += section(kSynopsis) + ".B glia\n\\fIVERB\\fR ...\n" + section(kDescription);
  for (const Command* command : commands()) {
    text += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", command->name, escaped(operands_of(*command)),
                        escaped(word(command->summary)));
  }
  text += exit_section() + section(kSeeAlso);
  for (const Command* command : commands())
    text += fmt::format(".BR glia\\-{} (1)\n", command->name);
  return text;
}

}  // namespace

std::string manual_page(const Command* command) {
  if (command == nullptr) return overview_page();
  const std::string name = fmt::format("glia\\-{}", command->name);
  std::string text = title(name) + section(kName);
  text += fmt::format("{} \\- {}\n", name, escaped(word(command->summary)));
  text += section(kSynopsis);
  text += fmt::format("\\fBglia {}\\fR{} [...]\n", command->name, escaped(operands_of(*command)));
  text += section(kDescription);
  for (const Operand& operand : command->operands)
    text += fmt::format(".TP\n\\fI{}\\fR\n{}\n", operand.name, escaped(word(operand.text)));
  if (!command->notes.empty())
    text += fmt::format(".PP\n.nf\n{}\n.fi\n", escaped(word(command->notes)));
  text += section(kOptions);
  for (const Flag& flag : command->flags) text += flag_entry(flag);
  for (const Flag& flag : common_flags()) text += flag_entry(flag);
  text += section(kExamples);
  for (const Example& example : command->examples)
    text += fmt::format(".TP\n{}\n{}\n", escaped(example.line), escaped(word(example.text)));
  return text + exit_section() + section(kSeeAlso) + ".BR glia (1)\n";
}

}  // namespace glia::cli
