#include "glia/data/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"
#include "glia/base/file.h"
#include "glia/base/random.h"
#include "glia/data/byte_source.h"
#include "glia/data/case_file_testing.h"
#include "glia/data/csv.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

using namespace std::string_view_literals;

// gzip -9n of "name,x\nred,1\ngreen,2\nblue,3\nred,4\ngreen,5\nblue,6\n".
constexpr std::string_view kText = "name,x\nred,1\ngreen,2\nblue,3\nred,4\ngreen,5\nblue,6\n"sv;
constexpr std::string_view kCompressed =
    "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xCB\x4B\xCC\x4D\xD5\xA9\xE0\x2A\x4A\x4D"
    "\xD1\x31\xE4\x4A\x2F\x4A\x4D\xCD\xD3\x31\xE2\x4A\xCA\x29\x4D\xD5\x31\x06\x0B\x9A"
    "\x40\x05\x4D\x21\x82\x66\x5C\x00\xF9\x6E\x0A\xB2\x31\x00\x00\x00"sv;

// A member that holds `size` zeros in one stored or repeated form is tedious to write by hand, so a
// bomb is built from deflate's own grammar: a block with the fixed codes, one literal 0, then
// matches of length 258 and distance 1, 13 bits each.
std::string bomb(size_t matches) {
  std::string bytes("\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03", 10);
  uint32_t hold = 0;
  int held = 0;
  const auto put = [&](uint32_t bits, int count) {  // least significant bit first
    hold |= bits << held;
    for (held += count; held >= 8; held -= 8, hold >>= 8) bytes += static_cast<char>(hold & 0xFF);
  };
  const auto put_code = [&](uint32_t code, int count) {  // most significant bit first
    for (int bit = count - 1; bit >= 0; --bit) put(code >> bit & 1, 1);
  };
  put(1, 1);                // the last block
  put(1, 2);                // fixed codes
  put_code(0b00110000, 8);  // literal 0
  for (size_t i = 0; i < matches; ++i) {
    put_code(0b11000101, 8);  // 285: length 258
    put_code(0, 5);           // distance 1
  }
  put_code(0, 7);  // end of block
  put(0, 7);
  return bytes + std::string(8, '\0');  // no right checksum: it must be stopped before
}

std::string gunzip_error(std::string_view compressed, GzipLimits limits = {}) {
  return coded_message([&] { gunzip(compressed, "x.gz", limits); });
}

class Gzip : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!gzip_is_supported()) GTEST_SKIP() << "this build has no zlib";
  }
};

TEST_F(Gzip, EachCaseEndsAsWritten) {
  testing::run_cases("gzip.cases", 30, [](const std::string& input, const CsvOptions& options) {
    GzipLimits limits;
    limits.bytes = options.limits.bytes;
    return text_for_message(gunzip(input, "case.gz", limits));
  });
}

TEST_F(Gzip, KnowsItsMagic) {
  EXPECT_TRUE(is_gzip(kCompressed));
  EXPECT_FALSE(is_gzip(""));
  EXPECT_FALSE(is_gzip("\x1F"));
  EXPECT_FALSE(is_gzip(kText));
}

TEST_F(Gzip, ReadsInPiecesOfAnySize) {
  const std::string two = std::string(kCompressed) + std::string(kCompressed);
  const std::string expected = std::string(kText) + std::string(kText);
  for (size_t step = 1; step <= expected.size() + 1; ++step) {
    Gunzip stream(two, "x.gz");
    std::string text;
    for (;;) {
      std::string piece(step, '\0');
      const size_t got = stream.read(piece.data(), step);
      text += piece.substr(0, got);
      if (got < step) break;
    }
    EXPECT_EQ(text, expected) << step;
    char more = 0;
    EXPECT_EQ(stream.read(&more, 1), 0u);
  }
}

TEST_F(Gzip, HintsAtTheSize) {
  const auto hint = [](std::string_view data) {
    return gzip_size_hint(data.substr(data.size() - 4), data.size());
  };
  EXPECT_EQ(hint(kCompressed), kText.size());
  std::string liar(kCompressed);
  liar[liar.size() - 1] = '\x7F';
  EXPECT_EQ(hint(liar), liar.size() * 1032);
  EXPECT_EQ(gzip_size_hint("", 2), 0u);
}

