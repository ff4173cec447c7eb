// Rows of a source become rows of an input: found, converted, and copied for each thread where the
// plan asks for that. Internal to the program.
#pragma once

#include <span>

#include "glia/base/aligned_buffer.h"
#include "glia/program/program.h"

namespace glia::program {

// Rows of a source, each of `width` elements. side_by_side: the elements of exactly these rows, one
// row after the other, where somebody has brought them already.
struct SourceRows {
  const RowSource* source = nullptr;
  int64_t width = 0;
  std::span<const int64_t> rows;
  const void* side_by_side = nullptr;
};

// Where they go. copy_bytes > 0: to each thread's own copy, so many bytes apart.
struct GatheredRows {
  void* data = nullptr;
  Type type = Type::kReal;
  Real real = Real::kDouble;
  int64_t copy_bytes = 0;
};

// Rows of so few elements are faster copied by a loop than by the calls that long rows want.
inline constexpr int64_t kShortRow = 16;

// The first of these rows that the source has not; null where it has all.
inline const int64_t* first_missing(const RowSource& source, std::span<const int64_t> rows) {
  for (const int64_t& row : rows)
    if (row < 0 || row >= source.rows) return &row;
  return nullptr;
}

// The rows must be there. Not for real sources of integer inputs.
void gather(const SourceRows& from, const GatheredRows& to, ThreadPool& pool);

// The rows of the step after this one, brought side by side by threads that have nothing else to
// do: rows in the order of a shuffle are a wait for memory each.
class RowsAhead {
 public:
  RowsAhead(ThreadPool& pool, AlignedBuffer& memory) : pool_(pool), memory_(memory) {}
  ~RowsAhead();
  RowsAhead(const RowsAhead&) = delete;
  RowsAhead& operator=(const RowsAhead&) = delete;

  // Begins with rows for an input, if no others are under way, the source has them, and it pays.
  void begin(int input, const SourceRows& rows);
  // These rows with what was brought, if they were begun for this input and this source.
  SourceRows finish(int input, SourceRows rows);

 private:
  void end();
  const std::byte* row(int64_t index) const;
  void bring(int64_t index) const;

  struct Bring {
    const RowsAhead* ahead;
    void operator()(int64_t index, int) const { ahead->bring(index); }
  };

  ThreadPool& pool_;
  AlignedBuffer& memory_;
  int input_ = -1;    // what is under way
  RowSource source_;  // as it was when that began
  std::span<const int64_t> rows_;
  size_t row_bytes_ = 0;
  Bring body_{this};
};

}  // namespace glia::program
