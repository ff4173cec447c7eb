#include "glia/data/leak.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "glia/base/random.h"

namespace glia::data {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

struct Sample {
  std::vector<int64_t> rows;
  std::vector<int32_t> classes;
};

Sample sample(size_t n, int32_t classes) {
  Sample s{std::vector<int64_t>(n), std::vector<int32_t>(n)};
  std::iota(s.rows.begin(), s.rows.end(), 0);
  for (size_t i = 0; i < n; ++i) s.classes[i] = static_cast<int32_t>(i) % classes;
  return s;
}

double noise(size_t i) { return uniform01(random_word(1, 2, 3, i)); }

TEST(Leak, FindsACopyOfTheClass) {
  const Sample s = sample(90, 3);
  std::vector<double> numbers;
  std::vector<std::string> texts;
  for (const int32_t c : s.classes) {
    numbers.push_back(10.0 - 3 * c);
    texts.push_back("class" + std::to_string(c));
  }
  EXPECT_TRUE(gives_class_away(Column::of_numbers("n", numbers), s.rows, s.classes));
  EXPECT_TRUE(gives_class_away(Column::of_text("t", texts), s.rows, s.classes));
  texts[5] = "class0";  // one error in thirty of its class
  EXPECT_FALSE(gives_class_away(Column::of_text("t", texts), s.rows, s.classes));
}

TEST(Leak, FindsAThresholdInEitherDirection) {
  const Sample s = sample(100, 2);
  for (const double sign : {1.0, -1.0}) {
    std::vector<double> x;
    for (size_t i = 0; i < 100; ++i) x.push_back(sign * (s.classes[i] + 0.9 * noise(i)));
    EXPECT_TRUE(gives_class_away(Column::of_numbers("x", x), s.rows, s.classes));
    for (size_t i = 0; i < 100; ++i) x[i] = sign * (s.classes[i] + 1.2 * noise(i));
    EXPECT_FALSE(gives_class_away(Column::of_numbers("x", x), s.rows, s.classes));
  }
}

TEST(Leak, NeedsEveryPairOfClasses) {  // as petal length tells setosa, and only setosa, apart
  const Sample s = sample(150, 3);
  std::vector<double> x;
  for (size_t i = 0; i < 150; ++i) x.push_back((s.classes[i] == 0 ? 0 : 5) + noise(i));
  EXPECT_FALSE(gives_class_away(Column::of_numbers("x", x), s.rows, s.classes));
}

TEST(Leak, IsNotFooledByARareClass) {
  Sample s = sample(2000, 1);
  for (const size_t i : {10u, 20u, 30u, 40u, 50u, 60u}) s.classes[i] = 1;
  // Always "no": right in 99.7 % of the rows, and tells nothing.
  std::vector<std::string> texts(2000, "no");
  texts[7] = "yes";
  EXPECT_FALSE(gives_class_away(Column::of_text("t", texts), s.rows, s.classes));
}

TEST(Leak, IsNotFooledByIdentifiersOrFewRows) {
  const Sample s = sample(60, 2);
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) names.push_back("person" + std::to_string(i));
  EXPECT_FALSE(gives_class_away(Column::of_text("name", names), s.rows, s.classes));
  const Sample few = sample(18, 2);
  std::vector<double> copy(few.classes.begin(), few.classes.end());
  EXPECT_FALSE(gives_class_away(Column::of_numbers("x", copy), few.rows, few.classes));
}

TEST(Leak, CountsMissingTextAsACategory) {
  const Sample s = sample(60, 2);
  std::vector<std::string> texts;
  for (const int32_t c : s.classes) texts.push_back(c == 0 ? "" : "body found");
  EXPECT_TRUE(gives_class_away(Column::of_text("body", texts), s.rows, s.classes));
}

TEST(Leak, LooksAtKnownNumbersOnly) {
  const Sample s = sample(80, 2);
  std::vector<double> x(s.classes.begin(), s.classes.end());
  for (size_t i = 0; i < 30; ++i) x[i] = kMissing;
  EXPECT_TRUE(gives_class_away(Column::of_numbers("x", x), s.rows, s.classes));
  for (size_t i = 0; i < 50; ++i) x[i] = kMissing;
  EXPECT_FALSE(gives_class_away(Column::of_numbers("x", x), s.rows, s.classes));
}

TEST(Leak, FindsTheTargetInAnotherUnit) {
  const Sample s = sample(50, 2);
  std::vector<double> celsius, fahrenheit, rough;
  for (size_t i = 0; i < 50; ++i) {
    celsius.push_back(40 * noise(i));
    fahrenheit.push_back(32 + 1.8 * celsius.back());
    rough.push_back(celsius.back() + noise(i + 1000));
  }
  EXPECT_TRUE(gives_number_away(Column::of_numbers("f", fahrenheit), s.rows, celsius));
  EXPECT_FALSE(gives_number_away(Column::of_numbers("r", rough), s.rows, celsius));
  const std::vector<double> constant(50, 7.0);
  EXPECT_FALSE(gives_number_away(Column::of_numbers("c", constant), s.rows, celsius));
  EXPECT_FALSE(gives_number_away(Column::of_numbers("f", fahrenheit), s.rows, constant));
}

}  // namespace
}  // namespace glia::data
