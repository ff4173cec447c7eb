// The architecture file: what it means, that it comes back unchanged, and each error with its text.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "glia/base/file.h"
#include "glia/formats/arch_json_internal.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/formats/formats_testing.h"

namespace glia::formats {
namespace {

using nn::ArchSpec;
using nn::OptionValue;

std::string arch_refusal(const std::string& text) {
  return message_of(ErrorKind::kUsage, [&] { parse_arch_toml(text, "net.toml"); });
}

const std::string kInput = "[[input]]\nname = \"x\"\nshape = [4]\n";

// The text between the fences of the page's TOML example.
std::string documented_example() {
  const std::string page =
      read_file(std::string(GLIA_SOURCE_DIR) + "/docs/formats/architecture-file.md", 1 << 20);
  const size_t from = page.find("```toml\n") + 8;
  return page.substr(from, page.find("```", from) - from);
}

TEST(ArchToml, ReadsTheDocumentedExample) {
  const ArchSpec spec = parse_arch_toml(documented_example(), "net.toml");
  ASSERT_EQ(spec.inputs.size(), 1u);
  EXPECT_EQ(spec.inputs[0], (nn::InputSpec{"x", {784}}));
  ASSERT_EQ(spec.layers.size(), 6u);
  using Names = std::vector<std::string>;
  EXPECT_EQ(spec.layers[0], (nn::LayerSpec{"hidden", "dense", {"x"}, {{"units", int64_t{128}}}}));
  EXPECT_EQ(spec.layers[0].line, 7);
  EXPECT_EQ(spec.layers[1], (nn::LayerSpec{"relu2", "relu", {"hidden"}, {}}));
  EXPECT_EQ(spec.layers[2].inputs, Names{"relu2"});
  EXPECT_EQ(spec.layers[3], (nn::LayerSpec{"add4", "add", {"relu2", "inner"}, {}}));
  EXPECT_EQ(spec.layers[4], (nn::LayerSpec{"dropout5", "dropout", {"add4"}, {{"rate", 0.1}}}));
  EXPECT_EQ(
      spec.layers[5],
      (nn::LayerSpec{"classes",
                     "dense",
                     {"dropout5"},
                     {{"units", int64_t{10}}, {"bias", true}, {"init", std::string("glorot")}}}));
  EXPECT_EQ(spec.outputs, Names{"classes"});
}

TEST(ArchToml, WritesTheDocumentedExampleForReading) {
  EXPECT_EQ(write_arch_toml(parse_arch_toml(documented_example(), "net.toml")),
            R"([[input]]
name = "x"
shape = [784]

[[layer]]
name = "hidden"
kind = "dense"
units = 128

[[layer]]
name = "relu2"
kind = "relu"

[[layer]]
name = "inner"
kind = "dense"
units = 128

[[layer]]
name = "add4"
kind = "add"
inputs = ["relu2", "inner"]

[[layer]]
name = "dropout5"
kind = "dropout"
rate = 0.1

[[layer]]
name = "classes"
kind = "dense"
bias = true
init = "glorot"
units = 10
)");
}

TEST(ArchToml, TakesTheSmallestNetwork) {
  const ArchSpec spec = parse_arch_toml(
      "[[input]]\nname = \"x\"\nshape = []\n[[layer]]\nkind = \"tanh\"\n", "net.toml");
  EXPECT_EQ(spec, (ArchSpec{{{"x", {}}}, {{"tanh1", "tanh", {"x"}, {}}}, {"tanh1"}}));
}

TEST(ArchToml, TakesSeveralInputsAndOutputsInAnyOrderOfTables) {
  const ArchSpec spec = parse_arch_toml(
      "outputs = [\"b\", "
      "\"left\"]\n[[layer]]\nname=\"a\"\nkind=\"concat\"\ninputs=[\"left\",\"right\"]\n"
      "[[layer]]\nname=\"b\"\nkind=\"relu\"\n[[layer]]\nname=\"c\"\nkind=\"relu\"\ninputs=[\"a\"]\n"
      "[[input]]\nname=\"left\"\nshape=[2]\n[[input]]\nname=\"right\"\nshape=[3,1]\n",
      "net.toml");
  EXPECT_EQ(spec.outputs, (std::vector<std::string>{"b", "left"}));
  const std::string written = write_arch_toml(spec);
  EXPECT_EQ(written.substr(0, 26), "outputs = [\"b\", \"left\"]\n\n[");
  EXPECT_EQ(parse_arch_toml(written, "net.toml"), spec);
}

// Every kind of value an option can have, at its ends.
ArchSpec odd_options() {
  ArchSpec spec{{{"x", {1, 2}}}, {}, {"\u6f22.b-1/x"}};
  spec.layers.push_back({"\u6f22.b-1/x", "k\u00fchn", {"x"}, {}});
  spec.layers[0].options = {
      {"yes", true},
      {"no", false},
      {"int", int64_t{0}},
      {"least", std::numeric_limits<int64_t>::min()},
      {"most", std::numeric_limits<int64_t>::max()},
      {"one", 1.0},
      {"minus_zero", -0.0},
      {"third", 1.0 / 3},
      {"large", 1e300},
      {"largest", std::numeric_limits<double>::max()},
      {"smallest", 2.2250738585072014e-308},
      {"round", 1e16},
      {"round_more", 1e22},
      {"empty", std::string()},
      {"text", std::string("a\"b\\c\nd\te\x01\x7f\r\u6f22\U0001f9e0 'q' # = [")},
      {"zero_byte", std::string("a\0b", 3)},
      {"list", std::vector<int64_t>{3, -3}},
      {"no_list", std::vector<int64_t>{}},
      {"_A9", int64_t{-1}}};
  return spec;
}

TEST(ArchToml, KeepsEveryValueAndItsType) {
  const ArchSpec spec = odd_options();
  const std::string written = write_arch_toml(spec);
  const ArchSpec read = parse_arch_toml(written, "net.toml");
  EXPECT_EQ(read, spec) << written;
  EXPECT_TRUE(std::signbit(std::get<double>(read.layers[0].options.at("minus_zero"))));
  EXPECT_EQ(write_arch_toml(read), written);
}

TEST(ArchJson, KeepsEveryValueAndItsType) {
  const ArchSpec spec = odd_options();
  const std::string written = write_arch_json(spec);
  const ArchSpec read = parse_arch_json(written, "m.glia: glia.arch");
  EXPECT_EQ(read, spec) << written;
  EXPECT_TRUE(std::signbit(std::get<double>(read.layers[0].options.at("minus_zero"))));
  EXPECT_EQ(write_arch_json(read), written);
}

TEST(ArchToml, TakesTheLimits) {
  std::string text = kInput;
  for (int i = 0; i < 10'000; ++i) text += "[[layer]]\nkind = \"relu\"\n";
  const ArchSpec spec = parse_arch_toml(text, "net.toml");
  EXPECT_EQ(spec.outputs, std::vector<std::string>{"relu10000"});
  EXPECT_EQ(parse_arch_toml(write_arch_toml(spec), "net.toml"), spec);
  EXPECT_EQ(parse_arch_json(write_arch_json(spec), "m.glia"), spec);
  EXPECT_EQ(arch_refusal(text + "[[layer]]\nkind = \"relu\"\n"),
            "net.toml:20004:1: 10001 layers, over the limit of 10000");
}

TEST(ArchToml, RefusesWhatIsNotToml) {
  EXPECT_EQ(arch_refusal("[[input"), "net.toml:1:8: expected ]], found the end of the file");
  EXPECT_EQ(arch_refusal("hello"),
            "net.toml:1:6: expected = after the key \"hello\", found the end of the file");
  EXPECT_EQ(arch_refusal("{\"inputs\": []}"), "net.toml:1:1: expected a key, found \"{\"");
  EXPECT_EQ(arch_refusal("a = 1\na = 2\n"), "net.toml:2:1: the key \"a\" stands twice");
  EXPECT_EQ(arch_refusal(kInput + "[[layer]]\nkind = \"relu\nunits = 3\n"),
            "net.toml:5:8: the text that begins here does not end on its line");
  EXPECT_EQ(arch_refusal(kInput + "[[layer]]\nkind = 'dense'\nunits = 9223372036854775808\n"),
            "net.toml:6:9: the number \"9223372036854775808\" is too large");
  EXPECT_EQ(arch_refusal(kInput + "[[layer]]\nkind = 'dense'\nrate = 1e999\n"),
            "net.toml:6:8: the number \"1e999\" is too large");
  EXPECT_EQ(arch_refusal(kInput + "[[layer]]\nkind = \"\xff\"\n"),
            "net.toml:5:9: not UTF-8: byte 0xff");
  EXPECT_EQ(arch_refusal(std::string("a\0b", 3)),
            "net.toml:1:2: expected = after the key \"a\", found \"\\x00\"");
  EXPECT_EQ(arch_refusal("a = " + std::string(100'000, '[')),
            "net.toml:1:6: a list of lists has no meaning in an architecture file");
  std::string dots = "a";
  for (int i = 0; i < 100'000; ++i) dots += ".a";
  EXPECT_EQ(arch_refusal(dots + " = 1\n"),
            "net.toml:1:2: dotted keys have no meaning in an architecture file");
  EXPECT_EQ(arch_refusal(std::string((4 << 20) + 1, '\n')),
            "net.toml: 4194305 bytes, over the limit of 4194304 for an architecture file");
}

TEST(ArchToml, RefusesWrongTables) {
  const std::string layer = "[[layer]]\nkind = 'relu'\n";
  EXPECT_EQ(arch_refusal(""), "net.toml: no input, expected at least one [[input]]");
  EXPECT_EQ(arch_refusal(kInput), "net.toml: no layer, expected at least one [[layer]]");
  EXPECT_EQ(arch_refusal(layer), "net.toml: no input, expected at least one [[input]]");
  EXPECT_EQ(arch_refusal("input = []\n" + layer),
            "net.toml:1:1: input is a list, expected [[input]] on a line of its own");
  EXPECT_EQ(arch_refusal(kInput + "[layers]\n"),
            "net.toml:4:1: unknown key \"layers\", expected [[input]], [[layer]] or outputs");
  EXPECT_EQ(arch_refusal("output = ['x']\n" + kInput + layer),
            "net.toml:1:1: unknown key \"output\", expected [[input]], [[layer]] or outputs");
  EXPECT_EQ(arch_refusal("[input]\nname = 'x'\nshape = [4]\n" + layer),
            "net.toml:1:1: [input] is a single table, expected [[input]] with two brackets each");
  EXPECT_EQ(arch_refusal(kInput + "[layer]\nkind = 'relu'\n"),
            "net.toml:4:1: [layer] is a single table, expected [[layer]] with two brackets each");
  EXPECT_EQ(arch_refusal("layer = 3\n" + kInput),
            "net.toml:1:1: layer is an integer, expected [[layer]] on a line of its own");
  EXPECT_EQ(arch_refusal("layer = ['relu', 'relu']\n" + kInput),
            "net.toml:1:1: layer is a list, expected [[layer]] on a line of its own");
}

TEST(ArchToml, RefusesWrongInputs) {
  const auto input = [](const std::string& keys) {
    return arch_refusal("[[input]]\n" + keys + "[[layer]]\nkind = 'relu'\n");
  };
  EXPECT_EQ(input("shape = [4]\n"), "net.toml:1:1: input 1: name is missing");
  EXPECT_EQ(input("name = 'x'\n"), "net.toml:1:1: input 1: shape is missing");
  EXPECT_EQ(input("name = 3\nshape = [4]\n"),
            "net.toml:2:8: input 1: name: expected text, found an integer");
  EXPECT_EQ(input("name = ''\nshape = [4]\n"),
            "net.toml:1:1: input 1: name: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found \"\"");
  EXPECT_EQ(input("name = 'my input'\nshape = [4]\n"),
            "net.toml:1:1: input 1: name: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found \"my input\"");
  EXPECT_EQ(input("name = 'x'\nshape = 4\n"),
            "net.toml:3:9: input 1: shape: expected a list of integers, found an integer");
  EXPECT_EQ(input("name = 'x'\nshape = ['batch', 4]\n"),
            "net.toml:3:10: input 1: shape: expected integers, found text");
  EXPECT_EQ(input("name = 'x'\nshape = [4.0]\n"),
            "net.toml:3:10: input 1: shape: expected integers, found a number with a fraction");
  EXPECT_EQ(input("name = 'x'\nshape = [0]\n"),
            "net.toml:1:1: input 1 \"x\": shape [0]: expected sizes of at least 1 and 2^40 "
            "elements at most");
  EXPECT_EQ(input("name = 'x'\nshape = [-1]\n"),
            "net.toml:1:1: input 1 \"x\": shape [-1]: expected sizes of at least 1 and 2^40 "
            "elements at most");
  EXPECT_EQ(input("name = 'x'\nshape = [1048576, 1048577]\n"),
            "net.toml:1:1: input 1 \"x\": shape [1048576, 1048577]: expected sizes of at least 1 "
            "and 2^40 elements at most");
  EXPECT_EQ(input("name = 'x'\nshape = [4294967296, 4294967296, 4294967296]\n"),
            "net.toml:1:1: input 1 \"x\": shape [4294967296, 4294967296, 4294967296]: expected "
            "sizes of at least 1 and 2^40 elements at most");
  EXPECT_EQ(input("name = 'x'\nshape = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]\n"),
            "net.toml:1:1: input 1 \"x\": 17 sizes in shape, over the limit of 16");
  EXPECT_EQ(input("name = 'x'\nshape = [4]\ndtype = 'f32'\n"),
            "net.toml:4:1: input 1: unknown key \"dtype\", expected name or shape");
  EXPECT_EQ(input("name = 'x'\nshape = [4]\noutputs = ['x']\n"),
            "net.toml:4:1: input 1: outputs belongs to the network: write it at the top of the "
            "file, above the first [[input]] or [[layer]]");
  EXPECT_EQ(input("name = 'x'\nshape = [4]\n[[input]]\nname = 'x'\nshape = [4]\n[[layer]]\nkind = "
                  "'relu'\ninputs = ['x']\n"),
            "net.toml:4:1: input 2 \"x\": the name is taken by an earlier input");
  EXPECT_EQ(input("name = 'x'\nshape = [4]\n[[input]]\nname = 'y'\nshape = [4]\n"),
            "net.toml:7:1: layer 1 \"relu1\": inputs is missing: the network has 2 inputs, the "
            "first layer must name its own");
}

TEST(ArchToml, RefusesWrongLayers) {
  const auto layer = [](const std::string& keys) {
    return arch_refusal(kInput + "[[layer]]\nname = 'first'\nkind = 'relu'\n[[layer]]\n" + keys);
  };
  EXPECT_EQ(layer(""), "net.toml:7:1: layer 2: kind is missing");
  EXPECT_EQ(layer("name = 'second'\n"), "net.toml:7:1: layer 2 \"second\": kind is missing");
  EXPECT_EQ(layer("kind = 7\n"), "net.toml:8:8: layer 2: kind: expected text, found an integer");
  EXPECT_EQ(layer("kind = ''\n"),
            "net.toml:7:1: layer 2: kind: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found \"\"");
  EXPECT_EQ(layer("kind = 'de nse'\n"),
            "net.toml:7:1: layer 2: kind: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found \"de nse\"");
  EXPECT_EQ(layer("kind = 'relu'\nname = ['a']\n"),
            "net.toml:9:8: layer 2: name: expected text, found a list");
  EXPECT_EQ(layer("kind = 'relu'\nname = \"a\\nb\"\n"),
            "net.toml:7:1: layer 2: name: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found \"a\\nb\"");
  EXPECT_EQ(layer("kind = 'relu'\nname = '" + std::string(257, 'n') + "'\n"),
            "net.toml:7:1: layer 2: name: expected 1 to 256 bytes of UTF-8 without spaces, quotes "
            "and backslashes, found "
            "\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn..."
            "\" (257 bytes)");
  EXPECT_EQ(layer("kind = 'relu'\nname = 'first'\n"),
            "net.toml:7:1: layer 2 \"first\": the name is taken by an earlier layer or input");
  EXPECT_EQ(layer("kind = 'relu'\nname = 'x'\n"),
            "net.toml:7:1: layer 2 \"x\": the name is taken by an earlier layer or input");
  EXPECT_EQ(layer("kind = 'relu'\ninputs = 'first'\n"),
            "net.toml:9:10: layer 2 \"relu2\": inputs: expected a list of names, found text");
  EXPECT_EQ(layer("kind = 'relu'\ninputs = []\n"),
            "net.toml:9:10: layer 2 \"relu2\": inputs is empty");
  EXPECT_EQ(layer("kind = 'add'\ninputs = ['first', 1]\n"),
            "net.toml:9:20: layer 2 \"add2\": inputs: expected text, found an integer");
  EXPECT_EQ(layer("kind = 'add'\ninputs = ['first',\n  'frist']\n"),
            "net.toml:10:3: layer 2 \"add2\": unknown input \"frist\", expected an input or an "
            "earlier layer; did you mean \"first\"?");
  EXPECT_EQ(layer("kind = 'add'\ninputs = ['first', 'add2']\n"),
            "net.toml:9:20: layer 2 \"add2\": reads itself");
  EXPECT_EQ(
      layer("kind = 'add'\ninputs = ['first', 'late']\n[[layer]]\nname = 'late'\nkind = 'relu'\n"),
      "net.toml:9:20: layer 2 \"add2\": reads \"late\", which stands later (layer 3); a layer "
      "reads only what is above it");
  EXPECT_EQ(layer("kind = 'relu'\noutputs = ['relu2']\n"),
            "net.toml:9:1: layer 2 \"relu2\": outputs belongs to the network: write it at the top "
            "of the file, above the first [[input]] or [[layer]]");
  EXPECT_EQ(layer("kind = 'dense'\nunits = 1979-05-27\n"),
            "net.toml:9:9: a date or time has no meaning in an architecture file");
  EXPECT_EQ(layer("kind = 'dense'\nunits = {a = 1}\n"),
            "net.toml:9:9: a table in braces has no meaning in an architecture file");
  EXPECT_EQ(layer("kind = 'dense'\nunits = [1, 2.5]\n"),
            "net.toml:9:13: layer 2 \"dense2\": \"units\": expected integers, found a number with "
            "a fraction");
  EXPECT_EQ(layer("kind = 'dense'\nunits = [[1]]\n"),
            "net.toml:9:10: a list of lists has no meaning in an architecture file");
  EXPECT_EQ(layer("kind = 'dense'\nunits.a = 1\n"),
            "net.toml:9:6: dotted keys have no meaning in an architecture file");
  EXPECT_EQ(layer("kind = 'dense'\n'a b' = 1\n"),
            "net.toml:7:1: layer 2 \"dense2\": \"a b\" can't name an option, expected letters, "
            "digits and underscores");
  EXPECT_EQ(layer("kind = 'dense'\nrate = inf\n"),
            "net.toml:7:1: layer 2 \"dense2\": \"rate\": expected a finite number, found inf");
  EXPECT_EQ(layer("kind = 'dense'\nrate = nan\n"),
            "net.toml:7:1: layer 2 \"dense2\": \"rate\": expected a finite number, found nan");
  EXPECT_EQ(
      layer("kind = 'dense'\ntext = '" + std::string(65'537, 't') + "'\n"),
      "net.toml:7:1: layer 2 \"dense2\": \"text\": 65537 bytes of text, over the limit of 65536");
  std::string list = "1";
  for (int i = 0; i < 10'000; ++i) list += ",1";
  EXPECT_EQ(layer("kind = 'dense'\nlist = [" + list + "]\n"),
            "net.toml:9:20009: a list of more than 10000 values");
  std::string options;
  for (int i = 0; i < 101; ++i) options += "o" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(layer("kind = 'dense'\n" + options),
            "net.toml:7:1: layer 2 \"dense2\": 101 options, over the limit of 100");
}

TEST(ArchToml, RefusesWrongOutputs) {
  const auto outputs = [](const std::string& value) {
    return arch_refusal("outputs = " + value + "\n" + kInput + "[[layer]]\nkind = 'relu'\n");
  };
  EXPECT_EQ(outputs("'relu1'"), "net.toml:1:11: outputs: expected a list of names, found text");
  EXPECT_EQ(outputs("[]"), "net.toml:1:11: outputs is empty");
  EXPECT_EQ(outputs("[1]"), "net.toml:1:12: outputs: expected text, found an integer");
  EXPECT_EQ(outputs("['relu1', 'relu2']"),
            "net.toml:1:21: outputs: no layer or input is called \"relu2\"");
  EXPECT_EQ(outputs("['relu1', 'relu1']"), "net.toml:1:21: outputs: \"relu1\" stands twice");
}

TEST(ArchToml, RefusesToWriteWhatItCouldNotRead) {
  const auto write = [](const ArchSpec& spec) {
    const std::string message = message_of(ErrorKind::kUsage, [&] { write_arch_toml(spec); });
    EXPECT_EQ(message_of(ErrorKind::kUsage, [&] { write_arch_json(spec); }), message);
    return message;
  };
  EXPECT_EQ(write({}), "architecture: no input, expected at least one [[input]]");
  const ArchSpec good{{{"x", {4}}}, {{"a", "relu", {"x"}, {}}}, {"a"}};
  ArchSpec spec = good;
  spec.layers[0].options["inputs"] = true;
  EXPECT_EQ(write(spec),
            "architecture: layer 1 \"a\": \"inputs\" can't name an option, expected letters, "
            "digits and underscores");
  spec = good;
  spec.layers[0].options["text"] = std::string("\xc3");
  EXPECT_EQ(write(spec), "architecture: layer 1 \"a\": \"text\": the text is not UTF-8");
  spec = good;
  spec.layers[0].inputs = {};
  EXPECT_EQ(write(spec), "architecture: layer 1 \"a\": no inputs");
  spec = good;
  spec.outputs = {};
  EXPECT_EQ(write(spec), "architecture: no outputs");
}

}  // namespace
}  // namespace glia::formats
