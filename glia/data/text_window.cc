#include "glia/data/text_window.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/text.h"
#include "glia/data/csv_encoding.h"

namespace glia::data {

constexpr size_t kLeastBytes = 4;  // of the longest byte order mark

// The buffer is not filled: what a small file does not need stays untouched.
TextWindow::TextWindow(ByteSource& source, size_t bytes)
    : source_(&source),
      capacity_(std::max(bytes, kLeastBytes)),
      buffer_(new char[capacity_]),
      data_(buffer_.get()) {
  rewind();
}

TextWindow::TextWindow(std::string_view checked)
    : data_(checked.data()), sound_(checked.size()), end_(checked.size()), is_last_(true) {}

void TextWindow::rewind() {
  begin_ = 0;
  if (source_ == nullptr) return;
  source_->rewind();
  sound_ = 0;
  end_ = 0;
  read_more();
  // Another mark than that of UTF-8 is no UTF-8, so that the check finds it.
  const ByteOrderMark mark = find_byte_order_mark({data_, end_});
  if (mark == ByteOrderMark::kUtf8) begin_ = sound_ = size_of(mark);
  check();
}

void TextWindow::skip(size_t bytes) {
  GLIA_ASSERT(bytes <= sound_ - begin_);
  begin_ += bytes;
}

void TextWindow::grow() {
  const size_t before = sound_ - begin_;
  do {
    GLIA_ASSERT(!is_last_);
    make_room();
    read_more();
    check();
  } while (sound_ - begin_ == before && !is_last_);
}

void TextWindow::make_room() {
  const size_t used = end_ - begin_;
  if (used > capacity_ / 2) {
    capacity_ *= 2;
    std::unique_ptr<char[]> larger(new char[capacity_]);
    std::memcpy(larger.get(), data_ + begin_, used);
    buffer_ = std::move(larger);
    data_ = buffer_.get();
  } else {
    std::memmove(buffer_.get(), data_ + begin_, used);
  }
  sound_ -= begin_;
  end_ = used;
  begin_ = 0;
}

void TextWindow::read_more() {
  const size_t room = capacity_ - end_;
  const size_t got = source_->read(buffer_.get() + end_, room);
  end_ += got;
  is_last_ = got < room;
}

void TextWindow::check() {
  constexpr size_t kLongestCharacter = 4;
  sound_ += sound_prefix({data_ + sound_, end_ - sound_});
  const size_t rest = end_ - sound_;
  if (rest >= kLongestCharacter || (rest > 0 && is_last_)) {
    throw NotUtf8();
  }
}

}  // namespace glia::data
