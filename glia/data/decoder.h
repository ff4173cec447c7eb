// A text in another encoding, read as UTF-8: decoded as it is read, a piece at a time. What the
// encoding does not have is refused, never replaced. By the iconv of the C library.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "glia/data/byte_source.h"
#include "glia/data/encoding.h"

namespace glia::data {

// Whether this system can. UTF-8 needs no decoding.
bool can_decode(const Encoding& encoding);

// `bytes` must outlive it; it is read from its start. `source` is for messages. Errors, in read:
// kData with line and byte for what the encoding does not have.
std::unique_ptr<ByteSource> decoded(ByteSource& bytes, const Encoding& encoding,
                                    std::string source);

// The whole of a text that is in memory.
std::string decode(std::string_view bytes, const Encoding& encoding, const std::string& source);

// All that is left to read.
std::string read_all(ByteSource& bytes);

}  // namespace glia::data
