#include "glia/data/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"

namespace glia::data {

struct Gunzip::State {
  z_stream stream{};
  std::string_view compressed;
  size_t consumed = 0;  // of `compressed`, by zlib
  uint64_t produced = 0;
  bool at_end = false;
  bool in_member = true;
  std::string source;
  GzipLimits limits;

  [[noreturn]] void fail_here(const std::string& what) const {
    fail(ErrorKind::kData, say("{}: byte {}: {}", source, consumed, what));
  }

  void inflate_into(unsigned char*& out, size_t& room);
  void end_member();
  void check_growth() const;
};

namespace {

constexpr size_t kLargestStep = size_t{1} << 30;  // zlib counts in unsigned int
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
  state_->compressed = compressed;
  state_->source = std::move(source);
  state_->limits = limits;
  if (!is_gzip(compressed)) state_->fail_here("expected gzip data (1f 8b)");
  if (inflateInit2(&state_->stream, kGzipOnly) != Z_OK) {
    fail(ErrorKind::kFailed, say("{}: not enough memory to decompress", state_->source));
  }
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
    if (was_in_member && s.in_member) break;
  }
  return size - room;
}

// Decompresses into [out, out + room) and moves both on.
void Gunzip::State::inflate_into(unsigned char*& out, size_t& room) {
  const size_t in = std::min(compressed.size() - consumed, kLargestStep);
  const size_t space = std::min(room, kLargestStep);
  // zlib does not write through next_in; its interface predates const.
  stream.next_in =
      reinterpret_cast<unsigned char*>(const_cast<char*>(compressed.data() + consumed));
  stream.avail_in = static_cast<unsigned>(in);
  stream.next_out = out;
  stream.avail_out = static_cast<unsigned>(space);
  const int status = inflate(&stream, Z_NO_FLUSH);
  consumed += in - stream.avail_in;
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
  const bool wants_input = stream.avail_in == 0 && consumed == compressed.size();
  if (wants_input && (space == 0 ? status == Z_BUF_ERROR : stream.avail_out > 0)) {
    fail_here("gzip data is cut short");
  }
}

// After a member: another member, zero padding as tapes have it, or the end.
void Gunzip::State::end_member() {
  std::string_view rest = compressed.substr(consumed);
  if (is_gzip(rest)) {
    inflateReset(&stream);
    in_member = true;
    return;
  }
  if (rest.find_first_not_of('\0') != std::string_view::npos) {
    fail_here(fmt::format("expected the end of the file after the gzip data, found {} more byte{}",
                          rest.size(), rest.size() == 1 ? "" : "s"));
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

size_t Gunzip::size_hint() const {
  // The last four bytes of a member are its size modulo 2^32, little-endian.
  const std::string_view bytes = state_->compressed;
  if (bytes.size() < 18) return 0;
  uint64_t size = 0;
  for (size_t i = 0; i < 4; ++i) {
    size |= uint64_t{static_cast<unsigned char>(bytes[bytes.size() - 4 + i])} << (8 * i);
  }
  constexpr uint64_t kMostOfDeflate = 1032;
  const uint64_t possible = bytes.size() * kMostOfDeflate;
  return static_cast<size_t>(std::min({size, possible, state_->limits.bytes}));
}

std::string gunzip(std::string_view compressed, const std::string& source, GzipLimits limits) {
  Gunzip stream(compressed, source, limits);
  std::string text;
  // Reserved memory costs nothing until it is written, so a lying hint is harmless.
  text.reserve(stream.size_hint() + 1);
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
