// Training, prediction, metrics.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {601, "no data given: expected a file, '-' or a built-in set",
     "没有给数据：应为文件、“-”或自带的数据集"},
    {602,
     "{}: a folder without the four IDX files of the MNIST layout (train-images-idx3-ubyte, ...), "
     "and without pictures (PNG, JPEG, PGM, PPM) in it or in a subfolder for each class",
     "{}：文件夹里没有 MNIST 布局的四个 IDX 文件（train-images-idx3-ubyte 等）"},
    {603, "{}: no such file, and no built-in set of that name{}; `glia data list` shows them",
     "{}：没有这个文件，也没有这个名字的自带数据集{}；自带的见 `glia data list`"},
    {604, "images have no columns to keep but 'file', where each is one",
     "图像没有可以保留的列，只有每张是一个文件时的“file”"},
    {605, "{}: no row has a known target", "{}：没有一行有已知的目标"},
    {606, "{}: the images have no labels to compare with", "{}：图像没有可比较的标签"},
    {607, "{}: label '{}' is none of the known ones: {}", "{}：标签“{}”不在已知的标签之中：{}"},
    {671, "{}: a table can't test a model of images", "{}：表格不能测试图像的模型"},
    {608, "{}: can't make the folder: {}", "{}：无法创建文件夹：{}"},
    {609,
     "{} has no network and no epochs: leave the layers, the model to start from, the checkpoint "
     "and the curves out",
     "{} 没有网络，也没有轮次：不要写层、作为起点的模型、检查点和曲线"},
    {610, "give the layers or an architecture file, not both", "层和结构文件只能给一个"},
    {611, "a run that starts from a model keeps its network; leave the layers out",
     "从模型开始的训练沿用它的网络；不要再写层"},
    {612, "the network is given, with its own normalisation; leave --batch-norm out",
     "网络已经给定，有它自己的标准化；不要再写 --batch-norm"},
    {613, "dropout must be in [0, 1), found {}", "dropout 应在 [0, 1) 之内，却是 {}"},
    {614, "{} must be above 0, found {}", "{} 应大于 0，却是 {}"},
    {615, "the batch must be 0 or more, found {}", "批大小应不小于 0，却是 {}"},
    {616, "epochs must be 0 or more, found {}", "轮数应不小于 0，却是 {}"},
    {617, "images have no columns: leave --target and --drop out",
     "图像没有列：不要写 --target 和 --drop"},
    {618, "--split-out writes tables; images have none", "--split-out 写的是表格；图像没有表格"},
    {619, "{}: images can't test a model of tables", "{}：图像不能测试表格的模型"},
    {620, "{}: the input has shape [{}], the data has {} features",
     "{}：输入的形状是 [{}]，数据有 {} 个特征"},
    {621, "{}: made by another run: {}", "{}：由另一次运行写成：{}"},
    {622, "{}: the model to start from reads images", "{}：作为起点的模型读的是图像"},
    {623, "{}: no row with a known target to test on", "{}：没有一行有已知的目标可供测试"},
    {624, "{}: images without labels can't be trained on", "{}：没有标签的图像不能用来训练"},
    {625, "{}: training images are {}x{}, test images {}x{}",
     "{}：训练图像是 {}x{}，测试图像是 {}x{}"},
    {626, "{}: all images have one label", "{}：所有图像只有一种标签"},
    {627, "the network has {} inputs and {} outputs, expected one each",
     "网络有 {} 个输入和 {} 个输出，应各有一个"},
    {628, "layer {}: the network gives {}, but the target {} needs {} numbers a row",
     "层 {}：网络给出 {}，但目标 {} 每行需要 {} 个数"},
    {629,
     "layer {}: the network ends in {}, but loss {} wants one that ends in {}; add that layer, or "
     "use {}, which needs none",
     "层 {}：网络以 {} 结尾，但损失 {} 要求以 {} 结尾；请加上那一层，或用不需要它的 {}"},
    {630, "the model to start from has no {} of shape {}", "作为起点的模型没有形状为 {1} 的 {0}"},
    {631, "interval: level {}; expected between 0 and 1", "区间：水平 {}；应在 0 和 1 之间"},
    {632, "interval: {} hits of {} rows", "区间：{1} 行里有 {0} 次命中"},
    {633, "interval: {} resamples", "区间：{} 次重抽样"},
    {634, "training: no rows to train on", "训练：没有可供训练的行"},
    {635, "resume: the checkpoint belongs to another network or optimizer",
     "继续训练：检查点属于另一个网络或优化器"},
    {636, "{}: {} columns", "{}：{} 列"},
    {637, "{}: {} values for {} rows of {}; expected {}",
     "{}：{3} 有 {2} 行却有 {1} 个值；应为 {4}"},
    {638, "model: the network gives {}, but the target needs {} numbers",
     "模型：网络给出 {}，但目标需要 {} 个数"},
    {639, "{}: a table was given to a model of images", "{}：把表格给了读图像的模型"},
    {640, "{}: images were given to a model of tables", "{}：把图像给了读表格的模型"},
    {641, "{}: images of {}x{} pixels; the model reads {}x{}",
     "{}：图像是 {}x{} 像素；模型读的是 {}x{}"},
    {642, "ranking: {} scores for {} rows of truth", "排序：{1} 行真值却有 {0} 个得分"},
    {643, "loss {} takes no class weights", "损失 {} 不接受类别权重"},
    {644,
     "the loss is not finite at step {}{}; the weights before it are untouched. Likely causes: the "
     "learning rate {} is too large (try {}); the inputs or targets have huge values (leave "
     "scaling on); the gradients explode (clip them to a norm of 1)",
     "第 {} 步的损失不是有限数{}；之前的权重没有改动。可能的原因：学习率 {} 太大（试试 "
     "{}）；输入或目标的数值极大（不要关掉缩放）；梯度爆炸（把它们的范数限制为 1）"},
    {645,
     "--init {}: the units of a hidden layer would start and stay the same; it is for --layers "
     "none",
     "--init {}：隐藏层的各个神经元会一开始相同并一直相同；它只适合 --layers none"},
    {646,
     "a search chooses by validation rows, and there are none: leave --budget and --trials out, or "
     "give more rows",
     "搜索要靠验证行来挑选，而这里没有验证行：不要写 --budget 和 --trials，或者给更多的行"},
    {647, "a search has many runs and no checkpoint: leave --resume and --checkpoint out",
     "搜索由许多次运行组成，没有检查点：不要写 --resume 和 --checkpoint"},
    {648, "a search is judged by one validation part: leave --folds out",
     "搜索靠一份验证数据来评判：不要写 --folds"},
    {690, "mixup must be 0 or more, found {}", "mixup 应不小于 0，却是 {}"},
    {691, "class weights: the target {} has no classes", "类别权重：目标 {} 没有类别"},
    {692, "class weights: expected balanced, or numbers of 0 or more such as 1,2.5,1, found '{}'",
     "类别权重：应为 balanced，或不小于 0 的数，例如 1,2.5,1，却是“{}”"},
    {689, "class weights: all are 0, so there is nothing to learn", "类别权重：全是 0，没有可学的"},
    {693, "class weights: {} numbers for {} classes: {}", "类别权重：{1} 个类别却有 {0} 个数：{2}"},
    {694, "{} has no network, so no rate to search for", "{} 没有网络，没有学习率可找"},
    {695,
     "optimizer {}: its direction is not the gradient of one batch, so clipping, weight decay, "
     "max-norm, mixup and rates of single variables have no meaning; an l2 penalty has",
     "优化器 {}：它的方向不是一批数据的梯度，所以裁剪、权重衰减、max-norm、mixup "
     "和单个变量的学习率都没有意义；可以用 l2 惩罚"},
    {696,
     "optimizer {}: a layer keeps statistics of the batches, and a step has no single pass to take "
     "them from",
     "优化器 {}：有一层要统计各批数据，而它的一步要计算多遍，无从统计"},
    {697,
     "optimizer newton: the network has {} weights, at most {} are possible; lbfgs has no such "
     "limit",
     "优化器 newton：网络有 {} 个权重，最多只能有 {} 个；lbfgs 没有这个限制"},
    {0, " (did you mean '{}'?)", "（是不是“{}”？）"},
};

}  // namespace

Subject training_subject() {
  return {"training",
          "The run can't start or go on: the data, the network and the flags don't fit together, "
          "or training diverged. The message says what doesn't fit.",
          "训练无法开始或继续：数据、网络和选项对不上，或者训练发散。消息写明什么对不上。", 600,
          kEntries};
}

}  // namespace glia::words
