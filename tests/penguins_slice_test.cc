// The whole path of a user in one test: a CSV file becomes a trained, saved, loaded, predicting
// model. In float and double, natively and in WebAssembly.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "glia/base/file.h"
#include "glia/data/csv.h"
#include "glia/formats/model_file.h"
#include "glia/train/fit.h"

namespace glia {
namespace {

class PenguinsSlice : public testing::TestWithParam<Real> {
 protected:
  data::Table table_ = data::read_csv(GLIA_SOURCE_DIR "/datasets/penguins.csv");

  train::Model fit(int threads) const {
    const train::Dataset dataset = train::make_dataset(table_, {.target = "species"});
    train::FitOptions options;
    options.optimizer = optim::Adam{0.02};
    options.loop.epochs = 30;
    options.loop.seed = 1;
    options.threads = threads;
    options.real = GetParam();
    return train::fit(nn::Sequential{nn::Dense{16}, nn::Relu{}, nn::Dense{3}}, dataset, options);
  }
};

TEST_P(PenguinsSlice, FromACsvFileToThePredictionsOfALoadedModel) {
  const train::Model model = fit(1);
  // Tests of both precisions run at the same time.
  const std::string path = testing::TempDir() + "penguins_slice_" + real_name(GetParam()) + ".glia";
  formats::save_model(path, model);
  const train::Model loaded = formats::load_model(path);
  std::filesystem::remove(path);

  const train::Predictions saved = train::Predictor(model).predict(table_);
  const train::Predictions found = train::Predictor(loaded).predict(table_);
  const data::Column& species = table_.column("species");
  int64_t right = 0;
  for (int64_t row = 0; row < table_.rows(); ++row) {
    int64_t best = 0;
    for (int64_t c = 0; c < 3; ++c) {
      const auto at = static_cast<size_t>(c);
      ASSERT_EQ(found.row(row)[at], saved.row(row)[at]) << "row " << row;
      if (found.row(row)[at] > found.row(row)[static_cast<size_t>(best)]) best = c;
    }
    const std::string& label = loaded.target.labels()[static_cast<size_t>(best)];
    const auto code = static_cast<size_t>(species.codes[static_cast<size_t>(row)]);
    right += species.categories[code] == label;
  }
  EXPECT_GE(static_cast<double>(right) / static_cast<double>(table_.rows()), 0.98);
}

TEST_P(PenguinsSlice, TwoThreadsGiveTheSameFile) {
  EXPECT_EQ(formats::write_model(fit(2)), formats::write_model(fit(1)));
}

INSTANTIATE_TEST_SUITE_P(Precisions, PenguinsSlice, testing::Values(Real::kFloat, Real::kDouble),
                         [](const auto& real) { return std::string(real_name(real.param)); });

}  // namespace
}  // namespace glia
