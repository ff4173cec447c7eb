// Every way the header of a container can lie, each with its exact message. Where its tensors lie:
// safetensors_extent_test.cc.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "glia/formats/formats_testing.h"
#include "glia/formats/safetensors.h"

namespace glia::formats {
namespace {

using testing::expect_refusals;
using testing::kZeros16;
using testing::one_tensor;
using testing::raw_file;
using testing::refusal;

std::string with_length(uint64_t length, std::string bytes) {
  std::memcpy(bytes.data(), &length, 8);
  return bytes;
}

TEST(SafetensorsRead, HoldsNothing) {
  const std::string bytes = raw_file("{}");
  const SafetensorsFile file = read_safetensors(bytes, "m.glia");
  EXPECT_TRUE(file.metadata.empty());
  EXPECT_TRUE(file.tensors.empty());
}

TEST(SafetensorsRead, TakesAnyOrderSpaceAndEscape) {
  const std::string bytes = raw_file(
      "{ \"b\" : {\"data_offsets\":[4,6], \"shape\":[2], \"dtype\":\"U8\"},\n\t\"__metadata__\":"
      "{\"k\\u00e9y\":\"a\\\\\\\"b\\\\\", \"\":\"\"}, \"a\\n\":"
      "{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]} }  \r\n ",
      "\x01\x02\x03\x04\x05\x06");
  const SafetensorsFile file = read_safetensors(bytes, "m.glia");
  ASSERT_EQ(file.metadata.size(), 2u);
  EXPECT_EQ(file.metadata[0].key, "k\u00e9y");
  EXPECT_EQ(file.metadata[0].value, "a\\\"b\\");
  EXPECT_EQ(bytes.substr(file.metadata[0].value_offset, 8), "a\\\\\\\"b\\\\");
  EXPECT_EQ(file.find_metadata("")->value, "");
  ASSERT_EQ(file.tensors.size(), 2u);
  EXPECT_EQ(file.tensors[0].name, "b");
  EXPECT_EQ(file.tensors[0].bytes, "\x05\x06");
  EXPECT_EQ(file.tensors[1].name, "a\n");
  EXPECT_EQ(file.tensors[1].bytes, "\x01\x02\x03\x04");
  EXPECT_TRUE(file.tensors[1].shape.empty());
  EXPECT_EQ(file.find_tensor("c"), nullptr);
}

TEST(SafetensorsRead, TakesNonFiniteWeights) {
  const std::string bytes =
      one_tensor("\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]",
                 std::string_view("\0\0\x80\x7f\0\0\x80\xff\0\0\xc0\x7f\xff\xff\xff\xff", 16));
  EXPECT_EQ(read_safetensors(bytes, "m.glia").tensors.size(), 1u);
}

TEST(SafetensorsRead, TakesEmptyTensorsBetweenOthers) {
  const std::string bytes = raw_file(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686018427387904],\"data_offsets\":[0,0]},"
      "\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
      "\"c\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[16,16]}}",
      kZeros16);
  // The first shape's strides overflow, although it holds nothing.
  EXPECT_EQ(refusal(bytes),
            "m.glia: header: tensor \"a\" (byte 9): shape [0, 4611686018427387904] of F32 needs "
            "more than 2^63 - 1 bytes");
  const std::string mended = raw_file(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686],\"data_offsets\":[0,0]},"
      "\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
      "\"c\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[16,16]}}",
      kZeros16);
  EXPECT_EQ(read_safetensors(mended, "m.glia").tensors.size(), 3u);
}

