// Pieces of an HTML page. Text goes in as text and is escaped here; what is called `html` is markup
// already. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glia::cli {

// As text: control characters shown as on a terminal, nothing read as markup.
std::string html_text(std::string_view text);

// The same with the names of flags, "--layers", kept in one piece.
std::string html_flags(std::string_view text);

// Text where lines matter, inside <pre>.
std::string html_lines(std::string_view text);

// "<p>...</p>"; empty when there is no text.
std::string html_paragraph(std::string_view text, std::string_view html_class = {});

// <section> under a heading of the second order; empty when the body is.
std::string html_section(std::string_view heading, const std::string& body);

struct HtmlCell {
  HtmlCell(std::string_view text);  // NOLINT(google-explicit-constructor)
  HtmlCell(const std::string& text) : HtmlCell(std::string_view(text)) {}  // NOLINT
  HtmlCell(const char* text) : HtmlCell(std::string_view(text)) {}         // NOLINT
  // Text that may take several lines.
  static HtmlCell wide(std::string_view text);
  static HtmlCell of_html(std::string html, std::string attributes = {});

  std::string html;
  std::string attributes = {};  // " style=\"...\"", escaped
};

// A table whose rows begin with what they are about. It scrolls by itself where the screen is
// narrow, so the page does not.
class HtmlTable {
 public:
  struct Column {
    std::string head;
    bool number = false;  // stands at the right
  };
  HtmlTable(std::string caption, std::vector<Column> columns)
      : caption_(std::move(caption)), columns_(std::move(columns)) {}

  void add(const std::vector<HtmlCell>& cells);
  bool empty() const { return rows_.empty(); }
  // The caption is seen, or only heard where the heading above says the same.
  std::string html(bool show_caption = true) const;

 private:
  std::string caption_;
  std::vector<Column> columns_;
  std::string rows_;
};

// An SVG picture with words below it, which may be empty.
std::string html_figure(const std::string& svg, std::string_view caption = {});

// Names and what they are: <dl>.
std::string html_facts(const std::vector<std::pair<std::string, std::string>>& facts);

// The whole file. `language` as HTML names it: "en", "zh".
std::string html_page(std::string_view language, std::string_view title, const std::string& body);

}  // namespace glia::cli
