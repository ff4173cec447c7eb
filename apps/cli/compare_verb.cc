// `glia compare`: do two models differ on the same rows, and on which?
#include <algorithm>

#include "apps/cli/commands.h"
#include "apps/cli/difference_text.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/part_text.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/session/comparison.h"

namespace glia::cli {
namespace {

constexpr char kTwo[] = "A = {}, B = {}, on {} of {}:";
constexpr char kDifference[] = "A - B";
constexpr char kInterval[] = "95 % interval";
constexpr char kRange[] = "{} to {}";
constexpr char kBetter[] = "{} is better: {}.";
constexpr char kNoneBetter[] = "These rows don't tell which is better: {}.";
constexpr char kCounts[] =
    "Only A is right on {}, only B on {}; McNemar's exact test: p = {}. Both are wrong in "
    "different ways on {}.";
constexpr char kCountsWeighed[] =
    "Only A is right on {}, only B on {}. Both are wrong in different ways on {}.";
constexpr char kSame[] = "They answer every row alike.";
constexpr char kLine[] = "line";
constexpr char kRow[] = "row";
constexpr char kTruth[] = "truth";
constexpr char kMore[] = "and {} more; --out FILE writes them all";
constexpr char kWrote[] = "{}: {}\n";
constexpr char kOverwritesInput[] = "--out {} would overwrite {}, which is read";
constexpr char kStdinTwice[] = "only one of A, B and DATA can be standard input";

constexpr int kWidestCell = 24;
constexpr int64_t kMostRows = int64_t{1} << 40;

constexpr Example kExamples[] = {
    {"glia compare old.glia new.glia test.csv", "is the new one better?"},
    {"glia compare a.glia b.glia t.csv --out rows.csv", "every row where they part"},
    {"glia compare a.glia b.glia t.csv --weight w", "each row counts by its w"},
};
constexpr Operand kOperands[] = {
    {"A", "a model file, or - for standard input"},
    {"B", "another one that predicts the same target"},
    {"DATA", "rows with their targets that neither was trained on"},
};
constexpr Flag kFlags[] = {
    {"--weight", "COL", "what each row counts in the metrics, 0 or more"},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--rows", "N", "how many rows on which they part to show (default: 10)"},
    {"--out", "FILE", "all of these rows as CSV"},
    {"--threads", "N", "any number gives the same result (default: all cores)"},
    {"--json", "", "one JSON object on standard output"},
    {"--quiet", "", "no warnings, no table", 'q'},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr char kNotes[] =
    "Both meet the same rows, so small differences show. Of classes: McNemar's exact\n"
    "test of the rows that only one gets right; of losses and errors: Student's\n"
    "paired t; of r2: the bootstrap. With --weight accuracy too has Student's t, of\n"
    "weighted means. They differ where the interval leaves 0 out.";

std::string metrics_table(const session::ComparisonResult& result) {
  using Align = TextTable::Align;
  TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  table.add({"", "A", "B", tr(kDifference), tr(kInterval)});
  for (const session::PairedMetric& metric : result.metrics) {
    table.add({metric.name, value_text(metric.first), value_text(metric.second),
               value_text(metric.difference),
               tr(kRange, value_text(metric.low), value_text(metric.high))});
  }
  return table.text();
}

// By the first metric: accuracy, or r2.
std::string verdict(const session::ComparisonResult& result) {
  if (result.apart.empty()) return tr(kSame);
  const session::PairedMetric& main = result.metrics.front();
  const std::string text = main.better == 0
                               ? tr(kNoneBetter, difference_text(main))
                               : tr(kBetter, main.better > 0 ? "A" : "B", difference_text(main));
  if (result.task != "classify") return wrapped(text, 0);
  const std::string only_first = counted(result.only_first, "row");
  const std::string only_second = counted(result.only_second, "row");
  const std::string both = counted(result.both_wrong, "row");
  const std::string counts = result.weight.empty()
                                 ? tr(kCounts, only_first, only_second, value_text(main.p), both)
                                 : tr(kCountsWeighed, only_first, only_second, both);
  return wrapped(text, 0) + "\n" + wrapped(counts, 0);
}

std::string rows_table(const session::ComparisonResult& result, int64_t most) {
  if (result.apart.empty() || most == 0) return {};
  using Align = TextTable::Align;
  TextTable table({Align::kRight, Align::kLeft, Align::kLeft, Align::kLeft});
  const bool lines = result.apart.front().line > 0;
  table.add({tr(fmt::runtime(lines ? kLine : kRow)), tr(kTruth), "A", "B"});
  int64_t shown = 0;
  for (const session::ApartRow& row : result.apart) {
    if (shown++ == most) break;
    const auto cell = [](const std::string& text) {
      return shortened(printable(text), kWidestCell);
    };
    table.add({std::to_string(lines ? row.line : row.row + 1), cell(row.truth), cell(row.first),
               cell(row.second)});
  }
  std::string text = "\n" + table.text();
  const auto all = static_cast<int64_t>(result.apart.size());
  if (all > most) text += "  " + tr(kMore, count_text(all - most)) + "\n";
  return text;
}

session::DataRequest data_request(const Arguments& arguments) {
  return {arguments.operand("DATA"), {}, arguments.text("--encoding"), arguments.text("--sheet")};
}

session::Data read_for(const Arguments& arguments, const train::Model& model) {
  session::DataRequest request = data_request(arguments);
  if (model.preparation) request.text_columns = model.preparation->inputs().text_columns();
  return session::read_data(request);
}

// Standard input can be read once: with the columns that either model knows as texts.
session::Data read_once(const Arguments& arguments, const train::Model& first,
                        const train::Model& second) {
  session::DataRequest request = data_request(arguments);
  for (const train::Model* model : {&first, &second}) {
    if (!model->preparation) continue;
    for (std::string& name : model->preparation->inputs().text_columns())
      request.text_columns.push_back(std::move(name));
  }
  return session::read_data(request);
}

session::ComparisonResult compare(const Arguments& arguments) {
  const train::Model first = load_model_argument(arguments, "A");
  const train::Model second = load_model_argument(arguments, "B");
  const int threads = threads_argument(arguments);
  const std::string weight = arguments.text("--weight");
  if (arguments.operand("DATA") == "-") {
    const session::Data data = read_once(arguments, first, second);
    return session::compare_models(first, data, second, data, threads, weight);
  }
  return session::compare_models(first, read_for(arguments, first), second,
                                 read_for(arguments, second), threads, weight);
}

void check_operands(const Arguments& arguments, const std::string& out) {
  int from_stdin = 0;
  for (const char* operand : {"A", "B", "DATA"}) {
    const std::string& path = arguments.operand(operand);
    from_stdin += path == "-" ? 1 : 0;
    if (!out.empty() && out == path) arguments.refuse(say(kOverwritesInput, out, out));
  }
  if (from_stdin > 1) arguments.refuse(kStdinTwice);
}

int run_compare(const Arguments& arguments) {
  const int64_t most = arguments.whole("--rows", 0, kMostRows).value_or(10);
  const std::string out = arguments.text("--out");
  check_operands(arguments, out);
  const session::ComparisonResult result = compare(arguments);
  print_warnings(arguments, result.warnings);
  if (!out.empty()) write_file_atomically(out, session::apart_csv(result));
  if (arguments.has("--json")) {
    print_out(session::to_json(result, most) + "\n");
    return kDone;
  }
  if (arguments.has("--quiet")) return kDone;
  const std::string heads =
      tr(kTwo, printable(arguments.operand("A")), printable(arguments.operand("B")),
         counted(result.rows, "row"), printable(arguments.operand("DATA")));
  const std::string weighed =
      result.weight.empty() ? "" : "\n" + tr(kWeighed, printable(result.weight));
  print_out(heading(heads) + weighed + "\n\n" + metrics_table(result) + "\n" + verdict(result) +
            "\n" + rows_table(result, most));
  const auto all = static_cast<int64_t>(result.apart.size());
  if (!out.empty()) print_err(tr(kWrote, printable(out), counted(all, "row")));
  return kDone;
}

}  // namespace

constinit const Command kCompareCommand = {
    .name = "compare",
    .summary = "do two models differ on the same rows, and on which?",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_compare,
    .notes = kNotes,
};

}  // namespace glia::cli
