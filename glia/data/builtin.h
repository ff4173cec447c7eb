// The data sets that come with glia, by name: tables that are compiled in or computed from a fixed
// seed, and two image sets that are read from a folder on this machine. Nothing is downloaded.
//
// The list is constant; every function may be called from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "glia/data/images.h"
#include "glia/data/table.h"
#include "glia/data/task.h"

namespace glia::data {

enum class BuiltinKind {
  kTable,   // load_builtin
  kImages,  // load_builtin_images
};

struct Builtin {
  std::string_view name;      // what a user types
  std::string_view title;     // one line, English
  std::string_view title_zh;  // the same, Chinese
  std::string_view origin;    // who made it, or from which definition and seed it is computed
  std::string_view licence;
  BuiltinKind kind = BuiltinKind::kTable;
  Task task = Task::kClassify;
  std::string_view target;  // default target; several are separated by commas; empty for images
  int64_t rows = 0;         // images: of both parts together
  int64_t columns = 0;      // targets included; images: pixels of one image
  int64_t test_rows = 0;    // images: those of the part for the final test
};

// All of them, in the order in which a list shows them.
std::span<const Builtin> builtins();

// nullptr when there is none of this name.
const Builtin* find_builtin(std::string_view name);

// The one of this name. Errors: kUsage, naming the nearest.
const Builtin& builtin(std::string_view name);

// A set of kind kTable; its origin reads "built-in NAME". The same bytes on every call and machine.
// Errors: kUsage for an unknown name (the nearest is named) or a set of images.
Table load_builtin(std::string_view name);

// A set of kind kImages: `folder` holds the four IDX files of the MNIST layout, plain or gzipped.
// Empty: where Debian's package puts it ("fashion-mnist"); "mnist" always needs a folder.
// Errors: kUsage as above; kData, saying how to get the files, when they are not there.
ImageSplit load_builtin_images(std::string_view name, const std::string& folder = {});

}  // namespace glia::data
