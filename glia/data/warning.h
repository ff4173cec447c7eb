// Something about the user's data that they should know, found while preparing it.
#pragma once

#include <string>
#include <vector>

#include "glia/base/message.h"

namespace glia::data {

enum class WarningKind {
  kNoValues,         // columns without any value: left out
  kConstant,         // columns with one value: left out
  kManyTexts,        // text columns with too many different texts: left out
  kFreeText,         // text columns with sentences: left out
  kIdentifier,       // columns that number or name the rows: left out
  kDates,            // columns of dates that could be read in two ways, or that are not all dates
  kMissingValues,    // columns with missing cells: filled
  kGivesTargetAway,  // one column alone tells the target: used
  kTargetMissing,    // rows without a target: left out
  kConstantTarget,   // a number to predict that is always the same
};

struct DataWarning {
  WarningKind kind;
  std::vector<std::string> columns;
  Message message;  // the whole warning, columns named
};

// "'a', 'b' and 3 more": at most `shown` names.
Message list_columns(const std::vector<std::string>& names, size_t shown = 8);

}  // namespace glia::data
