// The architecture as JSON: what the model file may hold, and each lie with its message. The round
// trip of every kind of value is in arch_toml_test.cc.
#include <gtest/gtest.h>

#include <string>

#include "glia/formats/arch_json_internal.h"
#include "glia/formats/formats_testing.h"

namespace glia::formats {
namespace {

TEST(ArchJson, WritesOneLine) {
  const std::string text =
      "{\"inputs\":[{\"name\":\"x\",\"shape\":[784]}],\"layers\":[{\"name\":\"dense1\",\"kind\":"
      "\"dense\",\"inputs\":[\"x\"],\"options\":{\"bias\":true,\"rate\":1.0,\"units\":128}}],"
      "\"outputs\":[\"dense1\"]}";
  EXPECT_EQ(write_arch_json(parse_arch_json(text, "m.glia")), text);
}

TEST(ArchJson, RefusesEachLie) {
  const auto json = [](const std::string& text) {
    return message_of(ErrorKind::kModel, [&] { parse_arch_json(text, "m.glia: glia.arch"); });
  };
  const auto layer = [&](const std::string& text) {
    return json("{\"inputs\":[{\"name\":\"x\",\"shape\":[4]}],\"layers\":[" + text +
                "],\"outputs\":[\"a\"]}");
  };
  const auto option = [&](const std::string& text) {
    return layer("{\"name\":\"a\",\"kind\":\"relu\",\"inputs\":[\"x\"],\"options\":{" + text +
                 "}}");
  };
  ASSERT_EQ(option("\"a\":1"), "no error");
  EXPECT_EQ(json(""), "m.glia: glia.arch: not JSON near character 1");
  EXPECT_EQ(json("{"), "m.glia: glia.arch: not JSON near character 2");
  EXPECT_EQ(json("{} x"), "m.glia: glia.arch: not JSON near character 4");
  EXPECT_EQ(json(std::string("{}\0x", 4)),
            "m.glia: glia.arch: not JSON: a zero byte at character 3");
  EXPECT_EQ(json("[]"), "m.glia: glia.arch: expected an object, found array");
  EXPECT_EQ(json("\"\xff\""), "m.glia: glia.arch: not JSON near character 2");
  EXPECT_EQ(json(std::string(100'000, '[')), "m.glia: glia.arch: nested deeper than 6");
  EXPECT_EQ(json("{\"inputs\":[],\"inputs\":[]}"),
            "m.glia: glia.arch: key \"inputs\" stands twice in one object");
  EXPECT_EQ(json("{\"inputs\":[],\"layers\":[]}"), "m.glia: glia.arch: outputs is missing");
  EXPECT_EQ(json("{\"inputs\":[],\"layers\":[],\"outputs\":[]}"),
            "m.glia: glia.arch: no input, expected at least one [[input]]");
  EXPECT_EQ(json("{\"inputs\":{},\"layers\":[],\"outputs\":[]}"),
            "m.glia: glia.arch: inputs: expected an array of objects, found object");
  EXPECT_EQ(json("{\"inputs\":[],\"layers\":[],\"outputs\":[],\"a\":1}"),
            "m.glia: glia.arch: unknown key \"a\", expected inputs, layers, outputs");
  EXPECT_EQ(
      json("{\"inputs\":[{\"name\":\"x\",\"shape\":[1e2]}],\"layers\":[],\"outputs\":[]}"),
      "m.glia: glia.arch: inputs[0].shape: expected an integer, found a number with a fraction");
  EXPECT_EQ(layer("3"), "m.glia: glia.arch: layers[0]: expected an object, found number");
  EXPECT_EQ(layer("{}"), "m.glia: glia.arch: layers[0]: name is missing");
  EXPECT_EQ(layer("{\"name\":1,\"kind\":\"relu\",\"inputs\":[],\"options\":{}}"),
            "m.glia: glia.arch: layers[0].name: expected a string, found number");
  EXPECT_EQ(layer("{\"name\":\"a\",\"kind\":\"relu\",\"inputs\":\"x\",\"options\":{}}"),
            "m.glia: glia.arch: layers[0].inputs: expected an array of strings, found string");
  EXPECT_EQ(layer("{\"name\":\"a\",\"kind\":\"relu\",\"inputs\":[\"x\"],\"options\":[]}"),
            "m.glia: glia.arch: layers[0].options: expected an object, found array");
  EXPECT_EQ(layer("{\"name\":\"a\",\"kind\":\"relu\",\"inputs\":[\"y\"],\"options\":{}}"),
            "m.glia: glia.arch: layer 1 \"a\": unknown input \"y\", expected an input or an "
            "earlier layer");
  EXPECT_EQ(option("\"a\":null"),
            "m.glia: glia.arch: layers[0].options[\"a\"]: expected a boolean, number, string or "
            "array of integers, found null");
  EXPECT_EQ(option("\"a\":{}"),
            "m.glia: glia.arch: layers[0].options[\"a\"]: expected a boolean, number, string or "
            "array of integers, found object");
  EXPECT_EQ(option("\"a\":[1,\"b\"]"),
            "m.glia: glia.arch: layers[0].options[\"a\"]: expected an integer, found string");
  EXPECT_EQ(option("\"a\":[[1]]"),
            "m.glia: glia.arch: layers[0].options[\"a\"]: expected an integer, found array");
  EXPECT_EQ(option("\"a\":9223372036854775808"),
            "m.glia: glia.arch: layers[0].options[\"a\"]: 9223372036854775808 is over 2^63 - 1");
  EXPECT_EQ(option("\"a\":1e999"), "m.glia: glia.arch: holds a number that is too large");
  EXPECT_EQ(option("\"a b\":1"),
            "m.glia: glia.arch: layer 1 \"a\": \"a b\" can't name an option, expected letters, "
            "digits and underscores");
  EXPECT_EQ(option("\"a\":1,\"a\":2"), "m.glia: glia.arch: key \"a\" stands twice in one object");
  EXPECT_EQ(json("{\"inputs\":" + std::string(4 << 20, ' ') + "[]}"),
            "m.glia: glia.arch: 4194317 bytes, over the limit of 4194304");
}

}  // namespace
}  // namespace glia::formats
