#include "glia/base/named.h"

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"

namespace glia {

void fail_unknown(std::string_view what, std::string_view name,
                  const std::vector<std::string>& known) {
  const std::string near = nearest(name, known);
  fail(ErrorKind::kUsage,
       say("{}: no '{}';{} known: {}", what, name,
           near.empty() ? Message() : say(" did you mean '{}'?", near), fmt::join(known, ", ")));
}

}  // namespace glia
