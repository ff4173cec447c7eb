// From bytes to a table by way of UTF-8: what the readers of text formats share. The encoding is
// found, the text decoded and held a window at a time; only where something is at fault is it read
// as a whole, so that the fault and its place are certain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "glia/base/function_ref.h"
#include "glia/data/byte_source.h"
#include "glia/data/table.h"
#include "glia/data/text_window.h"

namespace glia::data {

struct TextRequest {
  const std::string& name;      // of the source, for messages
  const std::string& encoding;  // as encoding_named reads it; empty: found from the bytes
  uint64_t most_bytes;
};

// Reads a table from the start of the window; called again after an error. `size`: bytes of the
// text, as far as is known.
using ReadWindow = FunctionRef<Table(TextWindow& window, uint64_t size)>;

// Errors: those of `read`; kData for what is no text in the encoding; kUsage for its name.
Table read_text(ByteSource& bytes, const TextRequest& request, ReadWindow read);
// The same of bytes that are in memory: as a single window.
Table read_text(std::string_view bytes, const TextRequest& request, ReadWindow read);

}  // namespace glia::data
