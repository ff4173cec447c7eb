#include "glia/formats/model_file.h"

#include <gtest/gtest.h>

#include "glia/base/error.h"
#include "glia/data/builtin.h"
#include "glia/data/json_internal.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/seal.h"
#include "glia/train/fit.h"

namespace glia::formats {
namespace {

train::Model trained(const char* set, const nn::Sequential& network) {
  const data::Builtin& builtin = data::builtin(set);
  const train::Dataset dataset =
      train::make_dataset(data::load_builtin(set), {.target = std::string(builtin.target)});
  nn::Sequential whole = network;
  whole.add(nn::Dense(dataset.target.width()));
  train::FitOptions options;
  options.loop.epochs = 2;
  return train::fit(whole, dataset, options);
}

const std::string& small_file() {
  static const std::string kFile = write_model(trained("iris", {nn::Dense{3}, nn::Tanh{}}));
  return kFile;
}

std::string model_refusal(std::string_view bytes) {
  try {
    read_model(bytes, "m.glia");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel) << error.what();
    return error.what();
  }
  return "accepted";
}

// The small model with one metadata text replaced, sealed again: damage that no checksum finds.
std::string changed(const std::string& key, const std::string& value) {
  SafetensorsFile file = read_sealed(small_file(), "m.glia");
  std::vector<MetadataEntry> kept;
  for (MetadataEntry& entry : file.metadata) {
    if (entry.key == kSealKey) continue;
    if (entry.key == key) entry.value = value;
    if (value != "-" || entry.key != key) kept.push_back(entry);
  }
  file.metadata = kept;
  return write_sealed(file);
}

TEST(ModelFile, ReadsBackEveryKindOfModelAndWritesTheSameBytes) {
  for (const char* set : {"iris", "penguins", "temperature", "complement-bits", "target-curve"}) {
    const train::Model model = trained(set, {nn::Dense{4}, nn::Relu{}, nn::Dropout{0.1}});
    const std::string bytes = write_model(model);
    const train::Model read = read_model(bytes, set);
    EXPECT_EQ(write_model(read), bytes) << set;
    EXPECT_EQ(read.arch, model.arch) << set;
    EXPECT_EQ(read.history, model.history) << set;
  }
}

TEST(ModelFile, RefusesATruncationAtEveryByte) {
  const std::string& whole = small_file();
  for (size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 37)
    EXPECT_NE(model_refusal(std::string_view(whole).substr(0, size)), "accepted") << size;
}

TEST(ModelFile, RefusesEveryFlippedBit) {
  std::string damaged = small_file();
  for (size_t i = 0; i < damaged.size(); ++i) {
    const char before = damaged[i];
    damaged[i] = static_cast<char>(before ^ (1 << (i % 8)));
    ASSERT_NE(model_refusal(damaged), "accepted") << "byte " << i;
    damaged[i] = before;
  }
}

TEST(ModelFile, SaysWhatIsWrong) {
  EXPECT_EQ(model_refusal(changed("glia.format", "2")),
            "m.glia: model format 2; this glia reads up to 1: update it");
  EXPECT_EQ(model_refusal(changed("glia.arch", "-")), "m.glia: glia.arch is missing");
  EXPECT_NE(model_refusal(changed("glia.arch", "{")).find("glia.arch"), std::string::npos);
  EXPECT_NE(model_refusal(changed("glia.task", "{\"loss\":\"squred_error\"}"))
                .find("m.glia: loss: no 'squred_error'; did you mean 'squared_error'? known: "),
            std::string::npos);
  EXPECT_EQ(model_refusal(changed("glia.task", "{\"loss\":7}")),
            "m.glia: glia.task.loss: expected a text, found 7");
  EXPECT_NE(model_refusal(changed("glia.history", "[]")), "accepted");
  EXPECT_NE(model_refusal(changed("glia.target", "{}")), "accepted");
  EXPECT_EQ(model_refusal(changed("glia.preprocess", "{\"images\":{\"height\":3,\"width\":3}}")),
            "m.glia: glia.preprocess makes 9 numbers a row, the network reads 4");
}

TEST(ModelFile, RefusesAWeightOfAnotherShape) {
  std::string arch = read_sealed(small_file(), "m").find_metadata("glia.arch")->value;
  const std::string from = "\"units\":3";
  const size_t at = arch.find(from);
  ASSERT_NE(at, std::string::npos);
  arch.replace(at, from.size(), "\"units\":5");
  EXPECT_NE(
      model_refusal(changed("glia.arch", arch)).find("the tensor dense1.weight is F32 [4, 3]"),
      std::string::npos)
      << model_refusal(changed("glia.arch", arch));
}

TEST(Checkpoint, IsNoModelAndSaysSo) {
  train::LoopState state;
  state.variables.resize(16);
  state.best_model.resize(8);
  const std::string bytes = write_checkpoint({"{}", state});
  EXPECT_EQ(model_refusal(bytes), "m.glia: a checkpoint, not a model; give it to --resume");
  const Checkpoint read = read_checkpoint(bytes, "c");
  EXPECT_EQ(write_checkpoint(read), bytes);
  try {
    read_checkpoint(small_file(), "m.glia");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "m.glia: not a checkpoint of glia train");
  }
}

}  // namespace
}  // namespace glia::formats
