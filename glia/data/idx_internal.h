// What idx.cc and idx_files.cc share. Not for users.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/data/byte_source.h"
#include "glia/data/idx.h"

namespace glia::data {

// Errors (kData): a label that is not below `classes`; 0 allows any.
void check_labels(const std::vector<uint8_t>& labels, const std::string& source, int64_t classes);

// `name` stands for the source in messages; `room`: bytes that will be added to the pixels.
Images read_images(ByteSource& source, const std::string& name, const IdxOptions& options,
                   uint64_t room = 0);
std::vector<uint8_t> read_labels(ByteSource& source, const std::string& name,
                                 const IdxOptions& options);

}  // namespace glia::data
