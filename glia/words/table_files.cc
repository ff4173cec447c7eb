// Files of tables: encodings, JSON lines, workbooks.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    // Encodings.
    {1501,
     "{}: can't keep the data in the folder {}: {}; name a file instead, or another folder in "
     "TMPDIR",
     "{}：无法把数据存到文件夹 {}：{}；请改为写出一个文件，或用 TMPDIR 指定另一个文件夹"},
    {1502, "{}: byte {}: expected UTF-8 text, found half of a surrogate pair",
     "{}：字节 {}：应为 UTF-8 文本，却有半个代理对"},
    {1503, "{}: byte {}: expected UTF-8 text, found an overlong sequence",
     "{}：字节 {}：应为 UTF-8 文本，却有过长的序列"},
    {1504,
     "{}: byte {}: expected UTF-8 text, found the byte {:02x}; if the file is in another encoding, "
     "name it with --encoding",
     "{}：字节 {}：应为 UTF-8 文本，却有字节 {}；如果文件是别的编码，请用 --encoding 写出"},
    {1505, "{}: this system can't decode {}: {}", "{}：这个系统不能解码 {}：{}"},
    {1506,
     "{}:{}: byte {}: expected {} text, found a character that is cut off by the end of the file",
     "{}:{}：字节 {}：应为 {} 文本，却有一个字符被文件末尾截断"},
    {1507,
     "{}:{}: byte {}: expected {} text, found the byte {:02x}, which begins no character of it; "
     "another encoding is named with --encoding",
     "{}:{}：字节 {}：应为 {} 文本，却有字节 {}，它不是该编码里任何字符的开头；别的编码用 "
     "--encoding 写出"},
    {1508,
     "no encoding is called {}; often met are utf-8, utf-16, gb18030, big5, shift_jis, euc-kr, "
     "windows-1252 and windows-1251",
     "没有叫 {} 的编码；常见的有 utf-8、utf-16、gb18030、big5、shift_jis、euc-kr、windows-1252 和 "
     "windows-1251"},
    {0,
     "{}: not UTF-8, read as {}, which is a guess; if letters look wrong, name the encoding with "
     "--encoding",
     "{}：不是 UTF-8，按 {} 读取，这是猜测；如果文字不对，请用 --encoding 写出编码"},

    // JSON lines.
    {1511, "{}: column {}: a NUL character in a text", "{}：列 {}：文字里有 NUL 字符"},
    {1512, "{}: a key is empty, expected the name of a column", "{}：有一个键是空的，应为列名"},
    {1513, "{}: byte {} of the line: not JSON: {}", "{}：行内字节 {}：不是 JSON：{}"},
    {1514, "{}: expected a JSON object such as {{\"a\": 1}}, found another value",
     "{}：应为 {{\"a\": 1}} 这样的 JSON 对象，却是别的值"},
    {1515,
     "{}: column {}: found {}, expected a number, a text, true, false or null; give its parts "
     "columns of their own",
     "{}：列 {}：是{}，应为数、文字、true、false 或 null；请把它的各部分写成单独的列"},
    {1516, "{}: column {} has two values in one object", "{}：同一个对象里列 {} 有两个值"},
    {1517, "{}: the file is empty, expected one JSON object a line",
     "{}：文件是空的，应为每行一个 JSON 对象"},
    {1518, "{}:{}: a line is longer than {} bytes", "{}:{}：一行超过 {} 字节"},
    {1519,
     "{}:{}: expected one JSON object a line, found an array; make lines of it with: jq -c '.[]' "
     "FILE",
     "{}:{}：应为每行一个 JSON 对象，却是数组；可以这样变成行：jq -c '.[]' 文件"},
    {1520, "{}:{}: column {}: a cell of {} bytes, expected at most {}",
     "{}:{}：列 {}：一个单元格有 {} 字节，最多 {}"},
    {1521,
     "{}:{}: {} rows of {} columns, and fewer than one cell in {} has a value: the rows have too "
     "little in common for a table",
     "{}:{}：{} 行 {} 列，每 {} 个单元格里有值的不到一个：各行之间共同点太少，不成表格"},

    // Workbooks.
    {1531, "{}: no workbook, so it has no sheet {}", "{}：不是工作簿，没有工作表 {}"},
    {1532, "{}: the workbook has no sheet to be seen", "{}：工作簿里没有可见的工作表"},
    {1533, "{}: no sheet is named {}; there are: {}", "{}：没有名为 {} 的工作表；有：{}"},
    {1534, "{}:{}: a row out of order", "{}:{}：行的顺序不对"},
    {1535, "{}:{}: a cell that is called {}", "{}:{}：一个单元格叫 {}"},
    {1536, "{}:{}: a cell out of order", "{}:{}：单元格的顺序不对"},
    {1537, "{}: a text of more than {} bytes", "{}：一段文字超过 {} 字节"},
    {1538, "{}: a text in the workbook is not UTF-8", "{}：工作簿里有文字不是 UTF-8"},
    {1539, "{}:{}: a cell with the shared text {}, and there are {}",
     "{}:{}：一个单元格用到第 {} 条共享文字，而共有 {} 条"},
    {1540, "{}: the sheet is empty, expected a row of column names and rows below it",
     "{}：工作表是空的，应有一行列名，下面是各行数据"},
    {1541,
     "{}:{}: a cell in column {}: {}, expected cells in the columns {} to {} that row {} names",
     "{}:{}：{} 列有一个单元格：{}，应只在第 {6} 行命名的 {4} 到 {5} 列里有单元格"},
    {0,
     "{}:{}: one merged cell above the names of the columns, taken for a title and passed over: {}",
     "{}:{}：列名上方有一个合并单元格，当作标题跳过：{}"},
    {0, "{}: cells with an error such as {} are taken as missing: {}",
     "{0}：含有 {1} 之类错误的单元格按缺失处理，共 {2} 个"},
    {0,
     "{}: formulas without a saved value are taken as missing: {}; opening and saving the file "
     "with "
     "a spreadsheet program computes them",
     "{}：没有保存结果的公式按缺失处理，共 {} 个；用电子表格程序打开并保存文件就会算出来"},
    {0, "{}: the first of {} sheets is read, {}; another is named with --sheet",
     "{}：共 {} 个工作表，读的是第一个：{}；别的用 --sheet 指定"},
    {1542, "{}: merged cells from {}, which are none", "{}：合并单元格写的是 {}，这不是一个范围"},
    {1543, "{}: more than {} merged cells", "{}：合并单元格超过 {} 个"},
    {1544, "{}:{}: merged cells overlap", "{}:{}：合并单元格相互重叠"},
    {1552, "{}:{}: more than {} cells without a value of their own in merged cells",
     "{}:{}：合并单元格里没有自己的值的单元格超过 {} 个"},
    {1545, "{}: expected an Excel workbook, found an OpenDocument file; save it as .xlsx or CSV",
     "{}：应为 Excel 工作簿，却是 OpenDocument 文件；请另存为 .xlsx 或 CSV"},
    {1546, "{}: expected an Excel workbook, found a zip archive of another kind; unpack it first",
     "{}：应为 Excel 工作簿，却是别的 zip 压缩包；请先解压"},
    {1553, "{}: expected an Excel workbook, found a binary one (.xlsb); save it as .xlsx or CSV",
     "{}：应为 Excel 工作簿，却是二进制的（.xlsb）；请另存为 .xlsx 或 CSV"},
    {1554, "{}: expected an Excel workbook, found another Office document ({})",
     "{}：应为 Excel 工作簿，却是别的 Office 文档（{}）"},
    {1555,
     "{}: the workbook is encrypted with a password; open it in a spreadsheet program and save it "
     "without",
     "{}：工作簿用密码加密了；请用电子表格程序打开，去掉密码后另存"},
    {1557,
     "{}: expands more than {} times, which looks like a decompression bomb; save it as CSV if it "
     "is "
     "meant so",
     "{}：解压后膨胀超过 {} 倍，像是解压炸弹；如果确实如此，请另存为 CSV"},
    {1556, "{}: the archive has a password; expected one without",
     "{}：压缩包有密码；应为没有密码的"},
    {1547, "{}: more than {} bytes of text in its cells", "{}：单元格里的文字超过 {} 字节"},
    {1548, "{}: more than {} cell formats", "{}：单元格格式超过 {} 种"},
    {1549, "{}: this build of glia can't read zip archives or workbooks; save it as CSV",
     "{}：这个 glia 不能读 zip 压缩包或工作簿；请另存为 CSV"},

    {1550, "{}:{}: not the XML of a workbook: {}", "{}:{}：不是工作簿的 XML：{}"},
    {0, "it is cut short", "内容不完整"},
    {0, "text outside the document", "文档之外有文字"},
    {0, "a text is longer than 16 MiB", "一段文字超过 16 MiB"},
    {0, "expected a comment", "应为注释"},
    {0, "expected CDATA", "应为 CDATA"},
    {0, "a document type, which workbooks do not have", "有文档类型声明，工作簿里不应有"},
    {0, "a name is too long", "名字太长"},
    {0, "expected a name", "应为名字"},
    {0, "elements are nested too deep", "元素嵌套太深"},
    {0, "expected > after /", "/ 之后应为 >"},
    {0, "an element has too many attributes", "一个元素的属性太多"},
    {0, "expected = after the name of an attribute", "属性名之后应为 ="},
    {0, "expected a quote around the value of an attribute", "属性值应有引号"},
    {0, "a < in the value of an attribute", "属性值里有 <"},
    {0, "a value is too long", "值太长"},
    {0, "expected > at the end of a tag", "标签末尾应为 >"},
    {0, "an end tag without its start", "结束标签没有对应的开始"},
    {0, "expected ; after &", "& 之后应有 ;"},
    {0, "an entity that XML itself does not have", "XML 本身没有的实体"},
    {0, "a character by a number that is none", "字符编号不是数"},
    {0, "a character that is none", "不存在的字符"},

    {1551, "{}: the archive is damaged: {}", "{}：压缩包已损坏：{}"},
    {0, "its data is damaged or cut short", "数据损坏或不完整"},
    {0, "it is longer than the directory says", "比目录写的长"},
    {0, "it is shorter than the directory says", "比目录写的短"},
    {0, "its checksum (CRC-32) differs", "校验和（CRC-32）不符"},
    {0, "its directory is missing; the file is cut short", "没有目录；文件不完整"},
    {0, "it is one part of several", "是分卷中的一卷"},
    {0, "its directory lies outside the file", "目录超出文件范围"},
    {0, "its directory is cut short", "目录不完整"},
    {0, "an entry lies outside the file", "有条目超出文件范围"},
    {0, "it has no {}", "里面没有 {}"},
    {0, "it is packed by method {}, expected 0 or 8", "压缩方法是 {}，应为 0 或 8"},
    {0, "it is larger than 4 GiB", "大于 4 GiB"},
    {0, "the sizes of a stored entry differ", "一个未压缩条目的两个大小不符"},
};

}  // namespace

Subject table_file_subject() {
  return {
      "files of tables",
      "A file with a table can't be read: its encoding, its JSON or its workbook is not as "
      "expected. The message names the place, what was expected there and what was found. "
      "--encoding names the encoding of a text, --sheet the sheet of a workbook.",
      "带表格的文件读不出来：编码、JSON 或工作簿与预期不符。消息写明位置，那里应该是什么、实际是"
      "什么。--encoding 指定文本的编码，--sheet 指定工作簿的工作表。",
      1500, kEntries};
}

}  // namespace glia::words
