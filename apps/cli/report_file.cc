#include "apps/cli/report_file.h"

#include <limits>
#include <vector>

#include "apps/cli/text_train.h"
#include "glia/base/file.h"
#include "glia/base/sha256.h"
#include "glia/formats/model_file.h"

namespace glia::cli {
namespace {

constexpr char kToStdout[] =
    "--report names a file; standard output is for the model or the result";

constexpr size_t kPiece = size_t{1} << 20;

// Empty where the name is not of one file.
std::string digest_of(const std::string& path) {
  if (path == "-" || !path_exists(path) || is_folder(path)) return {};
  InputFile file(path, std::numeric_limits<uint64_t>::max());
  std::vector<char> piece(kPiece);
  Sha256 digest;
  while (const size_t size = file.read(piece.data(), piece.size())) digest.add(piece.data(), size);
  return to_hex(digest.finish());
}

}  // namespace

ReportFile::ReportFile(const Arguments& arguments) : path_(arguments.text("--report")) {
  if (path_.empty()) return;
  if (path_ == "-") arguments.refuse(kToStdout);
  if (arguments.has("--find-lr")) arguments.refuse(text::kNothingToReport);
  facts_.command = arguments.command_line();
  facts_.timed = arguments.has("--max-time") || arguments.has("--budget");
  facts_.origin = arguments.operand("DATA");
  facts_.data_digest = digest_of(facts_.origin);
  if (!arguments.has_operand("MODEL")) return;
  facts_.model = arguments.operand("MODEL");
  facts_.model_digest = digest_of(facts_.model);
}

const std::string& ReportFile::write(const session::TrainOutcome& outcome,
                                     const std::string& origin) {
  if (path_.empty()) return path_;
  facts_.origin = origin;
  facts_.model = outcome.result.model;
  facts_.model_digest = to_hex(sha256(formats::write_model(outcome.model)));
  write_file_atomically(path_, training_page(outcome, facts_));
  return path_;
}

const std::string& ReportFile::write(const session::EvaluateResult& result,
                                     const train::Model& model) {
  if (!path_.empty()) write_file_atomically(path_, evaluation_page(result, model, facts_));
  return path_;
}

}  // namespace glia::cli
