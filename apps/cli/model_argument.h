// What several verbs begin with: a model from a file or standard input, and data it can read.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "glia/session/data_source.h"
#include "glia/train/model.h"

namespace glia::cli {

// The operand of that name; "-" is standard input. Errors: as formats::load_model.
train::Model load_model_argument(const Arguments& arguments, const char* operand = "MODEL");

// Errors: UsageError when MODEL and DATA are both standard input.
void check_stdin_once(const Arguments& arguments);

// The operand DATA, with the columns that the model knows as texts kept as texts, and those of
// `as_written` that it does not read as numbers.
// Errors: UsageError when MODEL is standard input as well; as session::read_data.
session::Data read_data_argument(const Arguments& arguments, const train::Model& model,
                                 const std::vector<std::string>& as_written = {});

// --threads, or all cores.
int threads_argument(const Arguments& arguments);

// Warnings to standard error, unless --quiet.
void print_warnings(const Arguments& arguments, const std::vector<Message>& warnings);
void print_warnings(const std::vector<Message>& warnings);

}  // namespace glia::cli
