// How much scores are worth: comparisons, audits, folds, importance.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    // glia compare
    {1101, "the models can't be compared: one predicts {}, the other {}",
     "两个模型无法比较：一个预测 {}，另一个预测 {}"},
    {1102, "the models can't be compared: the answers of {} are {} and {}",
     "两个模型无法比较：{} 的答案分别是 {} 和 {}"},
    {1103, "comparison: {} rows beside {}", "比较：一边 {} 行，另一边 {} 行"},
    {1104, "only one of A, B and DATA can be standard input",
     "A、B 和 DATA 中只能有一个是标准输入"},
    {0, "do two models differ on the same rows, and on which?",
     "两个模型在同样的行上有差别吗？在哪些行上？"},
    {0, "is the new one better?", "新的更好吗？"},
    {0, "every row where they part", "答案不同的每一行"},
    {0, "another one that predicts the same target", "预测同一目标的另一个模型"},
    {0, "rows with their targets that neither was trained on",
     "带目标的行，两个模型都没有用来训练"},
    {0, "how many rows on which they part to show (default: 10)",
     "显示多少个答案不同的行（默认 10）"},
    {0, "all of these rows as CSV", "把所有这些行写成 CSV"},
    {0,
     "Both meet the same rows, so small differences show. Of classes: McNemar's exact\n"
     "test of the rows that only one gets right; of losses and errors: Student's\n"
     "paired t; of r2: the bootstrap. They differ where the interval leaves 0 out.",
     "两个模型面对同样的行，所以小的差别也看得出。类别：对只有一个答对的行做麦克尼马尔\n"
     "精确检验；损失和误差：配对 t 检验；r2：自助法。区间不含 0 时才算有差别。"},
    {0, "A = {}, B = {}, on {} of {}:", "A = {}，B = {}，{}（{}）："},
    {0, "A - B", "A - B"},
    {0, "{} is better: {}.", "{} 更好：{}。"},
    {0, "These rows don't tell which is better: {}.", "这些行分不出哪个更好：{}。"},
    {0,
     "Only A is right on {}, only B on {}; McNemar's exact test: p = {}. Both are wrong in "
     "different ways on {}.",
     "只有 A 答对的有 {}，只有 B 答对的有 {}；麦克尼马尔精确检验：p = {}。两个都错但答案不同的有 "
     "{}。"},
    {0, "They answer every row alike.", "它们对每一行的回答都相同。"},
    {0, "line", "行号"},
    {0, "row", "序号"},
    {0, "and {} more; --out FILE writes them all", "另有 {} 行；--out FILE 写出全部"},
    {0, "difference {} points, interval {} to {}", "相差 {} 个百分点，区间 {} 至 {}"},
    {0, "difference {} of {}, interval {} to {}", "相差 {}（{}），区间 {} 至 {}"},
    {0, "difference {} of {}, no interval", "相差 {}（{}），没有区间"},
    // against a simpler fit
    {0, "{4} beats {0}: {1} {2} against {3}, {5}.", "{4}胜过{0}：{1} 为 {2}，对方为 {3}，{5}。"},
    {0,
     "{4} does not beat {0}: {1} {2} against {3}, {5}. It may be luck: more rows or other seeds "
     "would tell.",
     "{4}没有胜过{0}：{1} 为 {2}，对方为 {3}，{5}。可能只是运气：更多的行或别的种子会给出答案。"},
    {0, "{4} does not beat {0}: {1} {2} against {3}, {5}. The simpler fit does as well.",
     "{4}没有胜过{0}：{1} 为 {2}，对方为 {3}，{5}。更简单的拟合同样好。"},
    {0, "{4} is worse than {0}: {1} {2} against {3}, {5}. The simpler fit does better.",
     "{4}不如{0}：{1} 为 {2}，对方为 {3}，{5}。更简单的拟合更好。"},
};

}  // namespace

Subject score_subject() {
  return {
      "scores",
      "Scores can't be taken or compared as asked: the models, the rows or the flags don't fit. "
      "The message says which.",
      "无法按要求评分或比较：模型、行或选项对不上。消息写明是哪一个。", 1100, kEntries};
}

}  // namespace glia::words
