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
    {412, "{}:{}: expected a grey value from 0 to 255, found {}",
     "{}:{}：应为 0 到 255 的灰度值，却是 {}"},
    {413, "{}: expected {} grey values ({} x {}) for each drawing, found {}{}",
     "{}：每幅图画应有 {} 个灰度值（{} x {}），却有 {} 个{}"},
    {414, "{}: a damaged PNG file: {}", "{}：PNG 文件已损坏：{}"},
    {415, "{}: {} x {} pixels can't be in {} bytes", "{}：{} x {} 个像素不可能只有 {} 字节"},
    {416, "{}: this program is built without libpng", "{}：本程序编译时没有 libpng"},
    {417, "{}: an image of {} x {} pixels", "{}：图像是 {} x {} 像素"},
    {418, "{}: an image of {} x {} pixels; the limit is {} pixels",
     "{}：图像是 {} x {} 像素；上限是 {} 个像素"},
    {419, "{}: expected a picture in PNG, JPEG, PGM or PPM, found {}",
     "{}：应为 PNG、JPEG、PGM 或 PPM 图片，却是{}"},
    {420, "{}: the file is cut off: {} x {} pixels need {} bytes, found {}",
     "{}：文件不完整：{} x {} 个像素需要 {} 字节，只有 {}"},
    {421, "{}: expected {} at byte {}", "{0}：在第 {2} 字节处应为{1}"},
    {422, "{}: can't read the folder: {}", "{}：无法读取文件夹：{}"},
    {423, "{}: {} x {} pixels, but {} has {} x {} (height x width); all must have one size",
     "{}：{} x {} 像素，而 {} 是 {} x {}（高 x 宽）；尺寸必须全部相同"},
    {424, "{}: more than {} pixels in all", "{}：总共超过 {} 个像素"},
    {425, "{}/{}: a class without a picture", "{}/{}：这个类别里没有图片"},
    {426, "{}: {} classes; the limit is {}", "{}：有 {} 个类别；上限是 {}"},
    {427, "{}/{}: a class that the training images do not have", "{}/{}：训练图像里没有这个类别"},
    {428, "{}: a damaged JPEG file: {}", "{}：JPEG 文件已损坏：{}"},
    {429, "{}: a JPEG file of more than {} scans", "{}：JPEG 文件的扫描超过 {} 遍"},
    {430, "{}: a JPEG file in the colours of printing (CMYK); save it in RGB or grey",
     "{}：JPEG 文件用的是印刷色（CMYK）；请另存为 RGB 或灰度"},
    {431, "{}: a JPEG file with {} colours a pixel, expected 1 or 3",
     "{}：JPEG 文件每个像素有 {} 种颜色，应为 1 或 3"},
    {432, "{}: a JPEG file with arithmetic coding, which few programs read; save it again",
     "{}：JPEG 文件用的是算术编码，很少有程序能读；请重新保存"},
    {433, "{}: this program is built without libjpeg", "{}：本程序编译时没有 libjpeg"},
    {0, "a width", "宽度"},
    {0, "a height", "高度"},
    {0, "a largest value", "最大值"},
    {0, "a largest value above 0", "大于 0 的最大值"},
    {0, "a grey value", "灰度值"},
    {0, "a value not above the largest", "不超过最大值的数"},
    {0, "a GIF file", "GIF 文件"},
    {0, "a BMP file", "BMP 文件"},
    {0, "a WebP file", "WebP 文件"},
    {0, "a TIFF file", "TIFF 文件"},
    {0, "a PBM file", "PBM 文件"},
    {0, "; line {} has {} of {}", "；第 {} 行有 {} 个，应为 {} 个"},
    {0, "{}: the largest grey value is {:g}; read as of 255, which is nearly black",
     "{}：最大的灰度值是 {}；按 0..255 读取，几乎全黑"},
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
