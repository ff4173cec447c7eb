#include "glia/base/aligned_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace glia {
namespace {

TEST(AlignedBuffer, EmptyHoldsNothing) {
  const AlignedBuffer none;
  EXPECT_EQ(none.data(), nullptr);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(AlignedBuffer(0).size(), 0u);
}

TEST(AlignedBuffer, IsAlignedAndZeroAtAnySize) {
  for (const size_t size : {1u, 63u, 64u, 65u, 4097u, 1000000u}) {
    const AlignedBuffer buffer(size);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(buffer.data()) % AlignedBuffer::kAlignment, 0u);
    EXPECT_EQ(buffer.size(), size);
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(buffer.as<uint8_t>()[i], 0) << "byte " << i;
  }
}

TEST(AlignedBuffer, MovesItsBytes) {
  AlignedBuffer first(8);
  first.as<int32_t>()[1] = 42;
  const void* const place = first.data();
  AlignedBuffer second(std::move(first));
  EXPECT_EQ(second.data(), place);
  AlignedBuffer third;
  third = std::move(second);
  EXPECT_EQ(third.data(), place);
  EXPECT_EQ(third.as<int32_t>()[1], 42);
}

TEST(AlignedBuffer, TooLargeIsAnErrorWithTheSize) {
  // Sanitizers end the program instead of failing an impossible request.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer refuses the request itself";
#endif
  const size_t huge = std::numeric_limits<size_t>::max() / 2;
  try {
    const AlignedBuffer buffer(huge);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFailed);
    EXPECT_EQ(std::string(error.what()),
              "out of memory: could not get " + std::to_string(huge) + " bytes");
  }
}

}  // namespace
}  // namespace glia
