#include "glia/data/grey_text.h"

#include <algorithm>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"
#include "glia/data/source_bytes.h"

namespace glia::data {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;
constexpr double kWhite = 255;

struct Numbers {
  std::vector<double> values;
  std::vector<int64_t> lines;  // how many stand on each line
};

double grey_or_fail(std::string_view word, const std::string& source, size_t line) {
  const std::optional<double> value = parse_double(word);
  // Not "value < 0 || ...": NaN is no grey either.
  if (value && *value >= 0 && *value <= kWhite) return *value;
  fail(ErrorKind::kData, say("{}:{}: expected a grey value from 0 to 255, found {}", source, line,
                             text_for_message(word)));
}

Numbers parse_numbers(std::string_view text, const std::string& source) {
  constexpr std::string_view kBetween = " \t\r,;";
  constexpr std::string_view kEnds = " \t\r,;\n#";
  Numbers numbers;
  numbers.lines.push_back(0);
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      numbers.lines.push_back(0);
      ++at;
    } else if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (kBetween.find(text[at]) != std::string_view::npos) {
      ++at;
    } else {
      const size_t end = std::min(text.find_first_of(kEnds, at), text.size());
      const std::string_view word = text.substr(at, end - at);
      numbers.values.push_back(grey_or_fail(word, source, numbers.lines.size()));
      ++numbers.lines.back();
      at = end;
    }
  }
  return numbers;
}

// Where drawings are written in rows of `width`, the first line that is none; 0 where they are not.
size_t odd_line(const std::vector<int64_t>& lines, int64_t width) {
  size_t rows = 0;
  size_t others = 0;
  size_t odd = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] == 0) continue;
    ++(lines[i] == width ? rows : others);
    if (lines[i] != width && odd == 0) odd = i + 1;
  }
  return rows > others ? odd : 0;
}

[[noreturn]] void fail_count(const Numbers& numbers, const std::string& source, int64_t height,
                             int64_t width) {
  const int64_t pixels = height * width;
  const size_t odd = odd_line(numbers.lines, width);
  const Message where =
      odd == 0 ? Message() : say("; line {} has {} of {}", odd, numbers.lines[odd - 1], width);
  fail(ErrorKind::kData, say("{}: expected {} grey values ({} x {}) for each drawing, found {}{}",
                             source, pixels, height, width, numbers.values.size(), where));
}

}  // namespace

GreyDrawings parse_grey_text(std::string_view text, const std::string& source, int64_t height,
                             int64_t width) {
  const Numbers numbers = parse_numbers(text, source);
  const auto pixels = static_cast<size_t>(height * width);
  const size_t found = numbers.values.size();
  if (found == 0 || found % pixels != 0) fail_count(numbers, source, height, width);

  GreyDrawings drawings;
  drawings.origin = source;
  drawings.count = static_cast<int64_t>(found / pixels);
  const double largest = *std::max_element(numbers.values.begin(), numbers.values.end());
  const double white = largest > 1 ? kWhite : 1;
  // 8 bits are hardly ever this dark; 0..16 or 0..10 was meant, perhaps.
  constexpr double kDark = 32;
  if (largest > 1 && largest < kDark) {
    drawings.warnings.push_back(
        say("{}: the largest grey value is {:g}; read as of 255, which is nearly black", source,
            largest));
  }
  drawings.pixels.reserve(found);
  for (const double value : numbers.values)
    drawings.pixels.push_back(static_cast<float>(value / white));
  return drawings;
}

GreyDrawings read_grey_text(const std::string& path, int64_t height, int64_t width) {
  const SourceBytes source = read_source(path, kMostBytes);
  return parse_grey_text(source.bytes, source.name, height, width);
}

}  // namespace glia::data
