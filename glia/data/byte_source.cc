#include "glia/data/byte_source.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "glia/base/file.h"
#include "glia/base/spooled_input.h"
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

class StandardInput : public ByteSource {
 public:
  explicit StandardInput(uint64_t limit) : input_(limit) {}
  size_t read(void* out, size_t size) override {
    const size_t got = input_.read_at(position_, out, size);
    position_ += got;
    return got;
  }
  void rewind() override { position_ = 0; }
  uint64_t size_hint() const override { return input_.size(); }
  uint64_t most() const override { return input_.size(); }
  const SpooledInput& input() const { return input_; }

 private:
  SpooledInput input_;
  uint64_t position_ = 0;
};

class Unpacked : public ByteSource {
 public:
  // `last_four`: the last bytes of `compressed`.
  Unpacked(std::unique_ptr<ByteSource> compressed, std::string_view last_four, std::string name,
           uint64_t limit)
      : compressed_(std::move(compressed)), name_(std::move(name)) {
    limits_.bytes = limit;
    size_hint_ = gzip_size_hint(last_four, compressed_->most(), limits_);
    rewind();
  }
  size_t read(void* out, size_t size) override { return stream_->read(out, size); }
  void rewind() override {
    compressed_->rewind();
    stream_.emplace(*compressed_, name_, limits_);
  }
  uint64_t size_hint() const override { return size_hint_; }
  uint64_t most() const override {
    constexpr uint64_t kMostOfDeflate = 1032;
    return compressed_->most() * kMostOfDeflate;
  }

 private:
  std::unique_ptr<ByteSource> compressed_;
  std::string name_;
  GzipLimits limits_;
  uint64_t size_hint_ = 0;
  std::optional<Gunzip> stream_;
};

// `file` has read_at and size().
template <class File>
std::string last_four_of(const File& file) {
  std::string last(4, '\0');
  const uint64_t begin = std::max<uint64_t>(file.size(), 4) - 4;
  last.resize(file.read_at(begin, last.data(), last.size()));
  return last;
}

template <class File>
bool begins_like_gzip(const File& file) {
  char magic[2];
  return is_gzip({magic, file.read_at(0, magic, sizeof magic)});
}

}  // namespace

size_t piece_size(const ByteSource& source, size_t most) {
  constexpr uint64_t kLeast = 4096;
  // Less one, so that the sum can't overflow.
  const uint64_t before_last = std::min<uint64_t>(source.most(), most - 1);
  return static_cast<size_t>(std::min<uint64_t>(std::max(before_last + 1, kLeast), most));
}

std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes) {
  return std::make_unique<Memory>(bytes);
}

std::unique_ptr<ByteSource> unpacked_in_memory(std::string_view bytes, const std::string& name,
                                               uint64_t limit) {
  if (!is_gzip(bytes)) return bytes_in_memory(bytes);
  const std::string_view last_four = bytes.substr(std::max<size_t>(bytes.size(), 4) - 4);
  return std::make_unique<Unpacked>(bytes_in_memory(bytes), last_four, name, limit);
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path, uint64_t limit) {
  if (path == "-") {
    auto input = std::make_unique<StandardInput>(limit);
    if (!begins_like_gzip(input->input())) return input;
    const std::string last_four = last_four_of(input->input());
    return std::make_unique<Unpacked>(std::move(input), last_four, source_name(path), limit);
  }
  InputFile file(path, limit);
  const bool packed = begins_like_gzip(file);
  const std::string last_four = last_four_of(file);
  auto plain = std::make_unique<PlainFile>(std::move(file));
  if (!packed) return plain;
  return std::make_unique<Unpacked>(std::move(plain), last_four, path, limit);
}

std::string source_name(const std::string& path) { return path == "-" ? "<stdin>" : path; }

}  // namespace glia::data
