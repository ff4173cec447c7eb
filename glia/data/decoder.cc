#include "glia/data/decoder.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::data {
namespace {

constexpr size_t kPiece = size_t{1} << 16;

class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  void reset() { iconv(handle_, nullptr, nullptr, nullptr, nullptr); }
  // 0, or why it stopped: E2BIG, EINVAL or EILSEQ.
  int convert(char*& in, size_t& left, char*& out, size_t& room) {
    return iconv(handle_, &in, &left, &out, &room) == static_cast<size_t>(-1) ? errno : 0;
  }
  // What an encoding with states has still to say at its end.
  void finish(char*& out, size_t& room) { iconv(handle_, nullptr, nullptr, &out, &room); }

 private:
  iconv_t handle_;
};

class Decoded : public ByteSource {
 public:
  Decoded(ByteSource& bytes, const Encoding& encoding, std::string source)
      : bytes_(bytes),
        encoding_(encoding),
        source_(std::move(source)),
        converter_(encoding.name),
        in_(piece_size(bytes, kPiece)),
        out_(piece_size(*this, kPiece)) {
    if (!converter_.is_open())
      fail(ErrorKind::kFailed, say("{}: this system can't decode {}: {}", source_, encoding_.name,
                                   std::strerror(errno)));
    bytes_.rewind();
  }

  size_t read(void* out, size_t size) override {
    size_t used = 0;
    while (used < size) {
      if (taken_ == made_ && !make_more()) break;
      const size_t some = std::min(size - used, made_ - taken_);
      std::memcpy(static_cast<char*>(out) + used, out_.data() + taken_, some);
      taken_ += some;
      used += some;
    }
    return used;
  }

  void rewind() override {
    bytes_.rewind();
    converter_.reset();
    begin_ = end_ = taken_ = made_ = 0;
    is_last_ = is_done_ = false;
    offset_ = 0;
    line_ = 1;
    after_cr_ = false;
  }

  uint64_t size_hint() const override {
    return encoding_.name.find("16") == std::string::npos ? bytes_.size_hint()
                                                          : bytes_.size_hint() / 2;
  }
  uint64_t most() const override { return bytes_.most() * 4; }

 private:
  // False at the end.
  bool make_more() {
    taken_ = made_ = 0;
    while (made_ == 0 && !is_done_) {
      if (!is_last_) fill();
      char* in = in_.data() + begin_;
      size_t left = end_ - begin_;
      char* out = out_.data();
      size_t room = out_.size();
      const int stop = converter_.convert(in, left, out, room);
      offset_ += end_ - begin_ - left;
      begin_ = end_ - left;
      made_ = static_cast<size_t>(out - out_.data());
      count_lines();
      // A character of which the next piece has the rest.
      if (stop == EILSEQ || (stop == EINVAL && is_last_)) refuse(stop == EINVAL);
      if (is_last_ && begin_ == end_) end(out, room);
    }
    return made_ > 0;
  }

  void fill() {
    const size_t rest = end_ - begin_;
    std::memmove(in_.data(), in_.data() + begin_, rest);
    const size_t room = in_.size() - rest;
    const size_t got = bytes_.read(in_.data() + rest, room);
    begin_ = 0;
    end_ = rest + got;
    is_last_ = got < room;
  }

  void end(char* out, size_t room) {
    constexpr size_t kMostAtEnd = 64;
    if (room < kMostAtEnd) return;  // once more, when there is
    converter_.finish(out, room);
    made_ = static_cast<size_t>(out - out_.data());
    is_done_ = true;
  }

  // Of what was made last.
  void count_lines() {
    for (size_t i = 0; i < made_; ++i) {
      const char c = out_[i];
      if (c == '\r' || (c == '\n' && !after_cr_)) ++line_;
      after_cr_ = c == '\r';
    }
  }

  [[noreturn]] void refuse(bool cut) const {
    if (cut)
      fail(ErrorKind::kData, say("{}:{}: byte {}: expected {} text, found a character that is cut "
                                 "off by the end of the file",
                                 source_, line_, offset_, encoding_.name));
    fail(ErrorKind::kData,
         say("{}:{}: byte {}: expected {} text, found the byte {:02x}, which begins no character "
             "of it; another encoding is named with --encoding",
             source_, line_, offset_, encoding_.name, static_cast<unsigned char>(in_[begin_])));
  }

  ByteSource& bytes_;
  Encoding encoding_;
  std::string source_;
  Converter converter_;
  std::vector<char> in_;  // [begin_, end_) is still to be decoded
  size_t begin_ = 0, end_ = 0;
  std::vector<char> out_;  // [taken_, made_) is still to be handed out
  size_t taken_ = 0, made_ = 0;
  bool is_last_ = false;  // nothing comes behind in_
  bool is_done_ = false;
  uint64_t offset_ = 0;  // of in_[begin_] in the source
  int64_t line_ = 1;     // there
  bool after_cr_ = false;
};

}  // namespace

bool can_decode(const Encoding& encoding) {
  return encoding.is_utf8() || Converter(encoding.name).is_open();
}

std::unique_ptr<ByteSource> decoded(ByteSource& bytes, const Encoding& encoding,
                                    std::string source) {
  return std::make_unique<Decoded>(bytes, encoding, std::move(source));
}

std::string read_all(ByteSource& bytes) {
  std::string text;
  // Reserved memory costs nothing until it is written, so a hint that is wrong does no harm.
  text.reserve(static_cast<size_t>(bytes.size_hint()) + 1);
  const size_t piece = piece_size(bytes, kPiece);
  for (;;) {
    const size_t before = text.size();
    text.resize(before + piece);
    const size_t got = bytes.read(text.data() + before, piece);
    text.resize(before + got);
    if (got < piece) return text;
  }
}

std::string decode(std::string_view bytes, const Encoding& encoding, const std::string& source) {
  const auto memory = bytes_in_memory(bytes);
  return read_all(*decoded(*memory, encoding, source));
}

}  // namespace glia::data
