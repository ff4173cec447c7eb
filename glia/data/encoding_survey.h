// What the bytes of a text look like in the encodings that are guessed at, counted piece by piece.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "glia/data/encoding.h"

namespace glia::data {

class EncodingSurvey {
 public:
  void add(std::string_view bytes);
  // Of all that was added.
  Encoding guess() const;

 private:
  void add_to_utf8(unsigned char byte);
  void add_to_gb(unsigned char byte);
  void add_gb_pair(unsigned char lead, unsigned char trail);
  void add_to_1252(unsigned char byte);
  bool is_damaged_utf8() const { return utf8_good_ > utf8_bad_; }
  bool may_be_gb() const;
  bool may_be_1252() const;

  bool has_nul_ = false;

  // UTF-8: characters of several bytes, and bytes that are part of none.
  int64_t utf8_good_ = 0;
  int64_t utf8_bad_ = 0;
  int utf8_more_ = 0;  // bytes that the character still lacks
  unsigned char utf8_low_ = 0x80, utf8_high_ = 0xBF;

  // GB18030: pairs of bytes.
  bool gb_sound_ = true;
  int gb_at_ = 0;  // bytes of the character that were seen
  unsigned char gb_lead_ = 0;
  int64_t gb_pairs_ = 0;
  int64_t gb_common_ = 0;  // punctuation and the 3,755 characters of everyday texts
  int64_t gb_late_ = 0;    // the second half of those
  int64_t gb_kana_ = 0;

  // Windows-1252: bytes of 80 and above.
  bool has_undefined_ = false;
  int64_t high_ = 0;
  int64_t plausible_ = 0;  // letters and the signs that are often met
  int64_t run_ = 0;
  int64_t runs_ = 0;
  int64_t long_runs_ = 0;
};

}  // namespace glia::data
