#include "glia/session/download_data.h"

#include <filesystem>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/sha256.h"
#include "glia/data/gzip.h"

namespace glia::session {
namespace {

struct KnownFile {
  std::string_view name;    // as mirrors have it, compressed
  uint64_t bytes;           // decompressed
  std::string_view sha256;  // of these
};

struct KnownSet {
  std::string_view name;
  std::span<const std::string_view> mirrors;
  std::span<const KnownFile> files;
};

constexpr std::string_view kMnistMirrors[] = {
    "https://ossci-datasets.s3.amazonaws.com/mnist",
    "https://storage.googleapis.com/cvdf-datasets/mnist",
};
constexpr KnownFile kMnistFiles[] = {
    {"train-images-idx3-ubyte.gz", 47040016,
     "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
    {"train-labels-idx1-ubyte.gz", 60008,
     "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
    {"t10k-images-idx3-ubyte.gz", 7840016,
     "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
    {"t10k-labels-idx1-ubyte.gz", 10008,
     "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
};
constexpr KnownSet kSets[] = {{"mnist", kMnistMirrors, kMnistFiles}};

const KnownSet* find_set(std::string_view name) {
  for (const KnownSet& set : kSets)
    if (set.name == name) return &set;
  return nullptr;
}

// Compressed data may be a little longer than plain.
constexpr uint64_t kPacking = 4096;

std::optional<Message> problem_of(const KnownFile& file, const std::string& bytes) {
  std::string content;
  try {
    data::GzipLimits limits;
    limits.bytes = file.bytes;
    content = data::is_gzip(bytes) ? data::gunzip(bytes, std::string(file.name), limits) : bytes;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kData) throw;
    return error.message();
  }
  const std::string found = to_hex(sha256(content));
  if (found == file.sha256) return std::nullopt;
  return say("the wrong file: its content has SHA-256 {}..., expected {}...", found.substr(0, 12),
             file.sha256.substr(0, 12));
}

// True if the file is there and right. One that is something else is never overwritten.
bool is_present(const KnownFile& file, const std::string& path) {
  if (!path_exists(path)) return false;
  const std::optional<Message> problem = problem_of(file, read_file(path, file.bytes + kPacking));
  if (!problem) return true;
  fail(ErrorKind::kFailed, say("{}: is there already, but {}; move it away", path, *problem));
}

// The folder; one that was made here and stays empty goes away again.
class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {
    if (is_folder(path_)) return;
    std::error_code error;
    made_ = std::filesystem::create_directory(path_, error);
    if (error)
      fail(ErrorKind::kFailed, say("{}: can't make the folder: {}", path_, error.message()));
  }
  ~Folder() {
    std::error_code not_empty;
    if (made_) std::filesystem::remove(path_, not_empty);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  std::string path_;
  bool made_ = false;
};

}  // namespace

bool is_downloadable(std::string_view name) { return find_set(name) != nullptr; }

DownloadOutcome download_data(const DownloadRequest& request, const DownloadEvents& events) {
  const KnownSet* set = find_set(request.name);
  if (set == nullptr) fail(ErrorKind::kUsage, say("'{}' is not downloaded", request.name));
  std::vector<std::string> mirrors = request.mirrors;
  for (const std::string& mirror : mirrors) {
    if (!fetch::is_web_address(mirror))
      fail(ErrorKind::kUsage,
           say("expected an address that begins http:// or https://, found '{}'", mirror));
  }
  if (mirrors.empty()) mirrors.assign(set->mirrors.begin(), set->mirrors.end());
  const Folder folder(request.folder);

  DownloadOutcome outcome;
  std::unique_ptr<fetch::Transport> transport;
  for (const KnownFile& file : set->files) {
    const std::string path = fmt::format("{}/{}", request.folder, file.name);
    if (is_present(file, path)) {
      ++outcome.present;
      continue;
    }
    if (!transport) transport = fetch::make_transport();
    fetch::Wanted wanted;
    wanted.path = path;
    wanted.limit = file.bytes + kPacking;
    wanted.problem = [&](const std::string& bytes) { return problem_of(file, bytes); };
    for (const std::string& mirror : mirrors) {
      const bool ends_so = mirror.back() == '/';
      wanted.urls.push_back(fmt::format("{}{}{}", mirror, ends_so ? "" : "/", file.name));
    }
    fetch::Listener listener;
    listener.note = events.note;
    listener.interrupt = events.interrupt;
    listener.progress = [&](uint64_t done, uint64_t total) {
      if (events.progress) events.progress(std::string(file.name), done, total);
    };
    if (!fetch::download(*transport, wanted, listener)) {
      outcome.interrupted = true;
      return outcome;
    }
    ++outcome.fetched;
  }
  return outcome;
}

}  // namespace glia::session
