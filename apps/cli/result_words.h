// What a training run found out, sentence by sentence: the terminal and the report page say the
// same.
#pragma once

#include <string>

#include "glia/session/result.h"

namespace glia::cli {

// The rows that a result speaks of: test, else validation.
enum class Judged : unsigned char { kTest, kValidation, kTraining };
Judged judged_by(const session::TrainResult& result);
const session::Part& judged_part(const session::TrainResult& result);
// As --split 100,0,0 asks for.
bool holds_none_back(const session::TrainResult& result);

// "3 classes of 'species'"; `names` are joined by commas.
std::string target_text(int64_t classes, const std::string& task, const std::string& names);
std::string target_text(const session::TrainResult& result);
// "241 to train, 52 to validate, 51 to test"; empty where the same rows serve for all.
std::string split_text(const session::TrainResult& result);
// Why training ended; empty for a fit without a network.
std::string stopped_text(const session::TrainResult& result);
// What a fit without a network tells of itself, as a number.
std::string finding_value(const session::Finding& finding);
// " --layers 16 --lr 0.01": what the user left open.
std::string chosen_flags(const session::Chosen& chosen);

// "On 51 rows that training never saw:"
std::string judged_head(const session::TrainResult& result);
// "iris.glia on 51 rows of test.csv:"
std::string evaluated_head(const std::string& model, int64_t rows, const std::string& data);
// The baseline that is hardest to beat; null when there is none.
const session::Baseline* best_baseline(const session::TrainResult& result,
                                       const std::string& metric);
// Does it beat the best simple fit? Both meet the same rows, so the difference is judged, not two
// intervals; only one that leaves 0 out counts. Empty when there is nothing to compare.
std::string verdict(const session::TrainResult& result);
// Of a fit without a network; what a network's training tells of itself stands in its diagnosis.
std::string overfit_hint(const session::TrainResult& result);

}  // namespace glia::cli
