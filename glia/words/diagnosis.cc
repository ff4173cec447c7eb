// What can go wrong in a training run and what to try; a search for settings.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {0, "Trouble in training:", "训练中的问题："},
    {0, "epoch {}: {}", "第 {} 轮：{}"},
    {0, "before the first epoch: {}", "第一轮之前：{}"},
    {0,
     "the gradients of {} explode: their norm is {:.2g}, that of its weights {:.2g}; limit them "
     "with {}, or start with smaller weights (--init)",
     "{} 的梯度爆炸：梯度的范数为 {}，而它的权重的范数为 {}；用 {} "
     "限制梯度，或者用更小的初始权重（--init）"},
    {0,
     "the gradients vanish on their way back: those of {} have {:.1g} of the norm of the largest, "
     "so it hardly learns; try {}, --batch-norm or fewer --layers",
     "梯度在反向传播途中消失：{} 的梯度范数只有最大一层的 {} 倍，几乎学不到东西；试试 "
     "{}、--batch-norm 或更少的 --layers"},
    {0,
     "{} of the {} units of {} are dead: 0 for every row, so they no longer learn; try {}, or a "
     "smaller --lr than {:.2g}",
     "{2} 的 {1} 个神经元中有 {0} 已经死亡：对每一行都输出 0，不再学习；试试 {3}，或比 {4} 更小的 "
     "--lr"},
    {0,
     "{} is saturated: {} of its outputs are at their limits, where nearly no gradient comes "
     "through; try {}, or smaller start values (--init)",
     "{} 已饱和：{} 的输出到了极限，梯度几乎传不过去；试试 {}，或更小的初始值（--init）"},
    {0, "training diverges: the loss is {:.3g} and was {:.3g} before training; try {}",
     "训练发散：损失为 {}，训练前是 {}；试试 {}"},
    {0,
     "the learning rate {:.2g} is too large: the training loss jumps up and down ({} of the last "
     "{} epochs made it worse); try {}",
     "学习率 {0} 太大：训练损失忽高忽低（最近 {2} 轮中有 {1} 轮变差）；试试 {3}"},
    {0,
     "the learning rate {:.2g} is too small: after {} epochs the weights have moved by {:.2g} % "
     "and the loss still falls; try {}, or look for one with --find-lr",
     "学习率 {} 太小：{} 轮之后权重只移动了 {} %，损失还在下降；试试 {}，或用 --find-lr 来找"},
    {0,
     "it knows its training rows better than new ones ({} {} against {}); try {}, --weight-decay "
     "0.01 or smaller --layers",
     "它对训练过的行比对新的行更熟悉（{} 为 {}，新的行为 {}），即过拟合；试试 {}、--weight-decay "
     "0.01 或更小的 --layers"},
    {0,
     "it learns its training rows by heart: their loss falls to {:.2g}, while that of the "
     "validation rows ends at {:.2g}, above the {:.2g} of the first epoch; try {}, --weight-decay "
     "0.01 or smaller --layers",
     "它在死记训练行（过拟合）：训练损失降到 {}，而验证损失最后为 {}，高于第一轮的 {}；试试 "
     "{}、--weight-decay 0.01 或更小的 --layers"},
    {0,
     "it does worse on its own training rows than a vote of the five nearest others ({} {} against "
     "{}): the network is too simple, or was trained too short; try {}, or more --epochs",
     "它在自己的训练行上还不如最近五行的投票（{} 为 {}，投票为 "
     "{}），即欠拟合：网络太简单，或训练太短；试试 {}，或更多的 --epochs"},
    {0, "chosen from the data:{}", "根据数据选定：{}"},
    {0, "trial", "试验"},
    {0, "layers", "层"},
    {0, "rate", "学习率"},
    {0, "batch", "批"},
    {0, "weight decay", "权重衰减"},
    {0, "dropout", "丢弃率"},
    {0, "epochs", "轮数"},
    {0, "diverged", "发散"},
    {0, "{} setting", "{} 组设置"},
    {0, "{} settings", "{} 组设置"},
    {0, "trial {}: validation loss {} after {}", "试验 {}：{2} 后验证损失为 {1}"},
    {0, "{} tried on the validation rows, the best first:", "在验证行上试过 {}，最好的在前："},
    {0, "None does better than the usual settings (trial 1).",
     "没有比通常的设置（试验 1）更好的。"},
    {0, "Trial {} is the best, the same as {}", "试验 {} 最好，等同于 {}"},
};

}  // namespace

Subject diagnosis_subject() { return {"diagnosis", "", "", 0, kEntries}; }

}  // namespace glia::words
