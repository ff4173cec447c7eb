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
    // the audit
    {0, "of rows that are equal in every column, use the first only", "各列都相同的行只用第一行"},
    {0, "{} rows equal to an earlier one are left out", "{} 行与前面的某行相同，已略去"},
    {0, "{} has no value in the training rows and is left out", "{} 在训练行中没有值，不用"},
    {0, "{} has one and the same value in every training row and is left out",
     "{} 在所有训练行中的值都相同，不用"},
    {0, "{} has too many different texts and is left out", "{} 的不同文本太多，不用"},
    {0, "{} looks like a name or number of the row and is left out",
     "{} 看起来是行的名字或编号，不用"},
    {0, "{} has {} missing cells, which are filled", "{} 缺 {} 个值，将被填补"},
    {0,
     "{} of {} rows that the score is taken on are equal to a training row in every column: the "
     "score is too good",
     "用来评分的 {1} 行中有 {0} 行与某个训练行各列都相同：得分会虚高"},
    {0, "the class {} has no training row: it can't be learned", "类别 {} 没有训练行：无法学到"},
    {0,
     "the class {} has {} of {} training rows, the largest {}: a network can look good without "
     "ever naming it",
     "类别 {0} 只占训练行 {2} 行中的 {1} 行，最大的类别有 {3} 行：网络从不答它也能显得很好"},
    {0,
     "{} training rows for {} features: even a straight line through them has more numbers than "
     "rows to learn them from",
     "训练行 {} 行，特征 {} 个：连一条直线要学的数也比行多"},
    {0, "{} training rows for {} weights: the network can learn them by heart",
     "训练行 {} 行，权重 {} 个：网络可以把它们背下来"},
    // folds, groups, time
    {1105, "--group, --time, --weight and --folds are of the rows of a table",
     "--group、--time、--weight 和 --folds 针对的是表格的行"},
    {1106, "the split goes by --group or by --time, not by both",
     "划分按 --group 或按 --time，不能两者都用"},
    {1107, "repeats must be 1 or more, found {}", "重复次数必须至少为 1，却是 {}"},
    {1108, "expected two folds or more, found {}", "折数应至少为 2，却是 {}"},
    {1109, "--folds tests on every row in turn; leave --test and --time out",
     "--folds 轮流用每一行测试；请去掉 --test 和 --time"},
    {1110, "--folds: the model to start from may know the rows of a test part",
     "--folds：作为起点的模型可能见过测试的行"},
    {1111, "interrupted between the folds: nothing is scored or saved",
     "在各折之间被中断：没有得分，也没有保存"},
    {1112, "{} folds can't be made of {} rows", "{} 折无法由 {} 行组成"},
    {1113, "{} folds can't be made of {} groups", "{} 折无法由 {} 个组组成"},
    {1114, "{}: the column {} has one group only: nothing can be held back",
     "{}：列 {} 只有一个组：无法留出任何行"},
    {1115,
     "{}: the column {} says when: expected a number or a date such as 2024-01-31, found '{}'",
     "{}：列 {} 表示时间：应为数字或 2024-01-31 这样的日期，却是 '{}'"},
    {1116, "split: all rows have the same time: none is later than the others",
     "划分：所有行的时间相同：没有更晚的行"},
    {1117, "split: no row is early enough to train on", "划分：没有足够早的行可供训练"},
    {1118, "--repeats are of --folds K", "--repeats 是 --folds K 的重复次数"},
    {0, "only {} groups: not every part of the split has rows", "只有 {} 个组：不是每个部分都有行"},
    {0, "too few different times: not every part has rows", "不同的时间太少：不是每个部分都有行"},
    {0, "cross-validation: test on every row in turn; advised below 1,000 rows",
     "交叉验证：轮流用每一行测试；少于 1,000 行时建议使用"},
    {0, "of the folds, each time divided anew (default: 1)",
     "折的重复次数，每次重新划分（默认 1）"},
    {0, "rows of one group are never parted; no feature", "同一组的行不会分开；该列不作特征"},
    {0, "the latest rows are the test; no feature", "最晚的行用作测试；该列不作特征"},
    {0, "fold {} of {}", "第 {} 折，共 {} 折"},
    {0, "a fold has none", "有一折没有此值"},
    {0, "{} to train and {} to validate the model that is saved",
     "保存的模型：训练 {} 行，验证 {} 行"},
    {0, "On {} folds: every row is tested by a fit that never saw it:",
     "{} 折：每一行都由没有见过它的拟合来测试："},
    {0, "On {} folds, {} times: every row is tested by fits that never saw it:",
     "{} 折，重复 {} 次：每一行都由没有见过它的拟合来测试："},
    {0,
     "Means over the folds; their intervals allow for training rows that folds share (Nadeau and "
     "Bengio 2003). The model that is saved is trained on all rows but those for validation.",
     "各折的平均值；区间考虑了各折共用的训练行（Nadeau 和 Bengio "
     "2003）。保存的模型用除验证行以外的所有行训练。"},
    {0, "fold", "折"},
    {0, "rows", "行数"},
    // weights
    {0, "what each row counts, 0 or more, in loss and metrics; no feature",
     "每行在损失和指标里的权重，0 或更大；该列不作特征"},
    {1121, "{}: the column {} is a weight: expected a number of 0 or more, found '{}'",
     "{}：列 {} 是权重：应为 0 或更大的数，却是 '{}'"},
    {1122, "{}: all training rows have the weight 0", "{}：所有训练行的权重都是 0"},
    {1123, "loss {} takes no row weights; {} does", "损失 {} 不接受行权重；{} 接受"},
    {1124, "mixup blends rows, whose weights would have no meaning",
     "mixup 混合各行，行的权重就没有意义了"},
    {1125, "{} takes no row weights: leave --weight out", "{} 不接受行权重：请去掉 --weight"},
    {1126, "{} weights for {} rows", "{} 个权重对 {} 行"},
    {1127, "a weight is 0 or more, found {}", "权重应为 0 或更大，却是 {}"},
    // behind the score
    {1119, "calibration: {} probabilities for {} answers", "校准：{} 个概率对 {} 个答案"},
    {0, "shuffle each column N times to see its worth; 0: never (default: 5)",
     "把每列打乱 N 次，看它有多重要；0：不做（默认 5）"},
    {0,
     "It says {} on average and is right in {}; expected calibration error {}, interval {} to {}.",
     "它平均说 {}，实际答对 {}；期望校准误差 {}，区间 {} 至 {}。"},
    {0, "Shuffling a column takes from the {}:", "打乱一列会使 {} 减少："},
    {0, "The worst mistakes:", "最严重的错误："},
    {0, "predicted", "预测"},
    {0, "squared error of p", "概率的平方误差"},
    {1120, "--calibration draws probabilities; numbers have none",
     "--calibration 画的是概率；数值没有概率"},
    {0, "do probabilities mean what they say? as a picture", "概率名副其实吗？画成图"},
    {0, "p(truth)", "p(实际)"},
    {0, "+- {}", "± {}"},
    {0, "and {} more columns; --json has them all", "另有 {} 列；--json 给出全部"},
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
