// Images: IDX files.
#include "glia/words/subjects_internal.h"

namespace glia::words {
namespace {

constexpr Entry kEntries[] = {
    {401, "{}: expected IDX {} (it begins 00 00 08 {:02x}), found {}",
     "{}：应为 IDX {}（以 00 00 08 {} 开头），却是 {}"},
    {402, "{}: the file ends inside its {} sizes, after {} bytes",
     "{}：文件在它的 {} 个尺寸中间就结束了，只有 {} 字节"},
    {403, "{}: no {} in it, its sizes are {}", "{}：里面没有{}，它的尺寸是 {}"},
    {404, "{}: its sizes {} promise {} bytes, but {}", "{}：它的尺寸 {} 需要 {} 字节，但是{}"},
    {405, "{}: its sizes {} promise {} bytes after the header, found {}",
     "{}：它的尺寸 {} 表明文件头之后有 {} 字节，却有 {}"},
    {406, "{}: expected the end after {} bytes, as its sizes {} say, found more",
     "{}：按它的尺寸 {2}，应在 {1} 字节之后结束，后面却还有内容"},
    {407, "{}: label {} of image {} is outside 0..{}",
     "{}：第 {2} 张图像的标签 {1} 不在 0..{3} 之内"},
    {408, "{}: expected the files of MNIST, {}[.gz] is missing",
     "{}：应有 MNIST 的文件，缺少 {}[.gz]"},
    {409, "{} holds {} images, but {} holds {} labels", "{} 有 {} 张图像，而 {} 有 {} 个标签"},
    {410, "{}: expected two paths, images,labels", "{}：应为两个路径：图像,标签"},
    {411, "{}: training images are {}x{}, but test images {}x{} (height x width)",
     "{}：训练图像是 {}x{}，而测试图像是 {}x{}（高 x 宽）"},
    {0, "an empty file", "空文件"},
    {0, "more than 2^64", "多于 2^64"},
    {0, "{} is the limit", "限制是 {}"},
    {0, "the file can't hold more than {}", "文件里最多只有 {}"},
};

}  // namespace

Subject image_subject() {
  return {"images",
          "The image files can't be used. They are in the IDX format of MNIST: a header with the "
          "sizes, then one byte for each pixel or label.",
          "图像文件无法使用。它们应是 MNIST 的 IDX "
          "格式：文件头写明尺寸，后面每个像素或标签占一个字节。",
          400, kEntries};
}

}  // namespace glia::words
