#include "glia/data/csv_reader.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

void skip_record(CsvScanner& scanner) {
  do {
    scanner.next_field();
  } while (scanner.in_record());
}

}  // namespace

CsvReader::CsvReader(TextWindow& window, std::string source, const CsvOptions& options,
                     uint64_t size_hint)
    : window_(window),
      options_(options),
      size_hint_(size_hint),
      rules_{std::move(source),
             MissingSpellings(options.missing ? *options.missing : default_missing_spellings()),
             '.', options.missing.has_value()} {}

Table CsvReader::read() {
  refuse_blank_text();
  find_dialect_in_window();
  read_names();
  make_builders();
  read_rows();
  repeat_rows();
  std::vector<Column> columns;
  columns.reserve(builders_.size());
  for (ColumnBuilder& builder : builders_) columns.push_back(builder.finish());
  return Table(rules_.source, std::move(columns), std::move(lines_));
}

CsvScanner CsvReader::scanner() const {
  return CsvScanner(window_.text(), rules_.source, dialect_.delimiter, options_.limits, line_);
}

template <class Look>
void CsvReader::look_ahead(const Look& look) {
  while (!window_.is_last()) {
    CsvScanner ahead = scanner();
    try {
      look(ahead);
    } catch (const Error&) {
      if (!ahead.saw_end()) throw;
    }
    if (!ahead.saw_end()) return;
    window_.grow();
  }
}

void CsvReader::refuse_blank_text() {
  while (window_.text().find_first_not_of(" \t\r\n") == std::string_view::npos) {
    if (window_.is_last()) refuse_empty();
    window_.grow();
  }
}

void CsvReader::refuse_empty() const {
  fail(ErrorKind::kData, rules_.source +
                             ": the file is empty, expected a line of column names "
                             "and rows below it");
}

void CsvReader::find_dialect_in_window() {
  for (;; window_.grow()) {
    dialect_ = find_dialect(window_.text(), window_.is_last(), rules_.source, options_);
    if (!dialect_.saw_end || window_.is_last()) break;
  }
  rules_.point = dialect_.point;
  window_.skip(dialect_.body);
  line_ = dialect_.first_line;
}

void CsvReader::read_names() {
  look_ahead([](CsvScanner& ahead) {
    if (ahead.next_record()) skip_record(ahead);
  });
  CsvScanner first = scanner();
  if (!first.next_record()) refuse_empty();
  header_line_ = first.record_line();
  do {
    if (static_cast<int64_t>(names_.size()) == options_.limits.columns) {
      fail(ErrorKind::kData, say("{}:{}: more than {} columns", rules_.source, header_line_,
                                 options_.limits.columns));
    }
    const std::string_view name = first.next_field();
    names_.emplace_back(options_.header ? name : std::string_view());
  } while (first.in_record());
  name_the_nameless();
  refuse_repeated_names();
  if (!options_.header) return;
  window_.skip(first.position());
  line_ = first.line();
}

void CsvReader::name_the_nameless() {
  for (size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].empty()) names_[i] = fmt::format("column{}", i + 1);
  }
}

void CsvReader::refuse_repeated_names() const {
  std::unordered_map<std::string_view, size_t> place_of;
  for (size_t i = 0; i < names_.size(); ++i) {
    const auto [found, is_new] = place_of.try_emplace(names_[i], i);
    if (is_new) continue;
    fail(ErrorKind::kData,
         say("{}:{}: columns {} and {} are both named {}", rules_.source, header_line_,
             found->second + 1, i + 1, text_for_message(names_[i])));
  }
}

void CsvReader::make_builders() {
  const std::unordered_set<std::string_view> text(options_.text_columns.begin(),
                                                  options_.text_columns.end());
  const std::unordered_set<std::string_view> number(options_.number_columns.begin(),
                                                    options_.number_columns.end());
  builders_.reserve(names_.size());
  for (std::string& name : names_) {
    using Wanted = ColumnBuilder::Wanted;
    const Wanted wanted = text.count(name) > 0     ? Wanted::kText
                          : number.count(name) > 0 ? Wanted::kNumber
                                                   : Wanted::kAny;
    builders_.emplace_back(std::move(name), wanted, rules_);
  }
  const uint64_t most_bytes = std::max<uint64_t>(size_hint_, window_.text().size());
  records_ = std::make_unique<CsvRecords>(dialect_.delimiter, builders_.size(), options_.limits,
                                          most_bytes);
}

