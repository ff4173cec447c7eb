#include "glia/data/builtin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "glia/base/error_testing.h"
#include "glia/base/sha256.h"
#include "glia/data/builtin_internal.h"
#include "glia/data/csv_writer.h"
#include "glia/data/target.h"

namespace glia::data {
namespace {

TEST(Builtins, AreWhatTheListSays) {
  std::set<std::string_view> names;
  for (const Builtin& set : builtins()) {
    SCOPED_TRACE(std::string(set.name));
    EXPECT_TRUE(names.insert(set.name).second);
    EXPECT_FALSE(set.title.empty() || set.title_zh.empty() || set.origin.empty() ||
                 set.licence.empty());
    if (set.kind == BuiltinKind::kImages) continue;
    const Table table = load_builtin(set.name);
    EXPECT_EQ(table.rows(), set.rows);
    EXPECT_EQ(table.columns(), set.columns);
    EXPECT_EQ(table.origin(), "built-in " + std::string(set.name));
    const auto targets = target_names(table, set.target);
    const TargetSurvey survey = survey_target(table, targets, set.task);
    EXPECT_EQ(survey.kind == TargetKind::kNumbers, set.task == Task::kRegress);
    EXPECT_EQ(survey.rows.size(), static_cast<size_t>(set.rows));
    // The default task is also what a reader of the bare table would choose.
    EXPECT_EQ(survey_target(table, targets).kind, survey.kind);
  }
  EXPECT_EQ(names.size(), 20u);
}

TEST(Builtins, KeepTheBooksNumbers) {
  const Table box = load_builtin("black-box");
  EXPECT_EQ(box.column("input").numbers, (std::vector<double>{1, 1.1, 1.2, 2}));
  EXPECT_EQ(box.column("output").numbers, (std::vector<double>{2.21, 2.431, 2.652, 4.42}));

  const Table bits = load_builtin("complement-bits");
  EXPECT_EQ(bits.column("a").numbers, (std::vector<double>{1, 0, 0, 1}));
  EXPECT_EQ(bits.column("not_b").numbers, (std::vector<double>{0, 1, 0, 1}));

  const Table drawings = load_builtin("x7x7");
  EXPECT_EQ(drawings.column("has_x").numbers,
            (std::vector<double>{0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0}));
  std::vector<double> ink(14);
  for (int64_t c = 0; c < 49; ++c)
    for (size_t r = 0; r < 14; ++r) ink[r] += drawings.column(c).numbers[r];
  EXPECT_EQ(ink, (std::vector<double>{0, 13, 24, 14, 14, 8, 15, 10, 44, 9, 6, 8, 10, 16}));

  const Table temperature = load_builtin("temperature");
  EXPECT_EQ(temperature.column("temperature").numbers[56], 18.0);
  EXPECT_NEAR(temperature.column("activity").numbers[56], 0.7622901200928871, 1e-6);

  const Table curve = load_builtin("target-curve");
  EXPECT_NEAR(curve.column("y").numbers.front(), -0.29, 1e-6);
  EXPECT_NEAR(curve.column("y").numbers.back(), 0.3047360123320561, 1e-6);
}

// Least squares of the noisy sine: expected values and deviations of the tutorial's description.
TEST(Builtins, NoisySineHasTheNoiseItClaims) {
  const Table sine = load_builtin("sine-noisy");
  const auto& x = sine.column("x").numbers;
  const auto& y = sine.column("y").numbers;
  EXPECT_NEAR(x[700], 0.8028028028028027, 1e-12);
  double xx = 0, xy = 0, sum = 0, noise = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    xx += x[i] * x[i];
    xy += x[i] * y[i];
    sum += y[i];
    noise += std::pow(y[i] - 2 * std::sin(x[i]), 2);
  }
  EXPECT_NEAR(xy / xx, 1.3050024833924843, 0.035);
  EXPECT_NEAR(sum / 1000, 0.0, 0.041);
  EXPECT_NEAR(std::sqrt(noise / 1000), 0.32, 0.03);
}

TEST(Builtins, DigitsAreScikitLearns) {
  const Table digits = load_builtin("digits");
  // First row of scikit-learn's load_digits, rows 0 and 1 of the drawing.
  const std::vector<double> expected = {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0};
  for (size_t p = 0; p < expected.size(); ++p)
    EXPECT_EQ(digits.column(static_cast<int64_t>(p)).numbers[0], expected[p]) << p;
  std::vector<int> counts(10);
  for (const double digit : digits.column("digit").numbers) ++counts[static_cast<size_t>(digit)];
  EXPECT_EQ(counts, (std::vector<int>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}));
  double sum = 0;
  for (int64_t c = 0; c < 64; ++c)
    for (const double v : digits.column(c).numbers) sum += v;
  EXPECT_EQ(sum, 561718);  // load_digits().data.sum()
}

