// The single answers behind a score, in the form that pictures of them need: how each class is
// ranked, and numbers beside their truth.
//
// Pure function, safe from any thread.
#pragma once

#include "glia/session/result.h"
#include "glia/session/row_truth.h"
#include "glia/train/model.h"

namespace glia::session {

// Of two classes the curves of the second one; of more, those of each against the rest; of yes/no
// answers those of each answer. Of numbers the pairs of each target. The areas are those of
// `measure`, whose roc_auc and pr_auc are their means.
Answers answers_of(const data::TargetEncoding& target, const RowTruth& truth,
                   const train::Predictions& given);

}  // namespace glia::session