void CsvReader::read_rows() {
  for (bool is_first = true;; is_first = false) {
    records_->cut(window_.text(), line_);
    if (records_->rows() > 0) {
      if (is_first) reserve_rows(records_->bytes() / records_->rows());
      add_cut_rows();
      move_behind_cut_rows();
    } else if (!add_unusual_row()) {
      return;
    }
  }
}

void CsvReader::reserve_rows(size_t bytes_per_row) {
  const size_t rows = static_cast<size_t>(size_hint_) / std::max<size_t>(bytes_per_row, 1);
  for (ColumnBuilder& builder : builders_) builder.reserve(rows + rows / 64);
}

void CsvReader::add_cut_rows() {
  static_assert(CsvRecords::kPadding >= ColumnBuilder::kPadding);
  const std::span<const int64_t> lines = records_->lines();
  // What one column refuses, another may refuse in an earlier row: that is the one to report.
  size_t column = 0;
  size_t row = lines.size();
  for (size_t i = 0; i < builders_.size(); ++i) {
    const size_t added = builders_[i].add(records_->column(i), lines);
    if (added >= row) continue;
    column = i;
    row = added;
  }
  if (row < lines.size()) builders_[column].add(records_->column(column)[row], lines[row]);
  lines_.append(lines);
}

void CsvReader::move_behind_cut_rows() {
  window_.skip(records_->bytes());
  line_ = records_->next_line();
}

// One record, field by field; returns how many there are, 0 at the end of the text.
template <class Use>
size_t CsvReader::read_unusual_record(const Use& use) {
  look_ahead([](CsvScanner& ahead) {
    if (ahead.next_record()) skip_record(ahead);
  });
  CsvScanner one = scanner();
  if (!one.next_record()) return 0;
  size_t fields = 0;
  do {
    use(fields++, one.next_field(), one.record_line());
  } while (one.in_record());
  window_.skip(one.position());
  line_ = one.line();
  return fields;
}

// False at the end of the text.
bool CsvReader::add_unusual_row() {
  int64_t row_line = 0;
  const size_t fields = read_unusual_record([&](size_t i, std::string_view cell, int64_t line) {
    if (i < builders_.size()) builders_[i].add(cell, line);
    row_line = line;
  });
  if (fields == 0) return false;
  if (fields != builders_.size()) refuse_ragged(row_line, fields);
  lines_.push_back(row_line);
  return true;
}

void CsvReader::refuse_ragged(int64_t line, size_t found) const {
  const size_t expected = builders_.size();
  std::string hint;
  if (expected == 1) {
    hint = fmt::format("; the delimiter was taken to be {}",
                       delimiter_for_message(dialect_.delimiter));
  } else if (found == expected + 1 && lines_.size() == 0) {
    hint = "; if the first field is a row name, give it a name in the header too";
  }
  const Message fields = expected == 1 ? say("{} field", expected) : say("{} fields", expected);
  fail(ErrorKind::kData, say("{}:{}: expected {} as in line {}, found {}{}", rules_.source, line,
                             fields, header_line_, found, hint));
}

// Columns that met their first text late get their earlier cells again, as text.
void CsvReader::repeat_rows() {
  int64_t rows = 0;
  for (const ColumnBuilder& builder : builders_) rows = std::max(rows, builder.rows_to_repeat());
  if (rows == 0) return;
  window_.rewind();
  find_dialect_in_window();
  if (options_.header) read_unusual_record([](size_t, std::string_view, int64_t) {});
  while (rows > 0) {
    records_->cut(window_.text(), line_);
    auto read = static_cast<int64_t>(records_->rows());
    if (read > 0) {
      for (size_t i = 0; i < builders_.size(); ++i) builders_[i].repeat(records_->column(i));
      move_behind_cut_rows();
    } else {
      const size_t fields = read_unusual_record([&](size_t i, std::string_view cell, int64_t) {
        if (i < builders_.size()) builders_[i].repeat({&cell, 1});
      });
      if (fields != builders_.size()) {
        fail(ErrorKind::kFailed, say("{}: changed while it was read", rules_.source));
      }
      read = 1;
    }
    rows -= read;
  }
}

}  // namespace glia::data
