#include "glia/train/model.h"

namespace glia::train {

loss::Targets targets_of(data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return loss::Targets::kClasses;
    case data::TargetKind::kYesNo:
      return loss::Targets::kYesNo;
    case data::TargetKind::kNumbers:
      break;
  }
  return loss::Targets::kNumbers;
}

int64_t Model::features() const {
  int64_t width = 1;
  for (const int64_t size : arch.inputs.at(0).shape) width *= size;
  return width;
}

}  // namespace glia::train
