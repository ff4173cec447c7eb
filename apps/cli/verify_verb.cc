// `glia verify`: does a model still answer here what it answered where it was trained?
#include <cmath>

#include "apps/cli/commands.h"
#include "apps/cli/json.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/data/json_object_internal.h"
#include "glia/kernels/dispatch.h"
#include "glia/session/predict_session.h"

namespace glia::cli {
namespace {

constexpr char kPassed[] =
    "{}: {} replayed on {}; largest difference {:.2g}, allowed {:.2g}: the same\n";
constexpr char kFailed[] =
    "{}: {} replayed on {}; largest difference {:.2g}, allowed {:.2g}: this program computes "
    "something "
    "else than the one that trained it";
constexpr char kNothing[] =
    "{}: carries no rows to replay (trained with --no-samples); its checksum is right";

constexpr Example kExamples[] = {
    {"glia verify model.glia", "replays a few rows with known outputs"},
};
constexpr Operand kOperands[] = {{"MODEL", "a model file, or - for standard input"}};
constexpr Flag kFlags[] = {
    {"--json", "", "one JSON object on standard output"},
    {"--quiet", "", "only the exit code", 'q'},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr char kNotes[] = "Exit codes: 0 the same, 4 damaged or different, 1 nothing to replay.";

// `passed` is null when there was nothing to replay.
std::string verify_json(const std::string& name, const session::VerifyResult& result) {
  const bool finite = std::isfinite(result.largest_difference);
  const Json json =
      data::json_object({{"model", name},
                         {"rows", result.rows},
                         {"instructions", std::string(kernels::target_name())},
                         {"largest_difference", finite ? Json(result.largest_difference) : Json()},
                         {"tolerance", result.tolerance},
                         {"passed", result.rows == 0 ? Json() : Json(result.passed)}});
  return json_text(json) + "\n";
}

int run_verify(const Arguments& arguments) {
  const std::string& name = arguments.operand("MODEL");
  const train::Model model = load_model_argument(arguments);
  const session::VerifyResult result = session::verify_model(model);
  const bool json = arguments.has("--json");
  if (json) print_out(verify_json(name, result));
  if (result.rows == 0) fail(ErrorKind::kFailed, say(kNothing, name));
  const std::string rows = counted(result.rows, "row");
  if (!result.passed) {
    fail(ErrorKind::kModel, say(kFailed, name, rows, kernels::target_name(),
                                result.largest_difference, result.tolerance));
  }
  if (!json && !arguments.has("--quiet")) {
    print_out(tr(kPassed, printable(name), rows, kernels::target_name(), result.largest_difference,
                 result.tolerance));
  }
  return kDone;
}

}  // namespace

constinit const Command kVerifyCommand = {
    .name = "verify",
    .summary = "does a model answer here as it did when it was saved?",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_verify,
    .notes = kNotes,
};

}  // namespace glia::cli
