// What a table should be asked before anybody trusts a score from it: is the target given away, are
// test rows known already, does one class drown the others, are there rows enough? Each finding
// names the flag that mends it. Facts about the user's data, no opinion about the network's luck.
//
// Pure functions, safe from any thread.
#pragma once

#include <vector>

#include "glia/data/table.h"
#include "glia/session/result.h"
#include "glia/train/dataset.h"

namespace glia::session {

// What preparing the data had to say, one finding for each column. `table` may be null (images).
std::vector<AuditFinding> audit_columns(const train::Dataset& dataset, const data::Table* table);

// A warning with its flag: "... leave it out (--drop alive)".
Message with_flag(const data::DataWarning& warning);

// Rows of the test (or validation) part whose features and target a training row has too. Named
// from 3 rows, 2 % of the part, and 10 times as many as their two rarest cells would meet by
// chance, so that tables of few and coarse columns, whose rows repeat by nature, pass.
std::vector<AuditFinding> audit_duplicates(const train::Dataset& dataset);

// A class with less than a tenth of the training rows of the largest, if no weights are set; a
// class without any.
std::vector<AuditFinding> audit_classes(const train::Dataset& dataset, bool weighted);

// Fewer training rows than features: even a line through them has more numbers than it can learn.
// And a network that the user has asked for with more than ten weights for each training row and
// no brake (`braked`: dropout, penalties or decay).
struct AuditedNetwork {
  int64_t parameters = 0;  // 0: not a network
  bool chosen = false;     // by the user
  bool braked = false;
};
std::vector<AuditFinding> audit_size(const train::Dataset& dataset, const AuditedNetwork& network);

}  // namespace glia::session
