// The program `glia`: finds the verb, runs it, and turns what it throws into one line and an exit
// code.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
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
// Made while there is memory; no destructor takes it away, and before main it is empty.
constinit std::string_view out_of_memory;
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
  static const std::string kept = error_line(word(kOutOfMemory));
  out_of_memory = kept;
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

int report_errors(const std::vector<std::string>& words) {
  try {
    return run(words);
  } catch (const UsageError& error) {
    print_err(usage_line(with_code(error)));
    return static_cast<int>(error.kind());
  } catch (const Error& error) {
    print_err(error_line(with_code(error)));
    return static_cast<int>(error.kind());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    print_err(error_line(error.what()));
  }
  return static_cast<int>(ErrorKind::kFailed);
}

// Memory may be gone for good, also while another error is being told: this takes none.
void tell_out_of_memory() {
  print_err(out_of_memory.empty() ? "glia: error: out of memory\n" : out_of_memory);
}

int run_and_report(int count, char** words) {
  try {
    return report_errors({words, words + count});
  } catch (const std::bad_alloc&) {
    tell_out_of_memory();
  }
  return static_cast<int>(ErrorKind::kFailed);
}

// Where an exception can't pass, memory may be lacking too: the JSON library takes some to destroy
// a value, CLI11 before main. That is no crash: files are whole at any moment.
[[noreturn]] void end_at_once() {
  try {
    if (const std::exception_ptr exception = std::current_exception())
      std::rethrow_exception(exception);
  } catch (const std::bad_alloc&) {
    tell_out_of_memory();
    _exit(static_cast<int>(ErrorKind::kFailed));
  } catch (...) {
    std::abort();
  }
  std::abort();
}

// Before anything else is initialised.
[[gnu::constructor(101)]] void choose_end() { std::set_terminate(end_at_once); }

}  // namespace
}  // namespace glia::cli

int main(int argc, char** argv) {
  glia::cli::keep_stream_numbers();
  glia::cli::ignore_stream_signals();
  const int skipped = argc > 0 ? 1 : 0;
  return glia::cli::run_and_report(argc - skipped, argv + skipped);
}
