// Files, memory, threads, and choices by name.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {201, "{}: {} must be {}, found {:g}", "{}：{} 应为{}，却是 {}"},
    {202, "{}: '{}' is not expected here; the form is {}", "{}：这里不应有“{}”；写法是 {}"},
    {203, "{}: '{}' is no number for {}; the form is {}", "{}：“{}”不是 {} 的数；写法是 {}"},
    {204, "{}: {} is given twice", "{}：{} 写了两次"},
    {205, "{}: expected an ordinary file, found {}", "{}：应为普通文件，却是{}"},
    {206, "a path is expected, found an empty text", "应为一个路径，却是空的"},
    {207, "{}: a path can't hold a NUL byte", "{}：路径里不能有 NUL 字节"},
    {208, "{}: larger than the limit of {} bytes", "{}：大于 {} 字节的限制"},
    {209, "{}: no '{}';{} known: {}", "{}：没有“{}”；{} 可用的有：{}"},
    {0, "{}: {}: {}", "{}：{}：{}"},
    {0, "{}: {}", "{}：{}"},
    {0, "{}:{}:{}: {}", "{}:{}:{}：{}"},
};

}  // namespace

Subject file_subject() {
  return {"files and machine",
          "A file can't be read or written, or the machine lacks something. The message names the "
          "file and what the system said.",
          "文件无法读写，或机器缺少什么。消息写明是哪个文件、系统说了什么。", 200, kEntries};
}

}  // namespace glia::words
