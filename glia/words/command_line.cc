// What the command line says when it can't be understood.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "a number", "数"},
    {101, "{} needs a value: {} {}", "{} 需要一个值：{} {}"},
    {102, "{} takes no value, found '{}'", "{} 不带值，却写了“{}”"},
    {103, "'{}' is one argument too many; expected: glia {}{}",
     "多了一个参数“{}”；应为：glia {}{}"},
    {104, "{} is planned but not built yet; {}", "{} 已列入计划，但还没有做好；{}"},
    {105, "{} is unknown;{} `glia help {}` lists the flags",
     "没有选项 {}{} 可用的选项见 `glia help {}`"},
    {106, "{} is given twice", "{} 写了两次"},
    {107, "{0} is missing; expected: glia {1}{2}; `glia help {1}` has examples",
     "缺少 {0}；应为：glia {1}{2}；例子见 `glia help {1}`"},
    {108, "{} expects one of {}, found '{}'", "{} 应为 {} 之一，却写了“{}”"},
    {109, "{} expects one of {}, found '{}'; did you mean '{}'?",
     "{} 应为 {} 之一，却写了“{}”；是不是要写“{}”？"},
    {110, "{} expects {}, found '{}'", "{} 应为{}，却写了“{}”"},
    {111, "{} before a verb is unknown; flags stand behind it: glia train DATA {}",
     "不认识命令前面的 {}；选项写在命令后面：glia train DATA {}"},
    {112, "there is no verb '{}';{} `glia help` lists them",
     "没有命令“{}”；{} 全部命令见 `glia help`"},
    {113, "--csv: {} are images, not a table", "--csv：{} 是图像，不是表格"},
    {114, "list takes no name; to see one: glia data show {}",
     "list 后面不写名字；查看一个数据集：glia data show {}"},
    {115, "'{}' is none of list, show, get, convert;{} `glia help data` explains them",
     "“{}”不是 list、show、get、convert 之一；{} 说明见 `glia help data`"},
    {171, "--rows {}: {} has {} rows", "--rows {}：{} 有 {} 行"},
    {172, "--to text: {} is a table, not images", "--to text：{} 是表格，不是图像"},
    {173, "--part {}: {} has no such part", "--part {}：{} 没有这一部分"},
    {0, "rows counted from 1, such as 7, 1-100 or 50-", "从 1 数起的行，例如 7、1-100 或 50-"},
    {116, "{0} needs a name: glia data {0} NAME; `glia data list` shows them",
     "{0} 需要名字：glia data {0} NAME；全部名字见 `glia data list`"},
    {117, "--require: there is no metric '{}';{} known: {}",
     "--require：没有指标“{}”；{} 可用的有：{}"},
    {118, "required {}, found {}{}", "要求 {}，实际为 {}{}"},
    {0, "--json: {} writes files, not one object; list and show have it",
     "--json：{} 写的是文件，不是一个对象；list 和 show 才有"},
    {119, "{} and {} both want standard output", "{} 和 {} 都要用标准输出"},
    {120, "--lang expects zh or en, found '{}'", "--lang 应为 zh 或 en，却写了“{}”"},
    {121, "out of memory; a smaller --batch, fewer --layers or less data need less",
     "内存不足；用较小的 --batch、较少的 --layers 或较少的数据"},
    {122, "MODEL and DATA can't both be standard input", "MODEL 和 DATA 不能都是标准输入"},
    {123, "standard output: can't write: {}", "无法写标准输出：{}"},
    {124, "--out {} would overwrite {}, which is read", "--out {} 会覆盖正要读取的 {}"},
    {125, "--strict: {}", "--strict：{}"},
    {126, "{} {} would overwrite {}, which is read", "{} {} 会覆盖正要读取的 {}"},
    {127, "{} and {} both name {}", "{} 和 {} 都写的是 {}"},
    {128, "--out - and --json both want standard output", "--out - 和 --json 都要用标准输出"},
    {129, "{}: carries no rows to replay (trained with --no-samples); its checksum is right",
     "{}：没有可以重放的行（训练时用了 --no-samples）；校验和正确"},
    {130,
     "{}: {} replayed on {}; largest difference {:.2g}, allowed {:.2g}: this program computes "
     "something else than the one that trained it",
     "{}：重放了 {}（{}）；最大差别 {}，允许 {}：本程序的计算结果与训练它的程序不同"},
    {191, "lesson {}: it has no parameters, found --{}", "课 {}：它没有参数，却写了 --{}"},
    {192, "lesson {}: --{} expects a whole number from {:g} to {:g}, found '{}'",
     "课 {}：--{} 应为 {} 到 {} 之间的整数，却写了“{}”"},
    {193, "lesson {}: --{} expects a number from {:g} to {:g}, found '{}'",
     "课 {}：--{} 应为 {} 到 {} 之间的数，却写了“{}”"},
    {194, "lesson likelihood: --wins must be below --draws",
     "课 likelihood：--wins 必须小于 --draws"},
    {0, " did you mean '{}'?", "；是不是要写“{}”？"},
    {0, "glia{}{}: {}", "glia{}{}：{}"},
    {0, "`glia help {}` lists the flags that exist", "可用的选项见 `glia help {}`"},
    {0, "names with a comma between them", "用逗号隔开的名字"},
    {0, "a number from {:g} to {:g}", "{} 到 {} 之间的数"},
    {0, "a number of {:g} or more", "不小于 {} 的数"},
    {0, "a whole number from {} to {}", "{} 到 {} 之间的整数"},
    {0, "a whole number of {} or more", "不小于 {} 的整数"},
    {0, "a time such as 90, 90s, 5m or 2h", "时间，例如 90、90s、5m 或 2h"},
    {0, "`glia help` lists the verbs that exist", "可用的命令见 `glia help`"},
    {131, "'{}' is no code of an error; they look like {}; `glia explain` lists all",
     "“{}”不是错误代码；代码的样子是 {}；全部代码见 `glia explain`"},
    {132, "there is no error {}; `glia explain` lists all",
     "没有错误 {}；全部代码见 `glia explain`"},
    {133, "{} needs a lesson: glia lesson NAME {}; `glia lesson` lists them",
     "{} 需要一课的名字：glia lesson NAME {}；全部课见 `glia lesson`"},
};

}  // namespace

Subject command_line_subject() {
  return {"command line",
          "The command line cannot be understood. The message names the flag or word and what is "
          "expected there; `glia help VERB` lists the flags of a verb with examples.",
          "命令行无法理解。消息写明是哪个选项或词、那里应该写什么；`glia help 命令` "
          "列出该命令的选项和例子。",
          101, kEntries};
}

}  // namespace glia::words
