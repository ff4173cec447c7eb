// What was done, for the report pages: the data, the network, the settings, and how to do it again.
#include "apps/cli/html.h"
#include "apps/cli/json.h"
#include "apps/cli/model_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/part_text.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/result_words.h"
#include "apps/cli/trials_text.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/kernels/dispatch.h"

namespace glia::cli {
namespace {

constexpr char kColumnHead[] = "column";
constexpr char kBecomesHead[] = "becomes";
constexpr char kMoreColumns[] = "and {} more columns; `glia inspect --json` has them all";
constexpr char kLayersTitle[] = "layer by layer";
constexpr char kSettingsTitle[] = "what decided the result";
constexpr char kChosen[] = "chosen from the data:{}";

constexpr size_t kMostColumns = 200;

// A setting as one would type it; empty when it says nothing.
std::string setting_text(const Json& value) {
  if (value.is_null() || (value.is_array() && value.empty())) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "";
  if (value.is_number_float()) return fmt::format("{}", value.get<double>());
  if (!value.is_array()) return json_text(value);
  std::string list;
  for (const Json& each : value) list += (list.empty() ? "" : ",") + setting_text(each);
  return list;
}

}  // namespace

std::string page_data(const session::TrainOutcome& outcome, const PageFacts& facts) {
  const session::TrainResult& result = outcome.result;
  const train::Model& model = outcome.model;
  std::string html = html_facts({
      {tr("data"), facts.origin},
      {tr("size"), tr("{}, {}", counted(result.rows, "row"), counted(result.features, "feature"))},
      {tr("target"), target_text(result)},
      {tr("split"), split_text(result)},
      {tr("weights of rows"), result.weight},
      {tr("seed"), std::to_string(result.seed)},
  });
  return html + page_columns(model, true);
}

std::string page_columns(const train::Model& model, bool show_caption) {
  if (model.images) return html_paragraph(images_text(model));
  const std::vector<ColumnRow> rows = preparation_rows(model);
  HtmlTable table(tr(kColumnsTitle), {{tr(kColumnHead)}, {tr(kBecomesHead)}});
  const size_t shown = std::min(rows.size(), kMostColumns);
  for (size_t i = 0; i < shown; ++i) table.add({rows[i].name, HtmlCell::wide(rows[i].becomes)});
  std::string html = rows.empty() ? std::string() : table.html(show_caption);
  if (shown < rows.size())
    html += html_paragraph(tr(kMoreColumns, count_text(static_cast<int64_t>(rows.size() - shown))),
                           "soft");
  return html + html_paragraph(unread_text(model), "soft");
}

std::string page_model(const train::Model& model) {
  const data::TargetEncoding& target = model.target;
  const bool classes = target.kind() == data::TargetKind::kClasses;
  const char* task = target.kind() == data::TargetKind::kNumbers ? "regress" : "classify";
  return html_facts({
      {tr("target"), target_text(classes ? target.width() : 0, task,
                                 fmt::format("{}", fmt::join(target.names(), ",")))},
      {tr("method"), method_of(model)},
  });
}

std::string page_findings(const session::TrainResult& result) {
  std::vector<std::pair<std::string, std::string>> rows = {
      {tr("method"), result.method}, {tr("size"), counted(result.parameters, "number")}};
  for (const session::Finding& finding : result.findings)
    rows.emplace_back(word(finding.name), finding_value(finding));
  return html_facts(rows);
}

std::string page_layers(const train::Model& model) {
  std::vector<HtmlTable::Column> columns = {
      {tr("layer")}, {tr("kind")}, {tr("output")}, {tr("weights"), true}};
  // What a fit without a network keeps are rarely weights.
  const bool stored = !method_of(model).empty();
  if (stored) columns.push_back({tr("stored"), true});
  HtmlTable table(tr(kLayersTitle), columns);
  const auto add = [&](std::vector<HtmlCell> cells, const std::string& last) {
    if (stored) cells.emplace_back(last);
    table.add(cells);
  };
  for (const nn::InputSpec& input : model.arch.inputs)
    add({input.name, "input", fmt::format("[batch, {}]", fmt::join(input.shape, ", ")), "-"}, "-");
  for (const LayerRow& layer : layers_of(model))
    add({layer.name, layer.kind, layer.shape, count_text(layer.parameters)},
        count_text(layer.stored));
  return html_paragraph(contents_text(model)) + table.html();
}

std::string page_settings(const session::TrainOutcome& outcome) {
  const session::TrainResult& result = outcome.result;
  std::string html;
  const std::string chosen = chosen_flags(result.chosen);
  if (!chosen.empty()) html += html_paragraph(tr(kChosen, chosen));
  const Json settings = Json::parse(outcome.model.settings, nullptr, false);
  HtmlTable table(tr(kSettingsTitle), {{tr("setting")}, {tr("value")}});
  if (settings.is_object()) {
    for (const auto& [name, value] : settings.items()) {
      const std::string text = setting_text(value);
      if (!text.empty() && text != "0") table.add({name, text});
    }
  }
  if (!table.empty()) html += table.html(false);
  if (!result.trials.empty())
    html += fmt::format("<pre>{}</pre>\n", html_lines(trials_text(result.trials)));
  return html;
}

std::string page_again(const PageFacts& facts, std::string_view promise) {
  return fmt::format("<pre>{}</pre>\n", html_flags(facts.command)) +
         html_facts({
             {tr("version"), "glia " GLIA_VERSION},
             {tr("instructions"), std::string(kernels::target_name())},
             {tr("model"), facts.model},
             {tr("SHA-256 of the data"), facts.data_digest},
             {tr("SHA-256 of the model"), facts.model_digest},
         }) +
         html_paragraph(promise, "soft");
}

}  // namespace glia::cli
