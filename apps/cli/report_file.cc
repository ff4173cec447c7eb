#include "apps/cli/report_file.h"

#include <limits>
#include <vector>

#include "apps/cli/text_train.h"
#include "glia/base/file.h"
#include "glia/base/sha256.h"
#include "glia/formats/model_file.h"

namespace glia::cli {
namespace {

constexpr size_t kPiece = size_t{1} << 20;

std::string digest_of(const std::string& path) {
  InputFile file(path, std::numeric_limits<uint64_t>::max());
  std::vector<char> piece(kPiece);
  Sha256 digest;
  while (const size_t size = file.read(piece.data(), piece.size())) digest.add(piece.data(), size);
  return to_hex(digest.finish());
}

}  // namespace

ReportFile::ReportFile(const Arguments& arguments) : path_(arguments.text("--report")) {
  if (path_.empty()) return;
  if (path_ == "-") arguments.refuse(text::kReportToStdout);
  if (arguments.has("--find-lr")) arguments.refuse(text::kNothingToReport);
  facts_.command = arguments.command_line();
  facts_.timed = arguments.has("--max-time") || arguments.has("--budget");
  const std::string& data = arguments.operand("DATA");
  if (data != "-" && path_exists(data) && !is_folder(data)) facts_.data = digest_of(data);
}

const std::string& ReportFile::write(const session::TrainOutcome& outcome,
                                     const std::string& origin) {
  if (path_.empty()) return path_;
  facts_.origin = origin;
  facts_.model = to_hex(sha256(formats::write_model(outcome.model)));
  write_file_atomically(path_, report_page(outcome, facts_));
  return path_;
}

}  // namespace glia::cli
