// A zip archive made of stored entries, for tests and fuzzing.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glia::data::testing {

inline void put_little(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

// APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string bytes;
  std::string directory;
  for (const auto& [name, text] : entries) {
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    std::string facts;  // what both headers have
    put_little(facts, 20, 2);
    put_little(facts, 0, 8);  // flags, method, time
    put_little(facts, sum, 4);
    put_little(facts, text.size(), 4);
    put_little(facts, text.size(), 4);
    put_little(facts, name.size(), 2);
    put_little(facts, 0, 2);
    directory += std::string("PK\x01\x02", 4) + std::string("\x14\0", 2) + facts;
    put_little(directory, 0, 8);
    put_little(directory, 0, 2);
    put_little(directory, bytes.size(), 4);
    directory += name;
    bytes += std::string("PK\x03\x04", 4) + facts + name + text;
  }
  const size_t begin = bytes.size();
  bytes += directory + std::string("PK\x05\x06", 4);
  put_little(bytes, 0, 4);
  put_little(bytes, entries.size(), 2);
  put_little(bytes, entries.size(), 2);
  put_little(bytes, directory.size(), 4);
  put_little(bytes, begin, 4);
  put_little(bytes, 0, 2);
  return bytes;
}

// A workbook of one sheet with this XML between <sheetData> and its end, and behind it.
inline std::string workbook_of(std::string_view rows, std::string_view behind = {}) {
  return zip_of(
      {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"1\" Type=\"/worksheet\" Target=\"s.xml\"/>"
        "<Relationship Id=\"2\" Type=\"/sharedStrings\" Target=\"t.xml\"/>"
        "<Relationship Id=\"3\" Type=\"/styles\" Target=\"f.xml\"/></Relationships>"},
       {"xl/t.xml", "<sst><si><t>zero</t></si><si><t>one</t></si></sst>"},
       {"xl/f.xml",
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        "</styleSheet>"},
       {"xl/s.xml", "<worksheet><sheetData>" + std::string(rows) + "</sheetData>" +
                        std::string(behind) + "</worksheet>"}});
}

}  // namespace glia::data::testing
