#include "apps/cli/model_argument.h"

#include <algorithm>

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

train::Model load_model_argument(const Arguments& arguments, const char* operand) {
  const std::string& path = arguments.operand(operand);
  if (path != "-") return formats::load_model(path);
  return formats::read_model(read_stdin(kMostModelBytes), kStdinName);
}

void check_stdin_once(const Arguments& arguments) {
  if (arguments.operand("DATA") == "-" && arguments.operand("MODEL") == "-")
    arguments.refuse(kStdinTwice);
}

session::Data read_data_argument(const Arguments& arguments, const train::Model& model,
                                 const std::vector<std::string>& as_written) {
  check_stdin_once(arguments);
  const std::string& name = arguments.operand("DATA");
  session::DataRequest request{name, {}, arguments.text("--encoding"), arguments.text("--sheet")};
  if (model.preparation) {
    const data::TableInputs& inputs = model.preparation->inputs();
    request.text_columns = inputs.text_columns();
    const auto read_as_number = [&](const std::string& wanted) {
      const data::Layout& layout = inputs.layout();
      return std::any_of(layout.begin(), layout.end(), [&](const data::LayoutColumn& column) {
        return column.name == wanted && !column.text;
      });
    };
    for (const std::string& column : as_written)
      if (!read_as_number(column)) request.text_columns.push_back(column);
  }
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
