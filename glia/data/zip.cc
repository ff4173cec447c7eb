// The format: PKWARE, APPNOTE.TXT (.ZIP File Format Specification), sections 4.3 and 4.4.
#include "glia/data/zip.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

constexpr std::string_view kLocalMagic("PK\x03\x04", 4);
constexpr std::string_view kCentralMagic("PK\x01\x02", 4);
constexpr std::string_view kEndMagic("PK\x05\x06", 4);
constexpr size_t kLocalSize = 30;
constexpr size_t kCentralSize = 46;
constexpr size_t kEndSize = 22;
constexpr uint64_t kIn64 = 0xFFFFFFFF;  // the number stands in the extra field
constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kEncrypted = 1;

// Little-endian; the caller has checked that the bytes are there.
uint64_t number_at(std::string_view bytes, size_t at, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i)
    value |= uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

// Raw deflate data, or stored bytes, with the size and checksum that the directory gives.
class EntrySource : public ByteSource {
 public:
  struct Facts {
    std::string name;  // for messages
    std::string_view packed;
    uint64_t unpacked;
    uint32_t checksum;
    bool deflated;
  };
  EntrySource(Facts facts, ZipLimits limits) : facts_(std::move(facts)), limits_(limits) {
    if (facts_.deflated && inflateInit2(&stream_, -MAX_WBITS) != Z_OK)
      fail(ErrorKind::kFailed, say("{}: not enough memory to decompress", facts_.name));
  }
  ~EntrySource() override {
    if (facts_.deflated) inflateEnd(&stream_);
  }
  EntrySource(const EntrySource&) = delete;
  EntrySource& operator=(const EntrySource&) = delete;

  size_t read(void* out, size_t size) override {
    size_t used = 0;
    while (used < size && !at_end_) used += some(static_cast<char*>(out) + used, size - used);
    return used;
  }
  void rewind() override {
    if (facts_.deflated) inflateReset(&stream_);
    consumed_ = produced_ = 0;
    sum_ = 0;
    at_end_ = false;
  }
  uint64_t size_hint() const override { return most(); }
  // What is longer than the directory says is refused.
  uint64_t most() const override {
    constexpr uint64_t kMostOfDeflate = 1032;
    return std::min(facts_.unpacked, facts_.packed.size() * kMostOfDeflate);
  }

 private:
  static constexpr size_t kLargestStep = size_t{1} << 20;

  size_t some(char* out, size_t size) {
    const size_t room = std::min(size, kLargestStep);
    const size_t got = facts_.deflated ? inflate_some(out, room) : copy_some(out, room);
    produced_ += got;
    sum_ = crc32(sum_, reinterpret_cast<const Bytef*>(out), static_cast<uInt>(got));
    check_growth();
    if (at_end_) check_whole();
    return got;
  }

  size_t copy_some(char* out, size_t room) {
    const size_t got = std::min(room, facts_.packed.size() - consumed_);
    if (got > 0) std::memcpy(out, facts_.packed.data() + consumed_, got);
    consumed_ += got;
    at_end_ = consumed_ == facts_.packed.size();
    return got;
  }

  size_t inflate_some(char* out, size_t room) {
    const size_t in = std::min(facts_.packed.size() - consumed_, kLargestStep);
    // zlib does not write through next_in; its interface predates const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(facts_.packed.data() + consumed_));
    stream_.avail_in = static_cast<uInt>(in);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int status = inflate(&stream_, Z_NO_FLUSH);
    const size_t taken = in - stream_.avail_in;
    const size_t got = room - stream_.avail_out;
    consumed_ += taken;
    at_end_ = status == Z_STREAM_END;
    if (status == Z_MEM_ERROR)
      fail(ErrorKind::kFailed, say("{}: not enough memory to decompress", facts_.name));
    const bool stuck = taken == 0 && got == 0 && !at_end_;
    if ((status != Z_OK && status != Z_BUF_ERROR && !at_end_) || stuck)
      refuse("its data is damaged or cut short");
    return got;
  }

  void check_growth() const {
    if (produced_ > limits_.bytes)
      fail(ErrorKind::kData, say("{}: larger than the limit of {} bytes when decompressed",
                                 facts_.name, limits_.bytes));
    if (produced_ > limits_.ratio_from && produced_ / limits_.ratio >= consumed_)
      fail(ErrorKind::kData,
           say("{}: expands more than {} times, which looks like a decompression bomb; save it as "
               "CSV if it is meant so",
               facts_.name, limits_.ratio));
    if (produced_ > facts_.unpacked) refuse("it is longer than the directory says");
  }

  void check_whole() const {
    if (produced_ != facts_.unpacked) refuse("it is shorter than the directory says");
    if (sum_ != facts_.checksum) refuse("its checksum (CRC-32) differs");
  }

