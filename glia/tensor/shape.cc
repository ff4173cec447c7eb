#include "glia/tensor/shape.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia {

bool Shape::is_static() const {
  for (const Dim& dim : dims_)
    if (dim.is_symbol()) return false;
  return true;
}

int64_t Shape::count() const {
  constexpr int64_t kLimit = int64_t{1} << 62;
  int64_t count = 1;
  bool too_big = false;
  for (const Dim& dim : dims_) {
    GLIA_ASSERT(!dim.is_symbol());
    if (dim.size() == 0) return 0;
    if (count > kLimit / dim.size()) too_big = true;
    if (!too_big) count *= dim.size();
  }
  if (too_big) fail(ErrorKind::kUsage, say("shape {} has more than 2^62 elements", to_string()));
  return count;
}

std::string Shape::to_string() const {
  std::string text = "[";
  for (size_t i = 0; i < dims_.size(); ++i) {
    if (i > 0) text += ", ";
    text += dims_[i].to_string();
  }
  return text + "]";
}

Shape broadcast_shapes(std::string_view what, const Shape& a, const Shape& b) {
  const int rank = a.rank() > b.rank() ? a.rank() : b.rank();
  std::vector<Dim> dims(static_cast<size_t>(rank), Dim(1));
  for (int i = 1; i <= rank; ++i) {
    const Dim left = i <= a.rank() ? a[a.rank() - i] : Dim(1);
    const Dim right = i <= b.rank() ? b[b.rank() - i] : Dim(1);
    if (!(left == right) && !left.is(1) && !right.is(1)) {
      fail(ErrorKind::kUsage,
           say("{}: shapes {} and {} do not broadcast: {} against {} in dimension {} from "
               "the right; sizes must be equal or 1",
               what, a.to_string(), b.to_string(), left.to_string(), right.to_string(), i));
    }
    dims[static_cast<size_t>(rank - i)] = left.is(1) ? right : left;
  }
  return Shape(std::move(dims));
}

int normalize_axis(std::string_view what, int axis, int rank) {
  if (rank == 0) {
    fail(ErrorKind::kUsage,
         say("{}: axis {} is outside a value of rank 0; it has no axes", what, axis));
  }
  if (axis < -rank || axis >= rank) {
    fail(ErrorKind::kUsage, say("{}: axis {} is outside a value of rank {}; expected {} to {}",
                                what, axis, rank, -rank, rank - 1));
  }
  return axis < 0 ? axis + rank : axis;
}

}  // namespace glia
