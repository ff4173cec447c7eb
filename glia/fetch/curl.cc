// The transport by libcurl, which is looked for when a download begins and not before: the program
// starts without it and its thirty libraries.
#define CURL_DISABLE_TYPECHECK  // its macros take no pointers to the functions
#include <curl/curl.h>
#include <dlfcn.h>

#include <array>
#include <exception>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/fetch/transport.h"

namespace glia::fetch {
namespace {

constexpr long kMostRedirects = 5;
constexpr long kConnectSeconds = 20;
constexpr long kSilentSeconds = 30;
constexpr int kPartialContent = 206;

// The functions of libcurl in use. Loaded once and never unloaded: it keeps threads and caches.
struct Library {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_easy_init) init;
  decltype(&::curl_easy_setopt) setopt;
  decltype(&::curl_easy_perform) perform;
  decltype(&::curl_easy_getinfo) getinfo;
  decltype(&::curl_easy_strerror) strerror;
  decltype(&::curl_easy_cleanup) cleanup;
};

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) fail(ErrorKind::kFailed, say("libcurl has no {}", name));
}

Library load() {
  void* library = nullptr;
  // Debian's names: with OpenSSL, with GnuTLS.
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"})
    if (library == nullptr) library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    fail(ErrorKind::kFailed,
         "downloading needs libcurl, which is not on this machine: apt-get install libcurl4");
  }
  Library found{};
  find(library, "curl_global_init", found.global_init);
  find(library, "curl_easy_init", found.init);
  find(library, "curl_easy_setopt", found.setopt);
  find(library, "curl_easy_perform", found.perform);
  find(library, "curl_easy_getinfo", found.getinfo);
  find(library, "curl_easy_strerror", found.strerror);
  find(library, "curl_easy_cleanup", found.cleanup);
  if (found.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    fail(ErrorKind::kFailed, "libcurl can't be started");
  return found;
}

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

struct Range {
  uint64_t from = 0;
  uint64_t total = 0;
};

// "bytes 100-199/200"; the total may be "*".
std::optional<Range> parse_content_range(std::string_view value) {
  const size_t begin = value.find_first_of("0123456789");
  const size_t dash = value.find('-');
  const size_t slash = value.find('/');
  if (begin == std::string_view::npos || dash == std::string_view::npos || dash < begin)
    return std::nullopt;
  const std::optional<int64_t> from = parse_int64(value.substr(begin, dash - begin));
  if (!from || *from < 0) return std::nullopt;
  Range range{static_cast<uint64_t>(*from), 0};
  if (slash != std::string_view::npos)
    range.total = static_cast<uint64_t>(parse_int64(value.substr(slash + 1)).value_or(0));
  return range;
}

// One request while it runs. The functions that C calls catch everything: an exception may not
// cross libcurl.
class Run {
 public:
  explicit Run(const Request& request) : request_(request), handle_(library().init()) {
    if (handle_ == nullptr) fail(ErrorKind::kFailed, "libcurl can't be started");
  }
  ~Run() { library().cleanup(handle_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Answer get() {
    configure();
    const CURLcode code = library().perform(handle_);
    if (thrown_) std::rethrow_exception(thrown_);
    // A file may be empty, or an answer have no body.
    if (code == CURLE_OK && !begun_) begin();
    if (thrown_) std::rethrow_exception(thrown_);
    Answer answer;
    answer.status = status();
    if (code == CURLE_OK) {
      answer.ending = Ending::kWhole;
      return answer;
    }
    const bool refused = !begun_;
    answer.ending = code == CURLE_ABORTED_BY_CALLBACK ? Ending::kStopped
                    : refused                         ? Ending::kRefused
                                                      : Ending::kCut;
    answer.reason = *error_.data() != 0 ? error_.data() : library().strerror(code);
    return answer;
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (library().setopt(handle_, option, value) != CURLE_OK)
      fail(ErrorKind::kFailed, say("libcurl refuses option {}", static_cast<int>(option)));
  }

  void configure() {
    const bool secure = request_.url.rfind("https:", 0) == 0;
    set(CURLOPT_ERRORBUFFER, error_.data());
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, kMostRedirects);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    set(CURLOPT_USERAGENT, "glia");
    if (request_.from > 0) {
      range_ = fmt::format("{}-", request_.from);
      set(CURLOPT_RANGE, range_.c_str());
    }
    set(CURLOPT_HEADERFUNCTION, &Run::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Run::on_bytes);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Run::on_progress);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  }

  int status() const {
    long code = 0;
    library().getinfo(handle_, CURLINFO_RESPONSE_CODE, &code);
    return static_cast<int>(code);
  }

  // The head of the last answer is known: where its bytes belong.
  void begin() {
    begun_ = true;
    curl_off_t length = 0;
    library().getinfo(handle_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    Range answer{0, length > 0 ? static_cast<uint64_t>(length) : 0};
    if (status() == kPartialContent && content_range_) answer = *content_range_;
    guarded([&] { request_.begin(answer.from, answer.total); });
  }

  template <class Action>
  bool guarded(const Action& action) {
    try {
      action();
      return true;
    } catch (...) {
      thrown_ = std::current_exception();
      return false;
    }
  }

  static size_t on_header(char* bytes, size_t one, size_t size, void* self) {
    Run& run = *static_cast<Run*>(self);
    const std::string_view line(bytes, one * size);
    if (line.rfind("HTTP/", 0) == 0) run.content_range_.reset();  // of the answer before a redirect
    run.guarded([&] {
      std::string name(line.substr(0, line.find(':')));
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (name != "content-range") return;
      std::string_view value = line.substr(name.size() + 1);
      while (!value.empty() && (value.back() == '\n' || value.back() == '\r'))
        value.remove_suffix(1);
      run.content_range_ = parse_content_range(value);
    });
    return one * size;
  }

  static size_t on_bytes(char* bytes, size_t one, size_t size, void* self) {
    Run& run = *static_cast<Run*>(self);
    if (!run.begun_) run.begin();
    if (run.thrown_) return 0;
    const bool taken = run.guarded([&] { run.request_.take({bytes, one * size}); });
    return taken ? one * size : 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const Run& run = *static_cast<Run*>(self);
    return run.request_.stop && run.request_.stop() ? 1 : 0;
  }

  const Request& request_;
  CURL* handle_;
  std::string range_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::optional<Range> content_range_;
  bool begun_ = false;
  std::exception_ptr thrown_;
};

class Curl : public Transport {
 public:
  Curl() { library(); }
  Answer get(const Request& request) override { return Run(request).get(); }
};

}  // namespace

std::unique_ptr<Transport> make_transport() { return std::make_unique<Curl>(); }

}  // namespace glia::fetch
