// The rules of download() against a transport that does as it is told. The real one meets a real
// server in tests/downloads_test.sh.
#include "glia/fetch/download.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>

#include "glia/base/error.h"
#include "glia/base/file.h"

namespace glia::fetch {
namespace {

const std::string kFile = "the bytes of the file";

// One answer: what the server sends, from where, and how it ends.
struct Step {
  std::string bytes;
  uint64_t from = 0;
  Ending ending = Ending::kWhole;
  int status = 200;
};

class Script : public Transport {
 public:
  std::map<std::string, std::deque<Step>> steps;
  std::vector<std::string> asked;

  Answer get(const Request& request) override {
    asked.push_back(request.url + "+" + std::to_string(request.from));
    std::deque<Step>& mine = steps[request.url];
    if (mine.empty()) return {Ending::kRefused, 404, "not found"};
    const Step step = mine.front();
    mine.pop_front();
    if (step.ending == Ending::kRefused) return {step.ending, step.status, "refused"};
    request.begin(step.from, 0);
    request.take(step.bytes);
    if (request.stop && request.stop()) return {Ending::kStopped, step.status, "stopped"};
    return {step.ending, step.status, step.ending == Ending::kWhole ? "" : "cut"};
  }
};

class DownloadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = ::testing::TempDir() + "glia-download-" +
             ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    wanted.path = folder + "/file";
    wanted.urls = {"a", "b"};
    wanted.limit = 100;
    wanted.problem = [](const std::string& bytes) -> std::optional<Message> {
      if (bytes == kFile) return std::nullopt;
      return Message("wrong");
    };
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::string part() const { return wanted.path + ".part"; }

  std::string folder;
  Wanted wanted;
  Script script;
};

TEST_F(DownloadTest, TakesTheFirstMirrorThatHasIt) {
  script.steps["b"] = {{kFile}};
  EXPECT_TRUE(download(script, wanted));
  EXPECT_EQ(read_file(wanted.path, 100), kFile);
  EXPECT_FALSE(path_exists(part()));
  EXPECT_EQ(script.asked, (std::vector<std::string>{"a+0", "b+0"}));
}

TEST_F(DownloadTest, GoesOnWhereItBrokeOff) {
  script.steps["a"] = {{kFile.substr(0, 5), 0, Ending::kCut}, {kFile.substr(5), 5}};
  EXPECT_TRUE(download(script, wanted));
  EXPECT_EQ(script.asked, (std::vector<std::string>{"a+0", "a+5"}));
}

TEST_F(DownloadTest, GoesOnWhereAnEarlierRunWasStopped) {
  write_file_atomically(part(), kFile.substr(0, 9));
  script.steps["a"] = {{kFile.substr(9), 9}};
  EXPECT_TRUE(download(script, wanted));
  EXPECT_EQ(read_file(wanted.path, 100), kFile);
}

TEST_F(DownloadTest, NeedsNoServerForWhatIsAllThere) {
  write_file_atomically(part(), kFile);
  EXPECT_TRUE(download(script, wanted));
  EXPECT_TRUE(script.asked.empty());
}

TEST_F(DownloadTest, BeginsAnewWhereAServerKnowsNoRanges) {
  write_file_atomically(part(), "something else");
  script.steps["a"] = {{kFile, 0}};
  EXPECT_TRUE(download(script, wanted));
}

TEST_F(DownloadTest, AsksForAllOfItWhenTheJoinedPartsAreWrong) {
  write_file_atomically(part(), "other");
  script.steps["a"] = {{kFile.substr(5), 5}, {kFile}};
  EXPECT_TRUE(download(script, wanted));
  EXPECT_EQ(script.asked, (std::vector<std::string>{"a+5", "a+0"}));
}

TEST_F(DownloadTest, BeginsAnewWhereThereIsNoRest) {
  write_file_atomically(part(), kFile + " and more");
  script.steps["a"] = {{"", 0, Ending::kRefused, 416}, {kFile}};
  EXPECT_TRUE(download(script, wanted));
}

TEST_F(DownloadTest, LeavesAMirrorThatBreaksOffWithoutProgress) {
  script.steps["a"] = {{"", 0, Ending::kCut}, {kFile}};
  script.steps["b"] = {{kFile}};
  EXPECT_TRUE(download(script, wanted));
  EXPECT_EQ(script.asked, (std::vector<std::string>{"a+0", "b+0"}));
}

TEST_F(DownloadTest, RefusesMoreThanTheFileCanBe) {
  script.steps["a"] = {{std::string(101, 'x')}};
  EXPECT_THROW(download(script, wanted), Error);
  EXPECT_FALSE(path_exists(part()));
  EXPECT_FALSE(path_exists(wanted.path));
}

TEST_F(DownloadTest, KeepsNothingThatIsWrongAndSaysWhatTheLastMirrorSaid) {
  script.steps["a"] = {{"wrong bytes"}};
  try {
    download(script, wanted);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFailed);
    EXPECT_EQ(std::string(error.what()),
              wanted.path + ": none of 2 mirrors has it; the last said: b: not found");
  }
  EXPECT_FALSE(path_exists(part()));
}

TEST_F(DownloadTest, KeepsThePartWhenInterrupted) {
  script.steps["a"] = {{kFile.substr(0, 5)}};
  const std::atomic<bool> interrupt{true};
  Listener listener;
  listener.interrupt = &interrupt;
  EXPECT_FALSE(download(script, wanted, listener));
  EXPECT_EQ(read_file(part(), 100), kFile.substr(0, 5));
}

TEST(WebAddress, IsHttpWithAHost) {
  for (const char* good : {"http://a", "https://a/b", "http://127.0.0.1:80/x"})
    EXPECT_TRUE(is_web_address(good)) << good;
  for (const char* bad : {"", "http://", "https:///x", "file:///etc/passwd", "ftp://a", "a.org/x"})
    EXPECT_FALSE(is_web_address(bad)) << bad;
}

}  // namespace
}  // namespace glia::fetch
