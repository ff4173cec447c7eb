// Every way in which the tensors of a container can lie beside, over or beyond their bytes, each
// with its exact message.
#include <gtest/gtest.h>

#include <string>

#include "glia/formats/formats_testing.h"

namespace glia::formats {
namespace {

using testing::expect_refusals;
using testing::kZeros16;
using testing::one_tensor;
using testing::raw_file;

std::string extent(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return one_tensor("\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
                    ",\"data_offsets\":" + offsets);
}

TEST(SafetensorsExtent, RefusesShapesThatDoNotFitTheData) {
  expect_refusals({
      {"2^32 x 2^32: elements overflow", extent("F32", "[4294967296,4294967296]", "[0,0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape [4294967296, 4294967296] of F32 needs more "
       "than 2^63 - 1 bytes"},
      {"2^62: bytes overflow, elements don't", extent("F32", "[4611686018427387904]", "[0,0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape [4611686018427387904] of F32 needs more than "
       "2^63 - 1 bytes"},
      {"2^61 F64 = 2^64 bytes wraps to 0", extent("F64", "[2305843009213693952]", "[0,0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape [2305843009213693952] of F64 needs more than "
       "2^63 - 1 bytes"},
      {"2^31 x 2^31 x 4 bytes x 4", extent("F32", "[2147483648,2147483648,4]", "[0,0]"),
       "m.glia: header: tensor \"w\" (byte 9): shape [2147483648, 2147483648, 4] of F32 needs more "
       "than 2^63 - 1 bytes"},
      {"2^63 - 1 bytes: allowed, but not there", extent("U8", "[9223372036854775807]", "[0,16]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 16] hold 16 bytes, but shape "
       "[9223372036854775807] of U8 needs 9223372036854775807"},
      {"too small", extent("F32", "[3]", "[0,16]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 16] hold 16 bytes, but shape [3] of F32 "
       "needs 12"},
      {"too large", extent("F64", "[4]", "[0,16]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 16] hold 16 bytes, but shape [4] of F64 "
       "needs 32"},
      {"empty with bytes", extent("F32", "[0]", "[0,16]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 16] hold 16 bytes, but shape [0] of F32 "
       "needs 0"},
      {"a scalar with 16 bytes", extent("F64", "[]", "[0,16]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 16] hold 16 bytes, but shape [] of F64 "
       "needs 8"},
      {"backwards", extent("F32", "[4]", "[16,0]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [16, 0] run backwards"},
      {"beyond the file", extent("F32", "[5]", "[0,20]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [0, 20] reach beyond the 16 bytes of data"},
      {"begins beyond the file", extent("F32", "[4]", "[16,32]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [16, 32] reach beyond the 16 bytes of data"},
      {"ends at 2^64 - 1", extent("F32", "[4]", "[18446744073709551599,18446744073709551615]"),
       "m.glia: tensor \"w\" (byte 9): data_offsets [18446744073709551599, 18446744073709551615] "
       "reach beyond the 16 bytes of data"},
      {"trailing bytes", extent("F32", "[2]", "[0,8]"),
       "m.glia: 8 bytes at the end, from byte 70 on, in no tensor"},
      {"trailing bytes without a tensor", raw_file("{}", "x"),
       "m.glia: 1 byte at the end, from byte 10 on, in no tensor"},
      {"a BOOL of 2",
       one_tensor("\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]",
                  std::string_view("\x01\x00\x02", 3)),
       "m.glia: tensor \"w\": element 2 of type BOOL is 2, expected 0 or 1 (byte 65)"},
  });
}

TEST(SafetensorsExtent, RefusesGapsAndOverlaps) {
  const auto two = [](const std::string& a, const std::string& b) {
    return raw_file("{\"a\":{\"dtype\":\"U8\",\"shape\":" + a +
                        "},\"b\":{\"dtype\":\"U8\",\"shape\":" + b + "}}",
                    kZeros16);
  };
  expect_refusals({
      {"overlap", two("[8],\"data_offsets\":[0,8]", "[9],\"data_offsets\":[7,16]"),
       "m.glia: tensor \"b\" (byte 61): data_offsets [7, 16]: overlaps tensor \"a\", which ends at "
       "8"},
      {"overlap, named the other way round",
       two("[9],\"data_offsets\":[7,16]", "[8],\"data_offsets\":[0,8]"),
       "m.glia: tensor \"a\" (byte 9): data_offsets [7, 16]: overlaps tensor \"b\", which ends at "
       "8"},
      {"the same bytes", two("[16],\"data_offsets\":[0,16]", "[16],\"data_offsets\":[0,16]"),
       "m.glia: tensor \"b\" (byte 63): data_offsets [0, 16]: overlaps tensor \"a\", which ends at "
       "16"},
      {"one within the other", two("[16],\"data_offsets\":[0,16]", "[4],\"data_offsets\":[4,8]"),
       "m.glia: tensor \"b\" (byte 63): data_offsets [4, 8]: overlaps tensor \"a\", which ends at "
       "16"},
      {"gap", two("[7],\"data_offsets\":[0,7]", "[8],\"data_offsets\":[8,16]"),
       "m.glia: tensor \"b\" (byte 61): data_offsets [8, 16]: leaves a gap of 1 byte after tensor "
       "\"a\""},
      {"gap before the first", two("[7],\"data_offsets\":[1,8]", "[8],\"data_offsets\":[8,16]"),
       "m.glia: tensor \"a\" (byte 9): data_offsets [1, 8]: leaves a gap of 1 byte after the "
       "start of the data"},
      {"empty within another", two("[16],\"data_offsets\":[0,16]", "[0],\"data_offsets\":[8,8]"),
       "m.glia: tensor \"b\" (byte 63): data_offsets [8, 8]: overlaps tensor \"a\", which ends at "
       "16"},
      {"empty after the end", two("[15],\"data_offsets\":[0,15]", "[0],\"data_offsets\":[16,16]"),
       "m.glia: tensor \"b\" (byte 63): data_offsets [16, 16]: leaves a gap of 1 byte after "
       "tensor \"a\""},
  });
}

}  // namespace
}  // namespace glia::formats
