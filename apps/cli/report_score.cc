// The numbers of the report pages: scores, warnings, importance, mistakes.
#include <algorithm>
#include <cmath>

#include "apps/cli/html.h"
#include "apps/cli/inspection_text.h"
#include "apps/cli/model_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/part_text.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/result_words.h"
#include "apps/cli/text_train.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

using session::Metric;
using session::Part;
using session::TrainResult;

constexpr char kTraining[] = "glia: training report";
constexpr char kEvaluation[] = "glia: evaluation report";
constexpr char kHead[] = "{}: {}";
constexpr char kModelOnData[] = "{} on {}";
constexpr char kScore[] = "{} {} {}, 95 % interval {} to {}.";
constexpr char kScoreAlone[] = "{} {} {}.";
constexpr char kSimplest[] = "best simple fit: {}";
constexpr char kRowsBehind[] = "rows behind it";
constexpr char kMetric[] = "metric";
constexpr char kWhat[] = "what it says";
constexpr char kEachFold[] = "fold by fold";
constexpr char kColumn[] = "column";
constexpr char kSpread[] = "spread";
constexpr char kMoreLeft[] = "and {} more columns; --json has them all";

constexpr size_t kMostColumns = 20;

struct Tile {
  std::string name, value, below;
};

std::string tiles_html(const std::vector<Tile>& tiles) {
  std::string html = "<dl class=\"tiles\">\n";
  for (const Tile& tile : tiles) {
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd>", html_text(tile.name), html_text(tile.value));
    if (!tile.below.empty()) html += fmt::format("<dd>{}</dd>", html_text(tile.below));
    html += "</div>\n";
  }
  return html + "</dl>\n";
}

// "On 51 rows that training never saw: accuracy 0.9804, 95 % interval ..."
std::string score_sentence(const std::string& head, const Metric& metric) {
  if (std::isnan(metric.low)) return tr(kScoreAlone, head, metric.name, value_text(metric.value));
  return tr(kScore, head, metric.name, value_text(metric.value), value_text(metric.low),
            value_text(metric.high));
}

std::string header_html(const char* above, const std::string& head, const std::string& leads,
                        const std::vector<Tile>& tiles) {
  return fmt::format("<header>\n{}<h1>{}</h1>\n{}{}</header>\n",
                     html_paragraph(word(above), "above"), html_text(head), leads,
                     tiles_html(tiles));
}

Tile metric_tile(const Metric& metric) {
  return {metric.name, value_text(metric.value),
          std::isnan(metric.low) ? ""
                                 : tr(kRangeText, value_text(metric.low), value_text(metric.high))};
}

// What one looks at first; null where there is none, or it has no value.
const Metric* known_metric(const Part& part) {
  const Metric* metric = main_metric(part);
  return metric != nullptr && !std::isnan(metric->value) ? metric : nullptr;
}

std::string folds_html(const session::Folds& folds) {
  if (folds.folds == 0) return {};
  std::vector<HtmlTable::Column> columns = {{tr(text::kFoldColumn)}, {tr(text::kRowsColumn), true}};
  for (const session::FoldedMetric& metric : folds.metrics) columns.push_back({metric.name, true});
  HtmlTable table(tr(kEachFold), columns);
  for (size_t f = 0; f < folds.test_rows.size(); ++f) {
    std::vector<HtmlCell> row = {std::to_string(f + 1), count_text(folds.test_rows[f])};
    for (const session::FoldedMetric& metric : folds.metrics)
      row.emplace_back(value_text(metric.values[f]));
    table.add(row);
  }
  return html_paragraph(tr(text::kFoldsWhat), "soft") + table.html();
}

}  // namespace

PageScore score_of(const TrainResult& result) {
  return {judged_head(result), result.method.empty() ? kNetworkColumn : kModelColumn,
          judged_part(result), result.baselines,
          result.labels,       result.weight,
          result.calibration,  result.mistakes,
          result.answers};
}

PageScore score_of(const session::EvaluateResult& result, const train::Model& model,
                   const PageFacts& facts) {
  return {evaluated_head(facts.model, result.part.rows, facts.origin),
          method_of(model).empty() ? kNetworkColumn : kModelColumn,
          result.part,
          {},
          result.labels,
          result.weight,
          result.calibration,
          result.mistakes,
          result.answers};
}

