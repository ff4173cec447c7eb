#include "glia/data/idx.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "glia/base/checked.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/byte_source.h"
#include "glia/data/idx_internal.h"

namespace glia::data {
namespace {

// Counts what is read, so that pixels go straight from the file to their place.
class ByteStream {
 public:
  ByteStream(ByteSource& source, uint64_t limit)
      : source_(&source),
        most_(std::min(source.most(), limit)),
        is_limited_(source.most() > limit) {}

  // Less than `size` bytes only at the end.
  size_t read(void* out, size_t size) {
    const size_t got = source_->read(out, size);
    position_ += got;
    return got;
  }

  uint64_t position() const { return position_; }
  // No more bytes than these can come in all.
  uint64_t most() const { return most_; }
  // Whether that is the caller's limit.
  bool is_limited() const { return is_limited_; }

 private:
  ByteSource* source_;
  uint64_t position_ = 0;
  uint64_t most_;
  bool is_limited_;
};

// Fewer than this and the rest of the sizes is not worth a look.
constexpr size_t kMagicBytes = 4;

std::string type_name(unsigned code) {
  switch (code) {
    case 0x08:
      return "unsigned bytes";
    case 0x09:
      return "signed bytes";
    case 0x0B:
      return "16-bit integers";
    case 0x0C:
      return "32-bit integers";
    case 0x0D:
      return "floats";
    case 0x0E:
      return "doubles";
    default:
      return fmt::format("an unknown type {:02x}", code);
  }
}

// The sizes in front of the elements. `what` is "images" or "labels".
std::vector<int64_t> read_sizes(ByteStream& stream, const std::string& source, unsigned rank,
                                std::string_view what) {
  unsigned char magic[kMagicBytes];
  const size_t got = stream.read(magic, kMagicBytes);
  const auto refuse = [&](const std::string& found) {
    fail(ErrorKind::kData, say("{}: expected IDX {} (it begins 00 00 08 {:02x}), found {}", source,
                               what, rank, found));
  };
  if (got == 0) refuse("an empty file");
  if (got < kMagicBytes) refuse(fmt::format("a file of {} bytes", got));
  if (magic[0] != 0 || magic[1] != 0) {
    refuse(fmt::format("{:02x} {:02x} {:02x} {:02x}", magic[0], magic[1], magic[2], magic[3]));
  }
  if (magic[2] != 0x08) refuse(type_name(magic[2]));
  if (magic[3] != rank) {
    const char* hint = magic[3] == 1 && rank == 3   ? ", as files of labels have"
                       : magic[3] == 3 && rank == 1 ? ", as files of images have"
                                                    : "";
    refuse(fmt::format("{} dimension{}{}", magic[3], magic[3] == 1 ? "" : "s", hint));
  }
  std::vector<int64_t> sizes;
  for (unsigned i = 0; i < rank; ++i) {
    unsigned char bytes[4];
    if (stream.read(bytes, 4) < 4) {
      fail(ErrorKind::kData, say("{}: the file ends inside its {} sizes, after {} bytes", source,
                                 rank, stream.position()));
    }
    sizes.push_back(int64_t{bytes[0]} << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]);
  }
  return sizes;
}

std::string shape_text(const std::vector<int64_t>& sizes) {
  return fmt::format("[{}]", fmt::join(sizes, ", "));
}

// The elements, exactly as many as the sizes say.
std::vector<uint8_t> read_elements(ByteStream& stream, const std::string& source,
                                   const std::vector<int64_t>& sizes, std::string_view what,
                                   uint64_t room = 0) {
  const std::string shape = shape_text(sizes);
  std::optional<uint64_t> total = uint64_t{1};
  for (const int64_t size : sizes) {
    if (size == 0) {
      fail(ErrorKind::kData, say("{}: no {} in it, its sizes are {}", source, what, shape));
    }
    if (total) total = checked_mul<uint64_t>(*total, static_cast<uint64_t>(size));
  }
  const uint64_t header = stream.position();
  // What is promised is checked against what the bytes could hold at most, before memory is taken.
  const uint64_t most = stream.most() - std::min(header, stream.most());
  if (!total || *total > most) {
    fail(ErrorKind::kData,
         say("{}: its sizes {} promise {} bytes, but {}", source, shape,
             total ? Message(std::to_string(*total)) : say("more than 2^64"),
             stream.is_limited() ? say("{} is the limit", most)
                                 : say("the file can't hold more than {}", most)));
  }
  std::vector<uint8_t> elements;
  elements.reserve(static_cast<size_t>(*total + std::min(room, *total)));
  constexpr uint64_t kStep = uint64_t{1} << 20;
  while (elements.size() < *total) {
    const size_t before = elements.size();
    const auto wanted = static_cast<size_t>(std::min<uint64_t>(kStep, *total - before));
    elements.resize(before + wanted);
    const size_t got = stream.read(elements.data() + before, wanted);
    if (got < wanted) {
      fail(ErrorKind::kData, say("{}: its sizes {} promise {} bytes after the header, found {}",
                                 source, shape, *total, before + got));
    }
  }
  uint8_t beyond = 0;
  if (stream.read(&beyond, 1) != 0) {
    fail(ErrorKind::kData, say("{}: expected the end after {} bytes, as its sizes {} say, "
                               "found more",
                               source, header + *total, shape));
  }
  return elements;
}

}  // namespace

void check_labels(const std::vector<uint8_t>& labels, const std::string& source, int64_t classes) {
  if (classes <= 0) return;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= classes) {
      fail(ErrorKind::kData,
           say("{}: label {} of image {} is outside 0..{}", source, labels[i], i + 1, classes - 1));
    }
  }
}

Images read_images(ByteSource& source, const std::string& name, const IdxOptions& options,
                   uint64_t room) {
  ByteStream stream(source, options.bytes);
  const std::vector<int64_t> sizes = read_sizes(stream, name, 3, "images");
  Images images;
  images.origin = name;
  images.count = sizes[0];
  images.height = sizes[1];
  images.width = sizes[2];
  images.pixels = read_elements(stream, name, sizes, "images", room);
  return images;
}

std::vector<uint8_t> read_labels(ByteSource& source, const std::string& name,
                                 const IdxOptions& options) {
  ByteStream stream(source, options.bytes);
  const std::vector<int64_t> sizes = read_sizes(stream, name, 1, "labels");
  std::vector<uint8_t> labels = read_elements(stream, name, sizes, "labels");
  check_labels(labels, name, options.classes);
  return labels;
}

Images parse_idx_images(std::string_view bytes, const std::string& source,
                        const IdxOptions& options) {
  return read_images(*unpacked_in_memory(bytes, source, options.bytes), source, options);
}

std::vector<uint8_t> parse_idx_labels(std::string_view bytes, const std::string& source,
                                      const IdxOptions& options) {
  return read_labels(*unpacked_in_memory(bytes, source, options.bytes), source, options);
}

}  // namespace glia::data
