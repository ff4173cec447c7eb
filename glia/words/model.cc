// Model files, architecture files, fits without a network.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {501, "{}: no rows to fit on", "{}：没有可以拟合的行"},
    {502, "{}: row {} has class {}; classes are 0 to {}",
     "{}：第 {} 行的类别是 {}；类别应为 0 到 {}"},
    {503, "{}: {} targets are not rows of {}", "{}：{} 个目标值凑不成每行 {} 个"},
    {504, "{}: target {} of row {} is not finite", "{}：第 {1} 个目标值（第 {2} 行）不是有限数"},
    {505, "{}: {} rows of features, {} rows of targets", "{}：特征有 {} 行，目标有 {} 行"},
    {506, "{}: feature {} of row {} is not finite", "{}：第 {2} 行的特征 {1} 不是有限数"},
    {507, "polynomial: of classes the penalty must be above 0",
     "polynomial：对于类别，penalty 必须大于 0"},
    {508, "knn: {} neighbours among {} training rows; take {} or fewer",
     "knn：{1} 行训练数据里要找 {0} 个近邻；请取 {2} 或更小"},
    {509,
     "knn keeps its training rows in the model: {} rows of {} numbers are more than {} rows or {} "
     "numbers; train on fewer rows, or take kmeans",
     "knn 把训练行放在模型里：{} 行、每行 {} 个数，超过了 {} 行或 {} "
     "个数；请用较少的行训练，或改用 kmeans"},
    {510, "kmeans: no rows to fit on", "kmeans：没有可以拟合的行"},
    {511, "kmeans: {} clusters of {} rows; expected 1 to {}",
     "kmeans：{1} 行要分成 {0} 个簇；应为 1 到 {2}"},
    {512, "kmeans: {} starts of {} iterations; expected 1 or more",
     "kmeans：{} 次起始、每次 {} 轮；应不小于 1"},
    {513, "kmeans: {} numbers of centres to start from; expected {} rows of {}",
     "kmeans：给了 {} 个起始中心的数；应为每行 {2} 个的 {1} 行"},
    {514,
     "least squares by gradient: a rate of {} and {} steps; expected 0 or more, and at least 1 "
     "step",
     "梯度法最小二乘：学习率 {}，{} 步；学习率应不小于 0，至少 1 步"},
    {515,
     "least squares by gradient: the weights are not finite after {} steps at a rate of {}; one of "
     "{} would descend",
     "梯度法最小二乘：学习率 {1} 时，{0} 步之后权重不是有限数；学习率 {2} 会下降"},
    {516, "linear model: fitted on {} features, given {}",
     "线性模型：拟合时有 {} 个特征，这里给了 {} 个"},
    {517, "logistic baseline: feature {} is not finite in every row",
     "逻辑回归基线：特征 {} 在某些行不是有限数"},
    {557, "{}: {} weights for {} rows", "{}：{} 个权重对 {} 行"},
    {558, "{}: a weight is 0 or more, found {}", "{}：权重应为 0 或更大，却是 {}"},
    {559, "{}: all weights are 0", "{}：所有权重都是 0"},
    {518, "logistic baseline: C is {}; expected above 0", "逻辑回归基线：C 为 {}；应大于 0"},
    {519, "{} is {}, found '{}'; {}", "{} 是 {}，却写了“{}”；{}"},
    {521, "{} does not fit {}; these do: {}", "{} 不适合{}；适合的有：{}"},
    {522, "perceptron: {} passes; expected 1 or more", "perceptron：{} 遍；应不小于 1"},
    {523, "ridge: the penalty is {}; expected 0 or more", "ridge：惩罚为 {}；应不小于 0"},
    {524,
     "ridge: with a penalty of {} the columns are dependent and the coefficients undecided; give a "
     "larger penalty, or use least_squares",
     "ridge：惩罚为 {} 时各列线性相关，系数无法确定；请加大惩罚，或用 least_squares"},
    {525, "{}: the U8 tensor {} is missing", "{}：缺少 U8 张量 {}"},
    {526, "{}: not a checkpoint of glia train", "{}：不是 glia train 的检查点"},
    {527, "{}: checkpoint format {}; this glia reads {}", "{}：检查点格式 {}；本程序能读 {}"},
    {528, "{}: {} epochs done, but {} in the history", "{}：完成了 {} 轮，历史里却有 {} 轮"},
    {529, "{}: {} is missing", "{}：缺少 {}"},
    {530, "{}: the samples are not up to {} rows of {} F32 features and {} F64 outputs",
     "{}：样例不是至多 {} 行、每行 {} 个 F32 特征和 {} 个 F64 输出"},
    {531, "{}: glia.preprocess makes {} numbers a row, the network reads {}",
     "{}：glia.preprocess 每行给出 {} 个数，网络要读 {} 个"},
    {532, "{}: model format {}; this glia reads up to {}: update it",
     "{}：模型格式 {}；本程序最多能读 {}：请更新程序"},
    {533, "{}: a checkpoint, not a model; give it to --resume",
     "{}：是检查点，不是模型；请用 --resume 读它"},
    {534, "{}: glia.arch is missing", "{}：缺少 glia.arch"},
    {535, "the network does not give {} numbers from one input", "网络不是由一个输入给出 {} 个数"},
    {536, "{}: too short for a safetensors file: {}, expected at least 8 for the header's length",
     "{}：太短，不是 safetensors 文件：{}，文件头的长度至少要 8 字节"},
    {537,
     "{}: not a safetensors file, or damaged: bytes 0 to 7 give the header {} bytes, over the "
     "limit of {}",
     "{}：不是 safetensors 文件，或已损坏：字节 0 到 7 说文件头有 {} 字节，超过限制 {}"},
    {538, "{}: cut short: bytes 0 to 7 give the header {} bytes, but {} follow",
     "{}：被截断：字节 0 到 7 说文件头有 {} 字节，后面只有 {}"},
    {539, "{}: header: expected '{{' at byte 8, found {}", "{}：文件头：字节 8 应为“{{”，却是 {}"},
    {540, "{}: tensor {} (byte {}): data_offsets [{}, {}] {}",
     "{}：张量 {}（字节 {}）：data_offsets [{}, {}] {}"},
    {541, "{}: tensor {} (byte {}): data_offsets [{}, {}]: {}",
     "{}：张量 {}（字节 {}）：data_offsets [{}, {}]：{}"},
    {542, "{}: {} at the end, from byte {} on, in no tensor",
     "{}：末尾从字节 {2} 起的 {1} 不属于任何张量"},
    {543, "{}: {} (byte {})", "{}：{}（字节 {}）"},
    {544, "{}: header: {}", "{}：文件头：{}"},
    {545, "writing safetensors: {}", "写 safetensors：{}"},
    {546, "dotted names have no meaning in an architecture file", "结构文件里不能用带点的表名"},
    {547, "dotted keys have no meaning in an architecture file", "结构文件里不能用带点的键"},
    {548, "a key can't span lines", "键不能跨行"},
    {549, "a list of lists has no meaning in an architecture file", "结构文件里不能用列表的列表"},
    {550, "a table in braces has no meaning in an architecture file",
     "结构文件里不能用花括号里的表"},
    {551, "a date or time has no meaning in an architecture file", "结构文件里不能用日期或时间"},
    {552, "expected an escape: \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX",
     "应为转义：\\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX"},
    {553, "{}: the tensor {}{} is missing", "{}：缺少张量 {}{}"},
    {554, "{}: the tensor {}{} is {} [{}], expected F32 or F64 {}",
     "{}：张量 {}{} 是 {} [{}]，应为 F32 或 F64 {}"},
    {555, "{}: some tensors are F32 and some F64", "{}：有的张量是 F32，有的是 F64"},
    {0, "the model has weights that are not finite: don't trust its answers",
     "模型里有不是有限数的权重：它的回答不可信"},
    {556, "{}: feature {} is not finite in every row", "{}：特征 {} 在某些行不是有限数"},
    {0, "an object", "对象"},
    {0, "a string", "文字"},
    {0, "an array", "列表"},
    {0, "null", "null 值"},
    {0, "true", "true 值"},
    {0, "false", "false 值"},
    {0, "binary data", "二进制数据"},
};

}  // namespace

Subject model_subject() {
  return {"models",
          "A model file is damaged, newer than this program, or not a model; or a fit without a "
          "network can't be made. A damaged file has to be copied or trained again: its checksum "
          "does not match.",
          "模型文件损坏、比本程序新，或者不是模型；或者不用网络的拟合无法进行。损坏的文件需要重新复"
          "制或训练：它的校验和对不上。",
          500, kEntries};
}

}  // namespace glia::words
