// In which encoding a text is: as it is named, as its first bytes say, or as all of its bytes let
// guess. What is guessed here is decoded in decoder.h. Pure functions.
//
// A guess is made among GB18030 (with GBK and GB2312 in it) and Windows-1252 (with Latin-1 in it),
// and only where all bytes fit; anything else has to be named.
#pragma once

#include <string>
#include <string_view>

#include "glia/data/byte_source.h"
#include "glia/data/table.h"

namespace glia::data {

struct Encoding {
  std::string name = "UTF-8";  // as iconv knows it
  bool doubtful = false;       // a guess that another encoding would fit too

  bool is_utf8() const { return name == "UTF-8"; }
};

// The encoding that a user means: "gbk", "latin-1", "utf8", or any name that iconv knows. Errors:
// kUsage for one that this system can't decode.
Encoding encoding_named(std::string_view name);

// By a byte order mark, or the zero bytes of UTF-16 without one; else UTF-8. Leaves `bytes` at the
// start.
Encoding encoding_of_start(ByteSource& bytes);

// For what is not UTF-8, from all of it: a guess, or UTF-8 where none fits and where the bytes are
// UTF-8 with a fault. Leaves `bytes` at the start.
Encoding guess_encoding(ByteSource& bytes);

// As encoding_named unless `name` is empty, else as encoding_of_start, else as guess_encoding.
Encoding encoding_of(std::string_view text, std::string_view name);

// A doubtful one among the notes of a table that was read with it.
void note_encoding(const Encoding& encoding, Table& table);

}  // namespace glia::data
