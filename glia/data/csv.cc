#include "glia/data/csv.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/data/cell_number.h"
#include "glia/data/column_builder.h"
#include "glia/data/csv_dialect.h"
#include "glia/data/csv_encoding.h"
#include "glia/data/csv_scanner.h"
#include "glia/data/message_text.h"
#include "glia/data/source_bytes.h"

namespace glia::data {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, std::string source, const CsvOptions& options)
      : text_(text),
        options_(options),
        dialect_(find_dialect(text, source, options)),
        rules_{std::move(source),
               MissingSpellings(options.missing ? *options.missing : default_missing_spellings()),
               dialect_.point, options.missing.has_value()} {}

  Table read() {
    CsvScanner scanner = start();
    read_names(scanner);
    if (!options_.header) scanner = start();
    make_builders();
    read_rows(scanner);
    repeat_rows();
    std::vector<Column> columns;
    columns.reserve(builders_.size());
    for (ColumnBuilder& builder : builders_) columns.push_back(builder.finish());
    return Table(rules_.source, std::move(columns), std::move(lines_));
  }

 private:
  CsvScanner start() const {
    return CsvScanner(text_.substr(dialect_.body), rules_.source, dialect_.delimiter,
                      options_.limits, dialect_.first_line);
  }

  void read_names(CsvScanner& scanner) {
    if (!scanner.next_record()) {
      fail(ErrorKind::kData, rules_.source +
                                 ": the file is empty, expected a line of column names "
                                 "and rows below it");
    }
    header_line_ = scanner.record_line();
    do {
      if (static_cast<int64_t>(names_.size()) == options_.limits.columns) {
        fail(ErrorKind::kData, fmt::format("{}:{}: more than {} columns", rules_.source,
                                           header_line_, options_.limits.columns));
      }
      const std::string_view name = scanner.next_field();
      names_.emplace_back(options_.header ? name : std::string_view());
    } while (scanner.in_record());
    name_the_nameless();
    refuse_repeated_names();
  }

  void name_the_nameless() {
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].empty()) names_[i] = fmt::format("column{}", i + 1);
    }
  }

  void refuse_repeated_names() const {
    std::unordered_map<std::string_view, size_t> place_of;
    for (size_t i = 0; i < names_.size(); ++i) {
      const auto [found, is_new] = place_of.try_emplace(names_[i], i);
      if (is_new) continue;
      fail(ErrorKind::kData,
           fmt::format("{}:{}: columns {} and {} are both named {}", rules_.source, header_line_,
                       found->second + 1, i + 1, text_for_message(names_[i])));
    }
  }

  void make_builders() {
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
  }

  void read_rows(CsvScanner& scanner) {
    constexpr int64_t kRowsBeforeEstimate = 128;
    const size_t columns = builders_.size();
    const size_t start = scanner.position();
    while (scanner.next_record()) {
      const int64_t line = scanner.record_line();
      size_t fields = 0;
      do {
        const std::string_view cell = scanner.next_field();
        if (fields < columns) builders_[fields].add(cell, line);
        ++fields;
      } while (scanner.in_record());
      if (fields != columns) refuse_ragged(line, fields);
      lines_.push_back(line);
      if (lines_.size() == kRowsBeforeEstimate) {
        const size_t bytes_per_row = (scanner.position() - start) / kRowsBeforeEstimate;
        reserve_rows((text_.size() - dialect_.body) / std::max<size_t>(bytes_per_row, 1));
      }
    }
  }

  void reserve_rows(size_t rows) {
    for (ColumnBuilder& builder : builders_) builder.reserve(rows + rows / 64);
  }

  [[noreturn]] void refuse_ragged(int64_t line, size_t found) const {
    const size_t expected = builders_.size();
    std::string hint;
    if (expected == 1) {
      hint = fmt::format("; the delimiter was taken to be {}",
                         delimiter_for_message(dialect_.delimiter));
    } else if (found == expected + 1 && lines_.size() == 0) {
      hint = "; if the first field is a row name, give it a name in the header too";
    }
    fail(ErrorKind::kData,
         fmt::format("{}:{}: expected {} field{} as in line {}, found {}{}", rules_.source, line,
                     expected, expected == 1 ? "" : "s", header_line_, found, hint));
  }

  // Columns that met their first text late get their earlier cells again, as text.
  void repeat_rows() {
    int64_t rows = 0;
    for (const ColumnBuilder& builder : builders_) rows = std::max(rows, builder.rows_to_repeat());
    if (rows == 0) return;
    CsvScanner scanner = start();
    if (options_.header) skip_record(scanner);
    for (int64_t row = 0; row < rows; ++row) {
      const bool has_row = scanner.next_record();
      GLIA_ASSERT(has_row);
      for (ColumnBuilder& builder : builders_) {
        const std::string_view cell = scanner.next_field();
        if (row < builder.rows_to_repeat()) builder.repeat(cell);
      }
    }
  }

  static void skip_record(CsvScanner& scanner) {
    const bool has_record = scanner.next_record();
    GLIA_ASSERT(has_record);
    do {
      scanner.next_field();
    } while (scanner.in_record());
  }

  std::string_view text_;
  const CsvOptions& options_;
  CsvDialect dialect_;
  CellRules rules_;
  std::vector<std::string> names_;
  int64_t header_line_ = 0;
  std::vector<ColumnBuilder> builders_;
  SourceLines lines_;
};

}  // namespace

Table parse_csv(std::string_view bytes, std::string_view source_name, const CsvOptions& options) {
  std::string source(source_name);
  if (bytes.size() > options.limits.bytes) {
    fail(ErrorKind::kData,
         fmt::format("{}: larger than the limit of {} bytes", source, options.limits.bytes));
  }
  const std::string_view text = check_text(bytes, source);
  return CsvReader(text, std::move(source), options).read();
}

Table read_csv(const std::string& path, const CsvOptions& options) {
  const SourceBytes source = read_source(path, options.limits.bytes);
  return parse_csv(source.bytes, source.name, options);
}

bool header_looks_like_data(const Table& table) {
  for (int64_t c = 0; c < table.columns(); ++c) {
    const CellNumber number = parse_cell_number(table.column(c).name, '.');
    if (number.kind != CellKind::kNumber) return false;
  }
  return table.columns() > 0;
}

}  // namespace glia::data
