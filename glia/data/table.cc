#include "glia/data/table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/csv_writer.h"
#include "glia/data/message_text.h"

namespace glia::data {

Column Column::of_numbers(std::string name, std::vector<double> numbers) {
  Column column;
  column.name = std::move(name);
  column.numbers = std::move(numbers);
  return column;
}

Column Column::of_text(std::string name, const std::vector<std::string>& cells) {
  Column column;
  column.name = std::move(name);
  column.type = ColumnType::kText;
  std::unordered_map<std::string_view, int32_t> code_of;
  column.codes.reserve(cells.size());
  for (const std::string& cell : cells) {
    if (cell.empty()) {
      column.codes.push_back(-1);
      continue;
    }
    const auto next = static_cast<int32_t>(column.categories.size());
    const auto [found, is_new] = code_of.try_emplace(cell, next);
    if (is_new) column.categories.push_back(cell);
    column.codes.push_back(found->second);
  }
  return column;
}

int64_t Column::size() const {
  return static_cast<int64_t>(is_number() ? numbers.size() : codes.size());
}

bool Column::is_missing(int64_t row) const {
  const auto i = static_cast<size_t>(row);
  return is_number() ? std::isnan(numbers[i]) : codes[i] < 0;
}

int64_t Column::missing_count() const {
  if (is_text()) return std::count_if(codes.begin(), codes.end(), [](int32_t c) { return c < 0; });
  return std::count_if(numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); });
}

std::string Column::cell(int64_t row) const {
  const auto i = static_cast<size_t>(row);
  if (is_number()) return number_text(numbers[i]);
  return codes[i] < 0 ? std::string() : std::string(categories[static_cast<size_t>(codes[i])]);
}

void SourceLines::push_back(int64_t line) {
  const bool continues = !runs_.empty() && runs_.back().line + (size_ - runs_.back().row) == line;
  if (!continues) runs_.push_back({size_, line});
  ++size_;
}

void SourceLines::append(std::span<const int64_t> lines) {
  if (lines.empty()) return;
  push_back(lines.front());
  const auto more = static_cast<int64_t>(lines.size()) - 1;
  if (lines.back() - lines.front() == more) {
    size_ += more;
    return;
  }
  for (const int64_t line : lines.subspan(1)) push_back(line);
}

int64_t SourceLines::line(int64_t row) const {
  if (row < 0 || row >= size_) return 0;
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), row,
                       [](int64_t value, const Run& run) { return value < run.row; });
  const Run& run = *(after - 1);
  return run.line + (row - run.row);
}

SourceLines SourceLines::select(std::span<const int64_t> rows) const {
  SourceLines selected;
  if (size_ == 0) return selected;
  for (const int64_t row : rows) selected.push_back(line(row));
  return selected;
}

Table::Table(std::string origin, std::vector<Column> columns, SourceLines lines)
    : origin_(std::move(origin)), columns_(std::move(columns)), lines_(std::move(lines)) {
  if (columns_.empty()) lines_ = SourceLines();
  if (!columns_.empty()) rows_ = columns_.front().size();
  std::unordered_map<std::string_view, size_t> place_of;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (column.name.empty()) {
      fail(ErrorKind::kData, say("{}: column {} has no name", origin_, i + 1));
    }
    const auto [found, is_new] = place_of.try_emplace(column.name, i);
    if (!is_new) {
      fail(ErrorKind::kData, say("{}: columns {} and {} are both named {}", origin_,
                                 found->second + 1, i + 1, text_for_message(column.name)));
    }
    if (column.size() != rows_) {
      fail(ErrorKind::kData, say("{}: column {} has {} rows, column {} has {}", origin_,
                                 text_for_message(columns_.front().name), rows_,
                                 text_for_message(column.name), column.size()));
    }
  }
  if (lines_.size() != 0 && lines_.size() != rows_) {
    fail(ErrorKind::kData, say("{}: {} rows, but {} line numbers", origin_, rows_, lines_.size()));
  }
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> result;
  result.reserve(columns_.size());
  for (const Column& column : columns_) result.push_back(column.name);
  return result;
}

