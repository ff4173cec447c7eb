// What a model is asked to say: which class, or how much.
#pragma once

namespace glia::data {

enum class Task {
  kAuto,      // decided from the target column, see TargetEncoding::fit
  kClassify,  // a class, or yes/no for each of several targets
  kRegress,   // a number, or several
};

}  // namespace glia::data
