#include "glia/session/audit.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/base/shell_word.h"
#include "glia/data/message_text.h"
#include "glia/session/baseline.h"

namespace glia::session {
namespace {

using data::DataWarning;
using data::WarningKind;

constexpr int64_t kFewestDuplicates = 3;
constexpr double kLeastDuplicateShare = 0.02;
constexpr double kFarBeyondChance = 10;
constexpr int64_t kRareBelow = 10;
constexpr int64_t kMostWeightsForEachRow = 10;

const char* code_of(WarningKind kind) {
  switch (kind) {
    case WarningKind::kNoValues:
      return "no_values";
    case WarningKind::kConstant:
      return "constant";
    case WarningKind::kManyTexts:
      return "many_texts";
    case WarningKind::kFreeText:
      return "free_text";
    case WarningKind::kIdentifier:
      return "identifier";
    case WarningKind::kDates:
      return "dates";
    case WarningKind::kMissingValues:
      return "missing";
    case WarningKind::kGivesTargetAway:
      return "gives_target_away";
    case WarningKind::kTargetMissing:
      return "target_missing";
    case WarningKind::kConstantTarget:
      break;
  }
  return "constant_target";
}

std::string flag_of(WarningKind kind, const std::vector<std::string>& columns) {
  // What is told of dates names its flag.
  if (kind == WarningKind::kTargetMissing || kind == WarningKind::kDates) return {};
  if (kind == WarningKind::kConstantTarget) return "--target";
  return "--drop " + shell_word(fmt::format("{}", fmt::join(columns, ",")));
}

// Cells that are empty among the rows with a target.
int64_t missing_cells(const train::Dataset& dataset, const data::Column& column) {
  return std::count_if(dataset.table_rows.begin(), dataset.table_rows.end(),
                       [&](int64_t row) { return row >= 0 && column.is_missing(row); });
}

Message text_of(const DataWarning& warning, const std::string& column, int64_t count) {
  const std::string name = data::text_for_message(column);
  switch (warning.kind) {
    case WarningKind::kNoValues:
      return say("{} has no value in the training rows and is left out", name);
    case WarningKind::kConstant:
      return say("{} has one and the same value in every training row and is left out", name);
    case WarningKind::kManyTexts:
      return say("{} has too many different texts and is left out", name);
    case WarningKind::kIdentifier:
      return say("{} looks like a name or number of the row and is left out", name);
    case WarningKind::kMissingValues:
      return say("{} has {} missing cells, which are filled", name, count);
    default:
      return warning.message;
  }
}

// All that a network sees of a row, target included, as bytes.
uint64_t hash_row(const train::Dataset& dataset, int64_t row) {
  uint64_t hash = 0;
  const auto add = [&](const void* from, size_t bytes) {
    for (size_t begin = 0; begin < bytes; begin += sizeof(uint64_t)) {
      uint64_t word = 0;
      std::memcpy(&word, static_cast<const std::byte*>(from) + begin,
                  std::min(sizeof(word), bytes - begin));
      hash = splitmix64(hash ^ word);
    }
  };
  const auto width = static_cast<size_t>(dataset.features);
  const auto at = static_cast<size_t>(row);
  if (dataset.images)
    add(dataset.pixels.data() + at * width, width);
  else
    add(dataset.x.data() + at * width, width * sizeof(float));
  if (!dataset.classes.empty())
    return splitmix64(hash ^ static_cast<uint64_t>(dataset.classes[at]));
  const auto targets = static_cast<size_t>(dataset.target.width());
  add(dataset.y.data() + at * targets, targets * sizeof(float));
  return hash;
}

// Training rows that differ from each other.
std::vector<int64_t> distinct_known(const train::Dataset& dataset) {
  std::unordered_set<uint64_t> met;
  std::vector<int64_t> distinct;
  for (const int64_t row : dataset.split.train)
    if (met.insert(hash_row(dataset, row)).second) distinct.push_back(row);
  return distinct;
}

// How many of `rows` would meet an equal training row by chance, going by the two rarest cells of
// each: the other columns often follow from these, and so can't be multiplied.
double expected_by_chance(const train::Dataset& dataset, const std::vector<int64_t>& rows) {
  const std::vector<int64_t> known = distinct_known(dataset);
  const auto n = static_cast<double>(known.size());
  struct Rarest {
    double first = 1, second = 1;
  };
  std::vector<Rarest> rarest(rows.size());
  const auto cell = [&](int64_t row, int64_t feature) {
    const auto at = static_cast<size_t>(row * dataset.features + feature);
    return dataset.images ? static_cast<float>(dataset.pixels[at]) : dataset.x[at];
  };
  for (int64_t feature = 0; feature < dataset.features; ++feature) {
    std::unordered_map<float, double> counts;
    for (const int64_t row : known) counts[cell(row, feature)] += 1;
    for (size_t i = 0; i < rows.size(); ++i) {
      const double share = counts[cell(rows[i], feature)] / n;
      Rarest& of_row = rarest[i];
      if (share < of_row.first)
        of_row = {share, of_row.first};
      else
        of_row.second = std::min(of_row.second, share);
    }
  }
  double expected = 0;
  for (const Rarest& of_row : rarest) expected += std::min(n * of_row.first * of_row.second, 1.0);
  return expected;
}

}  // namespace

Message with_flag(const DataWarning& warning) {
  const std::string flag = flag_of(warning.kind, warning.columns);
  // Many columns are named in the message; a line of all of them again helps nobody.
  constexpr size_t kMostShown = 8;
  const bool long_list = warning.columns.size() > kMostShown;
  return flag.empty() || long_list ? warning.message : say("{} ({})", warning.message, flag);
}

std::vector<AuditFinding> audit_columns(const train::Dataset& dataset, const data::Table* table) {
  std::vector<AuditFinding> findings;
  for (const DataWarning& warning : dataset.warnings) {
    for (const std::string& column : warning.columns) {
      int64_t count = 1;
      if (table != nullptr && warning.kind == WarningKind::kMissingValues)
        count = missing_cells(dataset, table->column(column));
      if (table != nullptr && warning.kind == WarningKind::kTargetMissing)
        count = table->column(column).missing_count();
      findings.push_back({code_of(warning.kind), column, count, text_of(warning, column, count),
                          flag_of(warning.kind, {column})});
    }
  }
  return findings;
}

std::vector<AuditFinding> audit_duplicates(const train::Dataset& dataset) {
  const std::vector<int64_t>& rows = judged_rows(dataset);
  if (dataset.split.whole || &rows == &dataset.split.train) return {};
  std::vector<uint64_t> known;
  known.reserve(dataset.split.train.size());
  for (const int64_t row : dataset.split.train) known.push_back(hash_row(dataset, row));
  std::sort(known.begin(), known.end());
  std::vector<int64_t> repeated;
  for (const int64_t row : rows)
    if (std::binary_search(known.begin(), known.end(), hash_row(dataset, row)))
      repeated.push_back(row);
  const auto found = static_cast<int64_t>(repeated.size());
  if (found < kFewestDuplicates ||
      static_cast<double>(found) < kLeastDuplicateShare * static_cast<double>(rows.size()))
    return {};
  if (static_cast<double>(found) < kFarBeyondChance * expected_by_chance(dataset, repeated))
    return {};
  return {{"duplicates", "", found,
           say("{} of {} rows that the score is taken on are equal to a training row in every "
               "column: the score is too good",
               found, rows.size()),
           "--no-duplicates"}};
}

std::vector<AuditFinding> audit_classes(const train::Dataset& dataset, bool weighted) {
  if (dataset.target.kind() != data::TargetKind::kClasses) return {};
  const std::vector<std::string>& labels = dataset.target.labels();
  std::vector<int64_t> counts(labels.size());
  std::vector<double> weights(labels.size());
  for (const int64_t row : dataset.split.train) {
    const auto at = static_cast<size_t>(row), of = static_cast<size_t>(dataset.classes[at]);
    ++counts[of];
    weights[of] += dataset.weights.empty() ? 1 : static_cast<double>(dataset.weights[at]);
  }
  const int64_t most = *std::max_element(counts.begin(), counts.end());
  const std::string column = dataset.target.names().front();
  std::vector<AuditFinding> findings;
  for (size_t c = 0; c < labels.size(); ++c) {
    if (counts[c] == 0)
      findings.push_back({"class_unseen", column, 0,
                          say("the class {} has no training row: it can't be learned",
                              data::text_for_message(labels[c])),
                          ""});
  }
  const auto rarest = std::min_element(counts.begin(), counts.end());
  if (!findings.empty() || weighted || *rarest * kRareBelow > most) return findings;
  // A class of few rows may still count as much as the others.
  const double least_weight = *std::min_element(weights.begin(), weights.end());
  if (least_weight * kRareBelow > *std::max_element(weights.begin(), weights.end()))
    return findings;
  const std::string name = labels[static_cast<size_t>(rarest - counts.begin())];
  findings.push_back({"imbalance", column, *rarest,
                      say("the class {} has {} of {} training rows, the largest {}: a network can "
                          "look good without ever naming it",
                          data::text_for_message(name), *rarest, dataset.split.train.size(), most),
                      "--class-weights balanced"});
  return findings;
}

std::vector<AuditFinding> audit_size(const train::Dataset& dataset, const AuditedNetwork& network) {
  const auto rows = static_cast<int64_t>(dataset.split.train.size());
  // A handful of rows is learned by heart, and said to be.
  if (dataset.split.whole) return {};
  if (dataset.features >= rows) {
    return {{"few_rows", "", rows,
             say("{} training rows for {} features: even a straight line through them has more "
                 "numbers than rows to learn them from",
                 rows, dataset.features),
             "--l2 0.1"}};
  }
  if (!network.chosen || network.braked || network.parameters < kMostWeightsForEachRow * rows)
    return {};
  return {{"few_rows", "", rows,
           say("{} training rows for {} weights: the network can learn them by heart", rows,
               network.parameters),
           "--weight-decay 0.01"}};
}

}  // namespace glia::session
