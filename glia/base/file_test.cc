#include "glia/base/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "glia/base/error.h"

namespace glia {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "glia_file_test_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  const std::string& folder() const { return folder_; }
  std::string in_folder(const std::string& name) const { return folder_ + "/" + name; }

  // What the folder holds, hidden files included: shows a temporary file left behind.
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      result.push_back(entry.path().filename().string());
    }
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  std::string folder_;
};

template <class Action>
void expect_error(ErrorKind kind, const std::string& message, const Action& action) {
  try {
    action();
    ADD_FAILURE() << "no error; expected: " << message;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    EXPECT_EQ(std::string(error.what()), message);
  }
}

using Names = std::vector<std::string>;

TEST_F(FileTest, ReadsWhatWasWritten) {
  const std::string every_byte = [] {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    return bytes;
  }();
  for (const std::string& bytes :
       {std::string(), std::string("a"), every_byte, std::string(300000, 'x')}) {
    write_file_atomically(in_folder("file"), bytes);
    EXPECT_EQ(read_file(in_folder("file"), 1000000), bytes);
    EXPECT_EQ(names(), Names{"file"});
  }
}

TEST_F(FileTest, LimitIsTheLargestSizeRead) {
  const std::string path = in_folder("file");
  write_file_atomically(path, "12345");
  EXPECT_EQ(read_file(path, 5), "12345");
  expect_error(ErrorKind::kData, path + ": larger than the limit of 4 bytes",
               [&] { read_file(path, 4); });
  write_file_atomically(path, "");
  EXPECT_EQ(read_file(path, 0), "");
}

// The kernel's own files say they hold 0 bytes.
TEST_F(FileTest, ReadsAFileThatUnderstatesItsSize) {
  if (!path_exists("/proc/self/status")) GTEST_SKIP() << "no /proc here";
  EXPECT_NE(read_file("/proc/self/status", 1 << 20).find("Name:"), std::string::npos);
  expect_error(ErrorKind::kData, "/proc/self/status: larger than the limit of 10 bytes",
               [] { read_file("/proc/self/status", 10); });
}

TEST_F(FileTest, IsReadPieceByPieceAndAgain) {
  const std::string path = in_folder("file");
  write_file_atomically(path, "12345");
  InputFile file(path, 5);
  EXPECT_EQ(file.size(), 5u);
  char bytes[8] = {};
  EXPECT_EQ(file.read(bytes, 3), 3u);
  EXPECT_EQ(std::string(bytes), "123");
  EXPECT_EQ(file.read(bytes, 8), 2u);
  EXPECT_EQ(file.read(bytes, 8), 0u);
  file.rewind();
  InputFile moved(std::move(file));
  EXPECT_EQ(moved.read(bytes, 8), 5u);
  EXPECT_EQ(std::string(bytes), "12345");
  expect_error(ErrorKind::kData, path + ": larger than the limit of 4 bytes",
               [&] { InputFile limited(path, 4); });
}

// What was written behind its back counts too.
TEST_F(FileTest, LimitHoldsForAFileThatGrows) {
  const std::string path = in_folder("file");
  write_file_atomically(path, "123");
  InputFile file(path, 4);
  std::ofstream(path, std::ios::app) << "456";
  char bytes[8] = {};
  expect_error(ErrorKind::kData, path + ": larger than the limit of 4 bytes",
               [&] { file.read(bytes, 8); });
}

TEST_F(FileTest, ReadingSaysWhyNot) {
  const std::string missing = in_folder("missing.csv");
  expect_error(ErrorKind::kFailed, missing + ": can't open: No such file or directory",
               [&] { read_file(missing, 10); });
  expect_error(ErrorKind::kFailed, folder() + ": expected an ordinary file, found a folder",
               [&] { read_file(folder(), 10); });
  expect_error(ErrorKind::kFailed, "/dev/null: expected an ordinary file, found a device",
               [] { read_file("/dev/null", 10); });
  expect_error(ErrorKind::kUsage, "a.csv: a path can't hold a NUL byte",
               [] { read_file(std::string("a.csv\0.png", 10), 10); });
}

TEST_F(FileTest, PipeIsRefusedInsteadOfHanging) {
  const std::string pipe = in_folder("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expect_error(ErrorKind::kFailed, pipe + ": expected an ordinary file, found a pipe",
               [&] { read_file(pipe, 10); });
  expect_error(ErrorKind::kFailed, pipe + ": expected an ordinary file, found a pipe",
               [&] { AtomicFile file(pipe); });
}

TEST_F(FileTest, AsksAboutPaths) {
  EXPECT_TRUE(path_exists(folder()));
  EXPECT_TRUE(is_folder(folder()));
  EXPECT_FALSE(path_exists(in_folder("none")));
  EXPECT_FALSE(is_folder(in_folder("none")));
  write_file_atomically(in_folder("file"), "");
  EXPECT_TRUE(path_exists(in_folder("file")));
  EXPECT_FALSE(is_folder(in_folder("file")));
}

