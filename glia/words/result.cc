// What the verbs say while they work and when they are done.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "suggested learning rate: {:.2g} (a run without --lr takes {:.2g})",
     "建议的学习率：{:.2g}（不写 --lr 时用 {:.2g}）"},
    {0, "The loss falls fastest there, is lowest at {:.2g} and {}.",
     "损失在那里下降最快，在 {:.2g} 处最低，{}。"},
    {0, "bursts at {:.2g}", "到 {:.2g} 处猛增"},
    {0, "does not burst up to {:.2g}", "直到 {:.2g} 都没有猛增"},
    {0, "no learning rate is suggested: the loss fell at none between {:.2g} and {:.2g}",
     "没有可建议的学习率：在 {:.2g} 到 {:.2g} 之间损失都没有下降"},
    {0, "warning", "警告"},
    {0, "error", "错误"},
    {0, "{}: {}, {}", "{}：{}，{}"},
    {0, "{}: {}, {}, {}", "{}：{}，{}，{}"},
    {0, "{}: {}\n", "{}：{}\n"},
    {0, "{}, {}", "{}，{}"},
    {0, " ({})", "（{}）"},
    {0, "{} s", "{} 秒"},
    {0, "{:.2g} s", "{} 秒"},
    {0, "training loss", "训练损失"},
    {0, "validation loss", "验证损失"},
    {0, "majority", "多数类"},
    {0, "mean", "平均值"},
    {0, "logistic regression", "逻辑回归"},
    {0, "least squares", "最小二乘"},
    {0, "testing", "测试"},
    {0, "validation", "验证"},
    {0, "{:.4g} to {:.4g}", "{} 至 {}"},
    {0, "{:.2f} of half", "为一半规模的 {} 倍"},
    {0, "{} thread", "{} 个线程"},
    {0, "{} threads", "{} 个线程"},
    {0, "{}, {} of each; medians, least to most, share of the peak\n\n",
     "{}，每项 {}；中位数、最小至最大、占峰值的比例\n\n"},
    {0, "{} of {} pixels", "{}，每张 {} 像素"},
    {0, "{} image", "{} 张图像"},
    {0, "{} images", "{} 张图像"},
    {0, "{} row", "{} 行"},
    {0, "{} rows", "{} 行"},
    {0, "{} column", "{} 列"},
    {0, "{} columns", "{} 列"},
    {0, "`glia data show NAME` shows one, `glia train NAME` trains on it.\n",
     "`glia data show 名字` 查看一个数据集，`glia train 名字` 用它训练。\n"},
    {0, "columns", "列"},
    {0, "first rows", "前几行"},
    {0, "size", "大小"},
    {0, "{} to train, {} to test, {} x {} pixels, {} classes",
     "训练 {} 张，测试 {} 张，{} x {} 像素，{} 个类别"},
    {0,
     "{0} is part of this program: glia train {0}, or as a file: glia data show {0} --csv > "
     "{0}.csv\n",
     "{0} 已包含在本程序中：glia train {0}；要文件：glia data show {0} --csv > {0}.csv\n"},
    {0,
     "{0} is not downloaded by this program. Put these four files (or the same with .gz) into "
     "a\nfolder; they are at https://ossci-datasets.s3.amazonaws.com/mnist/ and many mirrors:\n  "
     "train-images-idx3-ubyte  train-labels-idx1-ubyte\n  t10k-images-idx3-ubyte   "
     "t10k-labels-idx1-ubyte\nand name it: glia train {0}:FOLDER --layers 128\n",
     "本程序不下载 {0}。请把下面四个文件（或带 .gz 的同名文件）放进一个文件夹；\n它们在 "
     "https://ossci-datasets.s3.amazonaws.com/mnist/ 以及许多镜像站：\n  train-images-idx3-ubyte  "
     "train-labels-idx1-ubyte\n  t10k-images-idx3-ubyte   "
     "t10k-labels-idx1-ubyte\n然后写出文件夹：glia train {0}:FOLDER --layers 128\n"},
    {0,
     "{0} is read from Debian's package dataset-fashion-mnist:\n  sudo apt-get install "
     "dataset-fashion-mnist\n  glia train {0} --layers 128\nElsewhere put the four files of "
     "https://github.com/zalandoresearch/fashion-mnist into a\nfolder and name it: glia train "
     "{0}:FOLDER\n",
     "{0} 从 Debian 软件包 dataset-fashion-mnist 读取：\n  sudo apt-get install "
     "dataset-fashion-mnist\n  glia train {0} --layers 128\n在别的系统上，把 "
     "https://github.com/zalandoresearch/fashion-mnist 的四个文件\n放进一个文件夹，再写出它：glia "
     "train {0}:FOLDER\n"},
    {0, "a debug build, many times slower; configure with -DCMAKE_BUILD_TYPE=Release",
     "这是调试版，慢许多倍；请用 -DCMAKE_BUILD_TYPE=Release 配置"},
    {0, "built with sanitizers, which make it several times slower", "编译时带了检查器，慢好几倍"},
    {0, "the environment variable GLIA_TARGET chooses '{}', this processor can do '{}'",
     "环境变量 GLIA_TARGET 选了“{}”，而处理器支持“{}”"},
    {0, "no vector instructions that glia knows; products will be slow",
     "没有 glia 认识的向量指令；矩阵乘积会很慢"},
    {0, "only {} of {} cores may be used by this process (affinity)",
     "本进程只能用 {} 个核，机器共有 {} 个（亲和性）"},
    {0, "a container limits this process to the time of {:.3g} cores, below its {}",
     "容器只给本进程 {} 个核的时间，少于它的 {} 个核"},
    {0, "version", "版本"},
    {0, "instructions", "指令集"},
    {0, "{} (of {})", "{}（可选 {}）"},
    {0, "cores", "核"},
    {0, "{} for this process, {} in the machine", "本进程可用 {} 个，机器共有 {} 个"},
    {0, "processor", "处理器"},
    {0, "compiler", "编译器"},
    {0, "build", "编译方式"},
    {0, "debug", "调试"},
    {0, "optimised", "优化"},
    {0, ", with sanitizers", "，带检查器"},
    {0, "nothing makes it slower than it need be\n", "没有什么让它变慢\n"},
    {0, "slow: {}\n", "变慢的原因：{}\n"},
    {0, "a metric, a comparison and a number, such as 'accuracy>=0.9'",
     "指标、比较号和数，例如 'accuracy>=0.9'"},
    {0, " (95 % interval {} to {})", "（95 % 置信区间 {} 至 {}）"},
    {0, "{} on {} of {}:", "{}，在 {}（{}）上："},
    {0, "{}: {} in, {} out, {} in {}\n", "{}：输入 {}，输出 {} 个数，{}，{}\n"},
    {0, "{} feature", "{} 个特征"},
    {0, "{} features", "{} 个特征"},
    {0, "{} weight", "{} 个权重"},
    {0, "{} weights", "{} 个权重"},
    {0, "Network", "网络"},
    {0, "How a row becomes the network's input", "一行数据怎样变成网络的输入"},
    {0, "What it predicts", "它预测什么"},
    {0, "How it was trained (loss: {})", "它是怎样训练的（损失：{}）"},
    {0, "How good it was", "它有多好"},
    {0, "glia: finishing and saving; press Ctrl-C again to stop at once",
     "glia：正在收尾并保存；再按一次 Ctrl-C 立即停止"},
    {0, "  on {} for {}:\n", "  在{}的 {} 上：\n"},
    {0, ", ... ({} in all)", "，……（共 {} 个）"},
    {0, "(missing)", "（缺失）"},
    {0, "{} columns of 0/1: {}", "{} 列 0/1：{}"},
    {0, "; missing: {}", "；缺失时：{}"},
    {0, "; missing: x = {}", "；缺失时：x = {}"},
    {0, "; and a 0/1 column for missing", "；另有一列 0/1 表示缺失"},
    {0, "parts of a date: {}", "日期的各部分：{}"},
    {0, "{}: {} at the start, {} at the best epoch, {} at the end",
     "{}：开始时 {}，最好的一轮 {}，结束时 {}"},
    {0, "layer", "层"},
    {0, "kind", "种类"},
    {0, "output", "输出"},
    {0, "weights", "权重"},
    {0, "all", "合计"},
    {0, "images of {} x {} grey pixels, 0..255 scaled to 0..1\n",
     "{} x {} 的灰度图像，0..255 缩放到 0..1\n"},
    {0, "column", "列"},
    {0, "becomes", "变成"},
    {0, ", and {} more columns\n", "，以及另外 {} 列\n"},
    {0, "not read: {}\n", "没有读：{}\n"},
    {0, "'{}', one of {}: {}", "“{}”，{} 类之一：{}"},
    {0, "'{}', a number: network output * {} + {}", "“{}”，一个数：网络的输出 * {} + {}"},
    {0, "'{}': {} or {}", "“{}”：{} 或 {}"},
    {0, "{}, kept the weights of epoch {}; stopped by: {}", "{}，保留第 {} 轮的权重；停止原因：{}"},
    {0, "{} epoch", "{} 轮"},
    {0, "{} epochs", "{} 轮"},
    {0, "{} min {} s", "{} 分 {} 秒"},
    {0, "{} h {} min", "{} 小时 {} 分"},
    {0, "network", "网络"},
    {0, "95 % interval", "95 % 置信区间"},
    {0, "{} to {}", "{} 至 {}"},
    {0, "truth", "实际"},
    {0, "predicted as", "预测为"},
    {0, " (and {} more)", "（另有 {} 条）"},
    {0, "{} prediction", "{} 个预测"},
    {0, "{} predictions", "{} 个预测"},
    {0, "epoch {}/{}", "第 {}/{} 轮"},
    {0, "  loss {}", "  损失 {}"},
    {0, "  val {}", "  验证 {}"},
    {0, "  validation {}", "  验证损失 {}"},
    {0, "  {} left", "  剩余 {}"},
    {0, " at {:.0f} %", " 完成 {} %"},
    {0, "{} classes of '{}'", "“{1}”的 {0} 个类别"},
    {0, "'{}' is a number", "“{}”是一个数"},
    {0, "yes or no for each of '{}'", "“{}”各为是或否"},
    {0, "data", "数据"},
    {0, "{} to train, {} to validate, {} to test", "训练 {} 行，验证 {} 行，测试 {} 行"},
    {0, "training", "训练"},
    {0, "{} in {}; kept the weights of epoch {}", "{}，用时 {}；保留第 {} 轮的权重"},
    {0, "no epoch was finished; the weights are as they were then",
     "一轮也没有完成；权重就是那时的样子"},
    {0, "On {} that training never saw:", "在训练从未见过的 {} 上："},
    {0, "On the {} for validation, by which the weights were chosen:",
     "在用来挑选权重的 {} 验证数据上："},
    {0, "On its {} (too few to hold any back):", "在它的 {} 上（太少，没有留出测试数据）："},
    {0, "These rows were trained on, so this says nothing about new ones.",
     "训练用的就是这些行，所以说明不了新的行会怎样。"},
    {0,
     "It knows its training rows better than new ones ({} {} against {}): try --dropout 0.2, "
     "--weight-decay 0.01 or smaller --layers.",
     "它对训练过的行比对新的行更熟悉（{} 为 {}，新的行为 {}）：试试 --dropout 0.2、--weight-decay "
     "0.01 或更小的 --layers。"},
    {0, "IMAGES", "图像"},
    {0, "NEW.csv", "新数据.csv"},
    {0, "what is inside the model", "模型里有什么"},
    {0, "another split: is it stable?", "换一种划分：结果稳定吗？"},
    {0, "Next:", "接下来："},
    {0, "{} with {}", "{}，{}"},
    {0, "the model went to standard output", "模型写到了标准输出"},
    {0, "saved {} (the file that was there is replaced)", "已保存 {}（替换了原来的文件）"},
    {0, "saved {}", "已保存 {}"},
    {0, "network {}: {}", "网络 {}：{}"},
    {0, "fitting {} to compare with", "正在拟合用来比较的{}"},
    {0, "interrupted after {}; the best weights so far are in {}",
     "在 {}之后中断；到目前为止最好的权重在 {}"},
    {0, "go on with: glia train {} --resume {} and the same flags",
     "继续训练：glia train {} --resume {}，其他选项不变"},
    {0, "fit a network to data, measure it, save it", "用数据训练网络，测量它，保存它"},
    {0, "{}: {} replayed on {}; largest difference {:.2g}, allowed {:.2g}: the same\n",
     "{}：重放了 {}（{}）；最大差别 {}，允许 {}：相同\n"},
    {0, "  fitted without a network: {}\n", "  不用网络的拟合：{}\n"},
    {0, "fitted in {}", "用时 {}"},
    {0, "The network", "网络"},
    {0, "The model", "模型"},
    {0, "{4} is level with {0} ({1} {2}): nothing is gained over the simpler fit.",
     "{4}与{0}持平（{1} {2}）：没有比更简单的拟合多得到什么。"},
    {0, "{4} does not beat {0}: {1} {2} against {3}. The simpler fit does as well or better.",
     "{4}没有胜过{0}：{1} 为 {2}，对方为 {3}。更简单的拟合同样好或更好。"},
    {0, "{4} beats {0}: {1} {2} against {3}, which lies outside its interval.",
     "{4}胜过{0}：{1} 为 {2}，对方为 {3}，在它的置信区间之外。"},
    {0,
     "{4} is ahead of {0}, {1} {2} against {3}, but within its interval: it may be luck. More rows "
     "or other seeds would tell.",
     "{4}领先{0}，{1} 为 {2}，对方为 "
     "{3}，但在它的置信区间之内：可能只是运气。更多的行或别的种子会给出答案。"},
    {0, "It knows its training rows better than new ones ({} {} against {}).",
     "它对训练过的行比对新的行更熟悉（{} 为 {}，新的行为 {}）。"},
    {0, "model", "模型"},
    {0, "{} number", "{} 个数"},
    {0, "{} numbers", "{} 个数"},
    {0,
     "Models without a network, for --model and --baseline:\n  majority, mean        the same "
     "answer for every row\n  least_squares[:HOW]   y = x W + b (closed; or gradient: by descent); "
     "numbers\n  ridge[:PENALTY]       with a price on large weights (1); numbers\n  "
     "logistic[:PENALTY]    sigmoid or softmax of x W + b (1); classes, yes/no\n  "
     "softmax[:PENALTY]     with weights for every class, of two too (1); classes\n  "
     "perceptron[:PASSES]   Rosenblatt's rule (1000); classes, yes/no\n  "
     "polynomial[:DEGREE[:PENALTY]]\n                        linear in products of features (2, "
     "1); classes, numbers\n  knn[:K[:DISTANCE]]    the nearest rows (5; euclidean, manhattan, "
     "chebyshev)\n  kmeans[:CLUSTERS[:STARTS]]\n                        centres of the rows (8, "
     "10); each answers for its rows",
     "不用网络的模型，可用于 --model 和 --baseline：\n  majority, mean        "
     "对每一行给出同一个答案\n  least_squares[:HOW]   y = x W + "
     "b（closed：直接求解；gradient：梯度下降）；数值\n  ridge[:PENALTY]       "
     "对大的权重加惩罚（1）；数值\n  logistic[:PENALTY]    x W + b 的 sigmoid 或 "
     "softmax（1）；类别、是或否\n  softmax[:PENALTY]     "
     "每个类别都有权重，两类时也是（1）；类别\n  perceptron[:PASSES]   "
     "罗森布拉特的规则（1000）；类别、是或否\n  polynomial[:DEGREE[:PENALTY]]\n                    "
     "    特征乘积的线性函数（2, 1）；类别、数值\n  knn[:K[:DISTANCE]]    "
     "最近的行（5；euclidean、manhattan、chebyshev）\n  kmeans[:CLUSTERS[:STARTS]]\n               "
     "         各行的中心（8, 10）；每个中心替它的行作答"},
};

}  // namespace

Subject result_subject() { return {"results", "", "", 0, kEntries}; }

}  // namespace glia::words