const Column& Table::column(int64_t index) const {
  GLIA_ASSERT(index >= 0 && index < columns());
  return columns_[static_cast<size_t>(index)];
}

const Column& Table::column(std::string_view name) const { return column(index_of(name)); }

int64_t Table::index_of(std::string_view name) const {
  if (const std::optional<int64_t> index = find(name)) return *index;
  constexpr size_t kMostShown = 20;
  std::vector<std::string> all = names();
  std::string hint;
  if (const std::string near = nearest(name, all); !near.empty()) {
    hint = fmt::format("; did you mean {}?", text_for_message(near));
  }
  std::string list;
  for (size_t i = 0; i < std::min(all.size(), kMostShown); ++i) {
    list += (i > 0 ? ", " : "") + text_for_message(all[i]);
  }
  if (all.size() > kMostShown) list += fmt::format(" and {} more", all.size() - kMostShown);
  fail(ErrorKind::kUsage, say("{}: no column is named {}{} (columns: {})", origin_,
                              text_for_message(name), hint, list));
}

std::optional<int64_t> Table::find(std::string_view name) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name == name) return static_cast<int64_t>(i);
  }
  return std::nullopt;
}

void Table::add_column(Column column) {
  if (columns_.empty()) {
    *this = Table(std::move(origin_), {std::move(column)});
    return;
  }
  if (column.name.empty()) {
    fail(ErrorKind::kData, say("{}: column {} has no name", origin_, columns() + 1));
  }
  if (const std::optional<int64_t> twin = find(column.name)) {
    fail(ErrorKind::kData, say("{}: columns {} and {} are both named {}", origin_, *twin + 1,
                               columns() + 1, text_for_message(column.name)));
  }
  if (column.size() != rows_) {
    fail(ErrorKind::kData, say("{}: column {} has {} rows, column {} has {}", origin_,
                               text_for_message(columns_.front().name), rows_,
                               text_for_message(column.name), column.size()));
  }
  columns_.push_back(std::move(column));
}

Table Table::select_rows(std::span<const int64_t> rows) const {
  for (const int64_t row : rows) GLIA_ASSERT(row >= 0 && row < rows_);
  std::vector<Column> selected;
  selected.reserve(columns_.size());
  for (const Column& column : columns_) {
    Column& part = selected.emplace_back();
    part.name = column.name;
    part.type = column.type;
    part.categories = column.categories;
    part.why_text = column.why_text;
    if (column.is_number()) {
      part.numbers.reserve(rows.size());
      for (const int64_t row : rows)
        part.numbers.push_back(column.numbers[static_cast<size_t>(row)]);
    } else {
      part.codes.reserve(rows.size());
      for (const int64_t row : rows) part.codes.push_back(column.codes[static_cast<size_t>(row)]);
    }
  }
  return Table(origin_, std::move(selected), lines_.select(rows));
}

Table Table::select_columns(std::span<const std::string> names) const {
  std::vector<Column> selected;
  std::vector<bool> taken(columns_.size(), false);
  for (const std::string& name : names) {
    const auto index = static_cast<size_t>(index_of(name));
    if (taken[index]) {
      fail(ErrorKind::kUsage, say("{}: column {} is named twice", origin_, text_for_message(name)));
    }
    taken[index] = true;
    selected.push_back(columns_[index]);
  }
  Table result(origin_, std::move(selected), lines_);
  return result;
}

Table Table::drop_columns(std::span<const std::string> names) const {
  std::vector<bool> dropped(columns_.size(), false);
  for (const std::string& name : names) dropped[static_cast<size_t>(index_of(name))] = true;
  std::vector<Column> kept;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (!dropped[i]) kept.push_back(columns_[i]);
  }
  return Table(origin_, std::move(kept), lines_);
}

std::string Table::place(int64_t row) const {
  if (const int64_t known = line(row); known > 0) return fmt::format("{}:{}", origin_, known);
  return fmt::format("{}, row {}", origin_, row + 1);
}

}  // namespace glia::data
