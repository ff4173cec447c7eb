#include "glia/program/gather.h"

#include <cstring>

#include "glia/base/thread_pool.h"
#include "glia/kernels/copy.h"

namespace glia::program {
namespace {

// Real inputs from this many elements on are gathered by all threads.
constexpr int64_t kSharedGather = 16384;
// Memory is asked for so many rows ahead, as no hardware foresees which row comes next: 32 of
// 60,000 images take 15 us in place of 22 on one thread.
constexpr int64_t kRowsAhead = 4;

int64_t count_of(const SourceRows& from) { return static_cast<int64_t>(from.rows.size()); }

template <class From>
const From* row_of(const SourceRows& from, int64_t k) {
  if (from.side_by_side != nullptr)
    return static_cast<const From*>(from.side_by_side) + k * from.width;
  return static_cast<const From*>(from.source->data) +
         from.rows[static_cast<size_t>(k)] * from.width;
}

template <class From>
void fetch_row(const SourceRows& from, int64_t k) {
  if (from.side_by_side == nullptr && k < count_of(from))
    kernels::fetch(row_of<From>(from, k), from.width * static_cast<int64_t>(sizeof(From)));
}

// Rows [begin, end) to the copy that begins at `data`.
template <class From, class To>
void convert_rows(const SourceRows& from, int64_t begin, int64_t end, void* data) {
  const RowSource& source = *from.source;
  To* to = static_cast<To*>(data) + begin * from.width;
  for (int64_t k = begin; k < end; ++k, to += from.width)
    kernels::convert(row_of<From>(from, k), from.width, source.scale, source.shift, to);
}

template <class From>
void convert_integers(const SourceRows& from, int64_t* to) {
  for (int64_t k = 0; k < count_of(from); ++k) {
    const From* row = row_of<From>(from, k);
    for (int64_t i = 0; i < from.width; ++i) *to++ = static_cast<int64_t>(row[i]);
  }
}

template <class From, class To>
void gather_real(const SourceRows& from, const GatheredRows& to, ThreadPool& pool) {
  const int64_t count = count_of(from);
  const auto gather_rows = [&](int64_t begin, int64_t end, void* data) {
    for (int64_t k = begin; k < end; ++k) {
      fetch_row<From>(from, k + kRowsAhead);
      convert_rows<From, To>(from, k, k + 1, data);
    }
  };
  if (to.copy_bytes > 0) {
    pool.run(pool.threads(), [&](int64_t copy, int) {
      gather_rows(0, count, static_cast<std::byte*>(to.data) + copy * to.copy_bytes);
    });
  } else if (count * from.width < kSharedGather) {
    convert_rows<From, To>(from, 0, count, to.data);
  } else {
    pool.run(count, [&](int64_t k, int) { gather_rows(k, k + 1, to.data); });
  }
}

template <class From>
void gather_from(const SourceRows& from, const GatheredRows& to, ThreadPool& pool) {
  if (to.type != Type::kReal) return convert_integers<From>(from, static_cast<int64_t*>(to.data));
  if (to.real == Real::kFloat) return gather_real<From, float>(from, to, pool);
  gather_real<From, double>(from, to, pool);
}

size_t size_of(RowSource::Type type) {
  switch (type) {
    case RowSource::Type::kU8:
      return 1;
    case RowSource::Type::kI32:
    case RowSource::Type::kFloat:
      return 4;
    case RowSource::Type::kI64:
    case RowSource::Type::kDouble:
      return 8;
  }
  return 0;
}

}  // namespace

void gather(const SourceRows& from, const GatheredRows& to, ThreadPool& pool) {
  switch (from.source->type) {
    case RowSource::Type::kU8:
      return gather_from<uint8_t>(from, to, pool);
    case RowSource::Type::kI32:
      return gather_from<int32_t>(from, to, pool);
    case RowSource::Type::kI64:
      return gather_from<int64_t>(from, to, pool);
    case RowSource::Type::kFloat:
      return gather_from<float>(from, to, pool);
    case RowSource::Type::kDouble:
      return gather_from<double>(from, to, pool);
  }
}

RowsAhead::~RowsAhead() { end(); }

void RowsAhead::begin(int input, const SourceRows& rows) {
  const auto count = static_cast<int64_t>(rows.rows.size());
  if (input_ >= 0 || pool_.threads() == 1 || count * rows.width < kSharedGather) return;
  if (first_missing(*rows.source, rows.rows) != nullptr) return;
  source_ = *rows.source;
  rows_ = rows.rows;
  row_bytes_ = static_cast<size_t>(rows.width) * size_of(source_.type);
  const size_t bytes = row_bytes_ * rows_.size();
  if (memory_.size() < bytes) memory_ = AlignedBuffer(bytes);
  if (pool_.begin_aside(count, body_)) input_ = input;
}

SourceRows RowsAhead::finish(int input, SourceRows rows) {
  if (input != input_) return rows;
  end();
  const bool same = rows.source->data == source_.data && rows.source->type == source_.type &&
                    rows.rows.data() == rows_.data() && rows.rows.size() == rows_.size();
  if (same) rows.side_by_side = memory_.data();
  return rows;
}

void RowsAhead::end() {
  if (input_ >= 0) pool_.finish_aside();
  input_ = -1;
}

const std::byte* RowsAhead::row(int64_t index) const {
  return static_cast<const std::byte*>(source_.data) +
         static_cast<size_t>(rows_[static_cast<size_t>(index)]) * row_bytes_;
}

void RowsAhead::bring(int64_t index) const {
  if (index + kRowsAhead < static_cast<int64_t>(rows_.size()))
    kernels::fetch(row(index + kRowsAhead), static_cast<int64_t>(row_bytes_));
  std::memcpy(memory_.as<std::byte>() + static_cast<size_t>(index) * row_bytes_, row(index),
              row_bytes_);
}

}  // namespace glia::program
