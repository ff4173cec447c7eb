// Tables: CSV, columns, targets, splits, preparation.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "{} field", "{} 个字段"},
    {0, "{} fields", "{} 个字段"},
    {301, "no built-in data set is named '{}'{} (there are: {})",
     "没有名为“{}”的自带数据集{}（可用的有：{}）"},
    {302, "'{}' is a set of images, not a table", "“{}”是一组图像，不是表格"},
    {303, "'{}' is a table, not a set of images", "“{}”是表格，不是一组图像"},
    {304, "'{}' is not bundled: name the folder that holds its four IDX files",
     "“{}”不在程序里：请写出放它四个 IDX 文件的文件夹"},
    {305,
     "{}: expected the four IDX files of {}, found none; on Debian install them with `apt-get "
     "install dataset-fashion-mnist`",
     "{}：应有 {} 的四个 IDX 文件，却没有；在 Debian 上用 `apt-get install dataset-fashion-mnist` "
     "安装"},
    {306, "a column has more than 2147483647 distinct texts",
     "一列里有超过 2147483647 种不同的文字"},
    {307, "{}:{}: column {}: expected a number, found {}", "{}:{}：列 {}：应为数，却是 {}"},
    {308, "{} can't be a delimiter; use one ASCII character, such as , ; | or a tab",
     "{} 不能作分隔符；请用一个 ASCII 字符，例如 , ; | 或制表符"},
    {309, "{} can't be the decimal point; use . or ,", "{} 不能作小数点；请用 . 或 ,"},
    {310, "{}:1: sep= names {}, which can't be a delimiter",
     "{}:1：sep= 写的是 {}，它不能作分隔符"},
    {311, "{}: {} is both the delimiter and the decimal point", "{}：{} 既是分隔符又是小数点"},
    {312, "{}: expected UTF-8 text, found half of a surrogate pair",
     "{}：应为 UTF-8 文本，却有半个代理对"},
    {313, "{}: expected UTF-8 text, found an overlong sequence",
     "{}：应为 UTF-8 文本，却有过长的序列"},
    {314,
     "{}: expected UTF-8 text, found the byte {:02x}; the file looks like {}, convert it with: "
     "iconv -f {} -t UTF-8",
     "{}：应为 UTF-8 文本，却有字节 {}；文件看起来是 {}，请转换：iconv -f {} -t UTF-8"},
    {315, "{}: expected CSV text, found {}", "{}：应为 CSV 文本，却是 {}"},
    {316,
     "{}: expected UTF-8 text, found what looks like UTF-16; convert it with: iconv -f UTF-16{} -t "
     "UTF-8",
     "{}：应为 UTF-8 文本，看起来却是 UTF-16；请转换：iconv -f UTF-16{} -t UTF-8"},
    {317, "{}:{}:{}: expected text, found a NUL byte; the file is damaged or not a text file",
     "{}:{}:{}：应为文本，却有 NUL 字节；文件已损坏或不是文本文件"},
    {318, "{}: expected UTF-8 text, found {}; convert it with: iconv -f {} -t UTF-8",
     "{}：应为 UTF-8 文本，却是 {}；请转换：iconv -f {} -t UTF-8"},
    {319, "{}:{}: more than {} columns", "{}:{}：超过 {} 列"},
    {320, "{}:{}: columns {} and {} are both named {}", "{}:{}：第 {} 列和第 {} 列都叫 {}"},
    {321, "{}:{}: expected {} as in line {}, found {}{}",
     "{0}:{1}：应与第 {3} 行一样有 {2}，却有 {4} 个{5}"},
    {322, "{}: changed while it was read", "{}：读的时候被改动"},
    {323, "{}:{}: expected a closing quote for the one that opens here, found the end of the file",
     "{}:{}：这里打开的引号应有结束引号，却到了文件末尾"},
    {324,
     "{}:{}: expected {} or the end of the line after a closing quote, found {}; a quote inside "
     "quotes is written twice",
     "{}:{}：结束引号之后应为 {} 或行末，却是 {}；引号里的引号要写两次"},
    {325, "{}:{}: a field is longer than {} bytes (at least {}); is a closing quote missing?",
     "{}:{}：一个字段超过 {} 字节（至少 {}）；是不是少了结束引号？"},
    {326, "{}: a table without columns can't be written as CSV", "{}：没有列的表不能写成 CSV"},
    {327, "{}: byte {}: {}", "{}：字节 {}：{}"},
    {328, "{}: not enough memory to decompress", "{}：内存不足，无法解压"},
    {329, "{}: larger than the limit of {} bytes when decompressed",
     "{}：解压后大于 {} 字节的限制"},
    {330,
     "{}: expands more than {} times, which looks like a decompression bomb; decompress it "
     "yourself if it is meant so",
     "{}：解压后膨胀超过 {} 倍，像是解压炸弹；如果确实如此，请自己先解压"},
    {331, "{}: this build of glia can't read gzip; decompress it first",
     "{}：这个 glia 不能读 gzip；请先解压"},
    {332, "one_hot: {} bytes of feature names, expected at most {}",
     "one_hot：特征名共 {} 字节，最多 {}"},
    {333, "the column {} is the target and dropped", "列 {} 是目标，却又被去掉"},
    {334, "{}: no column is left to learn from{}", "{}：没有可供学习的列{}"},
    {335, "preparation.steps: no step turns the text column {} into numbers",
     "preparation.steps：没有哪一步把文字列 {} 变成数"},
    {336, "preparation.steps: no step fills the missing numbers of the column {}",
     "preparation.steps：没有哪一步填补列 {} 缺失的数"},
    {337, "preparation: {} features, expected 1 to {}", "preparation：{} 个特征，应为 1 到 {}"},
    {338, "{} rows of {} features do not fit into memory", "{} 行 {} 个特征放不进内存"},
    {339,
     "split: expected three ratios, none negative and the first above 0, as 70,15,15; found "
     "{},{},{}",
     "划分：应为三个比例，都不为负，第一个大于 0，例如 70,15,15；却是 {},{},{}"},
    {340, "split: there is no row to train on", "划分：没有可供训练的行"},
    {341, "split: expected three ratios such as 70,15,15; found '{}'",
     "划分：应为三个比例，例如 70,15,15；却是“{}”"},
    {342, "{}: column {} has no name", "{}：第 {} 列没有名字"},
    {343, "{}: columns {} and {} are both named {}", "{}：第 {} 列和第 {} 列都叫 {}"},
    {344, "{}: column {} has {} rows, column {} has {}", "{}：列 {} 有 {} 行，列 {} 有 {} 行"},
    {345, "{}: {} rows, but {} line numbers", "{}：{} 行，却有 {} 个行号"},
    {346, "{}: no column is named {}{} (columns: {})", "{}：没有名为 {} 的列{}（各列：{}）"},
    {347, "{}: column {} is named twice", "{}：列 {} 写了两次"},
    {348, "{}: the target column {} is not there", "{}：没有目标列 {}"},
    {349, "{}: the training rows have a single class of the target {}",
     "{}：训练行里目标 {} 只有一个类别"},
    {350, "{}: the target {} has a single class: there is nothing to tell apart",
     "{}：目标 {} 只有一个类别：没有什么可区分的"},
    {351,
     "{}: the target {} has {} different values in {} rows: expected classes that repeat. Is "
     "another column the target?",
     "{}：目标 {} 在 {3} 行里有 {2} 种不同的值：类别应该重复出现。目标是不是另一列？"},
    {352, "{}: there is no column", "{}：没有列"},
    {353, "the target {} is named twice", "目标 {} 写了两次"},
    {354, "{}: {} rows, and none of them has a value in the target {}",
     "{}：{} 行，没有一行有目标 {} 的值"},
    {355, "{}: the target {} is text and cannot be predicted as a number{}{}",
     "{}：目标 {} 是文字，不能作为数来预测{}{}"},
    {356,
     "{}: several targets are predicted as yes or no, but {} has {} different values, expected 2",
     "{}：多个目标按“是或否”预测，但 {} 有 {} 种不同的值，应为 2"},
    {357, "expected UTF-8 text", "应为 UTF-8 文本"},
    {358, "a column name or text is not UTF-8: {}", "列名或文字不是 UTF-8：{}"},
    {359, "{}: {} bytes of JSON, expected at most {}", "{}：{} 字节的 JSON，最多 {}"},
    {360, "{}: JSON nested deeper than {}", "{}：JSON 嵌套超过 {} 层"},
    {361, "{}: not JSON: {}", "{}：不是 JSON：{}"},
    {362, "{}: '{}' is missing", "{}：缺少“{}”"},
    {363, "{}: {} elements, expected at most {}", "{}：{} 个元素，最多 {}"},
    {364, "{}: expected {}, found {}", "{}：应为 {}，却是 {}"},
};

}  // namespace

Subject table_subject() {
  return {"tables",
          "The table can't be used as it is. The message names the file, the line and the column, "
          "what was expected there and what was found; mend the file, or choose other columns with "
          "--target and --drop.",
          "表格无法直接使用。消息写明文件、行和列，那里应该是什么、实际是什么；请修改文件，或用 "
          "--target 和 --drop 选别的列。",
          300, kEntries};
}

}  // namespace glia::words
