#include "glia/base/file_lock.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/file_internal.h"

namespace glia {
namespace {

namespace fs = std::filesystem;

class FileLockTest : public ::testing::Test {
 protected:
  // A folder of its own for each test: a process looks for abandoned files in a folder once.
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "glia_lock_test_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string in_folder(const std::string& name) const { return folder + "/" + name; }
  void make(const std::string& name) const { std::ofstream(in_folder(name)) << "x"; }
  bool there(const std::string& name) const { return fs::exists(in_folder(name)); }
  int count() const {
    int files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++files;
    return files;
  }

  std::string folder;
};

std::string refusal(const std::string& path) {
  try {
    const WriteLock second(path);
    return "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFailed);
    return error.what();
  }
}

TEST_F(FileLockTest, HiddenNamesAreSixteenDigits) {
  EXPECT_EQ(hidden_name("a", 0xABC, ".tmp"), "a/.glia-0000000000000abc.tmp");
}

TEST_F(FileLockTest, SweepsWhatNobodyHolds) {
  make(".glia-0123456789abcdef.tmp");
  make(".glia-0123456789abcdef.lock");
  remove_abandoned(folder);
  EXPECT_EQ(count(), 0);
}

TEST_F(FileLockTest, LeavesWhatIsHeldOrNotOurs) {
  for (const char* name : {".glia-0123456789abcdef.tmp", ".glia-0123456789ABCDEF.tmp",
                           ".glia-0123456789abcde.tmp", ".glia-0123456789abcdef.tmp2",
                           ".glia-0123456789abcdef", "glia-0123456789abcdef.tmp", "model.glia"}) {
    make(name);
  }
  fs::create_directory(in_folder(".glia-1123456789abcdef.tmp"));
  fs::create_symlink("model.glia", in_folder(".glia-2123456789abcdef.tmp"));
  const int files = count();
  const int held = ::open(in_folder(".glia-0123456789abcdef.tmp").c_str(), O_RDONLY);
  ASSERT_TRUE(hold(held));
  remove_abandoned(folder);
  EXPECT_EQ(count(), files);
  ::close(held);
}

TEST_F(FileLockTest, AFileThatLostItsNameIsNotHeld) {
  make("file");
  const int file = ::open(in_folder("file").c_str(), O_RDONLY);
  fs::remove(in_folder("file"));
  EXPECT_FALSE(hold(file));
  ::close(file);
}

TEST_F(FileLockTest, WritersOfOneFolderLeaveEachOther) {
  AtomicFile first(in_folder("a"));
  remove_abandoned(folder + "/.");  // another way to the folder: it is looked through again
  first.write("whole");
  first.commit();
  EXPECT_EQ(read_file(in_folder("a"), 10), "whole");
}

TEST_F(FileLockTest, OneRunAtATime) {
  const std::string path = in_folder("model.glia");
  {
    const WriteLock first(path);
    const std::string told = path + ": another run of glia is writing it (process " +
                             std::to_string(::getpid()) + "); give this one another file, or wait";
    EXPECT_EQ(refusal(path), told);
    const WriteLock other(in_folder("other.glia"));
  }
  EXPECT_EQ(count(), 0);
  const WriteLock again(path);
  const WriteLock nothing{std::string()};
}

TEST_F(FileLockTest, ALinkIsTheFileItLeadsTo) {
  make("model.glia");
  fs::create_symlink("model.glia", in_folder("link"));
  const WriteLock first(in_folder("model.glia"));
  EXPECT_NE(refusal(in_folder("link")).find("another run"), std::string::npos);
}

TEST_F(FileLockTest, SaysWhyNot) {
  EXPECT_EQ(refusal(in_folder("none/model.glia")),
            in_folder("none/model.glia") + ": can't write: No such file or directory");
}

}  // namespace
}  // namespace glia
