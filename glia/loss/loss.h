// The losses that train from a table, by name: one table, from which training, the command line,
// the model file and the reference pages read. The functions themselves, and those that compare
// other things than outputs with targets (triplet, cosine, Kullback-Leibler, ...), stand in the
// headers below, family by family.
//
// Pure functions that add nodes; callable from any thread on graphs of their own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/loss/classification.h"
#include "glia/loss/embedding.h"
#include "glia/loss/likelihood.h"
#include "glia/loss/margin.h"
#include "glia/loss/regression.h"

namespace glia::loss {

// What the targets of a loss are.
enum class Targets {
  kNumbers,  // real, shaped like the outputs
  kYesNo,    // real 0..1, shaped like the outputs
  kClasses,  // i64 class numbers [rows]; outputs are [rows, classes]
};
// "numbers", "yes/no answers", "classes".
std::string_view targets_text(Targets targets);

// What the network has to give.
enum class Outputs {
  kAny,               // numbers, logits, scores: whatever the last layer yields
  kProbabilities,     // the network ends in sigmoid (yes/no) or softmax (classes)
  kLogProbabilities,  // the network ends in log_softmax
};

// A number that a loss can be given.
struct LossOption {
  std::string_view name;
  double usual;
  std::string_view range;  // in words: "above 0"
  bool (*allowed)(double value);
};

struct LossSettings {
  std::vector<double> options;             // one for each of the loss's
  std::vector<double> class_weights = {};  // [classes]; empty: 1 each
};

// A loss for one kind of target; a name may have several ("hinge": yes/no and classes).
struct Loss {
  std::string_view name;
  std::string_view doc;  // formula and source
  Targets targets;
  WeightedMean (*apply)(Value outputs, Value targets, const LossSettings& settings);
  Outputs outputs = Outputs::kAny;
  // Outputs -> what a prediction shows: probabilities of classes or of yes. Null: the outputs are
  // that. For margin losses these are scores between 0 and 1 in the right order, no more.
  Value (*shown)(Value outputs) = nullptr;
  std::span<const LossOption> options = {};
  bool takes_class_weights = false;
  bool is_sum = false;  // over the rows of a batch; else a mean
};

std::span<const Loss> losses();

// A loss with its settings.
struct ChosenLoss {
  const Loss* loss;
  LossSettings settings;

  WeightedMean apply(Value outputs, Value targets) const {
    return loss->apply(outputs, targets, settings);
  }
  // Yes/no outputs above this say yes.
  double yes_above() const {
    return loss->targets == Targets::kYesNo && loss->outputs == Outputs::kAny ? 0.0 : 0.5;
  }
  // The activation that a network built for this loss ends in; empty: none.
  std::string_view last_activation() const;
};

// "huber", "huber:1.5", "focal:gamma=1:alpha=0.5": a name, then values in order or by name. Of a
// name's forms the one for `targets` is taken; without them that of most options, of equals the
// first. Yes/no answers may also be fitted as numbers. Errors: kUsage for an unknown name (naming
// the nearest), a name that does not train from a table or not on these targets (with the reason),
// and an option that is unknown or out of range.
ChosenLoss parse_loss(std::string_view text, std::optional<Targets> targets = {});

}  // namespace glia::loss
