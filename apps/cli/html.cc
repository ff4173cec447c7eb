#include "apps/cli/html.h"

#include <algorithm>

#include "apps/cli/page_style.h"
#include "apps/cli/text_width.h"
#include "glia/base/format.h"
#include "glia/base/markup.h"

namespace glia::cli {
namespace {

constexpr const char* class_of(bool number) { return number ? " class=\"n\"" : ""; }

constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_flag_letter(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }
// A space, a bracket, or the last byte of a Chinese one.
constexpr bool ends_before_flag(char c) {
  return c == ' ' || c == '(' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string html_text(std::string_view text) { return escaped_markup(printable(text)); }

std::string html_flags(std::string_view text) {
  std::string html;
  size_t begin = 0;  // of what is not written yet
  for (size_t at = 0; at + 2 < text.size(); ++at) {
    if (text.substr(at, 2) != "--" || !is_letter(text[at + 2])) continue;
    if (at > 0 && !ends_before_flag(text[at - 1])) continue;
    size_t end = at + 2;
    while (end < text.size() && is_flag_letter(text[end])) ++end;
    html += html_text(text.substr(begin, at - begin));
    html += fmt::format("<span class=\"flag\">{}</span>", text.substr(at, end - at));
    begin = end;
    at = end - 1;
  }
  return html + html_text(text.substr(begin));
}

std::string html_lines(std::string_view text) {
  std::string html;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    html += html_text(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return html;
}

std::string html_paragraph(std::string_view text, std::string_view html_class) {
  if (text.empty()) return {};
  if (html_class.empty()) return fmt::format("<p>{}</p>\n", html_flags(text));
  return fmt::format("<p class=\"{}\">{}</p>\n", html_class, html_flags(text));
}

std::string html_section(std::string_view heading, const std::string& body) {
  if (body.empty()) return {};
  return fmt::format("<section>\n<h2>{}</h2>\n{}</section>\n", html_text(heading), body);
}

HtmlCell::HtmlCell(std::string_view text) : html(html_text(text)) {}

HtmlCell HtmlCell::wide(std::string_view text) {
  return of_html(html_text(text), " class=\"wide\"");
}

HtmlCell HtmlCell::of_html(std::string html, std::string attributes) {
  HtmlCell cell("");
  cell.html = std::move(html);
  cell.attributes = std::move(attributes);
  return cell;
}

void HtmlTable::add(const std::vector<HtmlCell>& cells) {
  rows_ += "<tr>";
  for (size_t i = 0; i < cells.size(); ++i) {
    const char* tag = i == 0 ? "th" : "td";
    rows_ += fmt::format("<{}{}{}{}>{}</{}>", tag, i == 0 ? " scope=\"row\"" : "",
                         class_of(i < columns_.size() && columns_[i].number), cells[i].attributes,
                         cells[i].html, tag);
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::html(bool show_caption) const {
  std::string heads;
  for (const Column& column : columns_) {
    heads += column.head.empty() ? std::string("<td></td>")
                                 : fmt::format("<th scope=\"col\"{}>{}</th>",
                                               class_of(column.number), html_text(column.head));
  }
  return fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n<table>\n"
      "<caption{1}>{0}</caption>\n<thead><tr>{2}</tr></thead>\n<tbody>\n{3}</tbody>\n</table>\n"
      "</div>\n",
      html_text(caption_), show_caption ? "" : " class=\"heard\"", heads, rows_);
}

std::string html_figure(const std::string& svg, std::string_view caption) {
  const std::string below =
      caption.empty() ? "" : fmt::format("<figcaption>{}</figcaption>\n", html_text(caption));
  return fmt::format("<figure>\n{}{}</figure>\n", svg, below);
}

std::string html_facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::string list;
  for (const auto& [name, value] : facts) {
    if (!value.empty())
      list += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", html_text(name), html_text(value));
  }
  return list.empty() ? list : "<dl>\n" + list + "</dl>\n";
}

std::string html_page(std::string_view language, std::string_view title, const std::string& body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light "
      "dark\">\n<title>{}</title>\n<style>\n{}</style>\n"
      "</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
      language, html_text(title), kPageStyle, body);
}

}  // namespace glia::cli
