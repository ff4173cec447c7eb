// `glia predict`: rows in, a CSV of predictions out.
#include "apps/cli/commands.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/paths.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/session/predict_session.h"

namespace glia::cli {
namespace {

constexpr char kWrote[] = "{}: {}\n";
constexpr char kStrict[] = "--strict: {}";
constexpr char kOverwritesInput[] = "--out {} would overwrite {}, which is read";

constexpr Example kExamples[] = {
    {"glia predict model.glia new.csv", "a CSV on standard output"},
    {"glia predict model.glia new.csv --out p.csv", "into a file"},
    {"glia predict model.glia new.csv --keep id,name", "with columns of new.csv"},
    {"glia predict digits.glia --pixels drawing.txt", "28 x 28 numbers, a drawing"},
    {"gzip -dc new.csv.gz | glia predict model.glia -", "in a pipe"},
};
constexpr Operand kOperands[] = {
    {"MODEL", "a model file, or - for standard input"},
    {"DATA", "what `glia train` reads too; the columns may stand in any order"},
};
constexpr Flag kFlags[] = {
    {"--out", "FILE", "where to, or - (default: standard output)"},
    {"--keep", "COL,..", "columns of DATA to carry along", 0, true},
    {"--pixels", "", "DATA is text: the grey values of drawings, 0..255 or 0..1"},
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
    "Of numbers: the value. One line for each row of DATA, in its order.\n"
    "Kept cells are written as they were read, a missing one empty; quoted is what a\n"
    "spreadsheet could take for a formula.\n"
    "--pixels: blanks, commas or line ends between the numbers; # begins a comment.";

session::PredictionTable predictions_of(const Arguments& arguments, const train::Model& model,
                                        const session::PredictOptions& options) {
  if (!arguments.has("--pixels")) {
    // Columns are carried along as they are written: "007" is no 7.
    return session::predict_data(model, read_data_argument(arguments, model, options.keep),
                                 options);
  }
  check_stdin_once(arguments);
  const std::string& name = arguments.operand("DATA");
  if (!model.images)
    fail(ErrorKind::kData, say("{}: images were given to a model of tables", name));
  const data::GreyDrawings drawings =
      data::read_grey_text(name, model.images->height, model.images->width);
  return session::predict_drawings(model, drawings, options);
}

int run_predict(const Arguments& arguments) {
  const std::string out = arguments.text("--out", "-");
  session::PredictOptions options;
  options.threads = threads_argument(arguments);
  options.keep = arguments.list("--keep");
  for (const char* input : {"MODEL", "DATA"}) {
    const std::string& read = arguments.operand(input);
    if (out != "-" && same_file(out, read)) arguments.refuse(say(kOverwritesInput, out, read));
  }
  const train::Model model = load_model_argument(arguments);
  const session::PredictionTable table = predictions_of(arguments, model, options);
  if (arguments.has("--strict") && !table.warnings.empty()) {
    fail(ErrorKind::kData, say(kStrict, table.warnings.front()));
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
