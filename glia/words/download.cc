// Downloads: `glia data get`.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {1401, "downloading needs libcurl, which is not on this machine: apt-get install libcurl4",
     "下载需要 libcurl，这台机器上没有：apt-get install libcurl4"},
    {1402, "this program is built without libcurl, so it can't download",
     "本程序编译时没有 libcurl，不能下载"},
    {1403, "{}: another download is writing it", "{}：另一个下载正在写它"},
    {1404, "{}: none of {} mirrors has it; the last said: {}",
     "{}：{} 个镜像都没有它；最后一个的情况：{}"},
    {1405, "'{}' is not downloaded", "“{}”不用下载"},
    {1406, "expected an address that begins http:// or https://, found '{}'",
     "应为以 http:// 或 https:// 开头的地址，却是“{}”"},
    {1407, "{}: is there already, but {}; move it away", "{}：已经存在，但{}；请把它移走"},
    {1409, "libcurl can't be started", "无法启动 libcurl"},
    {1410, "libcurl has no {}", "libcurl 里没有 {}"},
    {1411, "libcurl refuses option {}", "libcurl 不接受选项 {}"},
    {0, "{}: has no rest to resume from, asked for all of it",
     "{}：没有可以续传的部分，改为从头下载"},
    {0, "{}: broke off after {} bytes: {}", "{}：收到 {} 字节后中断：{}"},
    {0, "sends something else than the file: more than {} bytes",
     "发来的不是这个文件：超过 {} 字节"},
    {0, "the wrong file: its content has SHA-256 {}..., expected {}...",
     "文件不对：内容的 SHA-256 是 {}...，应为 {}..."},
    {0, "{}: {} fetched, {} there before; all checked by SHA-256\n",
     "{}：下载了 {}，原有 {}；都用 SHA-256 核对过\n"},
    {0, "Train on it: glia train {}:{} --layers 128\n",
     "用它训练：glia train {}:{} --layers 128\n"},
    {0, "interrupted; what came is kept, and the same command goes on from there\n",
     "已中断；收到的部分保留着，再用同一条命令即可接着下载\n"},
    {0, "{} file", "{} 个文件"},
    {0, "{} files", "{} 个文件"},
    {0, "{}  {:.1f} MB", "{}  {} MB"},
    {0, "{}  {:.1f} of {:.1f} MB", "{}  {} / {} MB"},
};

}  // namespace

Subject download_subject() {
  return {"downloads",
          "A data set can't be downloaded. The message names the address and what it said; try "
          "again, or name another place with --from. What came is kept, and the next try goes on "
          "from there.",
          "数据集无法下载。消息写明地址和它的回答；请再试一次，或用 --from "
          "写别的地址。收到的部分会保留，下次接着下载。",
          1400, kEntries};
}

}  // namespace glia::words
