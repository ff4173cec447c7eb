// `glia inspect`: what is inside a model file.
#include "apps/cli/commands.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/model_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/session/plan_report.h"

namespace glia::cli {
namespace {

constexpr char kTitle[] = "{}: {} in, {} out, {} in {}\n";
constexpr char kLayers[] = "Network";
constexpr char kPreparation[] = "How a row becomes the network's input";
constexpr char kTarget[] = "What it predicts";
constexpr char kTraining[] = "How it was trained (loss: {})";
constexpr char kMetrics[] = "How good it was";
constexpr char kOneOnly[] = "{} and {} both want standard output";

constexpr Example kExamples[] = {
    {"glia inspect model.glia", "layers, preparation, history"},
    {"glia inspect model.glia --arch > net.toml", "the network, to change and train"},
    {"glia inspect model.glia --history > h.csv", "loss by epoch"},
};
constexpr Operand kOperands[] = {{"MODEL", "a model file, or - for standard input"}};
constexpr Flag kFlags[] = {
    {"--arch", "", "the architecture file (TOML) that `glia train --arch` reads"},
    {"--history", "", "CSV: epoch, loss, val_loss and the score of each epoch"},
    {"--plan", "", "the compiled network: steps, what is fused, flop and bytes of each"},
    {"--json", "", "everything as one JSON object"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};

std::string full_text(const std::string& name, const train::Model& model) {
  std::string text = tr(kTitle, printable(name), counted(model.features(), "feature"),
                        model.outputs(), contents_text(model), real_name(model.variables->real()));
  const auto section = [&](const std::string& head, const std::string& body) {
    if (!body.empty()) text += "\n" + heading(head) + "\n\n" + body;
  };
  section(tr(kLayers), layers_text(model));
  section(tr(kPreparation), preparation_text(model));
  section(tr(kTarget), target_text(model));
  section(tr(kTraining, model.loss), training_text(model));
  section(tr(kMetrics), metrics_text(model));
  return text;
}

int run_inspect(const Arguments& arguments) {
  const char* chosen = nullptr;
  for (const char* flag : {"--arch", "--history", "--plan", "--json"}) {
    if (!arguments.has(flag)) continue;
    if (chosen != nullptr) arguments.refuse(say(kOneOnly, chosen, flag));
    chosen = flag;
  }
  const train::Model model = load_model_argument(arguments);
  const std::string_view what = chosen == nullptr ? "" : chosen;
  if (what == "--arch")
    print_out(formats::write_arch_toml(model.arch));
  else if (what == "--history")
    print_out(history_csv(model));
  else if (what == "--plan")
    print_out(session::plan_report(model));
  else if (what == "--json")
    print_out(model_json(model) + "\n");
  else
    print_out(full_text(arguments.operand("MODEL"), model));
  return kDone;
}

}  // namespace

constinit const Command kInspectCommand = {
    .name = "inspect",
    .summary = "what is inside a model: layers, preparation, history",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_inspect,
};

}  // namespace glia::cli