TEST(SafetensorsRead, RefusesWrongLengths) {
  expect_refusals({
      {"empty file", "",
       "m.glia: too short for a safetensors file: 0 bytes, expected at least 8 for the header's "
       "length"},
      {"one byte", "{",
       "m.glia: too short for a safetensors file: 1 byte, expected at least 8 for the header's "
       "length"},
      {"seven bytes", std::string(7, '\0'),
       "m.glia: too short for a safetensors file: 7 bytes, expected at least 8 for the header's "
       "length"},
      {"no header", std::string(8, '\0'),
       "m.glia: header: expected '{' at byte 8, found an empty header"},
      {"empty header, data", raw_file("", "abc"),
       "m.glia: header: expected '{' at byte 8, found an empty header"},
      {"longer than the file", with_length(3, raw_file("{}")),
       "m.glia: cut short: bytes 0 to 7 give the header 3 bytes, but 2 follow"},
      {"far longer than the file", with_length(99'999'999, raw_file("{}")),
       "m.glia: cut short: bytes 0 to 7 give the header 99999999 bytes, but 2 follow"},
      {"over the cap", with_length(100'000'001, raw_file("{}")),
       "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header 100000001 bytes, "
       "over the limit of 100000000"},
      {"2^63", with_length(uint64_t{1} << 63, raw_file("{}")),
       "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header "
       "9223372036854775808 bytes, over the limit of 100000000"},
      {"2^64 - 1, which wraps when 8 is added", with_length(~uint64_t{0}, raw_file("{}")),
       "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header "
       "18446744073709551615 bytes, over the limit of 100000000"},
      {"too short for the JSON", with_length(1, raw_file("{}")),
       "m.glia: header: the JSON text ends too early, at byte 9 (while parsing object key)"},
      {"a gzip file", "\x1f\x8b\x08 and so on, for a while",
       "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header "
       "2334111870313073439 bytes, over the limit of 100000000"},
      {"a CSV file", "sepal_length,sepal_width\n5.1,3.5\n",
       "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header "
       "7308321214411335027 bytes, over the limit of 100000000"},
      {"begins with a space", raw_file(" {}"),
       "m.glia: header: expected '{' at byte 8, found \" \""},
      {"begins with a byte order mark", raw_file("\xef\xbb\xbf{}"),
       "m.glia: header: expected '{' at byte 8, found \"\\xef\""},
      {"begins with a list", raw_file("[]"), "m.glia: header: expected '{' at byte 8, found \"[\""},
  });
}

