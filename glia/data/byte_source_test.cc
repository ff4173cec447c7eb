#include "glia/data/byte_source.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace glia::data {
namespace {

class Promise : public ByteSource {
 public:
  explicit Promise(uint64_t most) : most_(most) {}
  size_t read(void*, size_t) override { return 0; }
  void rewind() override {}
  uint64_t size_hint() const override { return 0; }
  uint64_t most() const override { return most_; }

 private:
  uint64_t most_;
};

TEST(PieceSize, HoldsAllOfALittleAndOneMore) {
  EXPECT_EQ(piece_size(Promise(10000), 65536), 10001u);
  EXPECT_EQ(piece_size(Promise(65535), 65536), 65536u);
}

TEST(PieceSize, IsNoMoreThanAsked) {
  EXPECT_EQ(piece_size(Promise(65536), 65536), 65536u);
  EXPECT_EQ(piece_size(Promise(std::numeric_limits<uint64_t>::max()), 65536), 65536u);
  EXPECT_EQ(piece_size(Promise(10), 16), 16u);
}

// A file may grow, and an archive may lie about what it holds.
TEST(PieceSize, NeverReadsInCrumbs) { EXPECT_EQ(piece_size(Promise(0), 65536), 4096u); }

TEST(PieceSize, MakesTheFirstReadOfMemoryFallShort) {
  const std::string text(5000, 'x');
  const auto source = bytes_in_memory(text);
  std::string piece(piece_size(*source, 1 << 16), '\0');
  EXPECT_EQ(piece.size(), text.size() + 1);
  EXPECT_EQ(source->read(piece.data(), piece.size()), text.size());
}

}  // namespace
}  // namespace glia::data
