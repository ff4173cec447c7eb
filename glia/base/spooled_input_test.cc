#include "glia/base/spooled_input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>

#include "glia/base/error.h"
#include "glia/base/file.h"

namespace glia {
namespace {

class SpooledInputTest : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__EMSCRIPTEN__)
    GTEST_SKIP() << "neither threads nor another standard input here";
#endif
  }
};

// Puts another descriptor in the place of standard input for a while.
class InPlaceOfStdin {
 public:
  explicit InPlaceOfStdin(int descriptor) : saved_(::dup(STDIN_FILENO)) {
    ::dup2(descriptor, STDIN_FILENO);
    ::close(descriptor);
  }
  ~InPlaceOfStdin() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }

 private:
  int saved_;
};

std::string whole(const SpooledInput& input, size_t step) {
  std::string text;
  std::string piece(step, '\0');
  for (size_t got = step; got == step;) {
    got = input.read_at(text.size(), piece.data(), step);
    text.append(piece, 0, got);
  }
  return text;
}

// What comes through a pipe from another thread.
std::string through_pipe(const std::string& text, size_t step) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const InPlaceOfStdin stdin_is(ends[0]);
  std::thread writer([&text, out = ends[1]] {
    for (size_t at = 0; at < text.size();) {
      const ssize_t written = ::write(out, text.data() + at, text.size() - at);
      if (written <= 0) break;
      at += static_cast<size_t>(written);
    }
    ::close(out);
  });
  const SpooledInput input(uint64_t{1} << 30);
  writer.join();
  EXPECT_EQ(input.size(), text.size());
  EXPECT_EQ(whole(input, step), whole(input, 1 << 20));
  return whole(input, step);
}

TEST_F(SpooledInputTest, ThroughAPipeInTwoThreads) {
  EXPECT_EQ(through_pipe("", 10), "");
  EXPECT_EQ(through_pipe("a,b\n1,2\n", 3), "a,b\n1,2\n");
  // More than is kept in memory.
  std::string large;
  for (int i = 0; large.size() < (size_t{1} << 24) + 1000; ++i) large += std::to_string(i) + "\n";
  EXPECT_TRUE(through_pipe(large, 999983) == large);
}

TEST_F(SpooledInputTest, AFileInItsPlaceIsReadWhereItLies) {
  const std::string path = ::testing::TempDir() + "glia spooled";
  write_file_atomically(path, "header\na,b\n");
  const InPlaceOfStdin stdin_is(::open(path.c_str(), O_RDONLY));
  // As a shell's `read` leaves it, behind the first line.
  ASSERT_EQ(::lseek(STDIN_FILENO, 7, SEEK_SET), 7);
  const SpooledInput input(100);
  EXPECT_EQ(input.size(), 4u);
  EXPECT_EQ(whole(input, 3), "a,b\n");
  char none = 0;
  EXPECT_EQ(input.read_at(4, &none, 1), 0u);
  std::remove(path.c_str());
}

TEST_F(SpooledInputTest, RefusesMoreThanTheLimit) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "12345", 5), 5);
  ::close(ends[1]);
  const InPlaceOfStdin stdin_is(ends[0]);
  try {
    const SpooledInput input(4);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kData);
    EXPECT_EQ(std::string(error.what()), "<stdin>: larger than the limit of 4 bytes");
  }
}

}  // namespace
}  // namespace glia
