// What `glia data` does beside showing: fetching sets and writing data in another form.
#pragma once

#include <string>

#include "apps/cli/arguments.h"

namespace glia::cli {

// `glia data get NAME`: downloads a set that has to be, or says where another is.
int get_data(const Arguments& arguments, const std::string& name);

// `glia data convert DATA`: as CSV, or images as drawings in text.
int convert_data(const Arguments& arguments, const std::string& name);

}  // namespace glia::cli
