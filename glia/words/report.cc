// What the pages of `--report` say.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "all of the result as one page: scores, curves, what was done",
     "把全部结果写成一个网页：得分、曲线、做了哪些处理"},
    {0, "all of the result as one page: scores, curves, the model",
     "把全部结果写成一个网页：得分、曲线、模型"},
    {0, "as one page", "写成一个网页"},
    {0, "the report is in {}", "报告在 {} 中"},
    {0, "--report names a file; standard output is for the model or the result",
     "--report 要写文件名；标准输出留给模型或结果"},
    {0, "--find-lr trains nothing that --report could tell of; --curves draws the search",
     "--find-lr 不训练模型，--report 无从报告；用 --curves 画出搜索过程"},
    // The head.
    {0, "{} in {}: training report", "{1} 中的 {0}：训练报告"},
    {0, "glia: training report", "glia：训练报告"},
    {0, "{} on {}: evaluation report", "{}，在 {} 上：评估报告"},
    {0, "glia: evaluation report", "glia：评估报告"},
    {0, "{} on {}", "{}，在 {} 上"},
    {0, "{} {} {}, 95 % interval {} to {}.", "{}{} 为 {}，95 % 区间为 {} 至 {}。"},
    {0, "{} {} {}.", "{}{} 为 {}。"},
    {0, "best simple fit: {}", "最好的简单方法：{}"},
    {0, "rows behind it", "依据的行数"},
    // The headings.
    {0, "The score", "得分"},
    {0, "Warnings", "警告"},
    {0, "How it learned", "学习过程"},
    {0, "Which class is taken for which", "哪个类别被当成了哪个"},
    {0, "How well it tells apart", "区分得有多好"},
    {0, "Do its probabilities mean what they say?", "它给出的概率可信吗？"},
    {0, "Predictions beside the truth", "预测值与真实值"},
    {0, "What it looks at", "它看重哪些列"},
    {0, "Where it is most wrong", "错得最多的地方"},
    {0, "What was done to the data", "对数据做了什么"},
    {0, "The settings", "设置"},
    {0, "To get the same again", "如何得到同样的结果"},
    // Scores.
    {0, "metric", "指标"},
    {0, "what it says", "含义"},
    {0, "fold by fold", "逐折结果"},
    {0, "fall", "下降"},
    {0, "spread", "标准差"},
    // Pictures.
    {0, "Trouble in training", "训练中的问题"},
    {0, "{}; kept the weights of epoch {}", "{}；保留第 {} 轮的权重"},
    {0, "kept epoch", "保留的轮次"},
    {0, "epoch", "轮次"},
    {0, "log scale", "对数刻度"},
    {0, "truth \\ predicted", "真实 \\ 预测"},
    {0,
     "A row for each true class, a column for each predicted one; the shade is the share of the "
     "row.",
     "每行是一个真实类别，每列是一个预测类别；颜色深浅表示占该行的比例。"},
    {0, "{} taken for {}", "{} 被当成 {}"},
    {0, "class by class", "逐类结果"},
    {0, "answer by answer", "逐项结果"},
    {0, "class", "类别"},
    {0, "answer", "回答"},
    {0, "precision", "精确率"},
    {0, "recall", "召回率"},
    {0, "share of rows", "占总行数"},
    {0, "ROC curve", "ROC 曲线"},
    {0, "false positive rate", "假阳性率"},
    {0, "true positive rate", "真阳性率"},
    {0, "precision-recall curve", "精确率-召回率曲线"},
    {0, "{}: area {}", "{}：面积 {}"},
    {0, "Of {} curves the {} with the least area are drawn.",
     "共 {} 条曲线，只画出面积最小的 {} 条。"},
    {0,
     "Guessing gives the dashed line, area 0.5, on the left, and the share of the class as the "
     "area on the right.",
     "瞎猜时，ROC 曲线是虚线，面积为 0.5；精确率-召回率曲线的面积等于该类别所占的比例。"},
    {0, "reliability", "可靠性"},
    {0, "probability that was given", "给出的概率"},
    {0, "share that is right", "答对的比例"},
    {0, "{} answers given with {}, right in {}", "{} 个回答，给出的概率为 {}，答对 {}"},
    {0, "On the dashed line prediction and truth are equal.", "在虚线上，预测值等于真实值。"},
    {0, "{} of {} rows are drawn, evenly taken.", "均匀抽取画出 {} 行，共 {} 行。"},
    // What was done.
    {0, "target", "目标"},
    {0, "split", "划分"},
    {0, "weights of rows", "行的权重"},
    {0, "seed", "随机种子"},
    {0, "method", "方法"},
    {0, "and {} more columns; `glia inspect --json` has them all",
     "还有 {} 列；`glia inspect --json` 列出全部"},
    {0, "layer by layer", "逐层列出"},
    {0, "what decided the result", "决定结果的设置"},
    {0, "setting", "设置项"},
    {0, "SHA-256 of the data", "数据的 SHA-256"},
    {0, "SHA-256 of the model", "模型的 SHA-256"},
    {0,
     "The same version, data and command give the same model file and the same page, byte for "
     "byte, for any number of threads.",
     "版本、数据和命令都相同，就得到逐字节相同的模型文件和网页，与线程数无关。"},
    {0,
     "The same version, data, model file and command give the same page, byte for byte, for any "
     "number of threads.",
     "版本、数据、模型文件和命令都相同，就得到逐字节相同的网页，与线程数无关。"},
};

}  // namespace

Subject report_subject() { return {"report", "", "", 0, kEntries}; }

}  // namespace glia::words
