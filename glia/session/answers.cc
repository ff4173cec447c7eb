#include "glia/session/answers.h"

namespace glia::session {
namespace {

using data::TargetKind;

bool is_positive(TargetKind kind, const RowTruth& truth, size_t row, size_t column, size_t width) {
  return kind == TargetKind::kClasses ? truth.classes[row] == static_cast<int32_t>(column)
                                      : truth.values[row * width + column] > 0.5;
}

}  // namespace

Answers answers_of(const data::TargetEncoding& target, const RowTruth& truth,
                   const train::Predictions& given) {
  Answers answers;
  const TargetKind kind = target.kind();
  const auto rows = static_cast<size_t>(given.rows), width = static_cast<size_t>(given.width);
  const std::vector<std::string> names =
      kind == TargetKind::kClasses ? target.labels() : target.names();
  const size_t first = kind == TargetKind::kClasses && width == 2 ? 1 : 0;
  for (size_t column = first; column < width; ++column) {
    std::vector<double> said;
    for (size_t row = 0; row < rows; ++row) said.push_back(given.values[row * width + column]);
    if (kind == TargetKind::kNumbers) {
      NumberPairs pairs{names[column], {}, std::move(said)};
      for (size_t row = 0; row < rows; ++row)
        pairs.truth.push_back(truth.values[row * width + column]);
      answers.numbers.push_back(std::move(pairs));
      continue;
    }
    std::vector<uint8_t> positive;
    for (size_t row = 0; row < rows; ++row)
      positive.push_back(is_positive(kind, truth, row, column, width) ? 1 : 0);
    answers.rankings.push_back(
        {names[column], train::ranking_curves(said, positive, truth.weights)});
  }
  return answers;
}

}  // namespace glia::session