TEST_F(FileTest, UncommittedFileLeavesNothing) {
  const std::string path = in_folder("file");
  { AtomicFile file(path); }
  EXPECT_EQ(names(), Names{});
  write_file_atomically(path, "old");
  {
    AtomicFile file(path);
    file.write("new");
    EXPECT_EQ(names().size(), 2u);
    EXPECT_EQ(read_file(path, 10), "old");
  }
  EXPECT_EQ(names(), Names{"file"});
  EXPECT_EQ(read_file(path, 10), "old");
}

TEST_F(FileTest, PiecesAreJoinedAtCommit) {
  const std::string path = in_folder("file");
  AtomicFile file(path);
  file.write("one ");
  file.write("");
  file.write("two", 3);
  EXPECT_FALSE(path_exists(path));
  file.commit();
  EXPECT_EQ(read_file(path, 10), "one two");
}

TEST_F(FileTest, TwoWritersDoNotMix) {
  const std::string path = in_folder("file");
  AtomicFile first(path);
  AtomicFile second(path);
  first.write("first");
  second.write("second");
  second.commit();
  first.commit();
  EXPECT_EQ(read_file(path, 10), "first");
  EXPECT_EQ(names(), Names{"file"});
}

TEST_F(FileTest, NameMayBeAnything) {
  for (const std::string& name :
       {std::string("with space"), std::string("\xE6\xA8\xA1\xE5\x9E\x8B.glia"),
        std::string("new\nline"), std::string(255, 'n')}) {
    write_file_atomically(in_folder(name), "x");
    EXPECT_EQ(read_file(in_folder(name), 1), "x");
  }
}

TEST_F(FileTest, PathWithoutFolderIsBesideUs) {
  const fs::path before = fs::current_path();
  fs::current_path(folder());
  write_file_atomically("plain", "x");
  fs::current_path(before);
  EXPECT_EQ(names(), Names{"plain"});
}

TEST_F(FileTest, PermissionsStay) {
  const std::string path = in_folder("file");
  write_file_atomically(path, "old");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  write_file_atomically(path, "new");
  struct stat status = {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
}

TEST_F(FileTest, LinkStaysAndItsFileIsReplaced) {
  fs::create_directory(in_folder("there"));
  write_file_atomically(in_folder("there/file"), "old");
  fs::create_symlink("there/file", in_folder("link"));
  write_file_atomically(in_folder("link"), "new");
  EXPECT_TRUE(fs::is_symlink(in_folder("link")));
  EXPECT_EQ(read_file(in_folder("there/file"), 10), "new");
}

TEST_F(FileTest, WritingSaysWhyNot) {
  expect_error(ErrorKind::kFailed, folder() + ": expected an ordinary file, found a folder",
               [&] { AtomicFile file(folder()); });
  const std::string nowhere = in_folder("none/model.glia");
  expect_error(ErrorKind::kFailed, nowhere + ": can't write: No such file or directory",
               [&] { AtomicFile file(nowhere); });
  expect_error(ErrorKind::kFailed, "/dev/full: expected an ordinary file, found a device",
               [] { AtomicFile file("/dev/full"); });
  expect_error(ErrorKind::kUsage, "a path is expected, found an empty text",
               [] { AtomicFile file(""); });
}

TEST_F(FileTest, ProtectedFileIsNotReplaced) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may write any file";
  const std::string path = in_folder("file");
  write_file_atomically(path, "old");
  ASSERT_EQ(::chmod(path.c_str(), 0444), 0);
  expect_error(ErrorKind::kFailed, path + ": can't write: Permission denied",
               [&] { write_file_atomically(path, "new"); });
  EXPECT_EQ(read_file(path, 10), "old");
}

// Stands for a full disk: the write fails halfway.
TEST_F(FileTest, FailedWriteKeepsTheOldFile) {
  const std::string path = in_folder("file");
  write_file_atomically(path, "old");
  struct rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  struct rlimit small = before;
  small.rlim_cur = 1000;
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  expect_error(ErrorKind::kFailed, path + ": can't write: File too large",
               [&] { write_file_atomically(path, std::string(5000, 'n')); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(read_file(path, 10), "old");
  EXPECT_EQ(names(), Names{"file"});
}

TEST_F(FileTest, FailedRenameRemovesTheTemporaryFile) {
  const std::string path = in_folder("file");
  {
    AtomicFile file(path);
    file.write("new");
    fs::create_directory(path);  // appeared since: a file can't replace it
    expect_error(ErrorKind::kFailed, path + ": can't write: Is a directory",
                 [&] { file.commit(); });
  }
  EXPECT_EQ(names(), Names{"file"});
  EXPECT_TRUE(is_folder(path));
}

}  // namespace
}  // namespace glia
