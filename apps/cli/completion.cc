#include "apps/cli/completion.h"

#include <set>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/data/builtin.h"

namespace glia::cli {
namespace {

enum class Value : unsigned char { kNone, kFile, kFolder, kChoice, kOther };

Value value_of(const Flag& flag) {
  if (flag.value.empty()) return Value::kNone;
  if (flag.value.find("FILE") != std::string_view::npos || flag.value == "MODEL")
    return Value::kFile;
  if (flag.value == "DIR") return Value::kFolder;
  return flag.value.find('|') != std::string_view::npos ? Value::kChoice : Value::kOther;
}

// "zh|en" -> "zh en"
std::string choices_of(const Flag& flag) {
  std::string choices(flag.value);
  for (char& c : choices)
    if (c == '|') c = ' ';
  return choices;
}

std::vector<const Flag*> flags_of(const Command& command) {
  std::vector<const Flag*> flags;
  for (const Flag& flag : command.flags) flags.push_back(&flag);
  for (const Flag& flag : common_flags()) flags.push_back(&flag);
  return flags;
}

bool takes(const Command& command, std::string_view operand) {
  for (const Operand& each : command.operands)
    if (each.name == operand) return true;
  return false;
}

std::string verb_names() {
  std::string names;
  for (const Command* command : commands())
    names += fmt::format("{}{}", names.empty() ? "" : " ", command->name);
  return names;
}

// What may stand without a dash, beside files.
std::string operand_words(const Command& command) {
  if (takes(command, "VERB")) return verb_names();
  if (takes(command, "ACTION")) return "list show get";
  if (!takes(command, "DATA")) return {};
  std::string names;
  for (const data::Builtin& set : data::builtins())
    names += fmt::format("{}{}", names.empty() ? "" : " ", set.name);
  return names;
}

// In single quotes; `escape` is what stands for a quote inside.
std::string quoted(std::string_view text, std::string_view escape) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string(escape) : std::string(1, c);
  return result + "'";
}

}  // namespace

std::string bash_completion() {
  std::string flags;
  std::string operands;
  std::set<std::string> files;
  std::set<std::string> folders;
  std::string choices;
  std::set<std::string> others;
  for (const Command* command : commands()) {
    std::string names;
    for (const Flag* flag : flags_of(*command)) {
      names += fmt::format("{}{}", names.empty() ? "" : " ", flag->name);
      const std::string name(flag->name);
      switch (value_of(*flag)) {
        case Value::kNone:
          break;
        case Value::kFile:
          files.insert(name);
          break;
        case Value::kFolder:
          folders.insert(name);
          break;
        case Value::kChoice:
          if (choices.find("    " + name + ")") == std::string::npos)
            choices +=
                fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                            name, choices_of(*flag));
          break;
        case Value::kOther:
          others.insert(name);
          break;
      }
    }
    flags += fmt::format("    {}) flags='{}' ;;\n", command->name, names);
    const std::string known = operand_words(*command);
    if (!known.empty()) operands += fmt::format("    {}) names='{}' ;;\n", command->name, known);
  }
  return fmt::format(R"(# bash completion of glia; made by `glia help --completion bash`.
_glia() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
  local verb=${{COMP_WORDS[1]}} flags='' names=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '{} --help --version' -- "$word"))
    return
  fi
  case "$before" in
    {}) COMPREPLY=($(compgen -f -- "$word")); return ;;
    {}) COMPREPLY=($(compgen -d -- "$word")); return ;;
{}    {}) return ;;
  esac
  case "$verb" in
{}  esac
  case "$verb" in
{}  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -W "$names" -- "$word") $(compgen -f -- "$word")) ;;
  esac
}}
complete -o filenames -F _glia glia
)",
                     verb_names(), fmt::join(files, "|"), fmt::join(folders, "|"), choices,
                     fmt::join(others, "|"), flags, operands);
}

std::string zsh_completion() {
  // Brackets and colons have a meaning in a specification of _arguments.
  const auto escaped = [](std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (c == '[' || c == ']' || c == ':') result += '\\';
      result += c;
    }
    return result;
  };
  std::string verbs;
  std::string cases;
  for (const Command* command : commands()) {
    verbs += fmt::format(
        "    {}\n",
        quoted(fmt::format("{}:{}", command->name, escaped(word(command->summary))), "'\\''"));
    std::string specs;
    for (const Flag* flag : flags_of(*command)) {
      std::string spec =
          fmt::format("{}{}[{}]", flag->many ? "*" : "", flag->name, escaped(word(flag->text)));
      const Value value = value_of(*flag);
      if (value != Value::kNone) spec += fmt::format(":{}:", escaped(flag->value));
      if (value == Value::kFile) spec += "_files";
      if (value == Value::kFolder) spec += "_files -/";
      if (value == Value::kChoice) spec += fmt::format("({})", choices_of(*flag));
      specs += fmt::format(" \\\n        {}", quoted(spec, "'\\''"));
    }
    const std::string known = operand_words(*command);
    const std::string rest = known.empty() ? "*:file:_files"
                                           : fmt::format(
                                                 "*: :{{ _alternative "
                                                 "\"names:name:({})\" \"files:file:_files\" }}",
                                                 known);
    cases += fmt::format("    {})\n      _arguments{} \\\n        {} ;;\n", command->name, specs,
                         quoted(rest, "'\\''"));
  }
  return fmt::format(R"(#compdef glia
# zsh completion of glia; made by `glia help --completion zsh`.
_glia() {{
  local -a verbs
  verbs=(
{}  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
{}  esac
}}
_glia "$@"
)",
                     verbs, cases);
}

std::string fish_completion() {
  std::string text = "# fish completion of glia; made by `glia help --completion fish`.\n";
  text += "complete -c glia -f\n";
  for (const Command* command : commands()) {
    text += fmt::format("complete -c glia -n __fish_use_subcommand -a {} -d {}\n", command->name,
                        quoted(word(command->summary), "\\'"));
  }
  for (const Command* command : commands()) {
    const std::string when =
        fmt::format("complete -c glia -n '__fish_seen_subcommand_from {}'", command->name);
    const std::string known = operand_words(*command);
    text += fmt::format("{} -F{}\n", when, known.empty() ? "" : " -a " + quoted(known, "\\'"));
    for (const Flag* flag : flags_of(*command)) {
      text += fmt::format("{} -l {}", when, flag->name.substr(2));
      if (flag->letter != 0) text += fmt::format(" -s {}", flag->letter);
      const Value value = value_of(*flag);
      if (value == Value::kChoice) text += fmt::format(" -x -a '{}'", choices_of(*flag));
      if (value == Value::kOther) text += " -x";
      if (value == Value::kFile || value == Value::kFolder) text += " -r -F";
      text += fmt::format(" -d {}\n", quoted(word(flag->text), "\\'"));
    }
  }
  return text;
}

}  // namespace glia::cli
