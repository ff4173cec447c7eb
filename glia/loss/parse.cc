// "focal:gamma=1" -> the loss and its settings, or what is wrong with it.
#include <algorithm>

#include "glia/base/choice.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/loss/loss.h"

namespace glia::loss {
namespace {

// Losses of the library that a table can't train with, and why.
struct Untrainable {
  std::string_view name;
  std::string_view reason;
};
constexpr Untrainable kUntrainable[] = {
    {"zero_one",
     "its slope is 0 wherever it has one, so nothing can be learned from it; it is the "
     "metric 1 - accuracy; train with hinge or a cross entropy"},
    {"triplet",
     "it compares an anchor with a row that belongs to it and one that does not; a table "
     "has one row at a time"},
    {"cosine_embedding", "it compares pairs of rows; a table has one row at a time"},
    {"kl_divergence",
     "its targets are whole distributions; a column holds classes; the cross "
     "entropy has the same slopes there"},
    {"gaussian_nll",
     "it wants a variance beside each prediction; a table's network gives one "
     "number for each target"},
    {"likelihood",
     "it is climbed, not lowered, and underflows beyond a few rows; the cross entropy "
     "has its optimum in the same place"},
};

std::vector<const Loss*> forms_of(std::string_view name) {
  std::vector<const Loss*> forms;
  for (const Loss& loss : losses())
    if (loss.name == name) forms.push_back(&loss);
  if (!forms.empty()) return forms;
  for (const Untrainable& each : kUntrainable) {
    if (each.name != name) continue;
    fail(ErrorKind::kUsage,
         say("loss: '{}' can't be trained with from a table: {}", name, each.reason));
  }
  std::vector<std::string> known;
  for (const Loss& loss : losses())
    if (std::find(known.begin(), known.end(), loss.name) == known.end())
      known.emplace_back(loss.name);
  fail_unknown("loss", name, known);
}

const Loss& form_for(const std::vector<const Loss*>& forms, Targets targets) {
  const Loss* as_numbers = nullptr;
  std::vector<std::string_view> wanted;
  for (const Loss* form : forms) {
    if (form->targets == targets) return *form;
    if (form->targets == Targets::kNumbers) as_numbers = form;
    wanted.push_back(targets_text(form->targets));
  }
  if (as_numbers != nullptr && targets == Targets::kYesNo) return *as_numbers;
  // The first of the table for these targets is the usual one.
  std::string_view usual;
  for (const Loss& loss : losses())
    if (usual.empty() && loss.targets == targets) usual = loss.name;
  fail(ErrorKind::kUsage,
       say("loss {} compares {}, the target has {}; the usual loss there is {}", forms[0]->name,
           fmt::join(wanted, " or "), targets_text(targets), usual));
}

std::string options_text(const Loss& loss) {
  std::vector<std::string> texts;
  for (const LossOption& option : loss.options)
    texts.push_back(fmt::format("{} ({}; usual {})", option.name, option.range, option.usual));
  return fmt::format("options of {}: {}", loss.name, fmt::join(texts, ", "));
}

}  // namespace

ChosenLoss parse_loss(std::string_view text, std::optional<Targets> targets) {
  std::vector<const Loss*> forms = forms_of(choice_name(text));
  if (targets) forms = {&form_for(forms, *targets)};
  // Before the targets are known: the form with the most options.
  const Loss* loss = forms[0];
  for (const Loss* form : forms)
    if (form->options.size() > loss->options.size()) loss = form;
  ChosenLoss chosen{loss, {}};
  for (const LossOption& option : loss->options) chosen.settings.options.push_back(option.usual);
  for (const ChoicePart& part : choice_parts("loss", text, option_names(loss->options))) {
    const std::optional<double> number = parse_double(part.value);
    if (!number || !loss->options[part.option].allowed(*number)) {
      fail(ErrorKind::kUsage,
           say("loss '{}': '{}' is not expected here; {}", text, part.value, options_text(*loss)));
    }
    chosen.settings.options[part.option] = *number;
  }
  return chosen;
}

}  // namespace glia::loss
