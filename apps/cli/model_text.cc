#include "apps/cli/model_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "apps/cli/numbers.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"
#include "glia/data/csv_writer.h"
#include "glia/data/date_parts.h"
#include "glia/data/fill.h"
#include "glia/data/scale.h"
#include "glia/nn/network.h"

namespace glia::cli {
namespace {

constexpr char kImages[] = "images of {} x {} grey pixels, 0..255 scaled to 0..1\n";
constexpr char kColumn[] = "column";
constexpr char kBecomes[] = "becomes";
constexpr char kScaled[] = "(x {} {}) / {}";
constexpr char kNumber[] = "x";
constexpr char kDates[] = "parts of a date: {}";
constexpr char kFilled[] = "; missing: x = {}";
constexpr char kFlagged[] = "; and a 0/1 column for missing";
constexpr char kOneOf[] = "{} columns of 0/1: {}";
constexpr char kMissingAs[] = "; missing: {}";
constexpr char kNotRead[] = "not read: {}\n";
constexpr char kMore[] = ", and {} more columns\n";
constexpr char kLayer[] = "layer";
constexpr char kKind[] = "kind";
constexpr char kOutput[] = "output";
constexpr char kWeights[] = "weights";
constexpr char kStored[] = "stored";
constexpr char kBoth[] = "{} and {}";
constexpr char kAll[] = "all";
constexpr char kInAll[] = ", ... ({} in all)";
constexpr char kOwnCategory[] = "(missing)";

constexpr char kClasses[] = "'{}', one of {}: {}";
constexpr char kNumberTarget[] = "'{}', a number: network output * {} + {}";
constexpr char kYesNo[] = "'{}': {} or {}";

constexpr char kEpochs[] = "{}, kept the weights of epoch {}; stopped by: {}";
constexpr char kMethod[] = "  fitted without a network: {}\n";
constexpr char kLosses[] = "{}: {} at the start, {} at the best epoch, {} at the end";
constexpr char kTrainingLoss[] = "training loss";
constexpr char kValidationLoss[] = "validation loss";

constexpr size_t kMostColumns = 40;  // that are shown one by one
constexpr size_t kMostCategories = 8;

std::string option_text(const graph::Option& option) {
  struct Writer {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return fmt::format("{:g}", value); }
    std::string operator()(const std::string& value) const { return value; }
    std::string operator()(const std::vector<int64_t>& value) const {
      return fmt::format("[{}]", fmt::join(value, ", "));
    }
  };
  return std::visit(Writer{}, option);
}

// Required options are never usual.
bool is_usual(const nn::LayerKind& kind, const std::string& name, const graph::Option& value) {
  for (const nn::LayerOption& option : kind.options)
    if (option.name == name) return !option.required && option.standard == value;
  return false;
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i == kMostCategories && names.size() > kMostCategories + 1)
      return text + tr(kInAll, names.size());
    text += fmt::format("{}{}", text.empty() ? "" : ", ", names[i]);
  }
  return text;
}

// What the steps do to each column they were given, by its name.
struct Treatment {
  bool has_fill = false;
  double fill = 0;
  std::string text_fill;
  std::vector<std::string_view> parts;  // of dates
  bool noted = false;
  bool scaled = false;
  data::CentreSpread scale;
};

std::map<std::string, Treatment> treatments_of(const data::Preparation& preparation) {
  std::map<std::string, Treatment> by_name;
  data::Layout before = preparation.inputs().layout();
  for (const data::StepPtr& step : preparation.steps()) {
    if (const auto* note = dynamic_cast<const data::NoteMissing*>(step.get())) {
      for (const size_t column : note->columns()) by_name[before[column].name].noted = true;
    } else if (const auto* dates = dynamic_cast<const data::DateParts*>(step.get())) {
      for (const auto& one : dates->dates())
        for (const data::DatePart part : one.parts)
          by_name[before[one.column].name].parts.push_back(data::name_of(part));
    } else if (const auto* numbers = dynamic_cast<const data::FillNumbers*>(step.get())) {
      for (const auto& fill : numbers->fills()) {
        by_name[before[fill.column].name].has_fill = true;
        by_name[before[fill.column].name].fill = fill.value;
      }
    } else if (const auto* texts = dynamic_cast<const data::FillTexts*>(step.get())) {
      for (const auto& fill : texts->fills()) {
        const auto code = static_cast<size_t>(fill.code);
        const auto& known = before[fill.column].categories;
        by_name[before[fill.column].name].text_fill =
            code < known.size() ? known[code] : tr(kOwnCategory);
      }
    } else if (const auto* scaling = dynamic_cast<const data::ScaleNumbers*>(step.get())) {
      for (const auto& scale : scaling->scales()) {
        by_name[before[scale.column].name].scaled = true;
        by_name[before[scale.column].name].scale = scale.by;
      }
    }
    before = step->layout();
  }
  return by_name;
}

