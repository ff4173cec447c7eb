#include "glia/data/encoding_survey.h"

namespace glia::data {
namespace {

constexpr int64_t kLeastPairs = 2;
constexpr int64_t kSurePairs = 10;
// Enough characters to tell Chinese from Korean, whose syllables fill the first half of the rows
// where GB2312 has its everyday characters.
constexpr int64_t kPairsWithLate = 20;

bool is_within(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

// Not defined in Windows-1252.
bool is_undefined(unsigned char byte) {
  return byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
}

// Letters with accents; the euro, quotes and dashes; no-break space, pound, section, copyright,
// degree, plus-minus, powers, micro, fractions and the like.
bool is_plausible(unsigned char byte) {
  if (byte >= 0xC0) return true;
  if (is_within(byte, 0x91, 0x97) || is_within(byte, 0xB0, 0xB5)) return true;
  if (is_within(byte, 0xBC, 0xBF)) return true;
  constexpr std::string_view kSigns =
      "\x80\x85\x8A\x8C\x99\x9A\x9C\xA0\xA3\xA7\xA9\xAA\xAB\xAE\xB7\xB9\xBA\xBB";
  return kSigns.find(static_cast<char>(byte)) != std::string_view::npos;
}

}  // namespace

void EncodingSurvey::add(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    has_nul_ = has_nul_ || byte == 0;
    add_to_utf8(byte);
    add_to_gb(byte);
    add_to_1252(byte);
  }
}

// Table 3-7 of the Unicode standard.
void EncodingSurvey::add_to_utf8(unsigned char byte) {
  if (utf8_more_ > 0) {
    if (is_within(byte, utf8_low_, utf8_high_)) {
      utf8_low_ = 0x80;
      utf8_high_ = 0xBF;
      if (--utf8_more_ == 0) ++utf8_good_;
      return;
    }
    ++utf8_bad_;
    utf8_more_ = 0;
  }
  utf8_low_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  utf8_high_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
  if (is_within(byte, 0xC2, 0xDF)) utf8_more_ = 1;
  if (is_within(byte, 0xE0, 0xEF)) utf8_more_ = 2;
  if (is_within(byte, 0xF0, 0xF4)) utf8_more_ = 3;
  if (byte >= 0x80 && utf8_more_ == 0) ++utf8_bad_;
}

// GB 18030: one byte below 80; 81-FE and 40-7E or 80-FE; or 81-FE 30-39 81-FE 30-39.
void EncodingSurvey::add_to_gb(unsigned char byte) {
  const bool leads = is_within(byte, 0x81, 0xFE);
  const bool digit = is_within(byte, 0x30, 0x39);
  switch (gb_at_) {
    case 0:
      gb_lead_ = byte;
      gb_at_ = leads ? 1 : 0;
      if (byte >= 0x80 && !leads) gb_sound_ = false;
      return;
    case 1:
      if (digit) {
        gb_at_ = 2;
        return;
      }
      gb_at_ = 0;
      if (is_within(byte, 0x40, 0xFE) && byte != 0x7F)
        add_gb_pair(gb_lead_, byte);
      else
        gb_sound_ = false;
      return;
    case 2:
      gb_at_ = 3;
      gb_sound_ = gb_sound_ && leads;
      return;
    default:
      gb_at_ = 0;
      gb_sound_ = gb_sound_ && digit;
      ++gb_pairs_;
  }
}

// Rows of GB2312: A1 and A3 punctuation and full-width forms, A4 and A5 kana, B0 to D7 the everyday
// characters in the order of their sounds, C9 beginning with "shan".
void EncodingSurvey::add_gb_pair(unsigned char lead, unsigned char trail) {
  ++gb_pairs_;
  if (trail < 0xA1) return;
  const bool everyday = is_within(lead, 0xB0, 0xD7);
  if (everyday || lead == 0xA1 || lead == 0xA3) ++gb_common_;
  if (everyday && lead >= 0xC9) ++gb_late_;
  if (lead == 0xA4 || lead == 0xA5) ++gb_kana_;
}

void EncodingSurvey::add_to_1252(unsigned char byte) {
  constexpr int64_t kLong = 3;  // bytes: no word has as many accents in a row
  if (byte < 0x80) {
    run_ = 0;
    return;
  }
  ++high_;
  if (is_plausible(byte)) ++plausible_;
  has_undefined_ = has_undefined_ || is_undefined(byte);
  ++run_;
  if (run_ == 1) ++runs_;
  if (run_ == kLong) ++long_runs_;
}

bool EncodingSurvey::may_be_gb() const {
  if (!gb_sound_ || gb_at_ != 0 || gb_pairs_ < kLeastPairs) return false;
  if (gb_kana_ * 10 > gb_pairs_) return false;
  if (gb_late_ == 0 && gb_pairs_ >= kPairsWithLate) return false;
  return gb_common_ * 10 >= gb_pairs_ * 6;
}

bool EncodingSurvey::may_be_1252() const {
  return !has_undefined_ && plausible_ * 4 >= high_ * 3 && long_runs_ * 10 <= runs_;
}

Encoding EncodingSurvey::guess() const {
  if (has_nul_ || is_damaged_utf8() || utf8_bad_ + utf8_more_ == 0) return {};
  if (may_be_gb()) {
    const bool sure = gb_pairs_ >= kSurePairs && gb_common_ * 10 >= gb_pairs_ * 9 && gb_late_ > 0;
    return {"GB18030", !sure};
  }
  // Its relatives for other languages of Europe use the same bytes.
  if (may_be_1252()) return {"WINDOWS-1252", true};
  return {};
}

}  // namespace glia::data
