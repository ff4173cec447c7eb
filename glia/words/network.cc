// Layers, losses, optimizers, start values.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {801, "{}: {} class weights for {} classes", "{}：{2} 个类别却有 {1} 个类别权重"},
    {802, "{}: expected rows [rows, width] of equal shapes, found {} and {}",
     "{}：应为形状相同的行 [行, 宽度]，却是 {} 和 {}"},
    {803, "cosine_embedding: expected +1 or -1 for each of {}, found {}",
     "cosine_embedding：每个 {} 应为 +1 或 -1，却是 {}"},
    {804, "kl_divergence: expected rows, found a scalar", "kl_divergence：应为行，却是标量"},
    {805, "multi_exponential: expected two classes or more, found one",
     "multi_exponential：应有两个以上的类别，却只有一个"},
    {806, "loss: '{}' can't be trained with from a table: {}", "损失：“{}”不能用表格训练：{}"},
    {807, "loss {} compares {}, the target has {}; the usual loss there is {}",
     "损失 {} 比较的是{}，目标有{}；那里通常用 {}"},
    {808, "loss '{}': '{}' is not expected here; {}", "损失“{}”：这里不应有“{}”；{}"},
    {809, "{}: {} is no probability, 0 to 1", "{}：{} 不是 0 到 1 之间的概率"},
    {810, "{}: {} probabilities sum to {}, expected 1", "{}：{} 个概率的和是 {}，应为 1"},
    {811, "{}: {} numbers beside {}", "{}：{} 个数旁边有 {} 个"},
    {812, "bernoulli likelihood: {} successes in {} trials",
     "伯努利似然：{1} 次试验里有 {0} 次成功"},
    {813, "most likely share: {} successes in {} trials",
     "最可能的比例：{1} 次试验里有 {0} 次成功"},
    {814, "categorical likelihood: {} labels, {} probabilities", "类别似然：{} 个标签，{} 个概率"},
    {815, "categorical likelihood: row {} has class {}; classes are 0 to {}",
     "类别似然：第 {} 行的类别是 {}；类别应为 0 到 {}"},
    {816, "gaussian likelihood: the deviation is {}; expected above 0",
     "高斯似然：标准差为 {}；应大于 0"},
    {817, "most likely gaussian: no numbers", "最可能的高斯分布：没有数"},
    {818, "most likely gaussian: a number is not finite", "最可能的高斯分布：有一个数不是有限数"},
    {819, "initialiser {}: expected a matrix [{}, {}], found {} numbers",
     "初始化 {}：应为矩阵 [{}, {}]，却有 {} 个数"},
    {820, "initialiser '{}': low must be below high, found {:g} and {:g}",
     "初始化“{}”：下限必须小于上限，却是 {} 和 {}"},
    {821, "the option {} is missing", "缺少选项 {}"},
    {822, "the option {} is {}, expected {}", "选项 {} 是{}，应为{}"},
    {823, "{} takes {}, found {} inputs", "{} 需要 {}，却有 {} 个输入"},
    {824, "{} must be {}, found {}", "{} 应为{}，却是 {}"},
    {825, "this metric reads up to {} features, found {}; euclidean has no limit",
     "这种距离最多读 {} 个特征，却有 {} 个；euclidean 没有限制"},
    {826, "{} must be 1 to {}, found {}", "{} 应为 1 到 {}，却是 {}"},
    {827, "expected rows of numbers, found shape {}; flatten first",
     "应为由数组成的行，却是形状 {}；先用 flatten 展平"},
    {828, "rate must be in [0, 1), found {}", "rate 应在 [0, 1) 之内，却是 {}"},
    {829, "deviation must be 0 or more, found {}", "deviation 应不小于 0，却是 {}"},
    {830, "epsilon must be above 0, found {}", "epsilon 应大于 0，却是 {}"},
    {831, "momentum must be in (0, 1], found {}", "momentum 应在 (0, 1] 之内，却是 {}"},
    {832, "degree must be 1 to {}, found {}", "degree 应为 1 到 {}，却是 {}"},
    {833, "{} features of degree {} have more than {} products; take a smaller degree",
     "{} 个特征的 {} 次乘积超过 {} 个；请取较小的次数"},
    {834, "expected rows, found a scalar", "应为行，却是标量"},
    {835, "shape: sizes are 1 or more, or -1, found {}",
     "shape：各大小应不小于 1，或为 -1，却是 {}"},
    {836, "shape [{}] does not hold the {} numbers of a row", "shape [{}] 放不下一行的 {} 个数"},
    {837, "{}: no input or earlier layer is named {}", "{}：没有名为 {} 的输入或前面的层"},
    {838, "describe: the op {} (in {}) is outside every layer and no layer kind; wrap it in one",
     "describe：运算 {}（在 {} 中）不属于任何层，也不是一种层；请把它包在一个层里"},
    {839,
     "optimizer {}: it evaluates the loss several times in a step, so no single update can stand "
     "in a graph",
     "优化器 {}：它在一步里多次计算损失，所以图里不能用一次更新代替"},
    {840, "{}: shapes differ: prediction {}, target {}", "{}：形状不同：预测 {}，目标 {}"},
    {841, "{}: expected logits [rows, classes] and i64 classes [rows], found {} and {} {}",
     "{}：应为 logits [行, 类别] 和 i64 类别 [行]，却是 {} 和 {} {}"},
    {842, "{}: {} must be above 0, found {}", "{}：{} 应大于 0，却是 {}"},
    {843, "{}: {} must be in [{}, {}], found {}", "{}：{} 应在 [{}, {}] 之内，却是 {}"},
    {844, "expected rows of features, found shape {}", "应为由特征组成的行，却是形状 {}"},
    {0, "line {}, layer {}", "第 {} 行，层 {}"},
    {0, "layer {}", "层 {}"},
    {0, "two or more inputs", "两个以上的输入"},
    {0, "{} input", "{} 个输入"},
};

}  // namespace

Subject network_subject() {
  return {"networks",
          "A layer, loss, optimizer or start value is given what it can't take. The message names "
          "the option, its range and what was found; `glia help train` lists the names.",
          "层、损失、优化器或初始值收到了不能接受的值。消息写明选项、范围和实际的值；各种名字见 "
          "`glia help train`。",
          800, kEntries};
}

}  // namespace glia::words
