#include "apps/cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/system_reason.h"

namespace glia::cli {
namespace {

constexpr char kWarning[] = "warning";
constexpr char kError[] = "error";
constexpr char kWriteFailed[] = "standard output: can't write: {}";

bool color_is_off = false;
bool reader_is_gone = false;

bool is_dumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::strcmp(term, "dumb") == 0;
}

Terminal terminal_of(int descriptor) {
  Terminal terminal;
  terminal.is_terminal = isatty(descriptor) != 0 && !is_dumb();
  const char* no_color = std::getenv("NO_COLOR");
  terminal.color = terminal.is_terminal && !color_is_off && (no_color == nullptr || *no_color == 0);
  winsize size{};
  if (terminal.is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.columns = size.ws_col;
  return terminal;
}

// 0, or the errno that stopped it.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return ENOSPC;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

std::string marked(const char* name, const char* code, std::string_view text) {
  const std::string_view label = word(name);
  const std::string shown = printable(text);
  if (!err_terminal().color) return fmt::format("glia: {}: {}\n", label, shown);
  return fmt::format("glia: \x1b[{}m{}:\x1b[0m {}\n", code, label, shown);
}

}  // namespace

void print_out(std::string_view text) {
  if (reader_is_gone) return;
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE)
    reader_is_gone = true;
  else if (error != 0)
    fail(ErrorKind::kFailed, say(kWriteFailed, system_reason(error)));
}

void print_err(std::string_view text) { write_all(STDERR_FILENO, text); }

Terminal out_terminal() { return terminal_of(STDOUT_FILENO); }
Terminal err_terminal() { return terminal_of(STDERR_FILENO); }
void switch_color_off() { color_is_off = true; }

std::string warning_line(std::string_view text) { return marked(kWarning, "33", text); }
std::string error_line(std::string_view text) { return marked(kError, "1;31", text); }

std::string usage_line(std::string_view text) { return printable(text) + "\n"; }

std::string heading(std::string_view text) {
  return out_terminal().color ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

void keep_stream_numbers() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
    // The wrong way round: reading standard input and writing the others fails.
    static_cast<void>(open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

void ignore_stream_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace glia::cli
