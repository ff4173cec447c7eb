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

namespace glia::cli {
namespace {

constexpr char kOutOfMemory[] =
    "out of memory; a smaller --batch, fewer --layers or less data need less";

int run(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word == "--no-color") switch_color_off();
  }
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

int run_and_report(const std::vector<std::string>& words) {
  try {
    return run(words);
  } catch (const UsageError& error) {
    print_err(usage_line(error.what()));
    return static_cast<int>(error.kind());
  } catch (const Error& error) {
    print_err(error_line(error.what()));
    return static_cast<int>(error.kind());
  } catch (const std::bad_alloc&) {
    print_err(error_line(kOutOfMemory));
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
