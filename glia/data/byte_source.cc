#include "glia/data/byte_source.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "glia/base/file.h"
#include "glia/data/gzip.h"

namespace glia::data {
namespace {

class Memory : public ByteSource {
 public:
  explicit Memory(std::string_view bytes) : bytes_(bytes) {}
  size_t read(void* out, size_t size) override {
    const size_t got = std::min(size, bytes_.size() - at_);
    if (got > 0) std::memcpy(out, bytes_.data() + at_, got);
    at_ += got;
    return got;
  }
  void rewind() override { at_ = 0; }
  uint64_t size_hint() const override { return bytes_.size(); }
  uint64_t most() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

class PlainFile : public ByteSource {
 public:
  explicit PlainFile(InputFile file) : file_(std::move(file)) {}
  size_t read(void* out, size_t size) override { return file_.read(out, size); }
  void rewind() override { file_.rewind(); }
  uint64_t size_hint() const override { return file_.size(); }
  uint64_t most() const override { return file_.size(); }

 private:
  InputFile file_;
};

class Unpacked : public ByteSource {
 public:
  Unpacked(std::string_view compressed, std::string name, uint64_t limit)
      : compressed_(compressed), name_(std::move(name)) {
    limits_.bytes = limit;
    stream_.emplace(compressed_, name_, limits_);
  }
  size_t read(void* out, size_t size) override { return stream_->read(out, size); }
  void rewind() override { stream_.emplace(compressed_, name_, limits_); }
  uint64_t size_hint() const override { return stream_->size_hint(); }
  uint64_t most() const override {
    constexpr uint64_t kMostOfDeflate = 1032;
    return compressed_.size() * kMostOfDeflate;
  }

 private:
  std::string_view compressed_;
  std::string name_;
  GzipLimits limits_;
  std::optional<Gunzip> stream_;
};

class UnpackedFile : public ByteSource {
 public:
  UnpackedFile(const std::string& path, uint64_t limit)
      : compressed_(read_file(path, limit)), unpacked_(compressed_, path, limit) {}
  size_t read(void* out, size_t size) override { return unpacked_.read(out, size); }
  void rewind() override { unpacked_.rewind(); }
  uint64_t size_hint() const override { return unpacked_.size_hint(); }
  uint64_t most() const override { return unpacked_.most(); }

 private:
  std::string compressed_;
  Unpacked unpacked_;
};

}  // namespace

std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes) {
  return std::make_unique<Memory>(bytes);
}

std::unique_ptr<ByteSource> unpacked_in_memory(std::string_view bytes, const std::string& name,
                                               uint64_t limit) {
  if (!is_gzip(bytes)) return bytes_in_memory(bytes);
  return std::make_unique<Unpacked>(bytes, name, limit);
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path, uint64_t limit) {
  InputFile file(path, limit);
  char magic[2];
  const size_t got = file.read(magic, sizeof magic);
  if (!is_gzip({magic, got})) {
    file.rewind();
    return std::make_unique<PlainFile>(std::move(file));
  }
  return std::make_unique<UnpackedFile>(path, limit);
}

}  // namespace glia::data
