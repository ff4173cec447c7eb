// The table of all verbs, in the order in which help shows them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "apps/cli/command.h"

namespace glia::cli {

// One file each: train_verb.cc, predict_verb.cc ...
extern const Command kTrainCommand;
extern const Command kPredictCommand;
extern const Command kEvalCommand;
extern const Command kCompareCommand;
extern const Command kInspectCommand;
extern const Command kVerifyCommand;
extern const Command kDataCommand;
extern const Command kLessonCommand;
extern const Command kDoctorCommand;
extern const Command kBenchCommand;
extern const Command kGradcheckCommand;
extern const Command kExplainCommand;
extern const Command kHelpCommand;

std::span<const Command* const> commands();
std::span<const Planned> planned_commands();

// The verb of that name. Errors: UsageError, naming the nearest, or that it is planned.
const Command& find_command(const std::string& name);

// Runs one verb with the words after it; returns the exit code.
int run_command(const Command& command, const std::vector<std::string>& words);

}  // namespace glia::cli
