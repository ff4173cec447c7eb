#include "glia/data/case_file_testing.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/data/message_text.h"

namespace glia::data::testing {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  ADD_FAILURE() << "not a lower-case hexadecimal digit: " << c;
  return 0;
}

// \n \r \t \\ and \xHH.
std::string unescape(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n':
        result += '\n';
        break;
      case 'r':
        result += '\r';
        break;
      case 't':
        result += '\t';
        break;
      case '\\':
        result += '\\';
        break;
      case 'x':
        result += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
        i += 2;
        break;
      default:
        ADD_FAILURE() << "unknown escape in: " << text;
    }
  }
  return result;
}

std::string unhex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits += c;
  }
  std::string result;
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    result += static_cast<char>(hex_digit(digits[i]) * 16 + hex_digit(digits[i + 1]));
  }
  return result;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

void set_option(CsvOptions& options, const std::string& word) {
  const size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const std::string value = unescape(word.substr(equals + 1));
  if (name == "delimiter") {
    options.delimiter = value[0];
  } else if (name == "decimal") {
    options.decimal = value[0];
  } else if (name == "header") {
    options.header = value == "yes";
  } else if (name == "text") {
    options.text_columns = split(value, ',');
  } else if (name == "number") {
    options.number_columns = split(value, ',');
  } else if (name == "missing") {
    options.missing = split(value, ',');
  } else if (name == "columns") {
    options.limits.columns = std::stoll(value);
  } else if (name == "field_bytes") {
    options.limits.field_bytes = std::stoull(value);
  } else if (name == "encoding") {
    options.encoding = value;
  } else if (name == "bytes") {
    options.limits.bytes = std::stoull(value);
  } else {
    ADD_FAILURE() << "unknown option " << word;
  }
}

std::string outcome(const std::string& input, const CsvOptions& options, const CaseReader& reader) {
  try {
    return "reads " + reader(input, options);
  } catch (const Error& error) {
    return "error " + std::to_string(static_cast<int>(error.kind())) + " " + error.what();
  }
}

}  // namespace

void run_cases(const std::string& file, int at_least, const CaseReader& reader) {
  const std::string path = std::string(GLIA_SOURCE_DIR) + "/tests/data/" + file;
  std::stringstream lines(read_file(path, size_t{1} << 24));
  std::string name;
  std::string input;
  CsvOptions options;
  int cases = 0;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const size_t space = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, space);
    const std::string rest = space < line.size() ? line.substr(space + 1) : std::string();
    if (word == "case") {
      name = rest;
      input.clear();
      options = {};
    } else if (word == "options") {
      for (const std::string& option : split(rest, ' ')) set_option(options, option);
    } else if (word == "input") {
      input += unescape(rest);
    } else if (word == "hex") {
      input += unhex(rest);
    } else if (word == "reads" || word == "error") {
      EXPECT_EQ(outcome(input, options, reader), line) << path << ":" << number << ": " << name;
      ++cases;
    } else {
      ADD_FAILURE() << path << ":" << number << ": unknown word " << word;
    }
  }
  EXPECT_GE(cases, at_least) << path;
}

std::string show(const Table& table) {
  std::string text;
  for (int64_t c = 0; c < table.columns(); ++c) {
    const Column& column = table.column(c);
    const std::string name = text_for_message(column.name, SIZE_MAX);
    text += (c > 0 ? " | " : "") + name.substr(1, name.size() - 2) + " =";
    for (int64_t row = 0; row < table.rows(); ++row) {
      text += row > 0 ? ", " : " ";
      if (column.is_missing(row)) {
        text += "NA";
      } else {
        const std::string cell = column.cell(row);
        text += column.is_number() ? cell : text_for_message(cell, SIZE_MAX);
      }
    }
  }
  return text;
}

}  // namespace glia::data::testing
