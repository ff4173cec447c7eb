// Twin of jpeg.cc for builds without libjpeg: WebAssembly, where the browser reads pictures.
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/image_file_internal.h"

namespace glia::data {

GreyImage parse_jpeg(std::string_view, const std::string& source, const ImageLimits&) {
  fail(ErrorKind::kFailed, say("{}: this program is built without libjpeg", source));
}

}  // namespace glia::data
