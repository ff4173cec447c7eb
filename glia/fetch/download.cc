#include "glia/fetch/download.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/fetch/part_file.h"

namespace glia::fetch {
namespace {

constexpr int kMostTries = 20;  // of one mirror
constexpr int kRangeNotSatisfiable = 416;

// Thrown through the transport when an answer grows beyond what the file can be.
struct TooLong {};

class Job {
 public:
  Job(Transport& transport, const Wanted& wanted, const Listener& listener)
      : transport_(transport), wanted_(wanted), listener_(listener), part_(wanted.path) {}

  bool run() {
    // An earlier run may have got all of it, and been stopped before it could say so.
    if (part_.size() > wanted_.limit) part_.clear();
    if (part_.size() > 0 && !problem() && take()) return true;
    for (const std::string& url : wanted_.urls) {
      if (from_mirror(url)) return true;
      if (interrupted()) return false;
    }
    fail(ErrorKind::kFailed, say("{}: none of {} mirrors has it; the last said: {}", wanted_.path,
                                 wanted_.urls.size(), last_));
  }

 private:
  bool interrupted() const { return listener_.interrupt != nullptr && listener_.interrupt->load(); }

  void note(const Message& message) {
    last_ = message;
    if (listener_.note) listener_.note(message);
  }

  bool from_mirror(const std::string& url) {
    for (int tries = 0; tries < kMostTries; ++tries) {
      const uint64_t before = part_.size();
      const Answer answer = ask(url);
      if (interrupted()) return false;
      if (answer.ending == Ending::kWhole) {
        const std::optional<Message> wrong = problem();
        if (!wrong) return take();
        note(say("{}: {}", url, *wrong));
        part_.clear();
        // What was wrong may have come from elsewhere.
        if (resumed_) continue;
        return false;
      }
      // The part is longer than this mirror's file, or its end is all there is to it.
      if (answer.status == kRangeNotSatisfiable && before > 0) {
        note(say("{}: has no rest to resume from, asked for all of it", url));
        part_.clear();
        continue;
      }
      if (answer.ending == Ending::kRefused) {
        note(say("{}: {}", url, Message(answer.reason)));
        return false;
      }
      note(say("{}: broke off after {} bytes: {}", url, part_.size(), Message(answer.reason)));
      // What began anew and broke off earlier than before brings no progress.
      if (part_.size() <= before) return false;
    }
    return false;
  }

  Answer ask(const std::string& url) {
    Request request{url, part_.size(), {}, {}, {}};
    uint64_t total = 0;
    request.begin = [&](uint64_t from, uint64_t whole) {
      total = whole;
      resumed_ = from > 0 && from == part_.size();
      if (!resumed_ && part_.size() > 0) part_.clear();
      if (!resumed_ && from > 0) throw TooLong();  // the middle of a file is of no use
      if (whole > wanted_.limit) throw TooLong();
      progress(total);
    };
    request.take = [&](std::string_view bytes) {
      if (part_.size() + bytes.size() > wanted_.limit) throw TooLong();
      part_.append(bytes);
      progress(total);
    };
    request.stop = [&] { return interrupted(); };
    try {
      return transport_.get(request);
    } catch (const TooLong&) {
      part_.clear();
      return {Ending::kRefused, 0,
              say("sends something else than the file: more than {} bytes", wanted_.limit).text()};
    }
  }

  void progress(uint64_t total) const {
    if (listener_.progress) listener_.progress(part_.size(), total);
  }

  std::optional<Message> problem() const { return wanted_.problem(part_.read(wanted_.limit)); }

  bool take() {
    part_.commit();
    return true;
  }

  Transport& transport_;
  const Wanted& wanted_;
  const Listener& listener_;
  PartFile part_;
  bool resumed_ = false;
  Message last_;
};

}  // namespace

bool download(Transport& transport, const Wanted& wanted, const Listener& listener) {
  return Job(transport, wanted, listener).run();
}

bool is_web_address(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.substr(0, scheme.size()) == scheme)
      return url.size() > scheme.size() && url[scheme.size()] != '/';
  }
  return false;
}

}  // namespace glia::fetch
