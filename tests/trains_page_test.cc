// docs/reference/trains.md has a row for every activation, loss, optimizer, schedule and
// initialiser. The scores in it are measured by tools/make_trains, which ./check --long runs.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "glia/base/file.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"

namespace glia {
namespace {

std::string row(const char* family, const char* flag, std::string_view name,
                std::string_view targets = "classes") {
  return "\n| " + std::string(family) + " | `" + flag + " " + std::string(name) + "` | " +
         std::string(targets) + " |";
}

// How the row of each name begins.
std::vector<std::string> rows_of_catalogue() {
  std::vector<std::string> rows;
  for (const auto& each : nn::activations())
    rows.push_back(row("activation", "--activation", each.name));
  for (const auto& each : loss::losses())
    rows.push_back(row("loss", "--loss", each.name, loss::targets_text(each.targets)));
  for (const auto& each : optim::rules())
    rows.push_back(row("optimizer", "--optimizer", each.name));
  for (const auto& each : optim::schedules())
    rows.push_back(row("schedule", "--schedule", each.name));
  for (const auto& each : nn::initializers())
    rows.push_back(row("initialiser", "--init", each.name));
  return rows;
}

std::vector<std::string> missing_in(const std::string& page) {
  std::vector<std::string> missing;
  for (const std::string& each : rows_of_catalogue())
    if (page.find(each) == std::string::npos) missing.push_back(each);
  return missing;
}

std::string page() {
  return read_file(GLIA_SOURCE_DIR "/docs/reference/trains.md", uint64_t{1} << 20);
}

TEST(TrainsPage, HasEveryName) {
  EXPECT_EQ(missing_in(page()), std::vector<std::string>())
      << "run tools/make_trains build/glia > docs/reference/trains.md";
}

TEST(TrainsPage, ARowLessIsNoticed) {
  for (const std::string& each : rows_of_catalogue()) {
    std::string less = page();
    const size_t at = less.find(each);
    ASSERT_NE(at, std::string::npos) << each;
    less.erase(at, less.find('\n', at + 1) - at);
    EXPECT_EQ(missing_in(less), std::vector<std::string>{each});
  }
}

// A row says that its name trains, or why it is refused: nothing else is right.
TEST(TrainsPage, EveryRowTrainsOrGivesItsReason) {
  const std::string text = page();
  for (const std::string& each : rows_of_catalogue()) {
    const size_t at = text.find(each);
    ASSERT_NE(at, std::string::npos) << each;
    const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
    EXPECT_TRUE(line.ends_with("| yes |") || line.find("| refused: ") != std::string::npos) << line;
  }
}

}  // namespace
}  // namespace glia
