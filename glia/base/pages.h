// Memory by the page. Callable from any thread.
#pragma once

#include <cstddef>

namespace glia {

// Memory of one allocation that is about to be written, all of it: the system may hand it out at
// once, which costs less than a fault for each page of 4 KB. A hint: nothing is read or written,
// and where a system does not know how, nothing happens.
void prepare_pages(void* memory, size_t bytes);

}  // namespace glia
