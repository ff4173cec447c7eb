#include "glia/classic/classic_testing.h"

namespace glia::classic {

const nlohmann::json& golden() { return golden_file("classic.json"); }

void expect_near(const std::vector<double>& found, const std::vector<double>& expected,
                 double tolerance, const nlohmann::json& name) {
  ASSERT_EQ(found.size(), expected.size()) << name;
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], tolerance * std::max(1.0, std::abs(expected[i])))
        << name << " [" << i << "]";
  }
}

}  // namespace glia::classic
