#include "glia/data/text_reading.h"

#include <memory>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/csv_encoding.h"
#include "glia/data/decoder.h"
#include "glia/data/encoding.h"

namespace glia::data {
namespace {

constexpr size_t kWindowBytes = size_t{1} << 18;

// Nothing where the content is at fault; `not_utf8` tells whether that was met first.
std::optional<Table> read_by_windows(ByteSource& bytes, const Encoding& encoding,
                                     const std::string& name, ReadWindow read, bool& not_utf8) {
  try {
    const auto text = encoding.is_utf8() ? nullptr : decoded(bytes, encoding, name);
    ByteSource& utf8 = text ? *text : bytes;
    TextWindow window(utf8, piece_size(utf8, kWindowBytes));
    Table table = read(window, utf8.size_hint());
    note_encoding(encoding, table);
    return table;
  } catch (const NotUtf8&) {
    not_utf8 = true;
    bytes.rewind();
    return std::nullopt;
  } catch (const Error& error) {
    bytes.rewind();
    if (error.kind() == ErrorKind::kFailed) throw;
    return std::nullopt;
  }
}

}  // namespace

Table read_text(ByteSource& bytes, const TextRequest& request, ReadWindow read) {
  const bool is_named = !request.encoding.empty();
  Encoding encoding = is_named ? encoding_named(request.encoding) : encoding_of_start(bytes);
  bool not_utf8 = false;
  if (std::optional<Table> table = read_by_windows(bytes, encoding, request.name, read, not_utf8))
    return *std::move(table);
  if (!is_named && not_utf8) {
    encoding = guess_encoding(bytes);
    if (!encoding.is_utf8()) {
      if (std::optional<Table> table =
              read_by_windows(bytes, encoding, request.name, read, not_utf8))
        return *std::move(table);
    }
  }
  return read_text(read_all(bytes), request, read);
}

Table read_text(std::string_view bytes, const TextRequest& request, ReadWindow read) {
  if (bytes.size() > request.most_bytes) {
    fail(ErrorKind::kData,
         say("{}: larger than the limit of {} bytes", request.name, request.most_bytes));
  }
  const Encoding encoding = encoding_of(bytes, request.encoding);
  std::string text;
  if (!encoding.is_utf8()) bytes = text = decode(bytes, encoding, request.name);
  TextWindow window(check_text(bytes, request.name));
  Table table = read(window, bytes.size());
  note_encoding(encoding, table);
  return table;
}

}  // namespace glia::data
