// The pages that are one table each: what a family's list says of its members.
#include "apps/reference/pages.h"
#include "glia/base/choice.h"
#include "glia/base/format.h"
#include "glia/classic/method.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layer.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"
#include "glia/session/metric_table.h"

namespace glia::reference {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string range_text(Range range) {
  switch (range) {
    case Range::kFinite:
      return "any finite number";
    case Range::kAtLeastZero:
      return "0 or more";
    case Range::kAboveZero:
      return "above 0";
    case Range::kShare:
      return "in [0, 1)";
    case Range::kFlag:
      return "0 or 1";
    case Range::kCount:
      return "a whole number from 1";
    case Range::kWhole:
      return "a whole number from 0";
  }
  return "";
}

std::string options_of(std::span<const NumberOption> options) {
  std::vector<std::string> parts;
  for (const NumberOption& each : options) {
    parts.push_back(fmt::format("`{}` = {:g}, {}{}{}", each.name, each.usual,
                                range_text(each.range), each.doc.empty() ? "" : ": ", each.doc));
  }
  return joined(parts, "; ");
}

std::string options_of(const loss::Loss& loss) {
  std::vector<std::string> parts;
  for (const loss::LossOption& each : loss.options)
    parts.push_back(fmt::format("`{}` = {:g}, {}", each.name, each.usual, each.range));
  if (loss.takes_class_weights) parts.emplace_back("takes class weights");
  return joined(parts, "; ");
}

std::string outputs_of(const loss::Loss& loss) {
  switch (loss.outputs) {
    case loss::Outputs::kAny:
      return "any numbers";
    case loss::Outputs::kProbabilities:
      return "probabilities";
    case loss::Outputs::kLogProbabilities:
      return "logarithms of probabilities";
  }
  return "";
}

std::string value_of(const nn::OptionValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const int64_t* whole = std::get_if<int64_t>(&value)) return fmt::format("{}", *whole);
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{:g}", *number);
  if (const std::string* text = std::get_if<std::string>(&value)) return *text;
  return fmt::format("[{}]", fmt::join(std::get<std::vector<int64_t>>(value), ", "));
}

std::string options_of(const nn::LayerKind& kind) {
  std::vector<std::string> parts;
  for (const nn::LayerOption& option : kind.options) {
    const std::string usual =
        option.required ? "" : fmt::format(" = {}", value_of(option.standard));
    parts.push_back(fmt::format("`{}`{}: {}", option.name, usual, option.doc));
  }
  return joined(parts, "; ");
}

std::string inputs_of(const nn::LayerKind& kind) {
  return kind.inputs < 0 ? "2 or more" : fmt::format("{}", kind.inputs);
}

std::string options_of(const classic::Method& method) {
  std::vector<std::string> parts;
  for (const classic::MethodOption& each : method.options) {
    const std::string usual = each.words.empty()
                                  ? fmt::format("{:g}", each.standard)
                                  : std::string(each.words[static_cast<size_t>(each.standard)]);
    const std::string range =
        each.words.empty() ? std::string(each.doc) : fmt::format("{}", fmt::join(each.words, ", "));
    parts.push_back(fmt::format("`{}` = {}: {}", each.name, usual, range));
  }
  return joined(parts, "; ");
}

std::string targets_of(const classic::Method& method) {
  std::vector<std::string> parts;
  if (method.classes) parts.emplace_back("classes");
  if (method.numbers) parts.emplace_back("numbers");
  if (method.yes_no) parts.emplace_back("yes/no");
  return joined(parts, ", ");
}

bool is_activation(std::string_view name) {
  for (const nn::Activation& each : nn::activations())
    if (each.name == name) return true;
  return false;
}

}  // namespace

Page loss_page() {
  Table table({"name", "targets", "outputs", "formula and source", "over the rows", "options"});
  for (const loss::Loss& each : loss::losses()) {
    table.add({code(each.name), std::string(loss::targets_text(each.targets)), outputs_of(each),
               std::string(each.doc), each.is_sum ? "sum" : "mean", options_of(each)});
  }
  return {"losses.md", heading("Losses") +
                           "By name in `glia train --loss NAME[:OPTION=VALUE]`; a name with two "
                           "rows has a form for each kind of target.\n\n" +
                           table.text()};
}

Page optimizer_page() {
  Table table({"name", "rule and source", "usual rate", "options"});
  for (const optim::Rule& each : optim::rules()) {
    table.add({code(each.name), std::string(each.doc), fmt::format("{:g}", each.rate),
               options_of(each.options)});
  }
  return {"optimizers.md", heading("Optimizers") +
                               "By name in `glia train --optimizer NAME[:OPTION=VALUE]`; the rate "
                               "is `--lr`.\n\n" +
                               table.text()};
}

Page schedule_page() {
  Table table({"name", "factor on the rate, and source", "options"});
  for (const optim::ScheduleKind& each : optim::schedules())
    table.add({code(each.name), std::string(each.doc), options_of(each.options)});
  return {"schedules.md", heading("Schedules") +
                              "By name in `glia train --schedule NAME[:OPTION=VALUE]`.\n\n" +
                              table.text()};
}

Page initializer_page() {
  Table table({"name", "start values and source", "options"});
  for (const nn::InitializerKind& each : nn::initializers())
    table.add({code(each.name), std::string(each.doc), options_of(each.options)});
  return {"initializers.md",
          heading("Initialisers") +
              "By name in `glia train --init NAME[:OPTION=VALUE]` and as `init` of a layer. `in` "
              "and `out`: inputs and outputs of one unit.\n\n" +
              table.text()};
}

Page layer_page() {
  Table table({"kind", "formula, shapes and source", "inputs", "options"});
  for (const nn::LayerKind& each : nn::layer_kinds()) {
    if (is_activation(each.name)) continue;
    table.add({code(each.name), std::string(each.doc), inputs_of(each), options_of(each)});
  }
  return {"layers.md", heading("Layers") +
                           "As `kind` of a `[[layer]]` in the architecture file. Every "
                           "[activation](activations.md) is a kind, too.\n\n" +
                           table.text()};
}

Page fit_page() {
  Table table({"name", "what it fits, and source", "targets", "options"});
  for (const classic::Method& each : classic::methods())
    table.add({code(each.name), std::string(each.doc), targets_of(each), options_of(each)});
  return {"fits.md",
          heading("Fits without a network") +
              "By name in `glia train --model NAME[:OPTION=VALUE]`, which trains the fit "
              "in place of a network, and in `--baseline`, which a network is set "
              "against. The fit becomes a graph in a model file like any other.\n\n" +
              table.text()};
}

Page metric_page() {
  Table table({"name", "what it is", "better is"});
  for (const session::MetricInfo& each : session::metric_infos()) {
    table.add({code(each.name), std::string(each.doc), each.higher_is_better ? "higher" : "lower"});
  }
  return {"metrics.md", heading("Metrics") +
                            "In the report of `glia train` and `glia eval`, and by these names in "
                            "their `--json`, each with a 95 % interval.\n\n" +
                            table.text()};
}

}  // namespace glia::reference
