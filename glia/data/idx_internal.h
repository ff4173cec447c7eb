// What idx.cc and idx_files.cc share. Not for users.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glia::data {

// Errors (kData): a label that is not below `classes`; 0 allows any.
void check_labels(const std::vector<uint8_t>& labels, const std::string& source, int64_t classes);

}  // namespace glia::data
