// The checksum: no single damaged bit and no shortened file is taken for a model.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "glia/base/file.h"
#include "glia/base/sha256.h"
#include "glia/formats/formats_testing.h"
#include "glia/formats/seal.h"

namespace glia::formats {
namespace {

using testing::raw_file;

// About 4 KB, as a small model is: a few keys, names that escape, three tensors.
SafetensorsFile small_model() {
  static const std::string weights(3700, '\x3f');
  SafetensorsFile file;
  file.metadata = {
      {"glia.format", "1"}, {"glia.arch", "{\"layers\":[]}"}, {"note", "\u6f22 \"x\"\n"}};
  file.tensors = {
      {"dense1.weight", Dtype::kF32, {32, 16}, std::string_view(weights).substr(0, 2048)},
      {"dense1.bias", Dtype::kF64, {200}, std::string_view(weights).substr(0, 1600)},
      {"mask", Dtype::kBool, {5}, std::string_view("\x01\0\x01\0\x01", 5)}};
  return file;
}

TEST(Seal, IsTheHashOfTheFileWithZerosInItsPlace) {
  std::string bytes = write_sealed(small_model());
  const SafetensorsFile file = read_sealed(bytes, "m.glia");
  const std::string seal = file.find_metadata("glia.sha256")->value;
  const size_t at = bytes.find(seal);
  EXPECT_EQ(at, file.find_metadata("glia.sha256")->value_offset);
  bytes.replace(at, 64, std::string(64, '0'));
  EXPECT_EQ(to_hex(sha256(bytes)), seal);
}

// fuzz/make_corpus.py wrote this file from the page alone.
TEST(Seal, TakesAFileThatAnotherProgramWroteByTheDocument) {
  const std::string bytes =
      read_file(std::string(GLIA_SOURCE_DIR) + "/fuzz/corpus/safetensors/sealed", 1 << 20);
  const SafetensorsFile file = read_sealed(bytes, "sealed");
  EXPECT_EQ(file.find_metadata("glia.format")->value, "1");
  const TensorEntry* bias = file.find_tensor("dense1.bias");
  ASSERT_EQ(bias->shape, std::vector<int64_t>{3});
  float last = 0;
  std::memcpy(&last, bias->bytes.data() + 8, 4);
  EXPECT_EQ(last, 14.0f);
}

TEST(Seal, GivesTheSameBytesAndContentAgain) {
  const SafetensorsFile model = small_model();
  const std::string bytes = write_sealed(model);
  EXPECT_EQ(write_sealed(model), bytes);
  SafetensorsFile read = read_sealed(bytes, "m.glia");
  EXPECT_EQ(read.metadata.back().key, "glia.sha256");
  read.metadata.pop_back();
  EXPECT_EQ(write_sealed(read), bytes);
}

// Also when foreign files are welcome, which is harder: no damage may make a model look foreign.
TEST(Seal, RefusesEverySingleDamagedBit) {
  std::string bytes = write_sealed(small_model());
  ASSERT_GT(bytes.size(), 4000u);
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
      ASSERT_NE(
          message_of(ErrorKind::kModel, [&] { read_sealed(bytes, "m.glia", Foreign::kAccept); }),
          "no error")
          << "byte " << i << ", bit " << bit;
      bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
    }
  }
  read_sealed(bytes, "m.glia");
}

TEST(Seal, RefusesEveryShorterAndLongerFile) {
  const std::string bytes = write_sealed(small_model());
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut =
        bytes.substr(0, size);  // its own block, so that a sanitizer sees its end
    ASSERT_NE(message_of(ErrorKind::kModel, [&] { read_sealed(cut, "m.glia", Foreign::kAccept); }),
              "no error")
        << size << " bytes";
  }
  const std::string longer = bytes + '\0';
  EXPECT_EQ(message_of(ErrorKind::kModel, [&] { read_sealed(longer, "m.glia"); }),
            "m.glia: 1 byte at the end, from byte 4037 on, in no tensor");
}

TEST(Seal, SaysWhatIsWrong) {
  const auto refusal = [](const std::string& bytes) {
    return message_of(ErrorKind::kModel, [&] { read_sealed(bytes, "m.glia"); });
  };
  const auto with_seal = [](const std::string& seal) {
    return raw_file("{\"__metadata__\":{\"glia.format\":\"1\",\"glia.sha256\":\"" + seal + "\"}}");
  };
  EXPECT_EQ(refusal(raw_file("{}")),
            "m.glia: a safetensors file, but not glia's: no metadata key begins with \"glia.\"");
  EXPECT_EQ(refusal(raw_file("{\"__metadata__\":{\"format\":\"pt\"}}")),
            "m.glia: a safetensors file, but not glia's: no metadata key begins with \"glia.\"");
  EXPECT_EQ(refusal(raw_file("{\"__metadata__\":{\"glia.format\":\"1\"}}")),
            "m.glia: damaged: metadata key glia.sha256 is missing");
  EXPECT_EQ(refusal(with_seal("")),
            "m.glia: damaged: metadata key glia.sha256 (byte 58) is not 64 plain hex digits: \"\"");
  EXPECT_EQ(
      refusal(with_seal("abc")),
      "m.glia: damaged: metadata key glia.sha256 (byte 58) is not 64 plain hex digits: \"abc\"");
  EXPECT_EQ(refusal(with_seal(std::string(63, '0') + "\\u0030")),
            "m.glia: damaged: metadata key glia.sha256 (byte 58) is not 64 plain hex digits: "
            "\"0000000000000000000000000000000000000000000000000000000000000000\"");
  EXPECT_EQ(refusal(with_seal(std::string(64, '0'))),
            "m.glia: damaged: its content has the checksum "
            "0bb1139b790478dc1ca86bddddcb29174e3237a5608334f617d13c04423a545f, but glia.sha256 "
            "(byte 58) says \"0000000000000000000000000000000000000000000000000000000000000000\"");
  std::string upper = write_sealed(small_model());
  const size_t at = read_sealed(upper, "m.glia").find_metadata("glia.sha256")->value_offset;
  for (size_t i = at; i < at + 64; ++i) upper[i] = static_cast<char>(std::toupper(upper[i]));
  EXPECT_NE(refusal(upper).find("says"), std::string::npos) << refusal(upper);
}

TEST(Seal, TakesForeignFilesOnlyWhenAsked) {
  const std::string bytes = raw_file("{\"__metadata__\":{\"format\":\"pt\"}}");
  EXPECT_FALSE(is_glia(read_sealed(bytes, "m.safetensors", Foreign::kAccept)));
  const std::string unsealed = raw_file("{\"__metadata__\":{\"glia.format\":\"1\"}}");
  EXPECT_EQ(message_of(ErrorKind::kModel,
                       [&] { read_sealed(unsealed, "m.safetensors", Foreign::kAccept); }),
            "m.safetensors: damaged: metadata key glia.sha256 is missing");
}

TEST(SealDeathTest, NeedsAnotherKeyAndNoChecksumYet) {
  EXPECT_DEATH_IF_SUPPORTED(write_sealed({}), "assertion failed");
  SafetensorsFile twice = small_model();
  twice.metadata.push_back({"glia.sha256", "", 0});
  EXPECT_DEATH_IF_SUPPORTED(write_sealed(twice), "assertion failed");
}

}  // namespace
}  // namespace glia::formats