TEST(Builtins, HaveTheSameBytesEverywhere) {
  const std::pair<const char*, const char*> pins[] = {
      {"black-box", "79351c632eb050ab"},
      {"circle", "d2578511ad0587ac"},
      {"complement-bits", "200c9a9564a6e438"},
      {"digits", "592cc047d0a1cc7f"},
      {"exam-scores", "ec45f6ad945b78cf"},
      {"flowers", "c573861b0343307c"},
      {"gauss", "b1998b7e7ce53f59"},
      {"iris", "91eb642c3adbc7ba"},
      {"penguins", "e07636bd8af74260"},
      {"sine-noisy", "567c1e9fb9b3f2b9"},
      {"spiral", "467534527ce035e6"},
      {"spiral3", "4f095c7656298fab"},
      {"target-curve", "bf5a3dd171e7c20d"},
      {"temperature-humidity", "ace0ff63b6c99d99"},
      {"temperature", "dcb34626c1e78a5d"},
      {"warm-cold", "ec0b48414b114902"},
      {"x7x7", "da84168376ae0db3"},
      {"xor", "7eabbcde4925a606"},
  };
  for (const auto& [name, hash] : pins) {
    const std::string csv = to_csv(load_builtin(name));
    EXPECT_EQ(to_hex(sha256(csv)).substr(0, 16), hash) << name;
  }
}

TEST(Builtins, EmbeddedTextsAreTheFiles) {
  const std::filesystem::path folder = std::filesystem::path(GLIA_SOURCE_DIR) / "datasets";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no file system: " << folder;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    EXPECT_TRUE(text.str() == embedded_csv(entry.path().stem().string()))
        << entry.path() << " is not what is compiled in: run tools/embed_datasets";
    ++files;
  }
  EXPECT_EQ(files, 7);
}

TEST(Builtins, NameTheNearest) {
  const std::string message = message_of([] { load_builtin("pengiuns"); });
  EXPECT_EQ(message.find("no built-in data set is named 'pengiuns'; did you mean penguins? "
                         "(there are: iris, penguins, digits"),
            0u)
      << message;
  EXPECT_EQ(find_builtin("nothing"), nullptr);
}

TEST(Builtins, ToldApartByKind) {
  EXPECT_EQ(message_of([] { load_builtin("mnist"); }), "'mnist' is a set of images, not a table");
  EXPECT_EQ(message_of([] { load_builtin_images("iris"); }),
            "'iris' is a table, not a set of images");
  EXPECT_EQ(message_of([] { load_builtin_images("mnist"); }),
            "'mnist' is not bundled: name the folder that holds its four IDX files");
}

TEST(Builtins, FashionMnistIsReadOrSaysHowToGetIt) {
  if (!std::filesystem::exists("/usr/share/datasets/fashion-mnist")) {
    EXPECT_NE(message_of([] {
                load_builtin_images("fashion-mnist");
              }).find("apt-get install dataset-fashion-mnist"),
              std::string::npos);
    GTEST_SKIP() << "NOT TESTED: Debian's package dataset-fashion-mnist is not installed";
  }
  const ImageSplit images = load_builtin_images("fashion-mnist");
  EXPECT_EQ(images.train.count, 60000);
  EXPECT_EQ(images.test.count, builtin("fashion-mnist").test_rows);
  EXPECT_EQ(images.train.pixels_per_image(), 784);
}

}  // namespace
}  // namespace glia::data
