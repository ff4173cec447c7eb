// `glia gradcheck`: derivatives side by side.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "derivatives", "导数"},
    {0, "are the derivatives of a network right? three ways compared",
     "网络的导数对不对？三种算法对照"},
    {0, "every variable of a network", "网络的每个变量"},
    {0, "as it predicts, not as it trains", "按预测时的样子，而不是训练时的"},
    {0, "sin(x^2), also by hand", "sin(x^2)，并与手算对照"},
    {0, "an architecture file (TOML)", "结构文件（TOML）"},
    {0, "what is differentiated (default: squared_error)", "对什么求导（默认：squared_error）"},
    {0, "random rows in the batch (default: 8)", "这一批里的随机行数（默认：8）"},
    {0, "the network as it predicts, not as it trains", "按预测时的网络，而不是训练时的"},
    {0, "of each variable that are checked at most (default: 100)",
     "每个变量最多检查几个元素（默认：100）"},
    {0, "relative difference to the quotients that passes (default: 1e-6)",
     "与差商的相对差别不超过它就算通过（默认：1e-6）"},
    {0, "other weights, rows and targets (default: 0)", "换一组权重、行和目标（默认：0）"},
    {0, "functions of one number, the innermost first", "一个数的函数，最里面的在前"},
    {0, "where the chain is differentiated (default: 1)", "在哪一点对这条链求导（默认：1）"},
    {0,
     "Of each variable and input the worst element is shown: its derivative by\ncentral "
     "differences, by forward mode and by reverse mode; how far the quotient\nand the two modes "
     "are apart, relative to the derivative. Exit code 1 if they\ndiffer.",
     "每个变量和输入显示差别最大的那个元素：用中心差商、前向模式、反向模式求出的\n"
     "导数，以及差商与反向模式、两种模式之间的相对差别。不一致时退出码为 1。"},
    {0, "{}: {}, {} on {} {}, in double\n\n", "{0}：{1}，{2}，{3}，{4}，双精度\n\n"},
    {0, "{} random row", "{} 个随机行"},
    {0, "{} random rows", "{} 个随机行"},
    {0, "while training", "训练时"},
    {0, "for prediction", "预测时"},
    {0, "elements", "元素"},
    {0, "worst", "最差"},
    {0, "quotient", "差商"},
    {0, "forward", "前向"},
    {0, "reverse", "反向"},
    {0, "off by", "相差"},
    {0, "modes", "两模式"},
    {0, "ok", "一致"},
    {0, "DIFFERS", "不一致"},
    {0, "{} of {}", "{1} 中的 {0}"},
    {0, "\nThe derivatives agree.\n", "\n导数一致。\n"},
    {0, "function", "函数"},
    {0, "at", "在"},
    {0, "value", "值"},
    {0, "slope", "斜率"},
    {0, "so far", "到此为止"},
    {0, "by hand", "手算"},
    {0, "difference quotient", "差商"},
    {0, "forward mode", "前向模式"},
    {0, "reverse mode", "反向模式"},
    {901, "give an architecture file or --chain, one of them",
     "请给出结构文件或 --chain，二者选一"},
    {902,
     "the derivatives differ, first by {}: {:.9g} by difference quotients, {:.9g} by forward mode, "
     "{:.9g} by reverse mode",
     "导数不一致，首先是 {}：差商 {}，前向模式 {}，反向模式 {}"},
    {903, "the derivatives differ: {:.9g} by hand", "导数不一致：手算为 {}"},
    {907, "rows must be 1 or more, found {}", "行数应不小于 1，却是 {}"},
    {908, "{}: expected rows of classes, found shape {}", "{}：应为每行若干类，形状却是 {}"},
    {909, "a chain has one function or more", "一条链至少有一个函数"},
    {910, "layer kind {}: the name is taken", "层的种类 {}：名字已被占用"},
};

}  // namespace

Subject derivatives_subject() {
  return {"derivatives",
          "Derivatives found in different ways do not agree. A rule is wrong, a value lies on "
          "a kink (a ReLU's at 0), or the tolerance is below what rounding allows.",
          "用不同方法求出的导数不一致：某个求导规则有错，或者正好落在折点上"
          "（例如 ReLU 的 0），或者容许的差别小于舍入误差。",
          901, kEntries};
}

}  // namespace glia::words
