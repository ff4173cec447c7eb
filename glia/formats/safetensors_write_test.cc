// Writing: the bytes themselves, the round trip, and what is refused.
#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "glia/base/random.h"
#include "glia/formats/formats_testing.h"
#include "glia/formats/safetensors.h"

namespace glia::formats {
namespace {

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

TEST(SafetensorsWrite, LaysOutBytesAsDocumented) {
  const std::vector<float> weights = {1.0f, -2.0f};
  SafetensorsFile file;
  file.metadata = {{"b", "2"}, {"a", "\"1\""}};
  file.tensors = {{"w", Dtype::kF32, {1, 2}, bytes_of(weights)},
                  {"flag", Dtype::kBool, {}, std::string_view("\x01", 1)}};
  const std::string header =
      "{\"__metadata__\":{\"b\":\"2\",\"a\":\"\\\"1\\\"\"},"
      "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
      "\"flag\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[8,9]}}";
  ASSERT_EQ(header.size(), 149u);
  const std::string expected = std::string("\x98\0\0\0\0\0\0\0", 8) + header + "   " +
                               std::string("\0\0\x80\x3f\0\0\0\xc0\x01", 9);
  EXPECT_EQ(write_safetensors(file), expected);
}

TEST(SafetensorsWrite, WritesNothingAsTwoBracesAndSpaces) {
  EXPECT_EQ(write_safetensors({}), std::string("\x08\0\0\0\0\0\0\0{}      ", 16));
}

TEST(SafetensorsWrite, KeepsEveryBitOfEveryType) {
  const std::vector<float> f32 = {0.0f, -0.0f, std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::infinity(), 1e-45f};
  const std::vector<double> f64 = {1.0 / 3, -std::numeric_limits<double>::infinity()};
  const std::vector<int32_t> i32 = {std::numeric_limits<int32_t>::min(), -1};
  const std::vector<int64_t> i64 = {std::numeric_limits<int64_t>::max()};
  const std::vector<uint8_t> u8 = {0, 255, 7}, flags = {1, 0};
  SafetensorsFile file;
  file.tensors = {
      {"f32", Dtype::kF32, {5}, bytes_of(f32)},     {"u8", Dtype::kU8, {3, 1}, bytes_of(u8)},
      {"f64", Dtype::kF64, {1, 2}, bytes_of(f64)},  {"none", Dtype::kF64, {7, 0}, {}},
      {"i32", Dtype::kI32, {2}, bytes_of(i32)},     {"i64", Dtype::kI64, {}, bytes_of(i64)},
      {"flags", Dtype::kBool, {2}, bytes_of(flags)}};
  const std::string bytes = write_safetensors(file);
  const SafetensorsFile read = read_safetensors(bytes, "m.glia");
  ASSERT_EQ(read.tensors.size(), file.tensors.size());
  for (size_t i = 0; i < file.tensors.size(); ++i) {
    EXPECT_EQ(read.tensors[i].name, file.tensors[i].name);
    EXPECT_EQ(read.tensors[i].dtype, file.tensors[i].dtype);
    EXPECT_EQ(read.tensors[i].shape, file.tensors[i].shape);
    EXPECT_EQ(read.tensors[i].bytes, file.tensors[i].bytes);
  }
  EXPECT_EQ(write_safetensors(read), bytes);
}

// Text of characters that JSON must escape, that are long in UTF-8, and plain ones.
std::string random_text(uint64_t seed, uint64_t stream) {
  static const std::string characters[] = {"a",
                                           "Z",
                                           "\"",
                                           "\\",
                                           "/",
                                           "\n",
                                           "\x01",
                                           "\x7f",
                                           "\u00e9",
                                           "\u2028",
                                           "\u6f22",
                                           "\U0001f9e0",
                                           "{",
                                           "}",
                                           ":",
                                           ",",
                                           std::string(1, '\0'),
                                           " "};
  std::string text = "k" + std::to_string(stream) + ".";  // no two alike
  for (uint64_t i = 0; i < seed % 9; ++i) {
    text += characters[hash_path(text + std::to_string(seed + i)) % std::size(characters)];
  }
  return text;
}

TEST(SafetensorsWrite, RoundTripsAnyTextAndShape) {
  const std::string data(4096, '\x5a');
  for (uint64_t seed = 0; seed < 500; ++seed) {
    SafetensorsFile file;
    for (uint64_t i = 0; i < seed % 5; ++i) {
      file.metadata.push_back({random_text(seed, i), random_text(seed, i + 10), 0});
    }
    for (uint64_t i = 0; i < seed % 7; ++i) {
      const std::vector<int64_t> shape = {static_cast<int64_t>((seed + i) % 4), 3};
      const auto dtype = static_cast<Dtype>(hash_path(std::to_string(seed * 7 + i)) % 5);
      const size_t size = static_cast<size_t>(shape[0]) * 3 * dtype_size(dtype);
      file.tensors.push_back({random_text(seed, i + 20), dtype, shape, data.substr(0, 0)});
      file.tensors.back().bytes = std::string_view(data).substr(0, size);
    }
    const std::string bytes = write_safetensors(file);
    uint64_t header_bytes = 0;
    std::memcpy(&header_bytes, bytes.data(), 8);
    EXPECT_EQ(header_bytes % 8, 0u);
    const SafetensorsFile read = read_safetensors(bytes, "m.glia");
    ASSERT_EQ(read.metadata.size(), file.metadata.size());
    for (size_t i = 0; i < file.metadata.size(); ++i) {
      EXPECT_EQ(read.metadata[i].key, file.metadata[i].key);
      EXPECT_EQ(read.metadata[i].value, file.metadata[i].value);
    }
    ASSERT_EQ(read.tensors.size(), file.tensors.size());
    for (size_t i = 0; i < file.tensors.size(); ++i) {
      EXPECT_EQ(read.tensors[i].name, file.tensors[i].name);
      EXPECT_EQ(read.tensors[i].shape, file.tensors[i].shape);
      EXPECT_EQ(read.tensors[i].bytes, file.tensors[i].bytes);
    }
  }
}

TEST(SafetensorsWrite, RefusesWhatTheReaderWouldRefuse) {
  const auto refusal = [](const SafetensorsFile& file) {
    return message_of(ErrorKind::kUsage, [&] { write_safetensors(file); });
  };
  const auto tensor = [&](const TensorEntry& t) { return refusal({{}, {t}}); };
  EXPECT_EQ(tensor({"", Dtype::kU8, {0}, {}}),
            "writing safetensors: tensor \"\": a name is 1 to 1024 bytes and not __metadata__");
  EXPECT_EQ(tensor({"__metadata__", Dtype::kU8, {0}, {}}),
            "writing safetensors: tensor \"__metadata__\": a name is 1 to 1024 bytes and not "
            "__metadata__");
  EXPECT_EQ(tensor({"\xff", Dtype::kU8, {0}, {}}),
            "writing safetensors: the name of tensor \"\\xff\" is not UTF-8");
  EXPECT_EQ(tensor({std::string(1025, 'w'), Dtype::kU8, {0}, {}}),
            "writing safetensors: tensor "
            "\"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww..."
            "\" (1025 bytes): a name is 1 to 1024 bytes and not __metadata__");
  EXPECT_EQ(tensor({"w", Dtype::kU8, {2}, "abc"}),
            "writing safetensors: tensor \"w\": shape [2] of U8 needs 2 bytes, found 3");
  EXPECT_EQ(tensor({"w", Dtype::kU8, {-1}, {}}),
            "writing safetensors: tensor \"w\": shape [-1] holds a negative number");
  EXPECT_EQ(tensor({"w", Dtype::kF32, {int64_t{1} << 62}, {}}),
            "writing safetensors: tensor \"w\": shape [4611686018427387904] of F32 needs more than "
            "2^63 - 1 bytes, found 0");
  EXPECT_EQ(tensor({"w", Dtype::kU8, std::vector<int64_t>(33, 1), "a"}),
            "writing safetensors: tensor \"w\": rank 33, over the limit of 32");
  EXPECT_EQ(tensor({"w", Dtype::kBool, {2}, "\x01\x02"}),
            "writing safetensors: tensor \"w\": element 1 of type BOOL is 2, expected 0 or 1");
  EXPECT_EQ(refusal({{}, {{"w", Dtype::kU8, {0}, {}}, {"w", Dtype::kU8, {0}, {}}}}),
            "writing safetensors: tensor \"w\" stands twice");
  EXPECT_EQ(refusal({{{"a", "b"}, {"a", "c"}}, {}}),
            "writing safetensors: metadata key \"a\" stands twice");
  EXPECT_EQ(refusal({{{"\xff", "b"}}, {}}),
            "writing safetensors: metadata key \"\\xff\" is not UTF-8");
  EXPECT_EQ(refusal({{{"a", "\xc3"}}, {}}),
            "writing safetensors: the value of metadata key \"a\" is not UTF-8");
  EXPECT_EQ(refusal({{{std::string(1025, 'k'), ""}}, {}}),
            "writing safetensors: a metadata key of 1025 bytes, over the limit of 1024");
  EXPECT_EQ(refusal({std::vector<MetadataEntry>(10'001), {}}),
            "writing safetensors: 10001 metadata keys, over the limit of 10000");
  EXPECT_EQ(refusal({{}, std::vector<TensorEntry>(100'001)}),
            "writing safetensors: 100001 tensors, over the limit of 100000");
}

}  // namespace
}  // namespace glia::formats
