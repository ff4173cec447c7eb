// A text seen through a window that moves forward: what lies in it is contiguous and checked to be
// UTF-8 without NUL bytes. However long the text, memory is that of the window. Belongs to one
// thread.
//
//   TextWindow window(source, 1 << 18);
//   for (;;) {
//     window.skip(use(window.text()));
//     if (window.is_last()) break;
//     window.grow();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/byte_source.h"

namespace glia::data {

// The one fault that another encoding mends.
class NotUtf8 : public Error {
 public:
  NotUtf8() : Error(ErrorKind::kData, "expected UTF-8 text") {}
};

class TextWindow {
 public:
  // Begins at the first byte of `source` that is not part of a byte order mark, with up to
  // `bytes` of it. The source must outlive it. Errors: those of the source; NotUtf8, without a
  // place.
  TextWindow(ByteSource& source, size_t bytes);
  // The whole of a text that has been checked, where it lies.
  explicit TextWindow(std::string_view checked);

  std::string_view text() const { return {data_ + begin_, sound_ - begin_}; }
  // Nothing comes behind text().
  bool is_last() const { return is_last_; }
  // Drops bytes from the front of text().
  void skip(size_t bytes);
  // Adds to text(), whose place in memory changes, or finds that it is the last. The window is made
  // larger where more than half of it is in use. Not when it is the last. Errors as above.
  void grow();
  // Back to the start. Errors as above.
  void rewind();

 private:
  void make_room();
  void read_more();
  void check();

  ByteSource* source_ = nullptr;  // of what is not in memory
  size_t capacity_ = 0;
  std::unique_ptr<char[]> buffer_;
  const char* data_ = nullptr;  // the buffer, or the whole text
  // data_[begin_, sound_) is the text; up to end_ a character of which more must come.
  size_t begin_ = 0;
  size_t sound_ = 0;
  size_t end_ = 0;
  bool is_last_ = false;
};

}  // namespace glia::data