TEST(SafetensorsRead, RefusesWhatIsNotJson) {
  expect_refusals({
      {"unclosed object", raw_file("{"),
       "m.glia: header: the JSON text ends too early, at byte 9 (while parsing object key)"},
      {"closed twice", raw_file("{}}"),
       "m.glia: header: not JSON near byte 10 (while parsing value)"},
      {"something after", raw_file("{} x"),
       "m.glia: header: not JSON near byte 11 (while parsing value)"},
      {"a zero byte after", raw_file(std::string_view("{}\0", 3)),
       "m.glia: header: not JSON: a zero byte at byte 10"},
      {"comment", raw_file("{} // hello"),
       "m.glia: header: not JSON near byte 11 (while parsing value)"},
      {"trailing comma", raw_file("{\"__metadata__\":{\"a\":\"b\"},}"),
       "m.glia: header: not JSON near byte 34 (while parsing object key)"},
      {"single quotes", raw_file("{'a':1}"),
       "m.glia: header: not JSON near byte 9 (while parsing object key)"},
      {"no colon", raw_file("{\"a\" 1}"),
       "m.glia: header: not JSON near byte 14 (while parsing object separator)"},
      {"unclosed name", raw_file("{\"abc"),
       "m.glia: header: the JSON text ends too early, at byte 13 (while parsing object key)"},
      {"raw newline in a name", raw_file("{\"a\nb\":{}}"),
       "m.glia: header: not JSON near byte 11 (while parsing object key)"},
      {"bad escape", raw_file("{\"\\x41\":{}}"),
       "m.glia: header: not JSON near byte 11 (while parsing object key)"},
      {"lone surrogate", raw_file("{\"\\ud800\":{}}"),
       "m.glia: header: not JSON near byte 16 (while parsing object key)"},
      {"not UTF-8", raw_file("{\"a\xff\":{}}"),
       "m.glia: header: not UTF-8 near byte 11 (while parsing object key)"},
      {"overlong UTF-8", raw_file("{\"a\xc0\x80\":{}}"),
       "m.glia: header: not UTF-8 near byte 11 (while parsing object key)"},
      {"UTF-8 surrogate", raw_file("{\"\xed\xa0\x80\":{}}"),
       "m.glia: header: not UTF-8 near byte 11 (while parsing object key)"},
      {"UTF-8 outside of a string", raw_file("{\"a\":\xc3\xa9}"),
       "m.glia: header: not JSON near byte 13 (while parsing value)"},
      {"NaN", raw_file("{\"a\":NaN}"),
       "m.glia: header: not JSON near byte 13 (while parsing value)"},
      {"number with a leading zero", one_tensor("\"shape\":[01]"),
       "m.glia: header: not JSON near byte 25 (while parsing array)"},
      {"number too large for a double", one_tensor("\"shape\":[1e999]"),
       "m.glia: header: the number 1e999 at byte 23 is too large"},
      {"100,000 brackets", raw_file("{\"a\":" + std::string(100'000, '[')),
       "m.glia: header: tensor \"a\" (byte 9): expected an object, found an array at byte 13"},
      {"100,000 braces", raw_file("{\"__metadata__\":{\"a\":" + std::string(100'000, '{')),
       "m.glia: header: __metadata__: key \"a\": expected a string, found an object at byte 29"},
  });
}

TEST(SafetensorsRead, RefusesWrongMetadata) {
  expect_refusals({
      {"a string", raw_file("{\"__metadata__\":\"a\"}"),
       "m.glia: header: __metadata__: expected an object, found a string at byte 24"},
      {"null", raw_file("{\"__metadata__\":null}"),
       "m.glia: header: __metadata__: expected an object, found null at byte 24"},
      {"a list", raw_file("{\"__metadata__\":[]}"),
       "m.glia: header: __metadata__: expected an object, found an array at byte 24"},
      {"holds a number", raw_file("{\"__metadata__\":{\"a\":1}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found a number at byte 29"},
      {"holds expected an integer without a sign", raw_file("{\"__metadata__\":{\"a\":-1}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found a number at byte 29"},
      {"holds a fraction", raw_file("{\"__metadata__\":{\"a\":1.5}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found a number at byte 29"},
      {"holds null", raw_file("{\"__metadata__\":{\"a\":null}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found null at byte 29"},
      {"holds true", raw_file("{\"__metadata__\":{\"a\":true}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found true at byte 29"},
      {"holds false", raw_file("{\"__metadata__\":{\"a\":false}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found false at byte 29"},
      {"holds an object", raw_file("{\"__metadata__\":{\"a\":{}}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found an object at byte 29"},
      {"holds a list", raw_file("{\"__metadata__\":{\"a\":[\"b\"]}}"),
       "m.glia: header: __metadata__: key \"a\": expected a string, found an array at byte 29"},
      {"a key twice", raw_file("{\"__metadata__\":{\"a\":\"b\",\"a\":\"b\"}}"),
       "m.glia: header: __metadata__: key \"a\" stands twice, again at byte 33"},
      {"a key twice, once escaped", raw_file("{\"__metadata__\":{\"a\":\"b\",\"\\u0061\":\"b\"}}"),
       "m.glia: header: __metadata__: key \"a\" stands twice, again at byte 33"},
      {"twice", raw_file("{\"__metadata__\":{},\"__metadata__\":{}}"),
       "m.glia: header: __metadata__ stands twice, again at byte 27"},
      {"a key too long", raw_file("{\"__metadata__\":{\"" + std::string(1025, 'k') + "\":\"\"}}"),
       "m.glia: header: __metadata__: a key of 1025 bytes ends at byte 1051, over the limit of "
       "1024"},
  });
}

TEST(SafetensorsRead, RefusesWrongTensorFields) {
  const std::string good = "\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]";
  ASSERT_EQ(refusal(one_tensor(good)), "no error");
  expect_refusals({
      {"no name", raw_file("{\"\":{" + good + "}}", kZeros16),
       "m.glia: header: the tensor at byte 9 has no name"},
      {"name too long", raw_file("{\"" + std::string(1025, 'w') + "\":{" + good + "}}", kZeros16),
       "m.glia: header: a tensor name of 1025 bytes ends at byte 1035, over the limit of 1024"},
      {"name of a million bytes", raw_file("{\"" + std::string(1'000'000, 'w') + "\":{}}"),
       "m.glia: header: a tensor name of 1000000 bytes ends at byte 1000010, over the limit of "
       "1024"},
      {"a number", raw_file("{\"w\":1}"),
       "m.glia: header: tensor \"w\" (byte 9): expected an object, found a number at byte 13"},
      {"a string", raw_file("{\"w\":\"F32\"}"),
       "m.glia: header: tensor \"w\" (byte 9): expected an object, found a string at byte 13"},
      {"a list", raw_file("{\"w\":[]}"),
       "m.glia: header: tensor \"w\" (byte 9): expected an object, found an array at byte 13"},
      {"null", raw_file("{\"w\":null}"),
       "m.glia: header: tensor \"w\" (byte 9): expected an object, found null at byte 13"},
      {"no fields", one_tensor(""),
       "m.glia: header: tensor \"w\" (byte 9): field dtype is missing"},
      {"no dtype", one_tensor("\"shape\":[4],\"data_offsets\":[0,16]"),
       "m.glia: header: tensor \"w\" (byte 9): field dtype is missing"},
      {"no shape", one_tensor("\"dtype\":\"F32\",\"data_offsets\":[0,16]"),
       "m.glia: header: tensor \"w\" (byte 9): field shape is missing"},
      {"no offsets", one_tensor("\"dtype\":\"F32\",\"shape\":[4]"),
       "m.glia: header: tensor \"w\" (byte 9): field data_offsets is missing"},
      {"a field too many", one_tensor(good + ",\"strides\":[1]"),
       "m.glia: header: tensor \"w\" (byte 9): unknown field \"strides\" at byte 62, expected "
       "dtype, shape or data_offsets"},
      {"dtype twice", one_tensor(good + ",\"dtype\":\"F32\""),
       "m.glia: header: tensor \"w\" (byte 9): field dtype stands twice, again at byte 62"},
      {"shape twice", one_tensor(good + ",\"shape\":[4]"),
       "m.glia: header: tensor \"w\" (byte 9): field shape stands twice, again at byte 62"},
      {"data_offsets twice", one_tensor(good + ",\"data_offsets\":[0,16]"),
       "m.glia: header: tensor \"w\" (byte 9): field data_offsets stands twice, again at byte 62"},
      {"the tensor twice", raw_file("{\"w\":{" + good + "},\"w\":{" + good + "}}", kZeros16),
       "m.glia: header: tensor \"w\" stands twice, again at byte 63"},
      {"dtype unknown", one_tensor("\"dtype\":\"F16\""),
       "m.glia: header: tensor \"w\" (byte 9): unknown dtype \"F16\" at byte 22, expected F32, "
       "F64, I32, I64, U8 or BOOL"},
      {"dtype in lower case", one_tensor("\"dtype\":\"f32\""),
       "m.glia: header: tensor \"w\" (byte 9): unknown dtype \"f32\" at byte 22, expected F32, "
       "F64, I32, I64, U8 or BOOL"},
      {"dtype with bytes to hide", one_tensor("\"dtype\":\"F32\\u0000\\u001b[31m\""),
       "m.glia: header: tensor \"w\" (byte 9): unknown dtype \"F32\\x00\\x1b[31m\" at byte 22, "
       "expected F32, F64, I32, I64, U8 or BOOL"},
      {"dtype a number", one_tensor("\"dtype\":32"),
       "m.glia: header: tensor \"w\" (byte 9): dtype: expected a string, found a number at byte "
       "22"},
      {"dtype null", one_tensor("\"dtype\":null"),
       "m.glia: header: tensor \"w\" (byte 9): dtype: expected a string, found null at byte 22"},
      {"dtype a list", one_tensor("\"dtype\":[\"F32\"]"),
       "m.glia: header: tensor \"w\" (byte 9): dtype: expected a string, found an array at byte "
       "22"},
      {"shape a number", one_tensor("\"shape\":4"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected an array, found a number at byte "
       "22"},
      {"shape null", one_tensor("\"shape\":null"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected an array, found null at byte 22"},
      {"shape of strings", one_tensor("\"shape\":[\"4\"]"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected integers, found a string at byte "
       "23"},
      {"shape of lists", one_tensor("\"shape\":[[4]]"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected integers, found an array at byte "
       "23"},
      {"shape of objects", one_tensor("\"shape\":[{}]"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected integers, found an object at byte "
       "23"},
      {"shape of booleans", one_tensor("\"shape\":[true]"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected integers, found true at byte 23"},
      {"shape of null", one_tensor("\"shape\":[2,null]"),
       "m.glia: header: tensor \"w\" (byte 9): shape: expected integers, found null at byte 25"},
      {"size -1", one_tensor("\"shape\":[-1,4]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds -1 at byte 23, expected an integer "
       "without a sign"},
      {"size -0", one_tensor("\"shape\":[-0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds -0 at byte 23, expected an integer "
       "without a sign"},
      {"size 4.0", one_tensor("\"shape\":[4.0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds 4.0 at byte 23, expected an integer "
       "below 2^63"},
      {"size 1e2", one_tensor("\"shape\":[2,1e2]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds 1e2 at byte 25, expected an integer "
       "below 2^63"},
      {"size 2^63", one_tensor("\"shape\":[9223372036854775808]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds 9223372036854775808 at byte 23, over "
       "2^63 - 1"},
      {"size 2^64", one_tensor("\"shape\":[18446744073709551616]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds 18446744073709551616 at byte 23, "
       "expected an integer below 2^63"},
      {"33 sizes",
       one_tensor("\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"),
       "m.glia: header: tensor \"w\" (byte 9): shape holds more than 32 sizes"},
      {"offsets a number", one_tensor("\"data_offsets\":0"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets: expected an array, found a number at "
       "byte 29"},
      {"no offset", one_tensor("\"data_offsets\":[]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds 0 numbers, expected 2"},
      {"one offset", one_tensor("\"data_offsets\":[0]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds 1 number, expected 2"},
      {"three offsets", one_tensor("\"data_offsets\":[0,16,16]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds more than 2 numbers"},
      {"an offset below 0", one_tensor("\"data_offsets\":[-16,0]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds -16 at byte 30, expected an "
       "integer without a sign"},
      {"an offset that is no integer", one_tensor("\"data_offsets\":[0,16.5]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds 16.5 at byte 32, expected an "
       "integer below 2^63"},
      {"an offset that is a string", one_tensor("\"data_offsets\":[\"0\",16]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets: expected integers, found a string at "
       "byte 30"},
      {"an offset of 2^64", one_tensor("\"data_offsets\":[0,18446744073709551616]"),
       "m.glia: header: tensor \"w\" (byte 9): data_offsets holds 18446744073709551616 at byte "
       "32, expected an integer below 2^63"},
  });
}

TEST(SafetensorsRead, RefusesWhatIsBeyondTheLimits) {
  SafetensorsLimits limits;
  limits.tensors = 2;
  limits.metadata_entries = 1;
  limits.header_bytes = 200;
  const auto refused = [&](const std::string& bytes) {
    return message_of(ErrorKind::kModel, [&] { read_safetensors(bytes, "m.glia", limits); });
  };
  const std::string empty = "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
  EXPECT_EQ(refused(raw_file("{\"a\":" + empty + ",\"b\":" + empty + ",\"c\":" + empty + "}")),
            "m.glia: header: more than 2 tensors");
  EXPECT_EQ(refused(raw_file("{\"__metadata__\":{\"a\":\"\",\"b\":\"\"}}")),
            "m.glia: header: __metadata__: more than 1 keys");
  EXPECT_EQ(refused(raw_file("{" + std::string(199, ' ') + "}")),
            "m.glia: not a safetensors file, or damaged: bytes 0 to 7 give the header 201 bytes, "
            "over the limit of 200");
}

TEST(SafetensorsRead, RefusesAMillionTensorsByTheLimit) {
  std::string header = "{";
  for (int i = 0; i < 1'000'000; ++i) {
    header +=
        "\"" + std::to_string(i) + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},";
  }
  header.back() = '}';
  EXPECT_EQ(refusal(raw_file(header)), "m.glia: header: more than 100000 tensors");
}

}  // namespace
}  // namespace glia::formats
