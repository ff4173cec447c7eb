// Encodings against Python's codecs: tests/golden/encodings.json, by
// tools/golden/make_encodings.py.
#include "glia/data/encoding.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/data/csv.h"
#include "glia/data/decoder.h"

namespace glia::data {
namespace {

struct EncodedText {
  std::string name, text, encoding, bytes;
  std::string guess;  // empty: none should be made
};

std::vector<EncodedText> encoded_texts() {
  const std::string path = GLIA_SOURCE_DIR "/tests/golden/encodings.json";
  const auto json = nlohmann::json::parse(read_file(path, size_t{1} << 20));
  std::vector<EncodedText> result;
  for (const auto& one : json) {
    EncodedText made{one["name"], one["text"], one["encoding"], {}, {}};
    const std::string hex = one["hex"];
    for (size_t i = 0; i < hex.size(); i += 2)
      made.bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    if (!one["guess"].is_null()) made.guess = one["guess"];
    result.push_back(std::move(made));
  }
  return result;
}

TEST(Encoding, EveryTextIsDecodedAsPythonDoes) {
  const std::vector<EncodedText> all = encoded_texts();
  ASSERT_GE(all.size(), 25u);
  for (const EncodedText& one : all) {
    const Encoding encoding = encoding_named(one.encoding);
    if (encoding.is_utf8()) continue;
    EXPECT_EQ(decode(one.bytes, encoding, "t.csv"), one.text) << one.name;
  }
}

TEST(Encoding, IsGuessedRightOrNotAtAll) {
  for (const EncodedText& one : encoded_texts()) {
    const Encoding encoding = encoding_of(one.bytes, {});
    EXPECT_EQ(encoding.name, one.guess.empty() ? "UTF-8" : one.guess) << one.name;
    try {
      const Table table = parse_csv(one.bytes, "t.csv");
      EXPECT_FALSE(one.guess.empty()) << one.name;
      EXPECT_EQ(table.rows(), parse_csv(one.text, "t.csv").rows()) << one.name;
      EXPECT_EQ(table.names(), parse_csv(one.text, "t.csv").names()) << one.name;
    } catch (const Error& error) {
      EXPECT_TRUE(one.guess.empty()) << one.name << ": " << error.what();
      EXPECT_NE(std::string(error.what()).find("--encoding"), std::string::npos) << error.what();
    }
  }
}

// A text that ends within a character, or has a byte too many, is never read as another.
TEST(Encoding, DamagedUtf8IsNoOtherEncoding) {
  for (const EncodedText& one : encoded_texts()) {
    if (one.encoding != "utf-8" || one.name.substr(0, 7) != "Chinese") continue;
    const std::string damaged = one.bytes.substr(0, 40) + "\xE5" + one.bytes.substr(40);
    EXPECT_TRUE(encoding_of(damaged, {}).is_utf8());
    EXPECT_TRUE(encoding_of(one.bytes.substr(0, one.bytes.size() - 3), {}).is_utf8());
    EXPECT_TRUE(encoding_of(one.bytes + "\xE5\xA5", {}).is_utf8());
  }
}

// Every place where a piece of the decoder can end, with characters of 1 to 4 bytes.
TEST(Encoding, CharactersMayBeCutAtTheEdgeOfAPiece) {
  for (const EncodedText& one : encoded_texts()) {
    const Encoding encoding = encoding_named(one.encoding);
    if (encoding.is_utf8()) continue;
    const size_t unit = encoding.name.find("16") == std::string::npos ? 1 : 2;
    for (size_t shift = 0; shift < 4; ++shift) {
      std::string bytes = decode("", encoding, "t.csv");
      std::string text(shift, 'a');
      for (size_t i = 0; i < shift; ++i)
        bytes += unit == 1                     ? "a"
                 : encoding.name == "UTF-16LE" ? std::string("a\0", 2)
                                               : std::string("\0a", 2);
      while (bytes.size() < 140000) {
        bytes += one.bytes;
        text += one.text;
      }
      EXPECT_TRUE(decode(bytes, encoding, "t.csv") == text) << one.name << " " << shift;
      // Read in odd steps, and once more from the start.
      const auto memory = bytes_in_memory(bytes);
      const auto stream = decoded(*memory, encoding, "t.csv");
      for (int pass = 0; pass < 2; ++pass) {
        std::string found;
        std::string piece(4099, '\0');
        for (size_t got = piece.size(); got == piece.size();) {
          got = stream->read(piece.data(), piece.size());
          found.append(piece, 0, got);
        }
        EXPECT_TRUE(found == text) << one.name << " " << shift;
        stream->rewind();
      }
    }
  }
}

// A table beyond one window takes another way than one in memory.
TEST(Encoding, AFileOfManyWindowsIsReadAsInMemory) {
  const std::string path = ::testing::TempDir() + "glia encoding.csv";
  const auto all = encoded_texts();
  for (const EncodedText& one : all) {
    if (one.name != "Chinese in GB18030" && one.name != "German" &&
        one.name != "German in UTF-16LE")
      continue;
    std::string bytes;
    while (bytes.size() < 700000) bytes += one.bytes;
    CsvOptions options;
    options.header = false;
    write_file_atomically(path, bytes);
    const Table table = read_csv(path, options);
    const Table expected = parse_csv(one.text, "t.csv", options);
    ASSERT_EQ(table.columns(), expected.columns());
    ASSERT_EQ(table.rows() % expected.rows(), 0);
    for (int64_t c = 0; c < table.columns(); ++c)
      for (int64_t row = 0; row < table.rows(); ++row)
        ASSERT_EQ(table.column(c).cell(row), expected.column(c).cell(row % expected.rows()));
  }
  std::remove(path.c_str());
}

std::string error_of(const std::string& bytes, const std::string& encoding) {
  CsvOptions options;
  options.encoding = encoding;
  try {
    parse_csv(bytes, "t.csv", options);
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + " " + error.what();
  }
  return "read";
}

TEST(Encoding, WhatItLacksIsRefusedWithLineAndByte) {
  EXPECT_EQ(
      error_of("a,b\n1,\xC4\xE3\n2,\xFF\n", "gbk"),
      "3 t.csv:3: byte 11: expected GB18030 text, found the byte ff, which begins no character "
      "of it; another encoding is named with --encoding");
  EXPECT_EQ(error_of("a,b\r\n1,\x81\r\n", "windows-1252"),
            "3 t.csv:2: byte 7: expected WINDOWS-1252 text, found the byte 81, which begins no "
            "character of it; another encoding is named with --encoding");
  EXPECT_EQ(
      error_of("a,b\n1,\xC4", "gb2312"),
      "3 t.csv:2: byte 6: expected GB18030 text, found a character that is cut off by the end "
      "of the file");
  EXPECT_EQ(
      error_of("a,b\n1,\xE9\n", "utf-8"),
      "3 t.csv:2:3: byte 6: expected UTF-8 text, found the byte e9; if the file is in another "
      "encoding, name it with --encoding");
  // Half of a pair, in UTF-16.
  EXPECT_EQ(
      error_of(std::string("a\0\n\0\x3D\xD8\n\0", 8), "utf-16le"),
      "3 t.csv:2: byte 4: expected UTF-16LE text, found the byte 3d, which begins no character "
      "of it; another encoding is named with --encoding");
  EXPECT_EQ(error_of("a\n1\n", "no//such"),
            "2 no encoding is called 'no//such'; often met are utf-8, utf-16, gb18030, big5, "
            "shift_jis, euc-kr, windows-1252 and windows-1251");
}

TEST(Encoding, HasManyNames) {
  for (const char* name : {"GBK", "gb2312", "cp936", "GB 18030"})
    EXPECT_EQ(encoding_named(name).name, "GB18030") << name;
  for (const char* name : {"utf8", "UTF-8", "utf-8-sig"})
    EXPECT_TRUE(encoding_named(name).is_utf8()) << name;
  EXPECT_EQ(encoding_named("latin1").name, "ISO-8859-1");
  EXPECT_EQ(encoding_named("utf-16").name, "UTF-16LE");
}

TEST(Encoding, OnlyADoubtfulGuessIsNoted) {
  for (const EncodedText& one : encoded_texts()) {
    if (one.guess.empty()) continue;
    const bool doubtful = one.guess == "WINDOWS-1252" || one.name == "Chinese, few characters";
    EXPECT_EQ(parse_csv(one.bytes, "t.csv").notes().size(), doubtful ? 1u : 0u) << one.name;
  }
  EXPECT_EQ(parse_csv("a\nJos\xE9\n", "t.csv").notes()[0].text(),
            "t.csv: not UTF-8, read as WINDOWS-1252, which is a guess; if letters look wrong, name "
            "the encoding with --encoding");
  CsvOptions named;
  named.encoding = "latin-1";
  EXPECT_TRUE(parse_csv("a\nJos\xE9\n", "t.csv", named).notes().empty());
}

}  // namespace
}  // namespace glia::data
