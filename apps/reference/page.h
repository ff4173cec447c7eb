// Pages of docs/reference as values: a path and a text, made from the tables of the library.
//
// Pure functions; nothing here reads or writes files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glia::reference {

struct Page {
  std::string path;  // below docs/reference
  std::string text;
};

// A table in Markdown: what it is given stands in one line, with no bar of its own.
class Table {
 public:
  explicit Table(const std::vector<std::string>& heads);
  void add(const std::vector<std::string>& cells);
  const std::string& text() const { return text_; }

 private:
  size_t columns_;
  std::string text_;
};

// `name`, as code.
std::string code(std::string_view name);

// The head of a page: its title, and that it is generated.
std::string heading(std::string_view title);

}  // namespace glia::reference
