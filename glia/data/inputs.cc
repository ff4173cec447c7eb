#include "glia/data/inputs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "glia/base/say_internal.h"
#include "glia/data/json_object_internal.h"
#include "glia/data/message_text.h"
#include "glia/data/warning.h"

namespace glia::data {

bool PreparationReport::clean() const { return messages().empty(); }

std::vector<Message> PreparationReport::messages() const {
  std::vector<Message> result;
  std::vector<std::string> absent;
  for (const ColumnReport& column : columns)
    if (column.absent) absent.push_back(column.name);
  if (!absent.empty())
    result.push_back(say("not in the data, taken as missing: {}", list_columns(absent)));
  for (const ColumnReport& column : columns) {
    const std::string name = text_for_message(column.name);
    const Message examples =
        column.examples.empty() ? Message() : say(" ({})", list_columns(column.examples));
    if (column.unreadable > 0 && column.of_dates)
      result.push_back(say("{}: {} of {} cells are no dates as in training, taken as missing{}",
                           name, column.unreadable, rows, examples));
    else if (column.unreadable > 0)
      result.push_back(say("{}: {} of {} cells are no numbers, taken as missing{}", name,
                           column.unreadable, rows, examples));
    else if (column.type_changed)
      result.push_back(say("{}: the type has changed, every cell is still readable", name));
    if (column.unseen > 0)
      result.push_back(say("{}: {} of {} cells have a text that training did not have{}", name,
                           column.unseen, rows, examples));
  }
  if (!extra.empty())
    result.push_back(say("not known to the model, not read: {}", list_columns(extra)));
  if (!reordered.empty())
    result.push_back(
        say("in another order than in training, read by name: {}", list_columns(reordered)));
  return result;
}

std::optional<Message> PreparationReport::warning(const std::string& source) const {
  constexpr size_t kMostInFull = 8;
  const std::vector<Message> all = messages();
  if (all.empty()) return std::nullopt;
  Message joined = all.front();
  const size_t shown = std::min(all.size(), kMostInFull);
  for (size_t i = 1; i < shown; ++i) joined = say("{}; {}", joined, all[i]);
  if (all.size() > shown) joined = say("{}; and {} more differences", joined, all.size() - shown);
  return say("{}: not as in training: {}", source, joined);
}

TableInputs TableInputs::fit(const Table& table, std::span<const int64_t> training_rows,
                             const std::vector<int64_t>& used, const std::vector<int64_t>& ignored,
                             const std::map<int64_t, DateOrder>& dates) {
  TableInputs inputs;
  const std::vector<int64_t> rows(training_rows.begin(), training_rows.end());
  for (const int64_t index : used) {
    const Column& column = table.column(index);
    LayoutColumn input{column.name, column.is_text(), false, {}};
    if (const auto found = dates.find(index); found != dates.end()) {
      input.text = false;
      input.date = found->second;
    }
    if (input.text) input.categories = distinct_texts(column, rows);
    inputs.layout_.push_back(std::move(input));
  }
  for (const int64_t index : ignored) inputs.ignored_.push_back(table.column(index).name);
  return inputs;
}

std::vector<std::string> TableInputs::text_columns() const {
  std::vector<std::string> names;
  for (const LayoutColumn& column : layout_)
    if (column.text || column.date) names.push_back(column.name);
  return names;
}

std::string TableInputs::to_json() const {
  Json columns = Json::array();
  for (const LayoutColumn& column : layout_) {
    const char* type = column.text ? "text" : column.date ? "date" : "number";
    Json one = json_object({{"name", column.name}, {"type", type}});
    if (column.date) one["order"] = name_of(*column.date);
    if (column.text) one["categories"] = column.categories;
    columns.push_back(std::move(one));
  }
  return dump_json(json_object({{"columns", std::move(columns)}, {"ignored", ignored_}}));
}

TableInputs TableInputs::from_json(std::string_view text) {
  const Json json = JsonReader::parse(text, "inputs");
  const JsonReader reader(json, "inputs");
  TableInputs inputs;
  std::set<std::string> names;
  for (const JsonReader& one : reader.member("columns").elements()) {
    LayoutColumn column;
    column.name = one.member("name").text();
    if (!names.insert(column.name).second) one.member("name").wrong("a name not yet taken");
    const std::string& type = one.member("type").text();
    if (type != "text" && type != "number" && type != "date")
      one.member("type").wrong("text, number or date");
    if (type == "date") {
      column.date = date_order_named(one.member("order").text());
      if (!column.date) one.member("order").wrong("ymd, dmy, mdy, time, dmy2, mdy2 or ymd2");
    }
    column.text = type == "text";
    if (column.text) column.categories = one.member("categories").texts();
    inputs.layout_.push_back(std::move(column));
  }
  if (names.empty()) reader.member("columns").wrong("at least one column");
  inputs.ignored_ = reader.member("ignored").texts();
  return inputs;
}

TableReader::TableReader(const TableInputs& inputs, const Table& table) : inputs_(&inputs) {
  std::set<std::string_view> known(inputs.ignored().begin(), inputs.ignored().end());
  int64_t last = -1;
  for (const LayoutColumn& input : inputs.layout()) {
    known.insert(input.name);
    ColumnReport& report = report_.columns.emplace_back();
    report.name = input.name;
    report.of_dates = input.date.has_value();
    Source& source = sources_.emplace_back();
    const std::optional<int64_t> index = table.find(input.name);
    if (!index) {
      report.absent = true;
      continue;
    }
    if (*index < last) report_.reordered.push_back(input.name);
    last = std::max(last, *index);
    source.column = &table.column(*index);
    // A column without any value reads as numbers; that is no change.
    const bool empty = source.column->missing_count() == source.column->size();
    const bool from_text = input.text || input.date;
    report.type_changed = source.column->is_text() != from_text && !empty;
    if (input.date)
      source.dates.emplace_back(*source.column, *input.date);
    else if (input.text)
      source.codes.emplace_back(*source.column, input.categories);
    else
      source.numbers.emplace_back(*source.column);
  }
  for (const std::string& name : table.names())
    if (known.count(name) == 0) report_.extra.push_back(name);
}

void TableReader::note(ColumnReport& report, const Column& column, int64_t row, int64_t& counter) {
  constexpr size_t kMostExamples = 3;
  ++counter;
  if (report.examples.size() >= kMostExamples) return;
  std::string cell = column.cell(row);
  if (std::find(report.examples.begin(), report.examples.end(), cell) == report.examples.end())
    report.examples.push_back(std::move(cell));
}

Frame TableReader::read(std::span<const int64_t> rows) {
  Frame frame;
  frame.rows = static_cast<int64_t>(rows.size());
  report_.rows += frame.rows;
  frame.columns.resize(sources_.size());
  for (size_t c = 0; c < sources_.size(); ++c) {
    const bool text = inputs_->layout()[c].text;
    FrameColumn& out = frame.columns[c];
    ColumnReport& report = report_.columns[c];
    const Column* column = sources_[c].column;
    if (column == nullptr) {
      if (text)
        out.codes.assign(rows.size(), kMissingCode);
      else
        out.numbers.assign(rows.size(), std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    if (text) {
      const CodeCells& cells = sources_[c].codes.front();
      out.codes.reserve(rows.size());
      for (const int64_t row : rows) {
        out.codes.push_back(cells.at(row));
        if (out.codes.back() == kMissingCode) ++report.missing;
        if (out.codes.back() == kUnseenCode) note(report, *column, row, report.unseen);
      }
      continue;
    }
    const Source& source = sources_[c];
    out.numbers.reserve(rows.size());
    for (const int64_t row : rows) {
      out.numbers.push_back(source.dates.empty() ? source.numbers.front().at(row)
                                                 : source.dates.front().at(row));
      if (!std::isnan(out.numbers.back())) continue;
      if (column->is_missing(row))
        ++report.missing;
      else
        note(report, *column, row, report.unreadable);
    }
  }
  return frame;
}

}  // namespace glia::data
