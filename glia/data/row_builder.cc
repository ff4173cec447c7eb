#include "glia/data/row_builder.h"

#include <algorithm>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

constexpr int64_t kNoRow = -1;

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

RowBuilder::RowBuilder(std::string source, const CsvOptions& options)
    : options_(options),
      rules_{std::move(source),
             MissingSpellings(options.missing ? *options.missing : default_missing_spellings()),
             '.', options.missing.has_value()} {}

size_t RowBuilder::column(std::string_view name, int64_t line) {
  const auto code = static_cast<size_t>(names_.code(name));
  if (code < builders_.size()) return code;
  if (static_cast<int64_t>(code) >= options_.limits.columns)
    fail(ErrorKind::kData,
         say("{}:{}: more than {} columns", rules_.source, line, options_.limits.columns));
  using Wanted = ColumnBuilder::Wanted;
  const Wanted wanted = contains(options_.text_columns, name)     ? Wanted::kText
                        : contains(options_.number_columns, name) ? Wanted::kNumber
                                                                  : Wanted::kAny;
  builders_.emplace_back(std::string(name), wanted, rules_);
  last_row_.push_back(kNoRow);
  for (int64_t row = 0; row < row_; ++row) builders_.back().add("", line);
  return code;
}

bool RowBuilder::cell(size_t column, std::string_view text, int64_t line) {
  if (last_row_[column] == row_) return false;
  last_row_[column] = row_;
  if (text.size() > options_.limits.field_bytes)
    fail(ErrorKind::kData,
         say("{}:{}: column {}: a cell of {} bytes, expected at most {}", rules_.source, line,
             text_for_message(name(column)), text.size(), options_.limits.field_bytes));
  if (repeats_)
    builders_[column].repeat({&text, 1});
  else
    builders_[column].add(text, line);
  ++given_;
  return true;
}

void RowBuilder::end_row(int64_t line) {
  constexpr std::string_view kNone;
  for (size_t i = 0; i < builders_.size(); ++i) {
    if (last_row_[i] == row_) continue;
    if (repeats_)
      builders_[i].repeat({&kNone, 1});
    else
      builders_[i].add(kNone, line);
  }
  ++row_;
  if (repeats_) return;
  lines_.push_back(line);
  // Memory is that of all cells, given or not: a small file must not ask for much of it.
  constexpr uint64_t kFreely = uint64_t{1} << 24;
  constexpr uint64_t kLeastGiven = 200;
  const uint64_t cells = static_cast<uint64_t>(row_) * builders_.size();
  if (cells > kFreely && given_ * kLeastGiven < cells)
    fail(ErrorKind::kData,
         say("{}:{}: {} rows of {} columns, and fewer than one cell in {} has a value: the rows "
             "have too little in common for a table",
             rules_.source, line, row_, builders_.size(), kLeastGiven));
}

int64_t RowBuilder::most_rows_to_repeat() const {
  int64_t rows = 0;
  for (const ColumnBuilder& builder : builders_) rows = std::max(rows, builder.rows_to_repeat());
  return rows;
}

bool RowBuilder::wants_repeat() {
  if (repeats_) return false;
  rows_to_repeat_ = most_rows_to_repeat();
  if (rows_to_repeat_ == 0) return false;
  repeats_ = true;
  row_ = 0;
  std::fill(last_row_.begin(), last_row_.end(), kNoRow);
  return true;
}

Table RowBuilder::finish() {
  if (repeats_ && row_ < rows_to_repeat_)
    fail(ErrorKind::kFailed, say("{}: changed while it was read", rules_.source));
  std::vector<Column> columns;
  columns.reserve(builders_.size());
  for (ColumnBuilder& builder : builders_) columns.push_back(builder.finish());
  return Table(rules_.source, std::move(columns), std::move(lines_));
}

}  // namespace glia::data
