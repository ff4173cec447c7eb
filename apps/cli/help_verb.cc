// `glia help [VERB]`, and the texts behind `--help` of every verb.
#include <algorithm>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/completion.h"
#include "apps/cli/help.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/kernels/dispatch.h"

namespace glia::cli {
namespace {

constexpr char kTitle[] = "glia: neural networks for tables and images, from the command line\n";
constexpr char kVerbs[] = "verbs";
constexpr char kUsage[] = "usage: glia {}{}{}\n";
constexpr char kFlags[] = "flags";
constexpr char kWithFlags[] = " [flags]";
constexpr char kPlannedFlags[] = "planned, not built yet:";
constexpr char kSummary[] = "glia {}: {}\n\n";
constexpr char kOneOf[] = "{}: {}";
constexpr char kVerb[] = "verb";
constexpr char kWhatItDoes[] = "what it does";
constexpr char kNotBuilt[] = "planned, not built yet";
constexpr char kMore[] = "`glia help VERB` shows a verb's flags; `glia --version` the version.\n";

constexpr Example kOverviewExamples[] = {
    {"glia train penguins", "train on a built-in table"},
    {"glia train my.csv --target price", "on a table of your own"},
    {"glia predict model.glia new.csv", "predictions for new rows"},
    {"glia eval model.glia labelled.csv", "how good is it?"},
};

constexpr Example kHelpExamples[] = {
    {"glia help", "the verbs"},
    {"glia help train", "the flags of one verb"},
    {"source <(glia help --completion bash)", "completion in this shell"},
};
constexpr Operand kHelpOperands[] = {{"VERB", "a verb", false}};
constexpr Flag kHelpFlags[] = {
    {"--markdown", "", "verbs and flags as the tables in README"},
    {"--man", "", "the manual page of VERB, or of glia"},
    {"--manuals", "DIR", "writes every manual page and completion into a folder"},
    {"--completion", "SHELL", "completion for bash, zsh or fish, to be sourced or installed"},
};

constexpr std::string (*kShells[])() = {bash_completion, zsh_completion, fish_completion};

void write_manuals(const std::string& folder) {
  write_file_atomically(folder + "/glia.1", manual_page(nullptr));
  for (const Command* command : commands())
    write_file_atomically(fmt::format("{}/glia-{}.1", folder, command->name), manual_page(command));
  write_file_atomically(folder + "/glia.bash", bash_completion());
  write_file_atomically(folder + "/_glia", zsh_completion());
  write_file_atomically(folder + "/glia.fish", fish_completion());
}

std::string examples_text(std::span<const Example> examples) {
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft});
  for (const Example& example : examples)
    table.add({std::string(example.line), std::string(word(example.text))});
  return table.text();
}

std::string flag_names(const Flag& flag) {
  std::string names;
  if (flag.letter != 0) names += fmt::format("-{}, ", flag.letter);
  names += flag.name;
  if (!flag.value.empty()) names += fmt::format(" {}", flag.value);
  return names;
}

std::string text_of(const Flag& flag) {
  if (flag.names == nullptr) return std::string(word(flag.text));
  return tr(kOneOf, word(flag.text), fmt::join(flag.names(), ", "));
}

std::string described(const std::vector<std::pair<std::string, std::string>>& entries) {
  int wide = 0;
  for (const auto& [name, text] : entries) wide = std::max(wide, display_width(name));
  wide = std::min(wide, 24);
  std::string result;
  for (const auto& [name, text] : entries) {
    result += fmt::format("  {}  {}\n", padded(name, wide), wrapped(text, wide + 4));
  }
  return result;
}

std::string planned_text(std::span<const Planned> planned) {
  std::string names;
  for (const Planned& each : planned) names += fmt::format(" {}", each.name);
  return wrapped(std::string(word(kPlannedFlags)) + names, 2) + "\n";
}

int run_help(const Arguments& arguments) {
  if (arguments.has("--manuals")) {
    write_manuals(arguments.text("--manuals"));
    return kDone;
  }
  if (arguments.has("--completion")) {
    print_out(kShells[arguments.choice("--completion", {"bash", "zsh", "fish"})]());
    return kDone;
  }
  const Command* about =
      arguments.has_operand("VERB") ? &find_command(arguments.operand("VERB")) : nullptr;
  if (arguments.has("--man"))
    print_out(manual_page(about));
  else if (arguments.has("--markdown"))
    print_out(markdown_lists());
  else if (about != nullptr)
    print_out(help_of(*about));
  else
    print_out(overview());
  return kDone;
}

}  // namespace

std::string operands_of(const Command& command) {
  std::string text;
  for (const Operand& operand : command.operands) {
    text +=
        operand.required ? fmt::format(" {}", operand.name) : fmt::format(" [{}]", operand.name);
  }
  return text;
}

std::string overview() {
  std::string text(word(kTitle));
  text += "\n" + examples_text(kOverviewExamples) + "\n" + heading(word(kVerbs)) + "\n";
  std::vector<std::pair<std::string, std::string>> entries;
  for (const Command* command : commands())
    entries.emplace_back(std::string(command->name), word(command->summary));
  text += described(entries);
  text += "\n" + planned_text(planned_commands());
  return text + "\n" + std::string(word(kMore));
}

std::string help_of(const Command& command) {
  std::string text = tr(kSummary, command.name, word(command.summary));
  text += examples_text(command.examples) + "\n";
  text += tr(kUsage, command.name, operands_of(command),
             command.flags.empty() ? std::string_view() : word(kWithFlags));
  std::vector<std::pair<std::string, std::string>> entries;
  for (const Operand& operand : command.operands)
    entries.emplace_back(std::string(operand.name), word(operand.text));
  if (!entries.empty()) text += "\n" + described(entries);
  entries.clear();
  for (const Flag& flag : command.flags) entries.emplace_back(flag_names(flag), text_of(flag));
  for (const Flag& flag : common_flags()) entries.emplace_back(flag_names(flag), text_of(flag));
  text += "\n" + heading(word(kFlags)) + "\n" + described(entries);
  if (!command.planned.empty()) text += "\n" + planned_text(command.planned);
  if (!command.notes.empty()) text += fmt::format("\n{}\n", word(command.notes));
  return text;
}

std::string markdown_lists() {
  std::string text = fmt::format("| {} | {} |\n|---|---|\n", word(kVerb), word(kWhatItDoes));
  for (const Command* command : commands()) {
    text += fmt::format("| `glia {}{}` | {} |\n", command->name, operands_of(*command),
                        word(command->summary));
  }
  for (const Command* command : commands()) {
    if (command->flags.empty()) continue;
    text += fmt::format("\n| `glia {}` | |\n|---|---|\n", command->name);
    for (const Flag& flag : command->flags) {
      std::string names = flag_names(flag);
      for (size_t at = names.find('|'); at != std::string::npos; at = names.find('|', at + 2))
        names.insert(at, "\\");
      text += fmt::format("| `{}` | {} |\n", names, text_of(flag));
    }
    std::string planned;
    for (const Planned& each : command->planned)
      planned += fmt::format("{}`{}`", planned.empty() ? "" : ", ", each.name);
    if (!planned.empty()) text += fmt::format("| {} | {} |\n", planned, word(kNotBuilt));
  }
  return text;
}

std::string version_text() {
  return fmt::format("glia {} ({})\n", GLIA_VERSION, kernels::target_name());
}

constinit const Command kHelpCommand = {
    .name = "help",
    .summary = "how to use a verb",
    .examples = kHelpExamples,
    .operands = kHelpOperands,
    .flags = kHelpFlags,
    .run = run_help,
};

}  // namespace glia::cli
