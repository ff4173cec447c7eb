#include "apps/cli/model_argument.h"

#include "apps/cli/output.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/threads.h"
#include "glia/formats/model_file.h"

namespace glia::cli {
namespace {

constexpr char kStdinTwice[] = "MODEL and DATA can't both be standard input";
constexpr char kStdinName[] = "<stdin>";
constexpr size_t kMostModelBytes = size_t{1} << 34;
constexpr int64_t kMostThreads = 1024;

}  // namespace

train::Model load_model_argument(const Arguments& arguments) {
  const std::string& path = arguments.operand("MODEL");
  if (path != "-") return formats::load_model(path);
  return formats::read_model(read_stdin(kMostModelBytes), kStdinName);
}

session::Data read_data_argument(const Arguments& arguments, const train::Model& model) {
  const std::string& name = arguments.operand("DATA");
  if (name == "-" && arguments.operand("MODEL") == "-") arguments.refuse(kStdinTwice);
  session::DataRequest request{name, {}, arguments.text("--encoding"), arguments.text("--sheet")};
  if (model.preparation) request.text_columns = model.preparation->inputs().text_columns();
  return session::read_data(request);
}

int threads_argument(const Arguments& arguments) {
  const auto asked = arguments.whole("--threads", 1, kMostThreads);
  return asked ? static_cast<int>(*asked) : hardware_threads();
}

void print_warnings(const Arguments& arguments, const std::vector<Message>& warnings) {
  if (!arguments.has("--quiet")) print_warnings(warnings);
}

void print_warnings(const std::vector<Message>& warnings) {
  for (const Message& warning : warnings) print_err(warning_line(in_words(warning)));
}

}  // namespace glia::cli