std::string treatment_text(const data::LayoutColumn& column, const Treatment& treatment) {
  std::string text;
  if (column.text) {
    text = tr(kOneOf, column.categories.size(), some_of(column.categories));
    if (!treatment.text_fill.empty()) text += tr(kMissingAs, treatment.text_fill);
    return text;
  }
  if (column.date) return tr(kDates, fmt::join(treatment.parts, ", "));
  text = treatment.scaled
             ? tr(kScaled, treatment.scale.centre < 0 ? '+' : '-',
                  value_text(std::fabs(treatment.scale.centre)), value_text(treatment.scale.spread))
             : std::string(kNumber);
  if (treatment.has_fill) text += tr(kFilled, value_text(treatment.fill));
  if (treatment.noted) text += word(kFlagged);
  return text;
}

std::string losses_line(const char* name, const std::vector<double>& losses, int64_t best) {
  if (losses.empty()) return {};
  const size_t at = best > 0 && best <= static_cast<int64_t>(losses.size())
                        ? static_cast<size_t>(best - 1)
                        : losses.size() - 1;
  return tr(kLosses, word(name), value_text(losses.front()), value_text(losses[at]),
            value_text(losses.back())) +
         "\n";
}

}  // namespace

std::vector<LayerRow> layers_of(const train::Model& model) {
  graph::Graph graph;
  nn::build(graph, model.arch);
  std::vector<LayerRow> rows;
  for (const graph::Layer& layer : graph.layers()) {
    std::string options;
    const nn::LayerKind& kind = nn::find_layer_kind(layer.kind);
    for (const auto& [name, value] : layer.options) {
      if (!is_usual(kind, name, value))
        options += fmt::format("{}{}={}", options.empty() ? "" : ", ", name, option_text(value));
    }
    LayerRow row{layer.name, layer.kind, graph.node(layer.output).shape.to_string(), 0, 0};
    if (!options.empty()) row.kind += fmt::format("({})", options);
    for (const auto& entry : model.variables->entries()) {
      if (entry.name.rfind(layer.name + ".", 0) != 0) continue;
      const bool trained = entry.kind == graph::VariableKind::kTrainable;
      (trained ? row.parameters : row.stored) += entry.count;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

int64_t stored_numbers(const std::vector<LayerRow>& layers) {
  int64_t count = 0;
  for (const LayerRow& row : layers) count += row.stored;
  return count;
}

std::string contents_text(const train::Model& model) {
  const std::string weights = counted(model.parameters(), "weight");
  const int64_t count = stored_numbers(layers_of(model));
  if (count == 0) return weights;
  const std::string stored = counted(count, "stored number");
  return model.parameters() == 0 ? stored : tr(kBoth, weights, stored);
}

std::string layers_text(const train::Model& model) {
  using Align = TextTable::Align;
  const std::vector<LayerRow> layers = layers_of(model);
  const int64_t stored = stored_numbers(layers);
  TextTable table({Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kRight});
  // The last column is there only for a network that stores something.
  const auto add = [&](std::vector<std::string> cells, const std::string& last) {
    if (stored > 0) cells.push_back(last);
    table.add(cells);
  };
  add({tr(kLayer), tr(kKind), tr(kOutput), tr(kWeights)}, tr(kStored));
  for (const nn::InputSpec& input : model.arch.inputs)
    add({input.name, "input", fmt::format("[batch, {}]", fmt::join(input.shape, ", ")), "-"}, "-");
  for (const LayerRow& row : layers)
    add({row.name, row.kind, row.shape, count_text(row.parameters)}, count_text(row.stored));
  add({tr(kAll), "", "", count_text(model.parameters())}, count_text(stored));
  return table.text();
}

std::vector<ColumnRow> preparation_rows(const train::Model& model) {
  std::vector<ColumnRow> rows;
  if (!model.preparation) return rows;
  const auto treatments = treatments_of(*model.preparation);
  for (const data::LayoutColumn& column : model.preparation->inputs().layout()) {
    const auto found = treatments.find(column.name);
    rows.push_back(
        {column.name,
         treatment_text(column, found == treatments.end() ? Treatment{} : found->second)});
  }
  return rows;
}

std::string unread_text(const train::Model& model) {
  if (!model.preparation) return {};
  std::vector<std::string> ignored;
  const std::vector<std::string> targets = model.target.names();
  for (const std::string& name : model.preparation->inputs().ignored())
    if (std::find(targets.begin(), targets.end(), name) == targets.end()) ignored.push_back(name);
  return ignored.empty() ? std::string() : tr(kNotRead, printable(some_of(ignored)));
}

std::string images_text(const train::Model& model) {
  return tr(kImages, model.images->height, model.images->width);
}

std::string preparation_text(const train::Model& model) {
  if (!model.preparation) return images_text(model);
  const std::vector<ColumnRow> rows = preparation_rows(model);
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft});
  table.add({tr(kColumn), tr(kBecomes)});
  for (size_t i = 0; i < rows.size() && i < kMostColumns; ++i)
    table.add({rows[i].name, rows[i].becomes});
  std::string text = table.text();
  if (rows.size() > kMostColumns) text += tr(kMore, rows.size() - kMostColumns);
  const std::string unread = unread_text(model);
  return unread.empty() ? text : text + "  " + unread;
}

std::string target_text(const train::Model& model) {
  const data::TargetEncoding& target = model.target;
  const std::vector<std::string> names = target.names();
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    switch (target.kind()) {
      case data::TargetKind::kClasses:
        text += tr(kClasses, names[i], target.width(), some_of(target.labels()));
        break;
      case data::TargetKind::kNumbers:
        text += tr(kNumberTarget, names[i], value_text(target.scale(i).spread),
                   value_text(target.scale(i).centre));
        break;
      case data::TargetKind::kYesNo:
        text += tr(kYesNo, names[i], target.labels(i)[1], target.labels(i)[0]);
        break;
    }
    text += '\n';
  }
  std::string lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines += "  " + wrapped(printable(text.substr(begin, end - begin)), 2) + "\n";
    begin = end + 1;
  }
  return lines;
}

