#include <map>

#include "glia/base/error.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/xlsx_workbook_internal.h"

namespace glia::data {
namespace {

using Kind = XmlReader::Kind;

constexpr size_t kMostSheets = 4096;
constexpr size_t kMostFormats = size_t{1} << 17;
constexpr uint64_t kMostTextBytes = uint64_t{1} << 31;

std::string text_or_empty(const XmlReader& xml, std::string_view attribute) {
  return std::string(xml.attribute(attribute).value_or(std::string_view()));
}

int64_t number_or(const XmlReader& xml, std::string_view attribute, int64_t fallback) {
  const auto text = xml.attribute(attribute);
  return text ? parse_int64(*text).value_or(fallback) : fallback;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

// A target of a part, as a path in the archive.
std::string resolved(std::string folder, std::string target) {
  if (!target.empty() && target.front() == '/') return target.substr(1);
  while (target.rfind("../", 0) == 0 && !folder.empty()) {
    target.erase(0, 3);
    folder = folder_of(folder.substr(0, folder.size() - 1));
  }
  return folder + target;
}

struct Relation {
  std::string type;  // the last part of its address: "worksheet"
  std::string path;
};

// Of a part, by their ids.
std::map<std::string, Relation> read_relations(const ZipArchive& archive, const std::string& part,
                                               const std::string& source) {
  std::map<std::string, Relation> relations;
  const std::string folder = folder_of(part);
  const std::string path = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  if (!archive.has(path)) return relations;
  const auto bytes = archive.open(path);
  XmlReader xml(*bytes, source + ": " + path);
  for (Kind kind = xml.next(); kind != Kind::kDone; kind = xml.next()) {
    if (kind != Kind::kStart || xml.name() != "Relationship") continue;
    const std::string type = text_or_empty(xml, "Type");
    relations[text_or_empty(xml, "Id")] = {type.substr(type.rfind('/') + 1),
                                           resolved(folder, text_or_empty(xml, "Target"))};
    if (relations.size() > kMostSheets) break;
  }
  return relations;
}

std::string workbook_path(const ZipArchive& archive, const std::string& source) {
  for (const auto& [id, relation] : read_relations(archive, "", source)) {
    if (relation.type != "officeDocument" || !archive.has(relation.path)) continue;
    if (relation.path.ends_with(".bin"))
      fail(
          ErrorKind::kData,
          say("{}: expected an Excel workbook, found a binary one (.xlsb); save it as .xlsx or CSV",
              source));
    for (const char* other : {"word/", "ppt/", "visio/"})
      if (relation.path.starts_with(other))
        fail(ErrorKind::kData,
             say("{}: expected an Excel workbook, found another Office document ({})", source,
                 relation.path));
    return relation.path;
  }
  if (archive.has("xl/workbook.xml")) return "xl/workbook.xml";
  if (archive.has("mimetype"))
    fail(ErrorKind::kData,
         say("{}: expected an Excel workbook, found an OpenDocument file; save it as .xlsx or CSV",
             source));
  fail(ErrorKind::kData,
       say("{}: expected an Excel workbook, found a zip archive of another kind; unpack it first",
           source));
}

void read_sheets(XmlReader& xml, const std::map<std::string, Relation>& relations,
                 Workbook& workbook) {
  for (Kind kind = xml.next(); kind != Kind::kDone; kind = xml.next()) {
    if (kind != Kind::kStart) continue;
    if (xml.name() == "workbookPr")
      workbook.from_1904 = is_true(xml.attribute("date1904").value_or(std::string_view()));
    if (xml.name() != "sheet" || workbook.sheets.size() >= kMostSheets) continue;
    const auto found = relations.find(text_or_empty(xml, "id"));
    // A sheet may also be a chart, which has no cells.
    if (found == relations.end() || found->second.type != "worksheet") continue;
    const std::string state = text_or_empty(xml, "state");
    workbook.sheets.push_back({text_or_empty(xml, "name"), found->second.path,
                               state == "hidden" || state == "veryHidden"});
  }
}

void read_texts(const ZipArchive& archive, const std::string& path, const std::string& source,
                TextList& texts) {
  const auto bytes = archive.open(path);
  XmlReader xml(*bytes, source + ": " + path);
  for (Kind kind = xml.next(); kind != Kind::kDone; kind = xml.next()) {
    if (kind != Kind::kStart || xml.name() != "si") continue;
    texts.push_back(read_rich_text(xml, source));
    if (texts.bytes() > kMostTextBytes)
      fail(ErrorKind::kData,
           say("{}: more than {} bytes of text in its cells", source, kMostTextBytes));
  }
}

// Formats by number that need no code: ECMA-376 Part 1, 18.8.30, those of East Asia included.
NumberFormat builtin_format(int64_t id) {
  const auto within = [&](int64_t low, int64_t high) { return id >= low && id <= high; };
  if (id == 22) return NumberFormat::kDateTime;
  if (within(14, 17) || within(27, 31) || id == 36 || within(50, 54) || within(57, 58))
    return NumberFormat::kDate;
  if (within(18, 21) || within(32, 35) || id == 45 || id == 47 || within(55, 56))
    return NumberFormat::kTime;
  return NumberFormat::kNumber;
}

void read_formats(const ZipArchive& archive, const std::string& path, const std::string& source,
                  std::vector<NumberFormat>& formats) {
  const auto bytes = archive.open(path);
  XmlReader xml(*bytes, source + ": " + path);
  std::map<int64_t, NumberFormat> own;
  bool of_cells = false;  // other lists of xf elements describe named styles
  for (Kind kind = xml.next(); kind != Kind::kDone; kind = xml.next()) {
    if (kind == Kind::kText) continue;
    if (xml.name() == "cellXfs") of_cells = kind == Kind::kStart;
    if (kind != Kind::kStart) continue;
    if (xml.name() == "numFmt")
      own[number_or(xml, "numFmtId", 0)] = format_of_code(text_or_empty(xml, "formatCode"));
    if (xml.name() != "xf" || !of_cells) continue;
    const int64_t id = number_or(xml, "numFmtId", 0);
    const auto found = own.find(id);
    formats.push_back(found == own.end() ? builtin_format(id) : found->second);
    if (formats.size() > kMostFormats || own.size() > kMostFormats)
      fail(ErrorKind::kData, say("{}: more than {} cell formats", source, kMostFormats));
  }
}

}  // namespace

std::string read_rich_text(XmlReader& xml, const std::string& source) {
  constexpr size_t kLongest = size_t{1} << 24;
  const size_t outside = xml.depth() - 1;
  std::string text;
  bool in_text = false;
  for (;;) {
    const Kind kind = xml.next();
    if (kind == Kind::kStart && xml.name() == "rPh")
      xml.skip_element();
    else if (kind == Kind::kText && in_text)
      text += xml.text();
    else if (kind == Kind::kStart || kind == Kind::kEnd)
      in_text = kind == Kind::kStart && xml.name() == "t";
    if (text.size() > kLongest)
      fail(ErrorKind::kData, say("{}: a text of more than {} bytes", source, kLongest));
    if (kind == Kind::kEnd && xml.depth() == outside) break;
  }
  if (!is_utf8(text) || text.find('\0') != std::string::npos)
    fail(ErrorKind::kData, say("{}: a text in the workbook is not UTF-8", source));
  return text;
}

Workbook read_workbook(const ZipArchive& archive, const std::string& source) {
  Workbook workbook;
  const std::string path = workbook_path(archive, source);
  const auto relations = read_relations(archive, path, source);
  const auto bytes = archive.open(path);
  XmlReader xml(*bytes, source + ": " + path);
  read_sheets(xml, relations, workbook);
  for (const auto& [id, relation] : relations) {
    if (relation.type == "sharedStrings" && workbook.texts.empty() && archive.has(relation.path))
      read_texts(archive, relation.path, source, workbook.texts);
    if (relation.type == "styles" && workbook.formats.empty() && archive.has(relation.path))
      read_formats(archive, relation.path, source, workbook.formats);
  }
  return workbook;
}

}  // namespace glia::data
