#include "glia/data/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/byte_source.h"

namespace glia::data {

struct Gunzip::State {
  z_stream stream{};
  ByteSource* input = nullptr;  // of what is not in memory
  std::vector<char> buffer;
  std::string_view ahead;    // what zlib has not consumed: of the buffer, or of all
  bool input_ended = false;  // nothing comes behind `ahead`
  uint64_t consumed = 0;     // by zlib
  uint64_t produced = 0;
  bool at_end = false;
  bool in_member = true;
  std::string source;
  GzipLimits limits;

  [[noreturn]] void fail_here(const std::string& what) const {
    fail(ErrorKind::kData, say("{}: byte {}: {}", source, consumed, what));
  }

  void start();
  void look_ahead(size_t least);
  void inflate_into(unsigned char*& out, size_t& room);
  void end_member();
  void check_growth() const;
};

namespace {

constexpr size_t kLargestStep = size_t{1} << 30;  // zlib counts in unsigned int
constexpr size_t kInputBytes = size_t{1} << 16;
constexpr int kGzipOnly = 16 + MAX_WBITS;

// What zlib calls the trouble, in the words of a user.
std::string describe(const char* message) {
  const std::string_view text = message == nullptr ? "invalid data" : message;
  if (text == "incorrect data check") return "gzip checksum (CRC-32) differs, the data is damaged";
  if (text == "incorrect length check") return "gzip length differs, the data is damaged";
  return fmt::format("gzip data is damaged ({})", text);
}

}  // namespace

bool gzip_is_supported() { return true; }

bool is_gzip(std::string_view bytes) { return bytes.substr(0, 2) == "\x1F\x8B"; }

Gunzip::Gunzip(std::string_view compressed, std::string source, GzipLimits limits)
    : state_(std::make_unique<State>()) {
  state_->ahead = compressed;
  state_->input_ended = true;
  state_->source = std::move(source);
  state_->limits = limits;
  state_->start();
}

Gunzip::Gunzip(ByteSource& compressed, std::string source, GzipLimits limits)
    : state_(std::make_unique<State>()) {
  state_->input = &compressed;
  state_->buffer.resize(piece_size(compressed, kInputBytes));
  state_->source = std::move(source);
  state_->limits = limits;
  state_->start();
}

void Gunzip::State::start() {
  look_ahead(2);
  if (!is_gzip(ahead)) fail_here("expected gzip data (1f 8b)");
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) {
    fail(ErrorKind::kFailed, say("{}: not enough memory to decompress", source));
  }
}

// Reads on until so many bytes lie ahead, or the input has ended.
void Gunzip::State::look_ahead(size_t least) {
  if (input_ended || ahead.size() >= least) return;
  std::copy(ahead.begin(), ahead.end(), buffer.begin());
  const size_t had = ahead.size();
  const size_t got = input->read(buffer.data() + had, buffer.size() - had);
  ahead = {buffer.data(), had + got};
  input_ended = ahead.size() < buffer.size();
}

Gunzip::~Gunzip() { inflateEnd(&state_->stream); }

size_t Gunzip::read(void* out, size_t size) {
  auto* next = static_cast<unsigned char*>(out);
  size_t room = size;
  State& s = *state_;
  // A read of exactly what is left still looks at the trailer: the end must have been checked.
  unsigned char beyond = 0;
  while (!s.at_end) {
    if (!s.in_member) {
      s.end_member();
      continue;
    }
    if (room > 0) {
      s.inflate_into(next, room);
      continue;
    }
    if (size == 0) break;
    // Room is used up; let zlib finish a member that has nothing more to give.
    unsigned char* spare = &beyond;
    size_t none = 0;
    const bool was_in_member = s.in_member;
    s.inflate_into(spare, none);
    const bool wants_more_input = s.ahead.empty() && !s.input_ended;
    if (was_in_member && s.in_member && !wants_more_input) break;
  }
  return size - room;
}