std::string training_text(const train::Model& model) {
  const train::History& history = model.history;
  std::string text;
  const auto line = [&](const std::string& words) {
    if (!words.empty()) text += "  " + words;
  };
  const std::string method = method_of(model);
  if (!method.empty()) return tr(kMethod, printable(method));
  line(tr(kEpochs, counted(history.epochs(), "epoch"), history.best_epoch, history.stopped_by) +
       "\n");
  line(losses_line(kTrainingLoss, history.loss, history.best_epoch));
  line(losses_line(kValidationLoss, history.val_loss, history.best_epoch));
  return text;
}

std::string history_csv(const train::Model& model) {
  const train::History& history = model.history;
  const std::string metric = history.metric.empty() ? "score" : history.metric;
  struct Series {
    std::string name;
    const std::vector<double>& values;
  };
  std::vector<Series> series;
  for (const Series& each :
       {Series{"loss", history.loss}, Series{"val_loss", history.val_loss},
        Series{metric, history.score}, Series{"val_" + metric, history.val_score}}) {
    if (each.values.size() == history.loss.size()) series.push_back(each);
  }
  data::CsvWriter csv;
  csv.field("epoch");
  for (const Series& each : series) csv.field(each.name);
  csv.end_row();
  for (size_t i = 0; i < history.loss.size(); ++i) {
    csv.field(static_cast<double>(i + 1));
    for (const Series& each : series) csv.field(each.values[i]);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace glia::cli
