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

 private:
  InputFile file_;
};

class GzipFile : public ByteSource {
 public:
  GzipFile(std::string compressed, std::string path, uint64_t limit)
      : compressed_(std::move(compressed)), path_(std::move(path)) {
    limits_.bytes = limit;
    rewind();
  }
  size_t read(void* out, size_t size) override { return stream_->read(out, size); }
  void rewind() override { stream_.emplace(compressed_, path_, limits_); }
  uint64_t size_hint() const override { return stream_->size_hint(); }

 private:
  std::string compressed_;
  std::string path_;
  GzipLimits limits_;
  std::optional<Gunzip> stream_;
};

}  // namespace

std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes) {
  return std::make_unique<Memory>(bytes);
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path, uint64_t limit) {
  InputFile file(path, limit);
  char magic[2];
  const size_t got = file.read(magic, sizeof magic);
  if (!is_gzip({magic, got})) {
    file.rewind();
    return std::make_unique<PlainFile>(std::move(file));
  }
  return std::make_unique<GzipFile>(read_file(path, limit), path, limit);
}

}  // namespace glia::data
