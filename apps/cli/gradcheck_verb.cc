// `glia gradcheck`: are the derivatives of a network right? Three ways beside each other; for a
// chain of functions of one number a fourth, by hand.
#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/loss/loss.h"
#include "glia/session/gradient_session.h"

namespace glia::cli {
namespace {

using Align = TextTable::Align;
using session::ChainReport;
using session::GradientConfig;
using session::GradientReport;

constexpr char kTitle[] = "{}: {}, {} on {} {}, in double\n\n";
constexpr char kOf[] = "{} of {}";
constexpr char kAgree[] = "\nThe derivatives agree.\n";
constexpr char kWrong[] =
    "the derivatives differ, first by {}: {:.9g} by difference quotients, {:.9g} by forward mode, "
    "{:.9g} by reverse mode";
constexpr char kChainWrong[] = "the derivatives differ: {:.9g} by hand";
constexpr char kEither[] = "give an architecture file or --chain, one of them";
constexpr uint64_t kMostArchBytes = uint64_t{1} << 24;
constexpr int64_t kMostRows = 100'000;
constexpr double kLargest = 1e300;

constexpr Example kExamples[] = {
    {"glia gradcheck net.toml", "every variable of a network"},
    {"glia gradcheck net.toml --predict", "as it predicts, not as it trains"},
    {"glia gradcheck --chain square,sin --at 2", "sin(x^2), also by hand"},
};
constexpr Operand kOperands[] = {{"ARCH", "an architecture file (TOML)", false}};
constexpr Flag kFlags[] = {
    {"--loss", "NAME", "what is differentiated (default: squared_error)"},
    {"--rows", "N", "random rows in the batch (default: 8)"},
    {"--predict", "", "the network as it predicts, not as it trains"},
    {"--elements", "N", "of each variable that are checked at most (default: 100)"},
    {"--tolerance", "X", "relative difference to the quotients that passes (default: 1e-6)"},
    {"--seed", "N", "other weights, rows and targets (default: 0)"},
    {"--chain", "F,F,..", "functions of one number, the innermost first"},
    {"--at", "X", "where the chain is differentiated (default: 1)"},
    {"--json", "", "the result as one JSON object on standard output"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr char kNotes[] =
    "Of each variable and input the worst element is shown: its derivative by\n"
    "central differences, by forward mode and by reverse mode; how far the quotient\n"
    "and the two modes are apart, relative to the derivative. Exit code 1 if they\n"
    "differ.";

std::string cell(std::string_view text) { return std::string(text); }
std::string number(double value) { return fmt::format("{:.9g}", value); }
std::string relative(double value) { return fmt::format("{:.1e}", value); }

// [2, 1] of the element in row-major order.
std::string position(const Shape& shape, int64_t element) {
  std::vector<int64_t> at(static_cast<size_t>(shape.rank()));
  for (int axis = shape.rank() - 1; axis >= 0; --axis) {
    const int64_t size = shape[axis].size();
    at[static_cast<size_t>(axis)] = element % size;
    element /= size;
  }
  return fmt::format("[{}]", fmt::join(at, ", "));
}

program::GradientCheckOptions options_of(const Arguments& arguments) {
  program::GradientCheckOptions options;
  if (arguments.has("--predict")) options.mode = program::Mode::kPredict;
  options.seed = static_cast<uint64_t>(arguments.whole("--seed", 0, INT64_MAX).value_or(0));
  options.elements = arguments.whole("--elements", 1, INT64_MAX).value_or(options.elements);
  options.tolerance = arguments.number("--tolerance", 0, 1).value_or(options.tolerance);
  return options;
}

std::string rows_text(const std::vector<program::GradientRow>& rows) {
  TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
                   Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  table.add({"", cell(word("elements")), cell(word("worst")), cell(word("quotient")),
             cell(word("forward")), cell(word("reverse")), cell(word("off by")),
             cell(word("modes")), ""});
  for (const program::GradientRow& row : rows) {
    const int64_t count = row.shape.count();
    const std::string checked = row.checked == count
                                    ? count_text(count)
                                    : tr(kOf, count_text(row.checked), count_text(count));
    table.add({row.name, checked, position(row.shape, row.worst), number(row.finite),
               number(row.forward), number(row.reverse), relative(row.finite_difference),
               relative(row.forward_difference), cell(row.passed ? word("ok") : word("DIFFERS"))});
  }
  return table.text();
}

int check_network(const Arguments& arguments) {
  GradientConfig config;
  config.check = options_of(arguments);
  config.loss = arguments.text("--loss", config.loss);
  config.rows = arguments.whole("--rows", 1, kMostRows).value_or(config.rows);
  loss::parse_loss(config.loss);
  const std::string& path = arguments.operand("ARCH");
  const nn::ArchSpec arch = formats::parse_arch_toml(read_file(path, kMostArchBytes), path);
  const GradientReport report = session::check_architecture(arch, config);
  if (arguments.has("--json")) {
    print_out(session::to_json(report) + "\n");
  } else {
    const bool training = config.check.mode == program::Mode::kTrain;
    print_out(tr(kTitle, printable(path), counted(report.parameters, "weight"), report.loss,
                 counted(report.batch, "random row"),
                 training ? word("while training") : word("for prediction")) +
              rows_text(report.rows));
    if (report.passed) print_out(word(kAgree));
  }
  for (const program::GradientRow& row : report.rows) {
    if (!row.passed)
      fail(ErrorKind::kFailed, say(kWrong, row.name, row.finite, row.forward, row.reverse));
  }
  return kDone;
}

std::string chain_text(const ChainReport& report) {
  TextTable links({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  links.add({cell(word("function")), cell(word("at")), cell(word("value")), cell(word("slope")),
             cell(word("so far"))});
  for (const classic::ChainLink& link : report.links) {
    links.add({std::string(link.function->value), number(link.x), number(link.y),
               fmt::format("{} = {}", link.function->slope, number(link.slope)),
               number(link.product)});
  }
  TextTable ways({Align::kLeft, Align::kRight});
  const auto way = [&](std::string_view name, double slope) {
    ways.add({cell(name), fmt::format("{:.12g}", slope)});
  };
  way(word("by hand"), report.hand);
  way(word("difference quotient"), report.row.finite);
  way(word("forward mode"), report.row.forward);
  way(word("reverse mode"), report.row.reverse);
  return links.text() + "\n" + ways.text();
}

int check_chain(const Arguments& arguments) {
  const double x = arguments.number("--at", -kLargest, kLargest).value_or(1);
  const ChainReport report =
      session::check_chain(arguments.list("--chain"), x, options_of(arguments));
  if (arguments.has("--json"))
    print_out(session::to_json(report) + "\n");
  else
    print_out(chain_text(report) + (report.passed ? cell(word(kAgree)) : ""));
  if (!report.passed) fail(ErrorKind::kFailed, say(kChainWrong, report.hand));
  return kDone;
}

int run_gradcheck(const Arguments& arguments) {
  const bool chain = arguments.has("--chain");
  if (chain == arguments.has_operand("ARCH")) arguments.refuse(kEither);
  return chain ? check_chain(arguments) : check_network(arguments);
}

}  // namespace

constinit const Command kGradcheckCommand = {
    .name = "gradcheck",
    .summary = "are the derivatives of a network right? three ways compared",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_gradcheck,
    .notes = kNotes,
};

}  // namespace glia::cli
