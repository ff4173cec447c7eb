// `glia data get`: downloads what is not bundled, with a line of progress on a terminal.
#include "apps/cli/data_actions.h"
#include "apps/cli/interrupt.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/words.h"
#include "glia/base/clock.h"
#include "glia/data/builtin.h"
#include "glia/session/download_data.h"

namespace glia::cli {
namespace {

constexpr char kTableIsHere[] =
    "{0} is part of this program: glia train {0}, or as a file: glia data show {0} --csv > "
    "{0}.csv\n";
constexpr char kFashionIsHere[] =
    "{0} is read from Debian's package dataset-fashion-mnist:\n"
    "  sudo apt-get install dataset-fashion-mnist\n"
    "  glia train {0} --layers 128\n"
    "Elsewhere put the four files of https://github.com/zalandoresearch/fashion-mnist into a\n"
    "folder and name it: glia train {0}:FOLDER\n";
constexpr char kFetched[] = "{}: {} fetched, {} there before; all checked by SHA-256\n";
constexpr char kTrainNow[] = "Train on it: glia train {}:{} --layers 128\n";
constexpr char kKept[] =
    "interrupted; what came is kept, and the same command goes on from there\n";
constexpr char kMegabytes[] = "{}  {:.1f} MB";
constexpr char kMegabytesOf[] = "{}  {:.1f} of {:.1f} MB";
constexpr double kRedraw = 0.1;  // seconds

// Redraws itself on a terminal and is not there elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet) : on_(!quiet && err_terminal().is_terminal) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const std::string& file, uint64_t done, uint64_t total) {
    const double now = monotonic_seconds();
    if (!on_ || now - drawn_at_ < kRedraw) return;
    drawn_at_ = now;
    const auto megabytes = [](uint64_t bytes) { return static_cast<double>(bytes) / 1e6; };
    const std::string text = total == 0 ? tr(kMegabytes, file, megabytes(done))
                                        : tr(kMegabytesOf, file, megabytes(done), megabytes(total));
    print_err("\r" + text + "\x1b[K");
    is_drawn_ = true;
  }

  void clear() {
    if (is_drawn_) print_err("\r\x1b[K");
    is_drawn_ = false;
  }

 private:
  bool on_;
  bool is_drawn_ = false;
  double drawn_at_ = -1;
};

int download(const Arguments& arguments, const std::string& name) {
  const bool quiet = arguments.has("--quiet");
  session::DownloadRequest request;
  request.name = name;
  request.folder = arguments.text("--out", name);
  request.mirrors = arguments.list("--from");
  const InterruptWatch watch;
  ProgressLine line(quiet);
  session::DownloadEvents events;
  events.interrupt = &watch.requested();
  events.progress = [&](const std::string& file, uint64_t done, uint64_t total) {
    line.show(file, done, total);
  };
  events.note = [&](const Message& message) {
    line.clear();
    if (!quiet) print_err(warning_line(in_words(message)));
  };
  const session::DownloadOutcome outcome = session::download_data(request, events);
  line.clear();
  if (outcome.interrupted) {
    print_err(tr(kKept));
    return watch.exit_code();
  }
  if (!quiet) {
    print_out(tr(kFetched, request.folder, counted(outcome.fetched, "file"),
                 counted(outcome.present, "file")) +
              tr(kTrainNow, name, request.folder));
  }
  return kDone;
}

}  // namespace

int get_data(const Arguments& arguments, const std::string& name) {
  const data::Builtin& set = data::builtin(name);
  if (session::is_downloadable(set.name)) return download(arguments, name);
  print_out(set.kind == data::BuiltinKind::kTable ? tr(kTableIsHere, set.name)
                                                  : tr(kFashionIsHere, set.name));
  return kDone;
}

}  // namespace glia::cli