// Decompresses into [out, out + room) and moves both on.
void Gunzip::State::inflate_into(unsigned char*& out, size_t& room) {
  look_ahead(1);
  const size_t in = std::min(ahead.size(), kLargestStep);
  const size_t space = std::min(room, kLargestStep);
  // zlib does not write through next_in; its interface predates const.
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(ahead.data()));
  stream.avail_in = static_cast<unsigned>(in);
  stream.next_out = out;
  stream.avail_out = static_cast<unsigned>(space);
  const int status = inflate(&stream, Z_NO_FLUSH);
  consumed += in - stream.avail_in;
  ahead.remove_prefix(in - stream.avail_in);
  const size_t written = space - stream.avail_out;
  out += written;
  room -= written;
  produced += written;
  check_growth();
  if (status == Z_STREAM_END) {
    in_member = false;
    return;
  }
  if (status == Z_MEM_ERROR) {
    fail(ErrorKind::kFailed, say("{}: not enough memory to decompress", source));
  }
  if (status == Z_NEED_DICT) fail_here("gzip data is damaged (it asks for a dictionary)");
  if (status != Z_OK && status != Z_BUF_ERROR) fail_here(describe(stream.msg));
  const bool wants_input = ahead.empty() && input_ended;
  if (wants_input && (space == 0 ? status == Z_BUF_ERROR : stream.avail_out > 0)) {
    fail_here("gzip data is cut short");
  }
}

// After a member: another member, zero padding as tapes have it, or the end.
void Gunzip::State::end_member() {
  look_ahead(2);
  if (is_gzip(ahead)) {
    inflateReset(&stream);
    in_member = true;
    return;
  }
  bool zeros = true;
  uint64_t rest = 0;
  for (; !ahead.empty(); look_ahead(1)) {
    zeros = zeros && ahead.find_first_not_of('\0') == std::string_view::npos;
    rest += ahead.size();
    ahead = {};
  }
  if (!zeros) {
    fail_here(fmt::format("expected the end of the file after the gzip data, found {} more byte{}",
                          rest, rest == 1 ? "" : "s"));
  }
  at_end = true;
}

void Gunzip::State::check_growth() const {
  if (produced > limits.bytes) {
    fail(ErrorKind::kData,
         say("{}: larger than the limit of {} bytes when decompressed", source, limits.bytes));
  }
  if (produced > limits.ratio_from && produced / limits.ratio >= consumed) {
    fail(ErrorKind::kData,
         say("{}: expands more than {} times, which looks like a decompression bomb; "
             "decompress it yourself if it is meant so",
             source, limits.ratio));
  }
}

uint64_t gzip_size_hint(std::string_view last_four, uint64_t size, const GzipLimits& limits) {
  // The last four bytes of a member are its size modulo 2^32, little-endian.
  if (size < 18 || last_four.size() != 4) return 0;
  uint64_t hint = 0;
  for (size_t i = 0; i < 4; ++i) {
    hint |= uint64_t{static_cast<unsigned char>(last_four[i])} << (8 * i);
  }
  constexpr uint64_t kMostOfDeflate = 1032;
  return std::min({hint, size * kMostOfDeflate, limits.bytes});
}

std::string gunzip(std::string_view compressed, const std::string& source, GzipLimits limits) {
  Gunzip stream(compressed, source, limits);
  std::string text;
  // Reserved memory costs nothing until it is written, so a lying hint is harmless.
  const std::string_view last_four = compressed.substr(std::max<size_t>(compressed.size(), 4) - 4);
  text.reserve(static_cast<size_t>(gzip_size_hint(last_four, compressed.size(), limits)) + 1);
  constexpr size_t kSmallStep = size_t{1} << 14;
  constexpr size_t kLargeStep = size_t{1} << 20;
  for (;;) {
    const size_t before = text.size();
    text.resize(before + std::clamp(text.capacity() - before, kSmallStep, kLargeStep));
    const size_t wanted = text.size() - before;
    const size_t got = stream.read(text.data() + before, wanted);
    text.resize(before + got);
    if (got < wanted) return text;
  }
}

}  // namespace glia::data
