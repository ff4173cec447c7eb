#include "glia/tensor/tensor.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

#include "glia/base/error.h"

namespace glia {
namespace {

TEST(Tensor, StartsAsZeros) {
  EXPECT_EQ(Tensor().count(), 1);
  EXPECT_EQ(Tensor().item(), 0);
  const Tensor empty({3, 0}, Type::kI32);
  EXPECT_EQ(empty.count(), 0);
  EXPECT_EQ(empty.bytes(), 0u);
  EXPECT_TRUE(empty.values().empty());
  const Tensor zeros({2, 2}, Type::kReal, Real::kFloat);
  EXPECT_EQ(zeros.bytes(), 16u);
  EXPECT_EQ(zeros.values(), (std::vector<double>{0, 0, 0, 0}));
}

TEST(Tensor, HoldsEveryType) {
  struct Row {
    Type type;
    Real real;
    double given, held;
    size_t bytes;
  };
  const Row rows[] = {
      {Type::kReal, Real::kDouble, 0.1, 0.1, 8}, {Type::kReal, Real::kFloat, 0.1, 0.1f, 4},
      {Type::kI32, Real::kDouble, -7, -7, 4},    {Type::kI64, Real::kDouble, 1e15, 1e15, 8},
      {Type::kU8, Real::kDouble, 255, 255, 1},   {Type::kBool, Real::kDouble, 0.5, 1, 1},
      {Type::kBool, Real::kDouble, 0, 0, 1},
  };
  for (const Row& row : rows) {
    Tensor tensor({2}, row.type, row.real);
    tensor.set(1, row.given);
    EXPECT_EQ(tensor.at(0), 0) << type_name(row.type);
    EXPECT_EQ(tensor.at(1), row.held) << type_name(row.type);
    EXPECT_EQ(tensor.bytes(), 2 * row.bytes) << type_name(row.type);
  }
}

TEST(Tensor, CopiesItsElements) {
  const Tensor a = Tensor::from({2}, {1, 2});
  Tensor b = a;
  b.set(0, 9);
  EXPECT_EQ(a.at(0), 1);
  Tensor c;
  c = b;
  b.set(1, 7);
  EXPECT_EQ(c.values(), (std::vector<double>{9, 2}));
  const Tensor& self = c;
  c = self;
  EXPECT_EQ(c.values(), (std::vector<double>{9, 2}));
  const Tensor d = std::move(c);
  EXPECT_EQ(d.values(), (std::vector<double>{9, 2}));
}

TEST(Tensor, PrintsUpToALimit) {
  EXPECT_EQ(Tensor::scalar(0.5).to_string(), "real [] {0.5}");
  EXPECT_EQ(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}).to_string(), "real [2, 3] {1, 2, 3, 4, 5, 6}");
  EXPECT_EQ(Tensor::from({3}, {1, 2, 3}).to_string(2), "real [3] {1, 2, ...}");
  EXPECT_EQ(Tensor({0}, Type::kI64).to_string(), "i64 [0] {}");
  EXPECT_EQ(Tensor::scalar(std::numeric_limits<double>::quiet_NaN()).to_string(), "real [] {nan}");
}

TEST(Tensor, SaysWhatDoesNotFit) {
  try {
    Tensor::from({2, 3}, {1, 2});
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "tensor: shape [2, 3] holds 6 elements, but 2 were given");
  }
  try {
    (void)Tensor({2}, Type::kReal).item();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "item: expected one element, found shape [2]");
  }
}

TEST(TensorDeathTest, ElementsOutsideAreFaults) {
  const Tensor tensor({2}, Type::kReal);
  EXPECT_DEATH_IF_SUPPORTED((void)tensor.at(2), "i >= 0 && i < count_");
  EXPECT_DEATH_IF_SUPPORTED((void)tensor.at(-1), "i >= 0 && i < count_");
}

}  // namespace
}  // namespace glia
