#include "apps/cli/commands.h"

#include "apps/cli/arguments.h"
#include "apps/cli/help.h"
#include "apps/cli/output.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/base/text.h"

namespace glia::cli {
namespace {

constexpr char kPlannedVerb[] = "{} is planned but not built yet; {}";
constexpr char kPlannedElse[] = "`glia help` lists the verbs that exist";
constexpr char kUnknownVerb[] = "there is no verb '{}';{} `glia help` lists them";
constexpr char kDidYouMean[] = " did you mean '{}'?";
constexpr char kFlagFirst[] =
    "{} before a verb is unknown; flags stand behind it: glia train DATA {}";

constexpr const Command* kCommands[] = {
    &kTrainCommand,     &kPredictCommand, &kEvalCommand,   &kCompareCommand, &kInspectCommand,
    &kVerifyCommand,    &kDataCommand,    &kLessonCommand, &kDoctorCommand,  &kBenchCommand,
    &kGradcheckCommand, &kExplainCommand, &kHelpCommand};

constexpr Planned kPlannedCommands[] = {
    {"export", ""},
    {"serve", ""},
    {"studio", ""},
};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }
std::span<const Planned> planned_commands() { return kPlannedCommands; }

const Command& find_command(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Command* command : kCommands) {
    if (command->name == name) return *command;
    known.push_back(command->name);
  }
  for (const Planned& planned : kPlannedCommands) {
    if (planned.name == name) {
      throw UsageError("", say(kPlannedVerb, name,
                               word(planned.instead.empty() ? kPlannedElse : planned.instead)));
    }
  }
  if (name.size() > 1 && name[0] == '-') throw UsageError("", say(kFlagFirst, name, name));
  const std::string near = nearest(name, known);
  throw UsageError("", say(kUnknownVerb, name, near.empty() ? Message() : say(kDidYouMean, near)));
}

int run_command(const Command& command, const std::vector<std::string>& words) {
  const Arguments arguments(command, words);
  if (arguments.wants_help()) {
    print_out(help_of(command));
    return kDone;
  }
  return command.run(arguments);
}

}  // namespace glia::cli
