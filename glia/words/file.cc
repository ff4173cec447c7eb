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
    {240, "{}: another run of glia is writing it (process {}); give this one another file, or wait",
     "{}：另一个 glia（进程 {}）正在写它；请给这一个换个文件名，或者等一等"},
    {241, "{}: can't open: {}", "{}：无法打开：{}"},
    {242, "{}: can't examine: {}", "{}：无法查看：{}"},
    {243, "{}: can't read: {}", "{}：无法读取：{}"},
    {244, "{}: can't write: {}", "{}：无法写入：{}"},
    {245, "{}: written, but can't make the folder remember it: {}",
     "{}：已写入，但无法让文件夹记住它：{}"},
    {0, "a folder", "一个文件夹"},
    {0, "a pipe", "一个管道"},
    {0, "a socket", "一个套接字"},
    {0, "a device", "一个设备"},
    {0, "something else", "别的东西"},
    {0, "Permission denied", "没有权限"},
    {0, "File too large", "文件太大"},
    {0, "Interrupted system call", "系统调用被中断"},
    {0, "Input/output error", "输入输出错误"},
    {0, "Is a directory", "是一个文件夹"},
    {0, "Too many levels of symbolic links", "符号链接层数太多"},
    {0, "Too many open files", "打开的文件太多"},
    {0, "File name too long", "文件名太长"},
    {0, "No such file or directory", "没有这个文件或文件夹"},
    {0, "No space left on device", "设备上没有空间了"},
    {0, "Not a directory", "不是文件夹"},
    {0, "Operation not permitted", "不允许这个操作"},
    {0, "Read-only file system", "文件系统只读"},
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
