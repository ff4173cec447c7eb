// The parts of a workbook beside its sheets: where they are, the texts that they share, the formats
// of their numbers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/text_list.h"
#include "glia/data/xml_reader.h"
#include "glia/data/zip.h"

namespace glia::data {

// What a number stands for, as its format shows it.
enum class NumberFormat : unsigned char { kNumber, kDate, kTime, kDateTime };

// By the code of a format, as "yyyy\-mm\-dd".
NumberFormat format_of_code(std::string_view code);
// A day number as the text of a date or time; nothing for one beyond the year 9999. `from_1904`: of
// a workbook that counts from 1904.
std::optional<std::string> text_of_serial(double serial, NumberFormat format, bool from_1904);

struct Sheet {
  std::string name;
  std::string path;  // in the archive
  bool hidden = false;
};

struct Workbook {
  std::vector<Sheet> sheets;
  bool from_1904 = false;
  TextList texts;                     // shared by the cells
  std::vector<NumberFormat> formats;  // by the style of a cell
};

// Errors: kData for an archive that is no workbook.
Workbook read_workbook(const ZipArchive& archive, const std::string& source);

// The texts of <t> elements up to the end of the element that has begun, spelled-out sounds (rPh)
// left out. Errors: kData for what is not UTF-8 or too long.
std::string read_rich_text(XmlReader& xml, const std::string& source);

}  // namespace glia::data