std::string page_header(const TrainResult& result, const PageFacts& facts) {
  const Part& part = judged_part(result);
  std::string leads;
  std::vector<Tile> tiles;
  if (const Metric* metric = known_metric(part)) {
    leads = html_paragraph(score_sentence(judged_head(result), *metric), "lead");
    tiles.push_back(metric_tile(*metric));
    if (const session::Baseline* best = best_baseline(result, metric->name))
      tiles.push_back({metric->name, value_text(best->test.value(metric->name)),
                       tr(kSimplest, word(best->name))});
  }
  leads += html_paragraph(verdict(result), "lead");
  const bool network = result.method.empty();
  tiles.push_back({tr(kRowsBehind), count_text(part.rows), split_text(result)});
  tiles.push_back({std::string(word(network ? text::kNetworkHead : text::kModelHead)),
                   count_text(result.parameters),
                   tr(text::kNetwork, network ? result.network : result.method,
                      counted(result.parameters, network ? "weight" : "number"))});
  return header_html(kTraining, tr(kHead, facts.origin, target_text(result)), leads, tiles);
}

std::string page_header(const PageScore& score, const train::Model& model, const PageFacts& facts) {
  std::string leads;
  std::vector<Tile> tiles;
  if (const Metric* metric = known_metric(score.part)) {
    leads = html_paragraph(score_sentence(score.head, *metric), "lead");
    tiles.push_back(metric_tile(*metric));
  }
  const std::string method = method_of(model);
  tiles.push_back({tr(kRowsBehind), count_text(score.part.rows), {}});
  tiles.push_back({std::string(word(score.subject)),
                   method.empty() ? count_text(model.parameters()) : method, contents_text(model)});
  return header_html(kEvaluation, tr(kModelOnData, facts.model, facts.origin), leads, tiles);
}

std::string page_scores(const PageScore& score) {
  std::vector<HtmlTable::Column> columns = {
      {tr(kMetric)}, {std::string(word(score.subject)), true}, {tr(kIntervalHead)}};
  for (const session::Baseline& other : score.baselines)
    columns.push_back({std::string(word(other.name)), true});
  columns.push_back({tr(kWhat)});
  HtmlTable table(score.head, columns);
  for (const MetricRow& metric : metric_rows(score.part, score.baselines)) {
    std::vector<HtmlCell> row = {metric.name, metric.value, metric.interval};
    for (const std::string& other : metric.others) row.emplace_back(other);
    row.emplace_back(metric.meaning);
    table.add(row);
  }
  const std::string html = table.html();
  return score.weight.empty() ? html : html + html_paragraph(tr(kWeighed, score.weight));
}

std::string page_folds(const TrainResult& result) {
  return html_paragraph(overfit_hint(result)) + folds_html(result.folds);
}

std::string page_warnings(const std::vector<Message>& warnings) {
  std::string list;
  for (const Message& warning : warnings)
    list += fmt::format("<li>{}</li>\n", html_flags(in_words(warning)));
  return list.empty() ? list : "<ul>\n" + list + "</ul>\n";
}

std::string page_importance(const TrainResult& result) {
  if (result.importance.empty()) return {};
  double most = 0;
  for (const session::ColumnImportance& each : result.importance)
    most = std::max(most, std::fabs(each.mean));
  HtmlTable table(importance_head(result.task, result.folds.folds > 0),
                  {{tr(kColumn)}, {tr("fall"), true}, {tr(kSpread), true}, {""}});
  const size_t shown = std::min(result.importance.size(), kMostColumns);
  for (size_t i = 0; i < shown; ++i) {
    const session::ColumnImportance& each = result.importance[i];
    const double share = most > 0 ? std::fabs(each.mean) / most : 0;
    table.add(
        {each.column, value_text(each.mean), value_text(each.deviation),
         HtmlCell::of_html(fmt::format("<span class=\"bar{}\" style=\"width:{:.1f}%\"></span>",
                                       each.mean < 0 ? " minus" : "", 100 * share),
                           " class=\"bars\"")});
  }
  std::string html = table.html();
  if (shown < result.importance.size())
    html += html_paragraph(
        tr(kMoreLeft, count_text(static_cast<int64_t>(result.importance.size() - shown))), "soft");
  return html;
}

std::string page_mistakes(const PageScore& score) {
  if (score.mistakes.empty()) return {};
  const bool lines = score.mistakes.front().line > 0;
  const bool classes = !std::isnan(score.mistakes.front().probability);
  const MistakeHeads heads = mistake_heads(lines, classes);
  HtmlTable table(heads.title,
                  {{heads.place}, {heads.truth}, {heads.predicted}, {heads.error, true}});
  for (const session::Mistake& each : score.mistakes) {
    table.add({std::to_string(lines ? each.line : each.row + 1), HtmlCell::wide(each.truth),
               HtmlCell::wide(each.predicted), value_text(classes ? each.probability : each.loss)});
  }
  return table.html();
}

}  // namespace glia::cli