  [[noreturn]] void refuse(const char* what) const {
    fail(ErrorKind::kData, say("{}: the archive is damaged: {}", facts_.name, Message(what)));
  }

  Facts facts_;
  ZipLimits limits_;
  z_stream stream_{};
  size_t consumed_ = 0;
  uint64_t produced_ = 0;
  uLong sum_ = 0;
  bool at_end_ = false;
};

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.substr(0, kLocalMagic.size()) == kLocalMagic; }

ZipArchive::ZipArchive(std::string_view bytes, std::string source, ZipLimits limits)
    : bytes_(bytes), source_(std::move(source)), limits_(limits) {
  read_directory();
}

void ZipArchive::refuse(const Message& what) const {
  fail(ErrorKind::kData, say("{}: the archive is damaged: {}", source_, what));
}

void ZipArchive::read_directory() {
  // The end record may be followed by a comment of up to 65535 bytes.
  constexpr size_t kLongestComment = 65535;
  const size_t from = bytes_.size() - std::min(bytes_.size(), kEndSize + kLongestComment);
  const size_t in_tail = bytes_.substr(from).rfind(kEndMagic);
  if (in_tail == std::string_view::npos || from + in_tail + kEndSize > bytes_.size())
    refuse("its directory is missing; the file is cut short");
  const size_t end = from + in_tail;
  const uint64_t count = number_at(bytes_, end + 10, 2);
  const uint64_t size = number_at(bytes_, end + 12, 4);
  const uint64_t begin = number_at(bytes_, end + 16, 4);
  if (number_at(bytes_, end + 4, 4) != 0) refuse("it is one part of several");
  if (count > limits_.entries || begin > end || size > end - begin)
    refuse("its directory lies outside the file");
  std::string_view directory = bytes_.substr(begin, size);
  for (uint64_t i = 0; i < count; ++i) {
    if (directory.size() < kCentralSize || directory.substr(0, 4) != kCentralMagic)
      refuse("its directory is cut short");
    Entry entry;
    entry.flags = static_cast<uint16_t>(number_at(directory, 8, 2));
    entry.method = static_cast<uint16_t>(number_at(directory, 10, 2));
    entry.checksum = static_cast<uint32_t>(number_at(directory, 16, 4));
    entry.packed = number_at(directory, 20, 4);
    entry.unpacked = number_at(directory, 24, 4);
    entry.begin = number_at(directory, 42, 4);
    const size_t name = number_at(directory, 28, 2);
    const size_t rest = name + number_at(directory, 30, 2) + number_at(directory, 32, 2);
    if (directory.size() - kCentralSize < rest) refuse("its directory is cut short");
    entry.name = directory.substr(kCentralSize, name);
    entries_.push_back(entry);
    directory.remove_prefix(kCentralSize + rest);
  }
}

const ZipArchive::Entry* ZipArchive::find(std::string_view name) const {
  for (const Entry& entry : entries_)
    if (entry.name == name) return &entry;
  return nullptr;
}

bool ZipArchive::has(std::string_view name) const { return find(name) != nullptr; }

std::string_view ZipArchive::packed_bytes(const Entry& entry) const {
  const bool fits = entry.begin <= bytes_.size() && bytes_.size() - entry.begin >= kLocalSize;
  if (!fits || bytes_.substr(entry.begin, 4) != kLocalMagic)
    refuse("an entry lies outside the file");
  const size_t skip =
      kLocalSize + number_at(bytes_, entry.begin + 26, 2) + number_at(bytes_, entry.begin + 28, 2);
  const uint64_t after = bytes_.size() - entry.begin;
  if (skip > after || entry.packed > after - skip) refuse("an entry lies outside the file");
  return bytes_.substr(entry.begin + skip, entry.packed);
}

std::unique_ptr<ByteSource> ZipArchive::open(std::string_view name) const {
  const Entry* entry = find(name);
  if (entry == nullptr) refuse(say("it has no {}", text_for_message(name)));
  if ((entry->flags & kEncrypted) != 0)
    fail(ErrorKind::kData, say("{}: the archive has a password; expected one without", source_));
  if (entry->method != kStored && entry->method != kDeflated)
    refuse(say("it is packed by method {}, expected 0 or 8", entry->method));
  if (entry->packed == kIn64 || entry->unpacked == kIn64 || entry->begin == kIn64)
    refuse("it is larger than 4 GiB");
  if (entry->method == kStored && entry->packed != entry->unpacked)
    refuse("the sizes of a stored entry differ");
  EntrySource::Facts facts{fmt::format("{}: {}", source_, name), packed_bytes(*entry),
                           entry->unpacked, entry->checksum, entry->method == kDeflated};
  return std::make_unique<EntrySource>(std::move(facts), limits_);
}

}  // namespace glia::data