std::string gzipped(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string data(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(data.data());
  stream.avail_out = static_cast<uInt>(data.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  data.resize(stream.total_out);
  deflateEnd(&stream);
  return data;
}

// Bytes that come a few at a time, as from a slow pipe.
class Trickle : public ByteSource {
 public:
  Trickle(std::string_view bytes, size_t step) : whole_(bytes_in_memory(bytes)), step_(step) {}
  // Less than asked for means the end, so the last piece of a step is asked for again.
  size_t read(void* out, size_t size) override {
    size_t got = 0;
    while (got < size) {
      const size_t wanted = std::min(step_, size - got);
      const size_t some = whole_->read(static_cast<char*>(out) + got, wanted);
      got += some;
      if (some < wanted) break;
    }
    return got;
  }
  void rewind() override { whole_->rewind(); }
  uint64_t size_hint() const override { return 0; }
  uint64_t most() const override { return whole_->most(); }

 private:
  std::unique_ptr<ByteSource> whole_;
  size_t step_;
};

TEST_F(Gzip, ReadsFromASourceAsFromMemory) {
  // Longer than the buffer when compressed, in three members, with zeros behind.
  std::string text, data;
  for (int member = 0; member < 3; ++member) {
    std::string part;
    for (uint64_t i = 0; part.size() < 100000; ++i)
      part += static_cast<char>(splitmix64(i + static_cast<uint64_t>(member) * 1000000));
    text += part;
    data += gzipped(part);
  }
  data += std::string(70000, '\0');
  Trickle source(data, 1000);
  Gunzip stream(source, "x.gz");
  std::string found(text.size() + 1, '\0');
  ASSERT_EQ(stream.read(found.data(), found.size()), text.size());
  found.pop_back();
  EXPECT_TRUE(found == text);
  EXPECT_EQ(gunzip(data, "x.gz"), text);

  for (const std::string& bad : {data + "x", data.substr(0, 150000), data.substr(0, 65536)}) {
    Trickle broken(bad, 1000);
    std::string streamed;
    try {
      Gunzip(broken, "x.gz").read(found.data(), found.size());
      FAIL();
    } catch (const Error& error) {
      streamed = error.what();
    }
    EXPECT_EQ("3 " + streamed, gunzip_error(bad));
  }
}

TEST_F(Gzip, EveryTruncationIsNoticed) {
  for (size_t size = 2; size < kCompressed.size(); ++size) {
    EXPECT_EQ(gunzip_error(kCompressed.substr(0, size)),
              "3 x.gz: byte " + std::to_string(size) + ": gzip data is cut short");
  }
}

// A flipped bit either is in a field that says nothing about the data, or is noticed.
TEST_F(Gzip, EveryFlippedBitIsNoticedOrHarmless) {
  int harmless = 0;
  for (size_t bit = 16; bit < kCompressed.size() * 8; ++bit) {
    std::string bytes(kCompressed);
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    try {
      EXPECT_EQ(gunzip(bytes, "x.gz"), kText);
      ++harmless;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData) << error.what();
    }
  }
  EXPECT_LE(harmless, 8 * 6 + 1 + 8);  // time, flags, system; a text flag; unused bits of a block
}

TEST_F(Gzip, ABombIsStopped) {
  // 400,000 matches: 650 kB that would become 103 MB, a ratio of 159; allowed until the checksum.
  GzipLimits limits;
  const std::string large = bomb(400000);
  limits.ratio = 100;
  limits.ratio_from = uint64_t{1} << 20;
  EXPECT_EQ(
      gunzip_error(large, limits),
      "3 x.gz: expands more than 100 times, which looks like a decompression bomb; decompress "
      "it yourself if it is meant so");
  limits.ratio = 1000;
  limits.bytes = 10'000'000;
  EXPECT_EQ(gunzip_error(large, limits),
            "3 x.gz: larger than the limit of 10000000 bytes when decompressed");
  EXPECT_NE(gunzip_error(bomb(1000)).find("checksum"), std::string::npos);
}

TEST_F(Gzip, ReadsCompressedCsvByItsContent) {
  const std::string path = ::testing::TempDir() + "glia_not_named_gz.csv";
  write_file_atomically(path, kCompressed);
  const Table table = read_csv(path);
  EXPECT_EQ(table.rows(), 6);
  EXPECT_EQ(table.place(5), path + ":7");
  CsvOptions options;
  options.limits.bytes = 20;
  EXPECT_THROW(read_csv(path, options), Error);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace glia::data
