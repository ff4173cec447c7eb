#include "apps/cli/part_text.h"

#include <algorithm>
#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr int kMostClasses = 12;
constexpr int kWidest = 79;
constexpr int kWidestLabel = 16;

// What a newcomer needs to read a metric.
struct Meaning {
  const char* metric;
  const char* text;
};
constexpr Meaning kMeanings[] = {
    {"accuracy", "share of rows right"},
    {"zero_one_loss", "share of rows wrong"},
    {"target_accuracy", "share of answers right"},
    {"f1_macro", "each class counts the same"},
    {"roc_auc", "ranking: 0.5 guesses, 1 is best"},
    {"pr_auc", "finding the rare ones"},
    {"brier", "squared error of p"},
    {"loss", "less is better"},
    {"mse", "squared error"},
    {"mae", "usual distance from the truth"},
    {"r2", "1 is perfect, 0 is the mean"},
};

std::string meaning_of(const std::string& metric) {
  for (const Meaning& meaning : kMeanings)
    if (metric == meaning.metric) return std::string(word(meaning.text));
  return {};
}

// The main metric first, the loss last.
std::vector<const session::Metric*> in_order(const session::Part& part) {
  std::vector<const session::Metric*> order;
  // Of numbers the loss is the mse again.
  const bool numbers = !std::isnan(part.value("mse"));
  for (const session::Metric& metric : part.metrics)
    if (metric.name != "loss") order.push_back(&metric);
  if (numbers) std::reverse(order.begin(), order.end());
  for (const session::Metric& metric : part.metrics)
    if (metric.name == "loss" && !numbers) order.push_back(&metric);
  return order;
}

}  // namespace

std::vector<MetricRow> metric_rows(const session::Part& part,
                                   std::span<const session::Baseline> others) {
  std::vector<MetricRow> rows;
  for (const session::Metric* metric : in_order(part)) {
    MetricRow row{metric->name, value_text(metric->value), {}, {}, meaning_of(metric->name)};
    row.interval = std::isnan(metric->value) ? std::string(word(metric->reason))
                   : std::isnan(metric->low)
                       ? "-"
                       : tr(kRangeText, value_text(metric->low), value_text(metric->high));
    for (const session::Baseline& other : others)
      row.others.push_back(value_text(other.test.value(metric->name)));
    rows.push_back(std::move(row));
  }
  return rows;
}

namespace {

TextTable metric_table(const session::Part& part, std::span<const session::Baseline> others,
                       const char* subject, bool meanings) {
  using Align = TextTable::Align;
  std::vector<Align> columns = {Align::kLeft, Align::kRight, Align::kLeft};
  columns.insert(columns.end(), others.size(), Align::kRight);
  columns.push_back(Align::kLeft);
  TextTable table(columns);
  std::vector<std::string> head = {"", std::string(word(subject)), tr(kIntervalHead)};
  for (const session::Baseline& other : others) head.emplace_back(word(other.name));
  head.emplace_back();
  table.add(head);
  for (const MetricRow& metric : metric_rows(part, others)) {
    std::vector<std::string> row = {metric.name, metric.value, metric.interval};
    row.insert(row.end(), metric.others.begin(), metric.others.end());
    if (meanings) row.push_back(metric.meaning);
    table.add(row);
  }
  return table;
}

std::vector<std::string> shown_labels(const std::vector<std::string>& labels, int32_t classes) {
  std::vector<std::string> shown;
  for (int32_t i = 0; i < classes; ++i) {
    const bool named = static_cast<size_t>(i) < labels.size();
    shown.push_back(named ? shortened(printable(labels[static_cast<size_t>(i)]), kWidestLabel)
                          : std::to_string(i));
  }
  return shown;
}

}  // namespace

const session::Metric* main_metric(const session::Part& part) {
  for (const session::Metric& metric : part.metrics)
    if (metric.name == "accuracy" || metric.name == "r2") return &metric;
  return nullptr;
}

std::string metrics_text(const session::Part& part, std::span<const session::Baseline> others,
                         const char* subject) {
  const TextTable table = metric_table(part, others, subject, true);
  return table.width() <= kWidest ? table.text()
                                  : metric_table(part, others, subject, false).text();
}

std::string confusion_text(const train::ConfusionMatrix& confusion,
                           const std::vector<std::string>& labels) {
  using Align = TextTable::Align;
  const int32_t classes = confusion.classes;
  if (classes == 0 || classes > kMostClasses) return {};
  const std::vector<std::string> names = shown_labels(labels, classes);
  std::vector<Align> columns = {Align::kLeft};
  columns.insert(columns.end(), static_cast<size_t>(classes), Align::kRight);
  // Wide labels give way to numbers, which then stand before the labels of the rows too.
  for (const bool numbered : {false, true}) {
    TextTable table(columns);
    std::vector<std::string> head = {tr(kTruthHead)};
    for (int32_t i = 0; i < classes; ++i)
      head.push_back(numbered ? fmt::format("({})", i + 1) : names[static_cast<size_t>(i)]);
    table.add(head);
    for (int32_t truth = 0; truth < classes; ++truth) {
      const std::string& name = names[static_cast<size_t>(truth)];
      std::vector<std::string> row = {numbered ? fmt::format("({}) {}", truth + 1, name) : name};
      for (int32_t predicted = 0; predicted < classes; ++predicted)
        row.push_back(count_text(confusion.at(truth, predicted)));
      table.add(row);
    }
    if (table.width() > kWidest) continue;
    int wide = display_width(word(kTruthHead));
    for (int32_t i = 0; i < classes; ++i) {
      const std::string number = numbered ? fmt::format("({}) ", i + 1) : "";
      wide = std::max(wide, display_width(number + names[static_cast<size_t>(i)]));
    }
    return std::string(static_cast<size_t>(wide) + 4, ' ') + tr(kPredictedAs) + "\n" + table.text();
  }
  return {};
}

}  // namespace glia::cli
