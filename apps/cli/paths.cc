#include "apps/cli/paths.h"

#include <filesystem>

namespace glia::cli {

namespace fs = std::filesystem;

bool same_file(const std::string& a, const std::string& b) {
  if (a == b) return true;
  std::error_code error;
  if (fs::equivalent(a, b, error)) return true;
  const auto resolved = [&](const std::string& path) {
    return fs::weakly_canonical(fs::absolute(path, error), error);
  };
  const fs::path first = resolved(a);
  if (error) return false;
  return first == resolved(b) && !error;
}

}  // namespace glia::cli
