// One const model, many threads: each with a predictor of its own, all with the same bits.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/threads.h"
#include "glia/data/builtin.h"
#include "glia/formats/model_file.h"
#include "glia/train/fit.h"

namespace glia {
namespace {

train::Model small_model() {
  const train::Dataset dataset =
      train::make_dataset(data::load_builtin("penguins"), {.target = "species"});
  train::FitOptions options;
  options.loop.epochs = 3;
  return train::fit(nn::Sequential{nn::Dense{16}, nn::Relu{}, nn::Dense{3}}, dataset, options);
}

TEST(ConstModel, EightThreadsPredictTheSameBits) {
#if GLIA_HAS_THREADS
  const train::Model model = small_model();
  const data::Table table = data::load_builtin("penguins");
  const std::vector<double> expected = train::Predictor(model).predict(table).values;
  std::vector<std::vector<double>> found(8);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      train::Predictor predictor(model);
      for (int round = 0; round < 5; ++round) found[i] = predictor.predict(table).values;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<double>& values : found) EXPECT_EQ(values, expected);
#endif
}

TEST(ConstModel, ARowAloneHasTheBitsItHasAmongOthers) {
  const train::Model model = small_model();
  const data::Table table = data::load_builtin("penguins");
  train::Predictor predictor(model, std::make_shared<ThreadPool>(3));
  const train::Predictions all = predictor.predict(table);
  for (const int64_t row : {int64_t{0}, int64_t{1}, int64_t{255}, int64_t{256}, int64_t{343}}) {
    const std::vector<int64_t> one = {row};
    const train::Predictions alone = predictor.predict(table.select_rows(one));
    ASSERT_EQ(alone.rows, 1);
    for (size_t k = 0; k < 3; ++k) EXPECT_EQ(alone.values[k], all.row(row)[k]) << row;
  }
}

TEST(ConstModel, RowsPredictTheSameBitsOnAnyNumberOfThreads) {
  const train::Model model = small_model();
  const data::Table table = data::load_builtin("penguins");
  const std::vector<double> expected = train::Predictor(model).predict(table).values;
  for (const int threads : {2, 3, 5}) {
    train::Predictor predictor(model, std::make_shared<ThreadPool>(threads));
    for (int round = 0; round < 3; ++round)
      EXPECT_EQ(predictor.predict(table).values, expected) << threads;
  }
}

TEST(ConstModel, ARowThatIsNotThereIsAnErrorOnWhateverThread) {
  const train::Model model = small_model();
  const std::vector<float> x(static_cast<size_t>(1000 * model.features()), 0.5F);
  const train::Source source{1000, {{"x", {x.data(), program::RowSource::Type::kFloat, 1000}}}};
  std::vector<int64_t> rows(1000, 7);
  train::Predictor predictor(model, std::make_shared<ThreadPool>(2));
  const std::vector<double> seventh = predictor.predict(source, rows).values;
  for (const size_t at : {0, 499, 999}) {
    std::vector<int64_t> wrong = rows;
    wrong[at] = 1000;
    EXPECT_THROW(predictor.predict(source, wrong), Error) << at;
  }
  EXPECT_EQ(predictor.predict(source, rows).values, seventh);
}

TEST(ConstModel, PredictsTheSameAfterSavingAndLoading) {
  const train::Model model = small_model();
  const train::Model loaded = formats::read_model(formats::write_model(model), "model");
  const data::Table table = data::load_builtin("penguins");
  EXPECT_EQ(train::Predictor(loaded).predict(table).values,
            train::Predictor(model).predict(table).values);
  EXPECT_EQ(formats::write_model(loaded), formats::write_model(model));
}

}  // namespace
}  // namespace glia
