#include "glia/data/builtin.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/builtin_internal.h"
#include "glia/data/csv.h"
#include "glia/data/idx.h"

namespace glia::data {
namespace {

constexpr std::string_view kPublicDomain = "public domain";
constexpr std::string_view kOwn = "Apache-2.0, as glia";
constexpr std::string_view kFact = "a few facts from a tutorial text, quoted; free of rights";

constexpr std::string_view kFashionFolder = "/usr/share/datasets/fashion-mnist";

constexpr auto kTable = BuiltinKind::kTable;
constexpr auto kImages = BuiltinKind::kImages;
constexpr auto kClassify = Task::kClassify;
constexpr auto kRegress = Task::kRegress;

constexpr std::array kBuiltins = {
    Builtin{"iris", "three species of iris by four lengths", "三种鸢尾花，四个长度",
            "R. A. Fisher 1936, measured by E. Anderson; the version of R and scikit-learn",
            kPublicDomain, kTable, kClassify, "species", 150, 5},
    Builtin{"penguins", "three species of penguin, some values missing", "三种企鹅，有缺失值",
            "A. Horst, A. Hill, K. Gorman 2020, palmerpenguins; Palmer Station LTER", "CC0-1.0",
            kTable, kClassify, "species", 344, 7},
    Builtin{"digits", "hand-written digits, 8 x 8 pixels of 0..16", "手写数字，8 x 8 像素，0..16",
            "E. Alpaydin, C. Kaynak 1998, UCI optical recognition of handwritten digits, test "
            "part; as in scikit-learn",
            "CC BY 4.0 (UCI)", kTable, kClassify, "digit", 1797, 65},
    Builtin{"temperature", "activity at a temperature", "温度与活跃程度",
            "computed: the 1-2-1 tanh network printed in a tutorial, at -10, -9.5 .. 40 degrees",
            kOwn, kTable, kRegress, "activity", 101, 2},
    Builtin{"temperature-humidity", "activity at a temperature and humidity",
            "温度、湿度与活跃程度",
            "computed with a fixed seed: the same network at Steadman's apparent temperature", kOwn,
            kTable, kRegress, "activity", 300, 3},
    Builtin{"complement-bits", "two bits and their complements", "两个比特和它们的反码",
            "the four samples of a tutorial's 2-4-2 network, in its order", kFact, kTable,
            kClassify, "not_a,not_b", 4, 4},
    Builtin{"xor", "exclusive or, which no single neuron can do", "异或：单个神经元做不到",
            "truth table", kPublicDomain, kTable, kClassify, "xor", 4, 3},
    Builtin{"x7x7", "7 x 7 drawings: is there an X?", "7 x 7 图画：有没有 X？",
            "the 14 drawings of a tutorial's X recogniser, in its order", kFact, kTable, kClassify,
            "has_x", 14, 50},
    Builtin{"sine-noisy", "a sine with noise", "带噪声的正弦",
            "computed with a fixed seed: y = 2 sin x + 0.32 N(0, 1), x = -2 .. 2", kOwn, kTable,
            kRegress, "y", 1000, 2},
    Builtin{"target-curve", "a curve with slow and fast waves", "快慢波叠加的曲线",
            "computed: y = 0.4 x^2 + 0.3 x sin 15x + 0.01 cos 50x - 0.3, x = 0 .. 1", kOwn, kTable,
            kRegress, "y", 1000, 2},
    Builtin{"exam-scores", "an exam's score by study and sleep", "学习时间、睡眠与考试成绩",
            "computed with a fixed seed: 92 - 0.6 (10 - studied)^2 - 1.5 (slept - 7.5)^2 + N(0, 3)",
            kOwn, kTable, kRegress, "score", 400, 3},
    Builtin{"flowers", "four kinds of flower by two measures", "四种花，两个尺寸",
            "computed with a fixed seed: four normal clouds", kOwn, kTable, kClassify, "flower",
            400, 3},
    Builtin{"black-box", "what does the box do to its input?", "黑盒子对输入做了什么？",
            "the four pairs of a tutorial's table", kFact, kTable, kRegress, "output", 4, 2},
    Builtin{"warm-cold", "does it feel warm or cold?", "感觉暖还是冷？",
            "computed with a fixed seed: warm where temperature - 0.8 wind > 8", kOwn, kTable,
            kClassify, "feels", 300, 3},
    Builtin{"circle", "a disc inside a ring", "圆环里的圆", "computed with a fixed seed", kOwn,
            kTable, kClassify, "ring", 500, 3},
    Builtin{"spiral", "two spiral arms", "双臂螺旋", "computed with a fixed seed", kOwn, kTable,
            kClassify, "arm", 600, 3},
    Builtin{"spiral3", "three spiral arms", "三臂螺旋", "computed with a fixed seed", kOwn, kTable,
            kClassify, "arm", 900, 3},
    Builtin{"gauss", "two clouds", "两团云", "computed with a fixed seed", kOwn, kTable, kClassify,
            "cloud", 500, 3},
    Builtin{"fashion-mnist", "clothes, 28 x 28 pixels, ten kinds", "服饰，28 x 28 像素，十类",
            "H. Xiao, K. Rasul, R. Vollgraf 2017, Zalando; Debian's package dataset-fashion-mnist",
            "MIT", kImages, kClassify, "", 70000, 784, 10000},
    Builtin{"mnist", "hand-written digits, 28 x 28 pixels", "手写数字，28 x 28 像素",
            "Y. LeCun, C. Cortes, C. Burges 1998; from a folder you name", "CC BY-SA 3.0", kImages,
            kClassify, "", 70000, 784, 10000},
};

// datasets/digits.csv holds one digit a line: the label, a comma, then 64 pixels row by row, one
// character each, '0'..'9' for 0..9 and 'a'..'g' for 10..16.
Table unpack_digits(std::string_view text) {
  constexpr size_t kPixels = 64;
  std::vector<std::vector<double>> columns(kPixels + 1);
  size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    GLIA_ASSERT(line.size() == kPixels + 2 && line[1] == ',');
    for (size_t p = 0; p < kPixels; ++p) {
      const char digit = line[p + 2];
      columns[p].push_back(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    columns[kPixels].push_back(line[0] - '0');
    at += line.size() + 1;
  }
  Table table;
  for (size_t p = 0; p < kPixels; ++p)
    table.add_column(
        Column::of_numbers(fmt::format("pixel_{}_{}", p / 8, p % 8), std::move(columns[p])));
  table.add_column(Column::of_numbers("digit", std::move(columns[kPixels])));
  return table;
}

Table make(std::string_view name) {
  if (name == "digits") return unpack_digits(embedded_csv(name));
  if (name == "temperature") return make_temperature();
  if (name == "temperature-humidity") return make_temperature_humidity();
  if (name == "sine-noisy") return make_sine_noisy();
  if (name == "target-curve") return make_target_curve();
  if (name == "exam-scores") return make_exam_scores();
  if (name == "flowers") return make_flowers();
  if (name == "warm-cold") return make_warm_cold();
  if (name == "circle") return make_circle();
  if (name == "spiral") return make_spiral(2);
  if (name == "spiral3") return make_spiral(3);
  if (name == "gauss") return make_gauss();
  return parse_csv(embedded_csv(name), fmt::format("built-in {}", name));
}

}  // namespace

std::span<const Builtin> builtins() { return kBuiltins; }

const Builtin* find_builtin(std::string_view name) {
  const auto found = std::find_if(kBuiltins.begin(), kBuiltins.end(),
                                  [&](const Builtin& set) { return set.name == name; });
  return found == kBuiltins.end() ? nullptr : &*found;
}

const Builtin& builtin(std::string_view name) {
  if (const Builtin* set = find_builtin(name)) return *set;
  std::vector<std::string> names;
  names.reserve(kBuiltins.size());
  for (const Builtin& set : kBuiltins) names.emplace_back(set.name);
  const std::string near = nearest(name, names);
  const std::string hint = near.empty() ? "" : fmt::format("; did you mean {}?", near);
  fail(ErrorKind::kUsage, say("no built-in data set is named '{}'{} (there are: {})", name, hint,
                              fmt::join(names, ", ")));
}

Table load_builtin(std::string_view name) {
  const Builtin& set = builtin(name);
  if (set.kind != BuiltinKind::kTable)
    fail(ErrorKind::kUsage, say("'{}' is a set of images, not a table", name));
  Table table = make(set.name);
  table.set_origin(fmt::format("built-in {}", set.name));
  return table;
}

ImageSplit load_builtin_images(std::string_view name, const std::string& folder) {
  const Builtin& set = builtin(name);
  if (set.kind != BuiltinKind::kImages)
    fail(ErrorKind::kUsage, say("'{}' is a table, not a set of images", name));
  const bool fashion = set.name == "fashion-mnist";
  if (folder.empty() && !fashion)
    fail(ErrorKind::kUsage,
         say("'{}' is not bundled: name the folder that holds its four IDX files", name));
  const std::string place = folder.empty() ? std::string(kFashionFolder) : folder;
  if (folder.empty() && !is_idx_folder(place))
    fail(ErrorKind::kData,
         say("{}: expected the four IDX files of {}, found none; on Debian install them "
             "with `apt-get install dataset-fashion-mnist`",
             place, name));
  IdxOptions options;
  options.classes = 10;
  return read_idx_folder(place, options);
}

}  // namespace glia::data
