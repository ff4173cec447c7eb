// What the system says went wrong, as a message: the frequent reasons are known in every language.
#pragma once

#include "glia/base/message.h"

namespace glia {

// `number` is an errno; in English the text is strerror's.
Message system_reason(int number);

}  // namespace glia
