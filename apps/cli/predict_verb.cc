// `glia predict`: rows in, a CSV of predictions out.
#include "apps/cli/commands.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/session/predict_session.h"

namespace glia::cli {
namespace {

constexpr char kWrote[] = "{}: {}\n";
constexpr char kStrict[] = "--strict: {}";
constexpr char kStrictMore[] = " (and {} more)";
constexpr char kOverwritesInput[] = "--out {} would overwrite {}, which is read";

constexpr Example kExamples[] = {
    {"glia predict model.glia new.csv", "a CSV on standard output"},
    {"glia predict model.glia new.csv --out p.csv", "into a file"},
    {"glia predict model.glia new.csv --keep id,name", "with columns of new.csv"},
    {"gzip -dc new.csv.gz | glia predict model.glia -", "in a pipe"},
};
constexpr Operand kOperands[] = {
    {"MODEL", "a model file, or - for standard input"},
    {"DATA", "what `glia train` reads too; the columns may stand in any order"},
};
constexpr Flag kFlags[] = {
    {"--out", "FILE", "where to, or - (default: standard output)"},
    {"--keep", "COL,..", "columns of DATA to carry along", 0, true},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--strict", "", "refuse (exit 3) what would only be warned about"},
    {"--threads", "N", "any number gives the same result (default: all cores)"},
    {"--quiet", "", "no warnings", 'q'},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr Planned kPlanned[] = {{"--json", "the output is CSV"}};
constexpr char kNotes[] =
    "Of classes: the class (column prediction) and the probabilities, p(CLASS).\n"
    "Of numbers: the value. One line for each row of DATA, in its order.";

int run_predict(const Arguments& arguments) {
  const std::string out = arguments.text("--out", "-");
  session::PredictOptions options;
  options.threads = threads_argument(arguments);
  options.keep = arguments.list("--keep");
  for (const char* input : {"MODEL", "DATA"}) {
    if (out != "-" && out == arguments.operand(input))
      arguments.refuse(say(kOverwritesInput, out, out));
  }
  const train::Model model = load_model_argument(arguments);
  const session::Data data = read_data_argument(arguments, model);
  const session::PredictionTable table = session::predict_data(model, data, options);
  if (arguments.has("--strict") && !table.warnings.empty()) {
    const size_t more = table.warnings.size() - 1;
    fail(ErrorKind::kData, say("{}{}", say(kStrict, table.warnings.front()),
                               more > 0 ? say(kStrictMore, more) : Message()));
  }
  print_warnings(arguments, table.warnings);
  if (out == "-") {
    print_out(table.csv);
    return kDone;
  }
  write_file_atomically(out, table.csv);
  if (!arguments.has("--quiet")) {
    print_err(tr(kWrote, out, counted(table.rows, "prediction")));
  }
  return kDone;
}

}  // namespace

constinit const Command kPredictCommand = {
    .name = "predict",
    .summary = "predictions for new rows or images, as CSV",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .planned = kPlanned,
    .run = run_predict,
    .notes = kNotes,
};

}  // namespace glia::cli
