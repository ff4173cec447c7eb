// The program `glia`: finds the verb, runs it, and turns what it throws into one line and an exit
// code.
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/help.h"
#include "apps/cli/output.h"
#include "apps/cli/words.h"

namespace glia::cli {
namespace {

const std::string kLanguage = "--lang";
constexpr char kOutOfMemory[] =
    "out of memory; a smaller --batch, fewer --layers or less data need less";
constexpr char kNoLanguage[] = "--lang expects zh or en, found '{}'";

// What holds for every text stands anywhere on the line, and is looked for first: the complaint
// about another flag is a text too.
void take_manner(const std::vector<std::string>& words) {
  speak(words::language_of_environment());
  for (size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i] == "--no-color") switch_color_off();
    std::string name;
    if (words[i].rfind(kLanguage + "=", 0) == 0) name = words[i].substr(kLanguage.size() + 1);
    if (words[i] == kLanguage && i + 1 < words.size()) name = words[i + 1];
    if (name.empty()) continue;
    const std::optional<words::Language> language = words::parse_language(name);
    if (!language) throw UsageError("", say(kNoLanguage, name));
    speak(*language);
  }
}

int run(std::vector<std::string> words) {
  take_manner(words);
  // `glia --lang zh` alone asks for the overview.
  if (words.size() == 2 && words[0] == kLanguage) words.clear();
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    print_out(overview());
    return kDone;
  }
  if (words[0] == "--version") {
    print_out(version_text());
    return kDone;
  }
  return run_command(find_command(words[0]), {words.begin() + 1, words.end()});
}

// "no such file [E0201]": what `glia explain` takes.
std::string with_code(const Error& error) {
  const int code = words::code_of(error.message());
  const std::string text = in_words(error.message());
  return code > 0 ? fmt::format("{} [{}]", text, words::code_text(code)) : text;
}

int run_and_report(const std::vector<std::string>& words) {
  try {
    return run(words);
  } catch (const UsageError& error) {
    print_err(usage_line(with_code(error)));
    return static_cast<int>(error.kind());
  } catch (const Error& error) {
    print_err(error_line(with_code(error)));
    return static_cast<int>(error.kind());
  } catch (const std::bad_alloc&) {
    print_err(error_line(word(kOutOfMemory)));
  } catch (const std::exception& error) {
    print_err(error_line(error.what()));
  }
  return static_cast<int>(ErrorKind::kFailed);
}

}  // namespace
}  // namespace glia::cli

int main(int argc, char** argv) {
  glia::cli::ignore_stream_signals();
  return glia::cli::run_and_report({argv + (argc > 0 ? 1 : 0), argv + argc});
}
